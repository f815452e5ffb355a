"""What is written when somebody sends or answers a message."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Line, OpenedAt, Words, area, most
from stafett.logs.files import FilesField
from stafett.logs.queries import Member

from .models import Kind, Message

EVERYONE, SOME = "everyone", "some"


def _files() -> FilesField:
    return FilesField(
        label=_("Pictures or other files"),
        help_text=_("Up to five: pictures, PDF or office documents, 10 MB each."),
        required=False,
    )


class MessageForm(forms.Form):
    """A message to everyone, or to some (L7, L8)."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput, required=False)
    title = Line(
        label=_("What is it about?"),
        max_length=most(Message, "title"),
        error_messages={"required": _("Write in a few words what it is about.")},
    )
    text = Words(
        label=_("The message"),
        max_length=most(Message, "text"),
        widget=area(9),
        error_messages={"required": _("Write the message, and you can send it.")},
    )
    to = forms.ChoiceField(
        label=_("Who is it for?"),
        choices=[
            (EVERYONE, _("Everyone who sees the whole log")),
            (SOME, _("Only those I tick below")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who the message is for.")},
    )
    people = forms.MultipleChoiceField(
        label=_("Those it is for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    attached = _files()
    opened_at = OpenedAt()

    def __init__(self, *args: Any, people: Sequence[Member], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.person.pk), _choice(each)) for each in people]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]
        self.fields["to"].help_text = _(
            "%(name)s, the guardians and the one who has the baton can read every message."
        ) % {"name": name}
        if not choices:
            del self.fields["people"]

    def clean(self) -> dict[str, Any]:
        """Never to more than was meant: ticked people and «everyone» do not go together."""
        said = super().clean() or {}
        to, people = said.get("to"), said.get("people")
        if to == SOME and not people and "people" not in self.errors:
            self.add_error("people" if "people" in self.fields else "to", _("Tick somebody."))
        if to == EVERYONE and people:
            self.add_error("to", _("You have ticked some people. Is it for them, or everyone?"))
        return said

    @property
    def receivers(self) -> list[UUID]:
        """Those it is for; nobody: everyone."""
        said = self.cleaned_data
        return [UUID(key) for key in said.get("people", [])] if said["to"] == SOME else []


def _choice(member: Member) -> str:
    words = ", ".join(each for each in (member.title, member.service) if each)
    return f"{member.person}\n{words or member.relation_words}".strip()


class AnswerForm(forms.Form):
    """An answer, to the same people."""

    text = Words(
        label=_("Your answer"),
        max_length=most(Message, "text"),
        widget=area(4),
        error_messages={"required": _("Write something first.")},
    )
    attached = _files()
    opened_at = OpenedAt()
