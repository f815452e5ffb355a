"""The boxes on every form in a log: «this is health information», for those who may say so, and
«it says where the child is» where the address is protected."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.functional import lazy
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .access import Right, Standing
from .health import Marks, may_mark
from .health_readers import Readers, readers
from .hidden import sees_health
from .models import HealthMark, Log, MarkKind
from .places import is_cleared

AForm = TypeVar("AForm", bound=forms.Form)


def with_health_box(form: AForm, standing: Standing, subject: UUID | None = None) -> AForm:
    """The form with the box, which says by name who would see it; ticked where `subject` is marked.

    Who may not share health information gets no box, but is told to leave it out. With a protected
    address there is a box for what says where the child is.
    """
    if not standing.may(Right.WRITE):
        return form
    if standing.log.hides_places:
        form.fields["tells_place"] = _place_box(standing, subject)
    if not may_mark(standing):
        form.leave_health_out = True  # type: ignore[attr-defined]
        return form
    form.fields["health"] = forms.BooleanField(
        label=_("This is health information"),
        help_text=_told_when_shown(lambda: _who_sees(standing, readers(standing))),
        required=False,
        initial=subject is not None and is_marked(subject),
    )
    return form


def _told_when_shown(words: Callable[[], str]) -> str:
    """A form that is sent and holds is never shown, and who sees it takes three questions."""
    said: str = lazy(cache(words), str)()
    return said


def _place_box(standing: Standing, subject: UUID | None) -> forms.BooleanField:
    told = _(
        "Best not to write school, address or place. If you tick this, only those who may know it"
        " see what you write."
    )
    if not is_cleared(standing):
        not_me = _("You will not see it here yourself.")
        told = f"{told} {not_me}"
    return forms.BooleanField(
        label=_("It says where %(name)s is") % {"name": standing.log.owner.given_name},
        help_text=told,
        required=False,
        initial=subject is not None and is_marked(subject, MarkKind.PLACE),
    )


def words_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a form says besides its boxes."""
    return {name: each for name, each in said.items() if name not in ("health", "tells_place")}


def marks_of(said: dict[str, Any]) -> Marks:
    """What the boxes of a form say; for one that is not there, nothing."""
    return Marks(said.get("health"), said.get("tells_place"))


def out_of_sight(form: forms.Form, standing: Standing) -> bool:
    """Whether what was just written is hidden from its writer: then one is led to the log."""
    marks = marks_of(form.cleaned_data)
    blind = bool(marks.health) and not sees_health(standing.person, standing.log)
    return blind or (bool(marks.place) and not is_cleared(standing))


def is_marked(subject: UUID, kind: MarkKind = MarkKind.HEALTH) -> bool:
    """Whether this is marked so now. One question."""
    return HealthMark.objects.filter(subject=subject, kind=kind, ended_at=None).exists()


def marked_in(log: Log) -> set[UUID]:
    """The keys of all that is marked as health information in a log now. One question."""
    rows = HealthMark.objects.filter(log=log, kind=MarkKind.HEALTH, ended_at=None)
    return set(rows.values_list("subject", flat=True))


def _who_sees(standing: Standing, team: Readers) -> str:
    """«Then Elias Berg and Kari Nesheim see it, and nobody else.»"""
    words = _("About illness, body or mind. Then only %(names)s see it.")
    said = words % {"names": get_text_list(team.names, _("and"))}
    if team.i_see:
        return said
    name = standing.log.owner.given_name
    not_me = _("You will not see it here yourself: %(name)s decides, and has not said yes to that.")
    some = _("About illness, body or mind. Then %(names)s see it, and those %(name)s says yes to.")
    said = some % {"names": get_text_list(team.names, _("and")), "name": name}
    return f"{said} {not_me % {'name': name}}"
