"""The texts that messages begin from (L7, L8): to be changed freely before they are sent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Kind


@dataclass(frozen=True)
class Start:
    """How a message of a kind begins."""

    title: str
    text: str


def start_of(kind: str, *, name: str, writer: str) -> Start:
    """The text for a kind, about the child of this given name, from this writer."""
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
