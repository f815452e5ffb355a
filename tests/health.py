"""A young person's log with health information in it, and who may see it.

Nora is 16. Kari (the baton) and Sunniva share health information; Ragnhild does not. Hanne is the
mother, and has no yes until Nora gives one.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.logs import health
from stafett.logs.access import Standing
from stafett.logs.models import FileKind, HealthMark, Keeping, Log, Sees
from stafett.logs.sniffing import Sniffed
from stafett.meetings.models import AgendaItem
from stafett.messages import actions as messages
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan import agreement, scale
from stafett.plan.models import Comment, Evaluation, Understanding
from stafett.voice.actions import talks
from tests import sittings
from tests import world as w

SHARE = ("kari", "sunniva")


def of_age(world: w.World, owner: str, age: int) -> None:
    """Make the owner so many years old."""
    born = w.years_ago(age)
    Person.objects.using("owner").filter(pk=world.people[owner].pk).update(birth_date=born)
    world.people[owner].birth_date = born


def open_health_log(
    world: w.World,
    *,
    owner: str = "nora",
    signers: tuple[str, ...] = ("hanne", "nora"),
    share: tuple[str, ...] = SHARE,
    named: tuple[str, ...] = ("kari", "sunniva", "ragnhild"),
) -> Log:
    """A log in which some of those named share health information; the signers have signed."""
    log = w.start_draft(world, owner=owner)
    until = timezone.localdate() + timedelta(days=200)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["open"], purpose="", kept_out="", at=w.now())
        for name in named:
            position = world.positions[name].pk
            said = consent.Invitation(position, "Hjelper", Sees.EVERYTHING, until, name in share)
            consent.invite(by, version.pk, said, at=w.now())
        consent.note_oral(by, [world.people[owner]], said_on=timezone.localdate(), at=w.now())
        version = consent.ask(by, version.pk, at=w.now())
    w.answer(world, version, *signers)
    return Log.objects.using("owner").get(pk=log.pk)


@dataclass(frozen=True)
class Written:
    """The keys of what was written: each about health, and by its side something that is not."""

    understanding: UUID
    main: UUID
    sub: UUID
    measure: UUID
    evaluation: UUID
    comment: UUID
    open_main: UUID
    open_measure: UUID


def write(world: w.World, log: Log, mark: str, *, by: str = "kari") -> Written:
    """Fill a plan: what is about health has the marker `mark` in every text, the rest has «vanlig».

    Everything is marked on its own but what lies under the goal, which is hidden with it.
    """
    person = world.people[by]
    with acting_as(person.pk):
        place = w.stand(person, log)
        plan.write_understanding(
            place,
            concern=f"{mark}concern",
            shared=f"{mark}shared",
            written_by=f"{mark}written_by",
            opened_at=10_000,
            at=w.now(),
            health=True,
        )
        open_main = plan.set_goal(
            place, main_id=None, text="vanlig hovedmål", background="", review_on=None, at=w.now()
        )
        open_measure = plan.agree_measure(
            place, open_main.pk, _measure("vanlig tiltak", person), at=w.now()
        )
        sub = plan.set_goal(
            place,
            main_id=open_main.pk,
            text=f"{mark}goal",
            background=f"{mark}background",
            review_on=None,
            area=f"{mark}area",
            at=w.now(),
            health=True,
        )
        measure = plan.agree_measure(
            place, sub.pk, _measure(f"{mark}title", person, mark), at=w.now()
        )
        plan.change_measure(
            place,
            measure.pk,
            _measure(f"{mark}title2", person, mark),
            opened_at=10_000,
            at=w.now(),
        )
        plan.change_goal(
            place,
            sub.pk,
            text=f"{mark}goal2",
            background=f"{mark}background2",
            review_on=None,
            area=f"{mark}area2",
            opened_at=10_000,
            at=w.now(),
        )
        plan.comment(place, measure_id=measure.pk, text=f"{mark}under", at=w.now())
        plan.comment(place, goal_id=sub.pk, text=f"{mark}ongoal", at=w.now())
    _how_near(log, open_main.pk, sub.pk, mark)
    with acting_as(person.pk):
        plan.evaluate(
            place, measure.pk, result="worked", why=f"{mark}ended", next_step="end", at=w.now()
        )
        plan.close_goal(place, sub.pk, comment=f"{mark}closing", at=w.now())
        plan.comment(place, measure_id=open_measure.pk, text=f"{mark}text", at=w.now(), health=True)
        plan.evaluate(
            place,
            open_measure.pk,
            result="not",
            why=f"{mark}why",
            next_step="end",
            at=w.now(),
            health=True,
        )
        paper = Sniffed(FileKind.DOCUMENT, f"{mark}name", "application/pdf", mark.encode())
        letter = messages.Letter("message", f"{mark}title", f"{mark}message", [paper])
        messages.send(place, letter, (), at=w.now(), health=True)
        _talk(place, mark)
    _meet(world, log, open_main.pk, mark, by=by)
    return Written(
        understanding=Understanding.objects.using("owner").get(log=log.pk).pk,
        main=open_main.pk,
        sub=sub.pk,
        measure=measure.pk,
        evaluation=Evaluation.objects.using("owner").get(why=f"{mark}why").pk,
        comment=Comment.objects.using("owner").get(text=f"{mark}text").pk,
        open_main=open_main.pk,
        open_measure=open_measure.pk,
    )


def _meet(world: w.World, log: Log, goal: UUID, mark: str, *, by: str) -> None:
    """A meeting about a measure; all that is said there is about health."""
    person = world.people[by]
    with acting_as(person.pk):
        told = _measure(f"{mark}measure", person, mark)
        measure = plan.agree_measure(
            w.stand(person, log), goal, replace(told, health=True), at=w.now()
        )
    meeting = sittings.call(world, log, leader=by)
    of = {"log_id": log.pk, "by": person}
    item = AgendaItem(
        meeting_id=meeting,
        order=1,
        text=f"{mark}item",
        written_at=w.now(),
        taken_in_at=w.now(),
        **of,
    )
    w.save(item)
    w.save(HealthMark(subject=item.pk, at=w.now(), **of))
    sittings.hold(world, log, meeting, measure.pk, mark=mark, by=by)


def _talk(place: Standing, mark: str) -> None:
    """What the child said, and how it takes part."""
    today, adult = timezone.localdate(), place.person.pk
    talks.write_talk(
        place,
        adult_id=adult,
        talked_on=today,
        way="talk",
        words=f"{mark}words",
        at=w.now(),
        health=True,
    )
    said = talks.Judged(
        f"{mark}takes_part",
        f"{mark}judgement",
        f"{mark}best_interests",
        f"{mark}needs",
        f"{mark}safe_way",
    )
    talks.write_participation(place, said, opened_at=10_000, at=w.now(), health=True)


def _measure(title: str, person: Person, mark: str = "vanlig") -> plan.MeasureText:
    deadline = timezone.localdate() + timedelta(days=14)
    told = (title, f"{mark}description", "unit", f"{mark}place", None, deadline, (person.pk,))
    return plan.MeasureText(*told, area=f"{mark}area")


def let_see(world: w.World, log: Log, guardian: str = "hanne", owner: str = "nora") -> None:
    """The young person says yes to a guardian."""
    with acting_as(world.people[owner].pk):
        place = w.stand(world.people[owner], log)
        health.let_guardian_see(place, world.people[guardian].pk, at=w.now())


def shut_out(world: w.World, log: Log, guardian: str = "hanne", owner: str = "nora") -> None:
    """The young person takes the yes back."""
    with acting_as(world.people[owner].pk):
        place = w.stand(world.people[owner], log)
        health.shut_guardian_out(place, world.people[guardian].pk, at=w.now())


def keep(world: w.World, log: Log, about: list[UUID], owner: str = "nora") -> Keeping:
    """The child asks that something be kept from guardians."""
    with acting_as(world.people[owner].pk):
        health.ask_to_keep(w.stand(world.people[owner], log), about, at=w.now())
        return Keeping.objects.get(subject=about[0], ended_at=None)


def _how_near(log: Log, marked_on: UUID, hidden_with: UUID, mark: str) -> None:
    """The owner says how near two goals are: of one, with a word that is marked; the other is
    hidden whole."""
    with acting_as(log.owner_id):
        owner = w.stand(Person.objects.get(pk=log.owner_id), log)
        scale.rate(owner, marked_on, value=3, word=f"{mark}near", health=True, at=w.now())
        scale.rate(owner, hidden_with, value=4, word=f"{mark}under", at=w.now())
        agreement.answer_goal(owner, hidden_with, agrees=True, opened_at=10_000, at=w.now())
