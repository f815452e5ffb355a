"""«Undo» while a question is written: who was taken off the list, who is kept out or no longer so,
and a question that was dropped. Nothing of it was sent, so no answer is changed by it.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.request import SignedInRequest
from stafett.logs import undo
from stafett.logs.access import Standing
from stafett.logs.workplaces import true_unit
from stafett.municipality.queries import colleagues
from stafett.people.models import Person

from . import actions
from .asking_forms import uuid_or_none
from .models import Consent, KeptOut, Named
from .writing import where_written, written

UNDO = "angre"  # in the address: what is undone, and its key
TAKEN_OFF = "taken_off"  # in the session: what was last taken off a list, which holds no row of it


def offer_name_back(request: SignedInRequest, by: Standing, named: Named) -> None:
    """Somebody was taken off the list of a question."""
    request.session[TAKEN_OFF] = {
        "key": str(named.pk),
        "person": str(named.person_id),
        "unit": str(true_unit(named.unit)),
        "task": named.task,
        "sees": named.sees,
        "until": named.until.isoformat(),
        "health": named.health,
    }
    _offer(request, by, _("%(name)s is taken off the list.") % {"name": named.person}, named.pk)


def offer_keeping_out_again(request: SignedInRequest, by: Standing, kept: KeptOut) -> None:
    """Somebody is no longer among those whom the family keeps out."""
    request.session[TAKEN_OFF] = {
        "key": str(kept.pk),
        "kept_out": str(kept.person_id or ""),
        "name": kept.name,
    }
    _offer(request, by, _("%(name)s is no longer kept out.") % {"name": kept.name}, kept.pk)


def offer_letting_be(request: SignedInRequest, by: Standing, kept: KeptOut) -> None:
    """Somebody is kept out."""
    words = _("%(name)s is kept out. Nothing is sent yet.") % {"name": kept.name}
    _offer(request, by, words, kept.pk)


def offer_question_back(request: SignedInRequest, by: Standing, consent: Consent) -> None:
    """A question was dropped or taken back in an open log."""
    words = _("The question is taken back. Nobody can answer it now.")
    _offer(request, by, words, consent.pk)


def _offer(request: SignedInRequest, by: Standing, words: str, key: UUID) -> None:
    undo.offer(request, words, f"{reverse('consent:prepare', args=[by.log.pk])}?{UNDO}={key}")


def undone(request: SignedInRequest, by: Standing) -> HttpResponse:
    """Do it, or say why not; what is undone already is left as it is."""
    try:
        said = _undo(request, by, uuid_or_none(request.GET[UNDO]) or UUID(int=0))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect(where_written(by.log), by.log.pk)


def _undo(request: SignedInRequest, by: Standing, key: UUID) -> str:
    dropped = Consent.objects.filter(log=by.log, pk=key).exclude(ended_at=None).first()
    consent = written(by)
    if dropped is not None:
        return "" if consent else _write_again(by, dropped)
    if consent is None:
        raise Conflict(
            _("The question had been sent or taken back meanwhile. This is how it stands now.")
        )
    kept = consent.people_kept_out.filter(pk=key).first()
    if kept is not None:
        actions.no_longer_keep_out(by, consent.pk, kept.pk)
        return _("%(name)s is no longer kept out.") % {"name": kept.name}
    off = request.session.get(TAKEN_OFF, {})
    if off.get("key") != str(key):
        return ""
    del request.session[TAKEN_OFF]
    return _keep_out(by, consent, off) if "name" in off else _name(by, consent, off)


def _write_again(by: Standing, dropped: Consent) -> str:
    actions.prepare(
        by,
        scopes=dropped.scopes,
        purpose=dropped.purpose,
        kept_out=dropped.kept_out,
        at=timezone.now(),
        like=dropped,
    )
    return _("The question is here again. It is not sent, and nobody has answered it.")


def _keep_out(by: Standing, consent: Consent, off: dict[str, Any]) -> str:
    person = Person.objects.filter(pk=off["kept_out"]).first() if off["kept_out"] else None
    kept = actions.keep_out(by, consent.pk, name=off["name"], person=person)
    return _("%(name)s is kept out. Nothing is sent yet.") % {"name": kept.name}


def _name(by: Standing, consent: Consent, off: dict[str, Any]) -> str:
    working = colleagues(by.log.municipality_id, timezone.localdate())
    position = working.filter(person_id=off["person"], unit_id=off["unit"]).first()
    if position is None:
        raise Refused(_("This person no longer works there."))
    until = date.fromisoformat(off["until"])
    said = actions.Invitation(position.pk, off["task"], off["sees"], until, off["health"])
    named = actions.invite(by, consent.pk, said, at=timezone.now())
    return _("%(name)s is on the list again.") % {"name": named.person}
