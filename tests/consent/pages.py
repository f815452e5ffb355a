"""A world whose school has the fictional register's children, and what its pages are sent."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from stafett.consent.models import Consent
from stafett.logs.models import Log
from stafett.municipality.models import Unit
from stafett.people.fictional_register.adapter import everyone
from stafett.people.models import Guardianship
from tests import world as w
from tests.clients import signed_in

NEW = "/logg/ny/"
# The holder of an open log begins a question about somebody new.
BEGIN = {"do": "begin", "scopes": "participants"}


def make_school_world(preset: str = "national") -> w.World:
    """The usual world; its school is the one that the fictional register knows."""
    world = w.make_world(preset)
    Unit.objects.using("owner").filter(pk=world.school.pk).update(key="eikvag-skole")
    return world


def client_of(world: w.World, name: str) -> Client:
    """A client in which this person is signed in."""
    home = world.nordvik if name == "nils" else world.eikvag
    return signed_in(world.people[name], home)


def number_of(key: str) -> str:
    """The synthetic identity number of one of the register's people."""
    someone = next(each for each in everyone() if each.key == key)
    return someone.number(timezone.localdate()).digits


def day(days: int = 0) -> str:
    """Today, or so many days from it, as a browser sends it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def listed(world: w.World, key: str) -> str:
    """What stands in the form for a child on the school's list."""
    return f"{world.school.pk}/{key}"


def told(world: w.World, key: str = "elias", **changes: Any) -> dict[str, Any]:
    """A complete second step of the start page."""
    fields: dict[str, Any] = {
        "step": "2",
        "child": listed(world, key),
        "number": "",
        "leader_told_on": day(-9),
        "child_talked_on": day(-7),
        "guardians_talked_on": day(-6),
        "said_yes": ["0", "1"],
        "said_on": day(-6),
        "holder": str(world.positions["kari"].pk),
        "short_name": "Loggen til Elias L",
        "description": "Liker fotball.",
        "level": "1",
    }
    fields |= changes
    return {name: value for name, value in fields.items() if value is not None}


def started(world: w.World, key: str = "elias", **changes: Any) -> Log:
    """A draft made by Kari through the page."""
    answer = client_of(world, "kari").post(NEW, told(world, key, **changes))
    assert answer.status_code == 302, words(answer)
    return Log.objects.using("owner").get(started_by=world.kari, opened_at=None)


def address(log: Log, *rest: object) -> str:
    """`address(log, "samtykke", consent.pk)`."""
    return "/".join(["/logg", str(log.pk), *map(str, rest), ""])


def question_of(log: Log) -> Consent:
    """The log's latest consent."""
    return Consent.objects.using("owner").filter(log=log).order_by("-version")[0]


def words(answer: Any) -> str:
    """What a page says, without its tags, in single spaces."""
    body = answer.content.decode()
    main = body[body.index("<main") : body.index("</main>")] if "<main" in body else body
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def named(world: w.World, who: str, **changes: Any) -> dict[str, Any]:
    """A complete form for somebody who is to take part."""
    fields: dict[str, Any] = {
        "position": str(world.positions[who].pk),
        "task": "Hjelper Elias med lesing",
        "sees": "plan",
        "until": day(120),
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def add(world: w.World, log: Log, who: str, **changes: Any) -> Any:
    """Kari puts somebody on the list through the page."""
    unit = world.positions[who].unit_id
    page = f"{address(log, 'samtykke', 'person')}?enhet={unit}"
    return client_of(world, "kari").post(page, named(world, who, **changes))


def press(world: w.World, log: Log, do: str, by: str = "kari", **changes: Any) -> Any:
    """Press one of the buttons on the page of the question that is being written."""
    fields: dict[str, Any] = {
        "consent": str(question_of(log).pk),
        "purpose": "Elias får vondt i magen.",
        "kept_out": "Det dere har fortalt Sunniva",
        "do": do,
    }
    page = address(log, "samtykke", "nytt")
    return client_of(world, by).post(page, fields | changes)


def asked(world: w.World, key: str = "elias", **changes: Any) -> Log:
    """A draft whose question is sent; the guardians get their names in `world.people`."""
    log = started(world, key, **changes)
    know_the_family(world, log)
    answer = press(world, log, "ask")
    assert answer.status_code == 302, words(answer)
    return log


def know_the_family(world: w.World, log: Log) -> None:
    """Put the owner and the guardians in `world.people`, by given name."""
    family = [log.owner]
    ties = Guardianship.objects.using("owner").filter(child_id=log.owner_id)
    family += [tie.guardian for tie in ties.select_related("guardian")]
    for person in family:
        person._state.db = None
        world.people[person.given_name.split()[0].lower()] = person


def say(world: w.World, log: Log, who: str, do: str = "yes", **changes: Any) -> Any:
    """Answer the log's latest question through its page."""
    question = question_of(log)
    fields = {"text_hash": question.text_hash, "do": do} | changes
    return client_of(world, who).post(address(log, "samtykke", question.pk), fields)


def opened(world: w.World, *also: str) -> Log:
    """A log that Elias' parents have opened through their pages; Kari has the baton."""
    log = started(world)
    know_the_family(world, log)
    for who in also:
        assert add(world, log, who).status_code == 302
    assert press(world, log, "ask").status_code == 302
    for guardian in ("marte", "anders"):
        answer = say(world, log, guardian)
        assert answer.status_code == 302, words(answer)
    return Log.objects.using("owner").get(pk=log.pk)
