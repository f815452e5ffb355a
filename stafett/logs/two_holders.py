"""Two with the baton, where the policy lets them: who does what and whom the family contacts (D9).

And the family's own word about who has it (D6).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.municipality.queries import current_policy

from .access import Right, Standing
from .acting import begin, note
from .baton import let_offers_go, offer_to, open_leg, participant
from .holder_wishes import HolderWish
from .models import Handover, Leg, Log
from .queries import holders


@dataclass(frozen=True)
class Division:
    """What each of two does, and whom the family contacts."""

    giver_tasks: str
    tasks: str
    receiver_is_contact: bool


def may_share(log: Log, legs: int) -> bool:
    """Whether one more may have the baton, by the municipality's policy (Z10). One question."""
    return legs < current_policy(log.municipality_id, timezone.localdate()).holders_max


@transaction.atomic
def offer_part(
    by: Standing, receiver_id: UUID, division: Division, *, word: str, at: datetime
) -> Handover:
    """Ask somebody to have the baton too; nothing is shared until the answer is yes.

    Raises Refused where the policy lets no more have it, and as `offer_baton`.
    """
    log, by = begin(by, Right.COORDINATE)
    giver = open_leg(log, by.person.pk)
    if not may_share(log, len(by.legs)):
        raise Refused(_("In this municipality no more can have the baton at the same time."))
    receiver = participant(log, receiver_id)
    if not (division.giver_tasks and division.tasks):
        raise Refused(_("Write what each of you does."))
    contact = receiver if division.receiver_is_contact else giver.holder
    offer = Handover(
        log=log,
        offered_by=giver.holder,
        offered_to=receiver,
        offered_at=at,
        word=word,
        shares=True,
        giver_tasks=division.giver_tasks,
        tasks=division.tasks,
        contact=contact,
    )
    offer_to(offer)
    data: dict[str, object] = {
        "from": str(giver.holder),
        "to": str(receiver),
        "word": word,
        "division": [f"{giver.holder}: {offer.giver_tasks}", f"{receiver}: {offer.tasks}"],
        "contact": str(contact),
    }
    note(log, "logs.part_offered", data, at=at, by=by)
    return offer


@transaction.atomic
def divide(by: Standing, tasks: Mapping[UUID, str], contact: UUID, *, at: datetime) -> None:
    """Write anew who does what and whom the family contacts. `tasks` by holder, all of them.

    Raises Conflict where others have the baton by now, Refused where something is not written.
    """
    log, by = begin(by, Right.COORDINATE)
    if {leg.holder_id for leg in by.legs} != set(tasks) or contact not in tasks:
        raise Conflict(_("Somebody else has the baton now."))
    if not all(tasks.values()):
        raise Refused(_("Write what each of you does."))
    for leg in by.legs:
        Leg.objects.filter(pk=leg.pk).update(
            tasks=tasks[leg.holder_id], is_contact=leg.holder_id == contact
        )
    called = next(leg.holder for leg in by.legs if leg.holder_id == contact)
    data: dict[str, object] = {
        "who": str(by.person),
        "division": [f"{leg.holder}: {tasks[leg.holder_id]}" for leg in by.legs],
        "contact": str(called),
    }
    note(log, "logs.baton_divided", data, at=at, by=by)


@transaction.atomic
def gather_baton(by: Standing, holder_id: UUID, *, at: datetime) -> None:
    """One of two lets the other have it alone, or takes the part of one who is let in no more.

    Raises Conflict where there is no such part, Refused where nobody would be left who can act, and
    for another's part who still takes part.
    """
    log, by = begin(by, Right.COORDINATE)
    leg = open_leg(log, holder_id)
    others = [each for each in holders(by) if each.member.person.pk != holder_id]
    mine = holder_id == by.person.pk
    lies = any(not each.attended for each in holders(by) if each.member.person.pk == holder_id)
    if not any(each.attended for each in others):
        raise Refused(_("You are the only one who has the baton. Pass it on instead."))
    if not (mine or lies):
        raise Refused(_("Only the one who has it can let go of it."))
    let_offers_go(Handover.objects.filter(log=log, offered_by=leg.holder, answer=None), at=at)
    left = [str(each.member.person) for each in others]
    data: dict[str, object] = {"who": str(leg.holder), "holder": left}
    note(log, "logs.baton_gathered", data, at=at, by=by)
    leg.ended_at = at
    leg.save(update_fields=["ended_at"])
    if leg.is_contact:
        nearest = next(each for each in others if each.attended)
        ours = Leg.objects.filter(log=log, ended_at=None, holder=nearest.member.person)
        ours.update(is_contact=True)


@transaction.atomic
def wish_for_holder(by: Standing, *, text: str, at: datetime) -> None:
    """One of the family says what it thinks of who has the baton (D6).

    Their own word, also where guardians only read (Z4). Raises Refused for everyone else.
    """
    log, by = begin(by, Right.READ)
    if log.closed_at is not None or not by.of_family:
        raise Refused(_("Only the child and the guardians are asked this, while the log is open."))
    if not text.strip():
        raise Refused(_("Write what you think."))
    HolderWish(log=log, by=by.person, text=text, at=at).save(force_insert=True)
    note(log, "logs.holder_wished", {"who": str(by.person), "text": text}, at=at, by=by)
