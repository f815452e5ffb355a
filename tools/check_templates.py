"""`python -m tools.check_templates`: what a template must not hold.

Every template compiles, and the files it names are there. None has script or style of its own
(the content security policy would refuse them), takes anything from another host, or shows words
that nobody can translate.
"""

import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser

import django
from django.contrib.staticfiles import finders
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tools.environment import ROOT

# Left out before the HTML is read: comments, the page's colour and size, translated texts, and
# then every other tag.
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
LOOK = re.compile(r"\{% block (?:color|size) %\}\w+\{% endblock %\}")
TRANSLATED = re.compile(r"\{%\s*blocktrans.*?%\}.*?\{%\s*endblocktrans\w*\s*%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names are the same in every language; a class may stand alone in a block.
NAMES = re.compile(
    r"\b((?:ds|st)-[\w-]+|Stafett|ID-porten|BankID|MinID|BTI2000|demo\d+|Bokmål|Nynorsk|English)\b"
)


class Reader(HTMLParser):
    """Collects what is wrong as `(line, sentence)`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[tuple[int, str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Elements and attributes."""
        given = {name: value or "" for name, value in attrs}
        self.inside = tag
        if tag == "style":
            self._note("a <style> of its own")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self._note("a <script> of its own")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self._note(f"the attribute {name}")
            if value.strip().lower().startswith("javascript:"):
                self._note("a javascript: address")
            if name == "src" and re.match(r"(https?:)?//", value):
                self._note(f"something from another host: {value}")
            if name == "href" and tag == "link" and re.match(r"(https?:)?//", value):
                self._note(f"something from another host: {value}")
            if name in SPOKEN:
                self._words(value)

    def handle_endtag(self, tag: str) -> None:
        """What follows belongs to no script."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if self.inside not in ("script", "style"):
            self._words(data)

    def _words(self, text: str) -> None:
        if LETTERS.search(NAMES.sub("", text)):
            self._note(f"words that are not translated: {' '.join(text.split())[:80]}")

    def _note(self, sentence: str) -> None:
        self.wrong.append((self.getpos()[0], sentence))


def blank(found: "re.Match[str]") -> str:
    """As many lines of nothing, so that line numbers stay right."""
    return "\n" * found[0].count("\n")


def markup(source: str) -> list[tuple[int, str]]:
    """What is wrong in a template's HTML."""
    source = re.sub(r"(</?)\{\{.*?\}\}", r"\1div", source)
    for pattern in (COMMENT, LOOK, TRANSLATED, TAG):
        source = pattern.sub(blank, source)
    reader = Reader()
    reader.feed(source)
    reader.close()
    return reader.wrong


def problems() -> Iterator[str]:
    """Everything that is wrong in any template, one line each."""
    for folder in sorted((ROOT / "stafett").glob("*/templates")):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = path.relative_to(ROOT)
            try:
                get_template(str(path.relative_to(folder)))
            except (TemplateSyntaxError, UnicodeDecodeError) as error:
                yield f"{place}: does not compile: {error}"
            for name in STATIC.findall(path.read_text()):
                if not finders.find(name):
                    yield f"{place}: no such static file: {name}"
            if path.suffix in (".html", ".svg"):
                yield from (f"{place}:{line}: {what}" for line, what in markup(path.read_text()))


def main() -> int:
    """Exit status 1 when something is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tools.check_settings")
    django.setup()
    wrong = list(problems())
    print("\n".join(wrong) or "Every template is in order.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
