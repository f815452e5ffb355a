"""The box «this is health information» on every form in a log, for those who may tick it."""

from typing import TypeVar
from uuid import UUID

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .access import Right, Standing
from .health import may_mark
from .health_readers import Readers, readers
from .hidden import sees_health
from .models import HealthMark

AForm = TypeVar("AForm", bound=forms.Form)


def with_health_box(form: AForm, standing: Standing, subject: UUID | None = None) -> AForm:
    """The form with the box, which says by name who would see it; ticked where `subject` is marked.

    Who may not share health information gets no box, but is told to leave it out.
    """
    if not standing.may(Right.WRITE):
        return form
    if not may_mark(standing):
        form.leave_health_out = True  # type: ignore[attr-defined]
        return form
    form.fields["health"] = forms.BooleanField(
        label=_("This is health information"),
        help_text=_who_sees(standing, readers(standing)),
        required=False,
        initial=subject is not None and is_marked(subject),
    )
    return form


def out_of_sight(form: forms.Form, standing: Standing) -> bool:
    """Whether what was just written is hidden from its writer: then one is led to the log."""
    return bool(form.cleaned_data.get("health")) and not sees_health(standing.person, standing.log)


def is_marked(subject: UUID) -> bool:
    """Whether this is health information now. One question."""
    return HealthMark.objects.filter(subject=subject, ended_at=None).exists()


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
