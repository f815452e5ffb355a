"""What came before a referral to the PPT, as the holder says it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Day, Words, area, most
from stafett.logs.models import Referral, Tried
from stafett.logs.referrals import Before


class ReferralForm(forms.Form):
    """Asked for, and nothing of it stops anybody (B22)."""

    resource_team_on = Day(
        label=_("When was the case in the resource team?"),
        help_text=_("Leave it empty if it has not been there."),
        required=False,
    )
    tried = forms.ChoiceField(
        label=_("Have you tried measures where the child is every day?"),
        choices=Tried.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether measures have been tried.")},
    )
    why = Words(
        label=_("Why do you refer now?"),
        help_text=_(
            "If something did not come first. Everyone in the log can read it. Write nothing about"
            " health here."
        ),
        max_length=most(Referral, "why"),
        widget=area(3),
        required=False,
    )

    def clean_resource_team_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["resource_team_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def before(self) -> Before:
        """What the form says."""
        said = self.cleaned_data
        return Before(said["resource_team_on"], said["tried"], said["why"])
