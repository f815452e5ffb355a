"""The texts that messages begin from (L7, L8): to be changed freely before they are sent.

The municipality's own, where its administrators have written one, else Stafett's.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from .models import Beginning, Kind

# What stands in a text for the child's name and the writer's, in every language.
NAME, WRITER = "[navn]", "[avsender]"


@dataclass(frozen=True)
class Start:
    """How a message of a kind begins."""

    title: str
    text: str


def start_in(municipality_id: UUID, kind: str, *, name: str, writer: str) -> Start:
    """The text for a kind in this municipality, in the language in use. One question."""
    own = own_text(municipality_id, kind, get_language() or "nb")
    if own is None:
        return start_of(kind, name=name, writer=writer)
    title, text = (
        each.replace(NAME, name).replace(WRITER, writer) for each in (own.title, own.text)
    )
    return Start(title, text)


def own_text(municipality_id: UUID, kind: str, language: str) -> Beginning | None:
    """What the municipality has written itself."""
    rows = Beginning.objects.filter(municipality=municipality_id, kind=kind, language=language)
    return rows.first()


def ours(kind: str, language: str) -> Start:
    """Stafett's own text in a language, with what stands for the names."""
    with override(language):
        return start_of(kind, name=NAME, writer=WRITER)


def start_of(kind: str, *, name: str, writer: str) -> Start:
    """Stafett's text for a kind, about the child of this given name, from this writer."""
    if kind == Kind.INVITATION:
        text = _(
            "Welcome to a meeting about %(name)s.\n\nWhen: \nWhere: \n\n"
            "This is what we talk about:\n"
            "1. What %(name)s wants to say\n"
            "2. How it is going with what we agreed on\n"
            "3. What we do next, and who does what\n"
            "4. The next meeting\n\n"
            "Talk with %(name)s beforehand about how to take part. Say so if the time does not"
            " suit you.\n\nKind regards, %(writer)s"
        )
        return Start(_("Meeting about %(name)s") % {"name": name}, _said(text, name, writer))
    if kind == Kind.NOTE:
        text = _(
            "Who was there: \nDate: \n\nWhat we talked about:\n\n"
            "What %(name)s said:\n\nWhat we agreed on, and who does it:\n\n%(writer)s"
        )
        return Start(_("Note from a talk"), _said(text, name, writer))
    return Start("", "")


def _said(text: str, name: str, writer: str) -> str:
    return text % {"name": name, "writer": writer}
