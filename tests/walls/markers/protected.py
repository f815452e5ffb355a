"""A log of a child with a protected address, and a marker in all that tells where it is.

Elias lives with his mother, whose address is protected too; his father Anders has parental
responsibility, and must not learn where they are. Ragnhild helps from another service.
"""

from datetime import timedelta

from django.db import connections
from django.test import Client
from django.utils import timezone

from stafett.archive.reading import read_all
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.logs.models import Log, Sees
from stafett.municipality.models import Position, Unit
from stafett.people.models import Guardianship, Person
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import Knock, knocking
from tests.logins import as_worker
from tests.walls.markers.looking import (
    on_the_site,
)

MARK = "qzsted"


# Who works where is the municipality's to tell to anybody: it names no child.
PUBLIC = {"municipality_unit", "municipality_position"}


def mark_places(world: w.World) -> None:
    """The school, and telephones and e-mails of those who work there, carry the marker."""
    Unit.objects.using("owner").filter(pk=world.school.pk).update(name=f"{MARK} skole")
    Position.objects.using("owner").filter(unit=world.school).update(
        phone=f"{MARK}1", email=f"{MARK}@eikvag.example"
    )
    world.school.name = f"{MARK} skole"


def live_apart(world: w.World) -> None:
    Guardianship.objects.using("owner").filter(guardian=world.anders).update(fixed_residence=False)


def protect(world: w.World, level: str = "confidential") -> None:
    """What the register says now of Elias and his mother."""
    for name in ("marte", "elias"):
        Person.objects.using("owner").filter(pk=world.people[name].pk).update(protection=level)
        world.people[name].protection = level


def open_log(world: w.World) -> Log:
    log = w.start_draft(world)
    until = timezone.localdate() + timedelta(days=200)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["open"], purpose="", kept_out="", at=w.now())
        for name in ("kari", "sunniva", "ragnhild"):
            said = consent.Invitation(
                world.positions[name].pk, "Hjelper", Sees.EVERYTHING, until, False
            )
            consent.invite(by, version.pk, said, at=w.now())
        consent.note_oral(by, [world.elias], said_on=timezone.localdate(), at=w.now())
        version = consent.ask(by, version.pk, at=w.now())
    w.answer(world, version, "marte", "anders")
    log = Log.objects.using("owner").select_related("owner").get(pk=log.pk)
    (measure, *_more) = w.agree_plan(world, log)
    with acting_as(world.kari.pk):
        Measure.objects.filter(pk=measure).update(place=f"{MARK} gymsal")
    return log


# The town's services by name, for everybody, whoever has a log there.
ALL_SERVICES = "/hjelp/familie/"


def found(world: w.World, log: Log, name: str | None) -> list[str]:
    """Where on the whole site this person finds the marker; of staff, at the log's addresses."""
    client = knocking(world.people[name], world.eikvag) if name else Knock()
    at_work = name in world.positions
    everywhere = set(on_the_site(client, [log], MARK)) - {ALL_SERVICES}
    return sorted(each for each in everywhere if not at_work or f"/{log.pk}/" in each)


def close(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with as_worker():
        read_all()


# Every key in what one reads that could lead to a unit, followed as far as plain SQL goes.
LEADS_TO = """
    SELECT 'log' FROM logs_log r JOIN municipality_unit u ON u.id = r.unit_id WHERE {named}
    UNION SELECT 'admission' FROM logs_admission r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'named' FROM consent_named r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'leaving' FROM consent_consent r
        JOIN municipality_unit u ON u.id = r.leaving_unit_id WHERE {named}
    UNION SELECT 'workplace' FROM logs_workplace r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'position' FROM municipality_position r
        JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named} AND r.person_id IN (SELECT person_id FROM logs_admission)
    UNION SELECT 'invitation' FROM municipality_invitation r
        JOIN municipality_unit u ON u.id = r.unit_id WHERE {named}
"""


def leads(person: Person) -> set[str]:
    """Which rows of a log lead this person to the school, with plain SQL."""
    sql = LEADS_TO.format(named=f"u.name LIKE '%{MARK}%'")
    with acting_as(person.pk), connections["default"].cursor() as cursor:
        cursor.execute(sql)
        return {how for (how,) in cursor.fetchall()}


TOLD = {"log", "admission", "named", "position"}


def found_text(client: Client, log: Log, text: str) -> list[str]:
    """The log's own addresses at which a client finds a text."""
    return [each for each in on_the_site(client, [log], text) if f"/{log.pk}/" in each]
