"""The form of the leader's page: who is to have a baton (E2, E3)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext

from .staff import Row


class AssignForm(forms.Form):
    """One of those who work in the unit and do not have this baton."""

    position = forms.ChoiceField(
        label=gettext_lazy("Who is to have it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of these."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )

    def __init__(self, others: Sequence[tuple[Row, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [(row, n) for row, n in others if row.state in ("active", "leaving")]
        choices = [(str(row.pk), f"{row.name}\n{_about(row, n)}") for row, n in here]
        self.fields["position"].choices = choices  # type: ignore[attr-defined]

    @property
    def position_id(self) -> UUID:
        """The position of the one who is chosen."""
        return UUID(self.cleaned_data["position"])


def _about(row: Row, batons: int) -> str:
    has = ngettext("has %(n)s baton", "has %(n)s batons", batons) % {"n": batons}
    trained = gettext("has taken the training") if row.trained else gettext("is not trained")
    return f"{row.title}: {has}, {trained}"
