"""What is said when a log goes to another level."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.municipality.levels import Level, LevelName

from .fields import Words, area, most
from .models import AdmissionRole, LevelChange, Onwards
from .queries import Member

ONWARDS = {
    Onwards.STAYS: _("The one who has it goes on"),
    Onwards.MOVES: _(
        "Next you offer it to somebody. At the highest level a service such as the PPT may be"
        " nearest."
    ),
}


class LevelForm(forms.Form):
    """To which level, why, who was heard, and who has the baton onwards (B21)."""

    level = forms.TypedChoiceField(
        label=_("To which level?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level."), "invalid_choice": _("Choose a level.")},
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("Everyone in the log can read it. Write nothing about health here."),
        max_length=most(LevelChange, "reason"),
        widget=area(4),
        error_messages={"required": _("Write in a few words why.")},
    )
    heard = forms.MultipleChoiceField(
        label=_("Who was heard?"),
        help_text=_("The child and the family first."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Say who was heard. Choose among those who are in the log."),
            "invalid_choice": _("Say who was heard. Choose among those who are in the log."),
        },
    )
    onwards = forms.ChoiceField(
        label=_("Who has the baton at the new level?"),
        help_text=_("Settle it with the child and the family."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Settle who has the baton onwards.")},
    )
    was = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        levels: Sequence[tuple[Level, LevelName]],
        people: Sequence[Member],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._choose("level", [(each.value, _as_choice(name)) for each, name in levels])
        self._choose("heard", [(str(each.person.pk), _who(each)) for each in people])
        self._choose(
            "onwards", [(each.value, f"{each.label}\n{ONWARDS[each]}") for each in Onwards]
        )

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _as_choice(level: LevelName) -> str:
    """«Level 2», and on the second line what it is."""
    return f"{level.short}\n{level.title[:1].upper()}{level.title[1:]}"


def _who(member: Member) -> str:
    """Name, and on the second line what the person is to the child."""
    if member.role == AdmissionRole.OWNER:
        return str(member.person)
    what = member.relation_words or ", ".join(filter(None, (member.title, member.service)))
    return f"{member.person}\n{what}"
