"""What an administrator writes of a unit: its name, what it is, and what it lies under."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Line, OpenedAt
from stafett.municipality.models import OUTSIDE, Unit, UnitKind
from stafett.municipality.service_words import kind_words
from stafett.municipality.unit_tree import Branch, flat


def _kinds() -> list[tuple[str, Any]]:
    inside = [kind for kind in UnitKind if kind not in OUTSIDE]
    return [
        (str(_("In the municipality")), [(str(kind), kind_words(kind)) for kind in inside]),
        (
            str(_("Outside the municipality")),
            [(str(kind), kind_words(kind)) for kind in UnitKind if kind in OUTSIDE],
        ),
    ]


class UnitForm(forms.Form):
    """One unit."""

    name = Line(
        label=_("What is it called?"),
        help_text=_("As families know it: «Eikvåg school»."),
        max_length=100,
        error_messages={"required": _("Write what the unit is called.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        error_messages={
            "required": _("Choose what it is."),
            "invalid_choice": _("Choose one on the list."),
        },
    )
    parent = forms.ChoiceField(
        label=_("What does it lie under?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the units that are in use.")},
    )
    opened_at = OpenedAt()

    def __init__(self, tops: list[Branch], *args: Any, own: Unit | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("None chosen")), *_kinds()]  # type: ignore[attr-defined]
        others = [branch for branch, _depth in flat(tops) if not own or branch.unit.pk != own.pk]
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", _("Under none")),
            *((str(branch.unit.pk), branch.unit.name) for branch in others),
        ]

    @property
    def parent_id(self) -> UUID | None:
        """What it is to lie under."""
        chosen = self.cleaned_data["parent"]
        return UUID(chosen) if chosen else None
