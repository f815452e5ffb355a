"""A small fictional world, written as the database's owner, and the steps of a log by its people.

Two municipalities; in Eikvåg a school, a kindergarten and the PPT with a few staff; three families.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Consent
from stafett.logs import access
from stafett.logs import actions as logs
from stafett.logs.access import Standing
from stafett.logs.models import Log, Sees
from stafett.municipality.actions import found
from stafett.municipality.models import Municipality, Position, Role, Unit
from stafett.people.models import Family, Guardianship, Person, Relation
from stafett.plan import actions as plan

LONG_AGO = date(2020, 8, 1)


def years_ago(years: int, days: int = 30) -> date:
    """A birth date of somebody who filled so many years some days ago."""
    today = timezone.localdate()
    return today.replace(year=today.year - years, day=1) - timedelta(days=days)


def save(row: Any) -> Any:
    row.save(using="owner", force_insert=True)
    row._state.db = None
    return row


@dataclass
class World:
    """Who there is. `people` by given name."""

    eikvag: Municipality
    nordvik: Municipality
    school: Unit
    kindergarten: Unit
    ppt: Unit
    people: dict[str, Person] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def found_town(name: str, preset: str = "national", **more: Any) -> Municipality:
    """A municipality with its book and its policy."""
    more = {"training": True, "using": "owner", **more}
    return found(name, preset=preset, from_date=LONG_AGO, at=now(), **more)


def make_world(preset: str = "national", *, next_door: str = "") -> World:
    """The municipalities (the other one by a preset of its own), units, staff and families."""
    eikvag, nordvik = found_town("Eikvåg", preset), found_town("Nordvik", next_door or preset)
    units = {
        key: save(Unit(municipality=home, key=key, name=name, kind=kind))
        for key, name, kind, home in (
            ("skole", "Eikvåg skole", "school", eikvag),
            ("barnehage", "Fjæra barnehage", "kindergarten", eikvag),
            ("ppt", "PPT", "ppt", eikvag),
            ("nordvik", "Nordvik skole", "school", nordvik),
        )
    }
    world = World(eikvag, nordvik, units["skole"], units["barnehage"], units["ppt"])
    for name, family_name, unit, title, role in (
        ("kari", "Nesheim", "skole", "Kontaktlærer", Role.STAFF),
        ("sunniva", "Aas", "skole", "Helsesykepleier", Role.STAFF),
        ("bjorg", "Solheim", "skole", "Rektor", Role.LEADER),
        ("ragnhild", "Vik", "barnehage", "Pedagogisk leder", Role.STAFF),
        ("tor", "Haugen", "ppt", "PP-rådgiver", Role.STAFF),
        ("henrik", "Dale", "ppt", "Systemansvarlig", Role.ADMINISTRATOR),
        ("nils", "Nordvik", "nordvik", "Rektor", Role.LEADER),
    ):
        add_staff(world, name, family_name, units[unit], title, role)
    add_family(world, "elias", 8, [("marte", Relation.MOTHER), ("anders", Relation.FATHER)])
    add_family(world, "nora", 15, [("hanne", Relation.MOTHER)], together=False)
    add_family(world, "sander", 6, [("liv", Relation.MOTHER)], together=False)
    return world


def add_staff(
    world: World, name: str, family_name: str, unit: Unit, title: str, role: str = Role.STAFF
) -> Position:
    """Somebody with a position in a unit."""
    person = save(
        Person(given_name=name.capitalize(), family_name=family_name, birth_date=date(1980, 5, 5))
    )
    position = save(
        Position(
            person=person,
            unit=unit,
            title=title,
            role=role,
            from_date=LONG_AGO,
            phone="01234501",
            email=f"{name}@eikvag.example",
        )
    )
    world.people[name], world.positions[name] = person, position
    return position


def add_family(
    world: World,
    child: str,
    age: int,
    guardians: list[tuple[str, str]],
    *,
    together: bool = True,
    responsibility: bool = True,
    fixed_residence: bool = True,
) -> Person:
    """A child of that age with its guardians."""
    owner = save(
        Person(given_name=child.capitalize(), family_name="Berg", birth_date=years_ago(age))
    )
    world.people[child] = owner
    save(Family(child=owner, live_together=together, checked_at=timezone.now()))
    for name, relation in guardians:
        guardian = save(
            Person(given_name=name.capitalize(), family_name="Berg", birth_date=date(1985, 3, 3))
        )
        world.people[name] = guardian
        save(
            Guardianship(
                child=owner,
                guardian=guardian,
                kind="parent",
                relation=relation,
                responsibility=responsibility,
                fixed_residence=fixed_residence,
                checked_at=timezone.now(),
            )
        )
    return owner


def stand(person: Person, log: Log | UUID) -> Standing:
    """A person's standing in a log; inside `acting_as`."""
    place = access.standing(person, log if isinstance(log, UUID) else log.pk)
    assert place is not None, f"{person} has no standing"
    return place


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Asked anew each time, for a run of the tests may pass midnight."""
    return timezone.localdate()


def start_draft(world: World, *, starter: str = "kari", owner: str = "elias", **more: Any) -> Log:
    """A draft for a child, started by somebody of the staff."""
    person = world.people[starter]
    today = timezone.localdate()
    with acting_as(person.pk):
        return logs.start_draft(
            person,
            owner=world.people[owner],
            unit=world.positions[starter].unit,
            holder=world.people[more.pop("holder", starter)],
            short_name=more.pop("short_name", f"{owner.capitalize()}s logg"),
            description="",
            level=1,
            groundwork=logs.Groundwork(today, today, today),
            at=now(),
        )


def ask_consent(
    world: World,
    log: Log,
    *,
    by: str = "kari",
    named: tuple[str, ...] = ("kari",),
    said_yes: str = "marte",
    scopes: tuple[str, ...] = ("open",),
    plan_alone: tuple[str, ...] = (),
    kept_out: str = "",
    days: int = 200,
) -> Consent:
    """A consent prepared, with these staff named for so many days, some of them to the plan alone,
    and sent."""
    person = world.people[by]
    until = timezone.localdate() + timedelta(days=days)
    with acting_as(person.pk):
        version = consent.prepare(
            stand(person, log), scopes=list(scopes), purpose="", kept_out="", at=now()
        )
        already = {row.person_id for row in version.named.all()}
        for name in named:
            if world.people[name].pk not in already:
                sees = Sees.PLAN if name in plan_alone else Sees.EVERYTHING
                invitation = consent.Invitation(
                    world.positions[name].pk, "Hjelper", sees, until, health="health" in scopes
                )
                consent.invite(stand(person, log), version.pk, invitation, at=now())
        if kept_out:
            position = world.positions[kept_out].pk
            consent.keep_out(stand(person, log), version.pk, position_id=position)
        consent.note_oral(
            stand(person, log), [world.people[said_yes]], said_on=timezone.localdate(), at=now()
        )
        return consent.ask(stand(person, log), version.pk, at=now())


def answer(world: World, version: Consent, *people: str, says_yes: bool = True) -> None:
    """Each of these people signs (or refuses)."""
    for name in people:
        person = world.people[name]
        with acting_as(person.pk):
            consent.answer(
                stand(person, version.log_id),
                version.pk,
                says_yes=says_yes,
                text_hash=version.text_hash,
                sealed=consent.Sealed("training", "none", "nb"),
                at=now(),
            )


def open_log(
    world: World,
    *,
    owner: str = "elias",
    signers: tuple[str, ...] = ("marte", "anders"),
    named: tuple[str, ...] = ("kari", "sunniva", "ragnhild"),
    plan_alone: tuple[str, ...] = (),
    **more: Any,
) -> Log:
    """A log that every needed signature has opened; Kari has the baton."""
    log = start_draft(world, owner=owner, **more)
    version = ask_consent(world, log, named=named, said_yes=signers[0], plan_alone=plan_alone)
    answer(world, version, *signers)
    return Log.objects.using("owner").get(pk=log.pk)


def open_alone(world: World, owner: str) -> Log:
    """A log in Nordvik, by whose rules a young person of 15 signs alone."""
    log = start_draft(world, starter="nils", owner=owner)
    question = ask_consent(world, log, by="nils", named=("nils",), said_yes=owner)
    answer(world, question, owner)
    return Log.objects.using("owner").get(pk=log.pk)


def agree_plan(world: World, log: Log, *, measures: int = 2, by: str = "kari") -> list[UUID]:
    """Shared understanding, a main goal, a subgoal and some measures; the measures' ids."""
    person = world.people[by]
    with acting_as(person.pk):
        place = stand(person, log)
        plan.write_understanding(
            place,
            concern="Elias vil ikke gå på skolen.",
            shared="Han går når han vet hva som skal skje.",
            written_by="Kari, Marte",
            opened_at=log.book.count + 1000,
            at=now(),
        )
        main = plan.set_goal(
            place,
            main_id=None,
            text="Elias går på skolen.",
            background="",
            review_on=None,
            at=now(),
        )
        sub = plan.set_goal(
            place,
            main_id=main.pk,
            text="Elias er inne før klokka ringer.",
            background="",
            review_on=None,
            at=now(),
        )
        said = plan.MeasureText(
            title="Dagsplan med bilder",
            description="",
            arena="unit",
            place="",
            starts_on=None,
            deadline=timezone.localdate() + timedelta(days=14),
            responsible=(person.pk,),
        )
        return [plan.agree_measure(place, sub.pk, said, at=now()).pk for _ in range(measures)]
