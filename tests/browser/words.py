"""Finding what a page says in another language than it should."""

import re
from functools import cache

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from tools import environment

# As it stands in a message, and after `re.escape`.
FILLED_IN = re.compile(r"%\\?\(\w+\\?\)[sd]")
WORD = re.compile(r"[a-z]{3}", re.IGNORECASE)
# Not the names of other languages, each in its own.
TEXTS = """() => {
  const ours = e => e && !e.closest('body [lang]');
  const found = [...document.querySelectorAll('[aria-label]')].filter(ours).map(e => e.ariaLabel);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (ours(walker.currentNode.parentElement)) found.push(walker.currentNode.data);
  return found.concat(document.title);
}"""


def left_in_english(page: Page, language: str) -> list[str]:
    """The texts and labels of a page that stand there as the code has them."""
    english = _english(language)
    texts = {" ".join(text.split()) for text in page.evaluate(TEXTS)}
    return sorted(text for text in texts if text and english.fullmatch(text))


@cache
def _english(language: str) -> re.Pattern[str]:
    """Any message whose translation is another; one without words of its own tells nothing."""
    messages = set()
    for path in environment.ROOT.glob(f"stafett/*/locale/{language}/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                strings = message.string if isinstance(message.id, tuple) else (message.string,)
                for said in message.id if isinstance(message.id, tuple) else (message.id,):
                    if said not in strings and WORD.search(FILLED_IN.sub("", said)):
                        messages.add(" ".join(said.split()))
    patterns = (FILLED_IN.sub(".+", re.escape(message)) for message in messages)
    return re.compile("|".join(sorted(patterns)))
