"""What is written of a meeting: the invitation, an answer, something for the agenda."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Day, Line, OpenedAt, Words, area, most
from stafett.logs.queries import Member

from .actions.calling import Invitation
from .models import AgendaItem, Answer, Cancelled, Coming, Kind, MeetingCall
from .rules import items_in, planned

LENGTHS = [(30, _("Half an hour")), (45, _("45 minutes")), (60, _("One hour"))]
LENGTHS += [(90, _("One and a half hours")), (120, _("Two hours"))]
EVERY = [
    ("", _("Only this time")),
    ("2", _("Every second week")),
    ("3", _("Every third week")),
    ("4", _("Every fourth week")),
    ("6", _("Every sixth week")),
    ("8", _("Every eighth week")),
]
MOST_AT_ONCE = 8
CLOCK = ["%H:%M", "%H.%M", "%H"]


class InvitationForm(forms.Form):
    """When, where, who and about what (D15–D19, L7)."""

    on = Day(label=_("Which day?"), error_messages={"required": _("Choose a day.")})
    at = forms.TimeField(
        label=_("At what time?"),
        input_formats=CLOCK,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Say when it begins."),
            "invalid": _("Write the time like this: 13:00"),
        },
    )
    minutes = forms.TypedChoiceField(
        label=_("How long does it last?"), choices=LENGTHS, coerce=int, initial=60
    )
    place = Line(
        label=_("Where?"),
        help_text=_("A room, an address, or how to get there."),
        max_length=most(MeetingCall, "place"),
        required=False,
    )
    video_link = forms.URLField(
        label=_("Link to the video meeting"),
        max_length=most(MeetingCall, "video_link"),
        validators=[URLValidator(schemes=["https", "http"])],
        assume_scheme="https",
        required=False,
        error_messages={"invalid": _("This is not a link. Copy it once more.")},
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Who is invited?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick those who are invited."),
            "invalid_choice": _("Choose among those who are in the log."),
            "invalid_list": _("Choose among those who are in the log."),
        },
    )
    leader = forms.TypedChoiceField(label=_("Who leads the meeting?"), coerce=UUID)
    minute_taker = forms.TypedChoiceField(
        label=_("Who writes the minutes?"), coerce=UUID, empty_value=None, required=False
    )
    text = Words(
        label=_("What do you want to say to them?"),
        max_length=most(MeetingCall, "text"),
        widget=area(7),
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Member], places: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(str(each.person.pk), str(each.person)) for each in people]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(each.person.pk), _choice(each)) for each in people
        ]
        self.fields["leader"].choices = names  # type: ignore[attr-defined]
        later = ("", _("We agree on it in the meeting"))
        self.fields["minute_taker"].choices = [later, *names]  # type: ignore[attr-defined]
        if not places:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        """Who leads and who writes are in the room; the time is to come unless it stood before."""
        said = super().clean() or {}
        people = said.get("people") or []
        if people and said.get("leader") and said["leader"] not in people:
            self.add_error("leader", _("The one who leads the meeting must be invited."))
        if people and said.get("minute_taker") and said["minute_taker"] not in people:
            self.add_error("minute_taker", _("The one who writes the minutes must be invited."))
        return said

    def invitation(self) -> Invitation:
        """What the form says."""
        said = self.cleaned_data
        return Invitation(
            starts_at=self.starts_at,
            minutes=said["minutes"],
            leader_id=said["leader"],
            minute_taker_id=said["minute_taker"] or None,
            place=said.get("place", ""),
            video_link=said["video_link"],
            text=said["text"],
        )

    @property
    def starts_at(self) -> datetime:
        """The day and the time, by the clock on the wall here."""
        clock: time = self.cleaned_data["at"]
        here = timezone.get_current_timezone()
        return datetime.combine(self.cleaned_data["on"], clock, tzinfo=here)


class ChangeForm(InvitationForm):
    """The invitation anew; `opened_at` is the number of the call it was opened at."""

    opened_at = OpenedAt()


class CallForm(InvitationForm):
    """A new meeting, or several at once: a meeting plan (L6)."""

    kind = forms.ChoiceField(
        label=_("What kind of meeting?"),
        choices=Kind.choices,
        initial=Kind.REGULAR,
        widget=forms.RadioSelect,
    )
    agenda = Words(
        label=_("What do you talk about?"),
        help_text=_("One thing a line. The others can suggest more."),
        widget=area(5),
        max_length=4000,
        required=False,
    )
    weeks = forms.ChoiceField(label=_("How often?"), choices=EVERY, required=False)
    times = forms.ChoiceField(
        label=_("How many meetings in all?"),
        choices=[(str(n), str(n)) for n in range(2, MOST_AT_ONCE + 1)],
        required=False,
    )
    opened_at = OpenedAt()

    def clean_agenda(self) -> str:
        """Each line short enough for an item."""
        longest = most(AgendaItem, "text") or 0
        text: str = self.cleaned_data["agenda"]
        if any(len(item) > longest for item in items_in(text)):
            raise forms.ValidationError(_("Write each thing shorter; more belongs in the letter."))
        return text

    @property
    def items(self) -> list[str]:
        """The agenda."""
        return items_in(self.cleaned_data["agenda"])

    @property
    def starts(self) -> list[datetime]:
        """The meetings' times: one, or those of a plan."""
        weeks, times = (int(self.cleaned_data[name] or 0) for name in ("weeks", "times"))
        return planned(self.starts_at, weeks=weeks, times=times if weeks and times else 1)


class AnswerForm(forms.Form):
    """Whether somebody comes."""

    coming = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=Coming.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    word = Line(
        label=_("Do you want to say something about it?"),
        max_length=most(Answer, "word"),
        required=False,
    )


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    why = Line(label=_("Why is it cancelled?"), max_length=most(Cancelled, "why"), required=False)


class ItemForm(forms.Form):
    """Something for the agenda."""

    text = Line(
        label=_("What do you want to talk about?"),
        max_length=most(AgendaItem, "text"),
        error_messages={"required": _("Write it in a few words.")},
    )


def _choice(member: Member) -> str:
    words = ", ".join(each for each in (member.title, member.service) if each)
    return f"{member.person}\n{words or member.relation_words}".strip()
