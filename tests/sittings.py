"""A meeting that is held, for tests that need one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Audience, Log
from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.actions.after import say_how_it_was
from stafett.meetings.models import Invited, Meeting, MeetingCall
from stafett.meetings.sitting import Chosen, Went
from stafett.meetings.sitting_tasks import Errand
from tests import world as w

FROM_NOW, AGAIN = "Fra nå av med bilde.", timedelta(days=30)


def call(
    world: w.World,
    log: Log,
    *,
    leader: str = "kari",
    writer: str = "sunniva",
    people: tuple[str, ...] = (),
    at: datetime | None = None,
) -> UUID:
    """A meeting that everyone (or `people`) is told of: Kari leads, Sunniva writes."""
    key, by = uuid4(), world.people[leader]
    of: dict[str, Any] = {"log_id": log.pk}
    told = [world.people[name].pk for name in people]
    w.save(Audience(subject=key, by=by, everyone=not people, people=told, **of))
    w.save(Meeting(id=key, called_at=w.now(), called_by=by, **of))
    of |= {"meeting_id": key}
    when = {"starts_at": at or timezone.now(), "minutes": 60}
    wrote = {"written_at": w.now(), "written_by": by, "number": 1}
    chosen = {"leader": by, "minute_taker": world.people[writer]}
    w.save(MeetingCall(place="Grupperommet", **when, **wrote, **chosen, **of))
    for name in people or ("marte", "kari"):
        w.save(Invited(person=world.people[name], since=w.now(), **of))
    return key


def hold(
    world: w.World, log: Log, meeting: UUID, measure: UUID, *, mark: str = "", by: str = "kari"
) -> None:
    """Everything of a meeting but reading it out; `mark` begins every text, which is then about
    health."""
    person, health = world.people[by], bool(mark)
    with acting_as(person.pk):
        place = w.stand(person, log)
        sitting.meet(place, meeting, [person.pk, log.owner_id], at=w.now())
        sitting.hear_voice(place, meeting, at=w.now())
        went = Went("partly", f"{mark}Noen ganger.", "go_on", f"{mark}{FROM_NOW}")
        sitting.review(place, meeting, measure, went, at=w.now(), health=health)
        way = Chosen("go_on", f"{mark}Det virker.")
        sitting.choose_way(place, meeting, way, at=w.now(), health=health)
        words = {"how": f"{mark}På tur.", "view": f"{mark}Med bilder."}
        sitting.settle_informing(place, meeting, person.pk, **words, at=w.now(), health=health)
        due = timezone.localdate() + AGAIN
        errand = Errand(f"{mark}Ringe helsesykepleier", person.pk, due)
        sitting_tasks.take_on(place, meeting, errand, at=w.now(), health=health)
        sitting_tasks.remark(place, meeting, f"{mark}Takk for sist.", at=w.now(), health=health)


def read_out(world: w.World, log: Log, meeting: UUID, *, by: str = "kari") -> None:
    """The minutes are read out."""
    with acting_as(world.people[by].pk):
        sitting.read_out(w.stand(world.people[by], log), meeting, at=w.now())


def held_and_read(world: w.World, log: Log, *here: str) -> UUID:
    """A meeting that these people sat in with Kari, whose minutes were read out today."""
    meeting = call(world, log, writer="kari")
    with acting_as(world.kari.pk):
        present = [world.people[name].pk for name in ("kari", *here)]
        sitting.meet(w.stand(world.kari, log), meeting, present, at=w.now())
    read_out(world, log, meeting)
    return meeting


def say(world: w.World, log: Log, meeting: UUID, name: str, heard: str, knows: str) -> None:
    """How it was for one of them."""
    person = world.people[name]
    with acting_as(person.pk):
        by = w.stand(person, log)
        say_how_it_was(by, meeting, heard=heard, knows_next=knows, at=w.now())
