"""The words of a mail, in the reader's language; in both forms of Norwegian where it is unknown."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

UNKNOWN = ("nb", "nn")


def written(kind: str, language: str, **words: Any) -> tuple[str, str]:
    """Subject and text of a mail of this kind; its template is `notices/mail/KIND.txt`.

    Nothing of a log is among the words: who, when and a link, at most.
    """
    known = [code for code, _name in settings.LANGUAGES if code == language]
    parts = [_in(code, kind, words) for code in known or UNKNOWN]
    subjects = dict.fromkeys(subject for subject, _text in parts)
    return " / ".join(subjects), "\n\n----------\n\n".join(text for _subject, text in parts) + "\n"


def notice_words(language: str, kinds: set[str], *, by_text: bool) -> tuple[str, str]:
    """Subject and text of what tells somebody that something is there: `models.Kind`, no more."""
    kind = "notice_text" if by_text else "notice"
    here, choose = site(reverse("my_page")), site(reverse("notice_settings"))
    return written(kind, language, kinds=kinds, here=here, choose=choose)


def _in(language: str, kind: str, words: dict[str, Any]) -> tuple[str, str]:
    with translation.override(language):
        whole = render_to_string(f"notices/mail/{kind}.txt", {**words, "site": site()})
    subject, _line, text = whole.strip().partition("\n")
    return subject.strip(), text.strip()


def site(path: str = "/") -> str:
    """An address of this site as it stands in a mail."""
    return settings.STAFETT_ADDRESS.rstrip("/") + path
