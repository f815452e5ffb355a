"""Telling people by mail, run by the worker from jobs that the actions wrote (`worker.later`).

Each mail goes once: noted before it leaves and after (`Letter`). What is no longer true when the
worker gets to it is not told.
"""

import secrets
from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from stafett.consent import invited as consents
from stafett.logs.access import in_force
from stafett.logs.models import Admission, Leg
from stafett.logs.unattended import leaders_of
from stafett.municipality.models import Invitation, Municipality
from stafett.people.look_ups import Asker, look_up_contact
from stafett.people.models import Contact, Person
from stafett.people.seals import number_of

from .models import Letter
from .port import Mail, post
from .texts import Text
from .texts import send as send_text
from .words import site, written


def invite(invitation_id: UUID) -> None:
    """Send somebody the link to an invitation (E1, I4). The link is made here, and lives nowhere
    but in the mail: a worker that is killed makes another, and the first one dies."""
    invitation = (
        Invitation.objects.filter(pk=invitation_id, accepted_at=None, taken_back_at=None)
        .select_related("person", "unit__municipality")
        .first()
    )
    if invitation is None or invitation.lapses_at <= timezone.now():
        return

    def write() -> Mail | None:
        token = secrets.token_urlsafe(32)
        changed = Invitation.objects.filter(
            pk=invitation_id, accepted_at=None, taken_back_at=None, lapses_at=invitation.lapses_at
        ).update(token_hash=hash_of(token))
        link = site(reverse("invitation_link", args=[token]))
        language = invitation.person.language if invitation.person else ""
        subject, text = written("invitation", language, link=link, until=invitation.lapses_at)
        town = invitation.unit.municipality
        mail = Mail(key, town, invitation.name, invitation.email, subject, text)
        return mail if changed else None

    # Sent again, it has another day to lapse on, and is another mail.
    key = f"invitation:{invitation_id}:{invitation.lapses_at.isoformat()}"
    once(key, write)


def hash_of(token: str) -> str:
    """What is kept of an invitation's token."""
    return sha256(token.encode()).hexdigest()


def asked(consent_id: UUID) -> None:
    """Tell everyone whose answer a question waits for, each time something is asked (I4, I5)."""
    consent = consents.question(consent_id)
    if consent is None:
        return
    known = set(
        Admission.objects.filter(in_force(), log=consent.log_id).values_list("person_id", flat=True)
    )
    for each in consents.invited(consent):
        if each.person.pk in known:
            kind = "asked_youth" if each.youth else "asked"
            key = f"{kind}:{consent_id}:{each.person.pk}"
            address = own_address(each.person) or _registered(each.person)
            tell(key, kind, each.person, address, consent.log.municipality)


def recorded(signature_id: UUID) -> None:
    """Tell somebody in whose name an answer was written down: whoever did not give it says so."""
    signature = consents.recorded(signature_id)
    if signature is not None:
        who = signature.person
        key = f"recorded:{signature_id}"
        tell(key, "recorded", who, own_address(who), signature.log.municipality)


def unattended(leg_id: UUID) -> None:
    """Tell the leaders that a baton lies: the page says which unit, the mail says nothing."""
    leg = Leg.objects.filter(pk=leg_id, ended_at=None).select_related("log__municipality").first()
    if leg is None:
        return
    for leader in leaders_of(leg):
        key = f"unattended:{leg_id}:{leader.person_id}"
        address = leader.email or own_address(leader.person)
        tell(key, "task", leader.person, address, leg.log.municipality)


def tell(key: str, kind: str, person: Person, address: str, town: Municipality) -> None:
    """Send a mail of this kind, with no words of its own, where there is an address."""
    if address:
        subject, text = written(kind, person.language)
        once(key, lambda: Mail(key, town, str(person), address, subject, text))


def own_address(person: Person) -> str:
    """Where somebody has written that mail is to come."""
    found = Contact.objects.filter(person=person).values_list("email", flat=True).first()
    return found or ""


def _registered(person: Person) -> str:
    """What the contact register says, where somebody has written no address (I6); nothing for who
    is reserved. Raises `RegisterUnavailable`: the job is done again later."""
    number = number_of(person.pk)
    if number is None:
        return ""
    said = look_up_contact(number, Asker(by=None, at=timezone.now()))
    return said.email if said and not said.reserved else ""


def once(key: str, write: Callable[[], Mail | Text | None]) -> None:
    """Note, send, note: what was sent is not sent again."""
    with transaction.atomic():
        letter, _new = Letter.objects.get_or_create(key=key, defaults={"begun_at": timezone.now()})
        mail = None if letter.sent_at else write()
    if mail is None:
        return
    with transaction.atomic():
        # Its row is held until the receiver has answered: of two workers one sends.
        unsent = Letter.objects.filter(key=key, sent_at=None).select_for_update(skip_locked=True)
        if unsent.first():
            if isinstance(mail, Text):
                send_text(mail)
            else:
                post().send(mail)
            Letter.objects.filter(key=key).update(sent_at=timezone.now())
