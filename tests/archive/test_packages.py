"""What goes along to an individual plan: only with a yes, only what was chosen, never the rest."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.urls import reverse

from stafett.archive.models import Package, Part
from stafett.archive.packing import pack
from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent.queries import active_consent
from stafett.logs import health
from stafett.logs.models import Log, Reading
from stafett.plan.models import Measure
from tests import world as w
from tests.archive import reader
from tests.archive.life import lived
from tests.clients import signed_in
from tests.walls.full import hear_the_child

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P4")]
SCHEMA = json.loads(Path("docs/package.schema.json").read_text())
CHOSEN = {"parts": ["goals", "team"], "receiver": "Åse Lie, koordinator"}


def agreed(world: w.World, *scopes: str) -> Log:
    """An open log with a plan, in which the family has said yes to these."""
    log = w.open_log(world)
    w.agree_plan(world, log, measures=1)
    if scopes:
        w.answer(world, w.ask_consent(world, log, scopes=scopes), "marte", "anders")
    return log


def packed(world: w.World, log: Log, *parts: str) -> Package:
    with acting_as(world.kari.pk):
        return pack(w.stand(world.kari, log), receiver="Åse Lie", parts=parts, at=w.now())


def fetch(world: w.World, name: str, log: Log, package: Package, kind: str = "data") -> Any:
    client = signed_in(world.people[name], world.eikvag)
    answer: HttpResponse = client.get(reverse(f"archive:package_{kind}", args=[log.pk, package.pk]))
    return answer


def page(log: Log) -> str:
    return reverse("archive:packages", args=[log.pk])


@pytest.mark.requirement("Z14")
def test_without_the_familys_yes_nothing_goes_along(world: w.World) -> None:
    log = agreed(world, "participants")
    kari = signed_in(world.kari, world.eikvag)
    assert "Spør familien først" in kari.get(page(log)).content.decode()
    assert kari.post(page(log), CHOSEN).status_code == 422
    assert not Package.objects.using("owner").exists()
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        of = {"made_by_id": world.kari.pk, "receiver": "x", "parts": ["goals"], "made_at": w.now()}
        row = Package(log_id=log.pk, consent_id=active_consent(log).pk, **of)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
        with pytest.raises(Refused):
            pack(by, receiver="x", parts=["goals"], at=w.now())


def test_the_holder_chooses_and_the_family_sees_it_and_fetches_it_too(world: w.World) -> None:
    log = agreed(world, "transfer")
    kari, marte = (signed_in(world.people[name], world.eikvag) for name in ("kari", "marte"))
    assert kari.post(page(log), CHOSEN).status_code == 302
    package = Package.objects.using("owner").get(log_id=log.pk)
    assert package.parts == ["goals", "team"]
    for who in (kari, marte):
        said = who.get(page(log)).content.decode()
        assert "Åse Lie, koordinator" in said
        assert "Mål og tiltak" in said
    for name, status in (("kari", 200), ("marte", 200), ("elias", 200), ("sunniva", 404)):
        assert fetch(world, name, log, package).status_code == status, name
        assert fetch(world, name, log, package, "pdf").status_code == status, name
    history = marte.get(reverse("history", args=[log.pk])).content.decode()
    assert "Åse Lie, koordinator" in history
    looks = Reading.objects.using("owner").filter(log=log, kind="archive")
    assert {each.person_id for each in looks} >= {world.kari.pk, world.marte.pk}


def test_what_is_chosen_and_nothing_else_fits_the_documented_schema(world: w.World) -> None:
    log = agreed(world, "transfer")
    hear_the_child(world, log)
    package = packed(world, log, "voice", "goals")
    answer = fetch(world, "kari", log, package)
    assert "elias" not in answer["Content-Disposition"].lower()
    told = json.loads(answer.content)
    jsonschema.validate(told, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert {"goals", "voice"} == set(told) & set(Part.values)
    assert told["owner"]["given_name"] == "Elias"
    assert told["voice"]["words"][0]["text"] == "Gym er gøy."
    assert "Bare til Kari" not in answer.content.decode()
    assert "Bare for meg selv" not in answer.content.decode()
    told["goals"][0]["secret"] = "x"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, SCHEMA)


@pytest.mark.requirement("R5")
def test_all_of_a_long_life_fits_the_schema_and_can_be_printed(world: w.World) -> None:
    log = lived(world, closed=False)
    version = w.ask_consent(world, log, by="ragnhild", scopes=("transfer",))
    w.answer(world, version, "marte", "anders")
    with acting_as(world.ragnhild.pk):
        by = w.stand(world.ragnhild, log)
        package = pack(by, receiver="Åse Lie", parts=Part.values, at=w.now())
    told = json.loads(fetch(world, "marte", log, package).content)
    jsonschema.validate(told, SCHEMA, format_checker=jsonschema.FormatChecker())
    subgoal = told["goals"][0]["subgoals"][0]
    assert subgoal["measures"][0]["evaluations"][0]["result"] == "partly"
    assert {"name": "Kari Nesheim"}.items() <= next(e for e in told["team"] if e["legs"]).items()
    words = reader.words(fetch(world, "marte", log, package, "pdf").content)
    for each in ("Åse Lie", "Elias går til skolen hver dag.", "Om denne pakken"):
        assert reader.tight(each) in words
    assert reader.tight("Alt som har hendt") not in words


@pytest.mark.requirement("H4")
def test_what_is_marked_as_health_stays_for_everybody(world: w.World) -> None:
    log = agreed(world, "transfer")
    package = packed(world, log, "goals")
    measure = Measure.objects.using("owner").filter(log=log).order_by("title").first()
    assert measure is not None
    assert measure.title in fetch(world, "elias", log, package).content.decode()
    with acting_as(world.marte.pk):
        health.mark(w.stand(world.marte, log), [measure.pk], True, at=w.now())
    for name in ("elias", "marte", "kari"):
        assert measure.title not in fetch(world, name, log, package).content.decode(), name


@pytest.mark.requirement("G18")
def test_a_yes_that_is_taken_back_leaves_it_with_the_family_alone(world: w.World) -> None:
    log = agreed(world, "transfer")
    package = packed(world, log, "goals")
    w.answer(world, w.ask_consent(world, log, scopes=("participants",)), "marte", "anders")
    assert fetch(world, "kari", log, package).status_code == 404
    assert fetch(world, "marte", log, package).status_code == 200
    with acting_as(world.kari.pk):
        assert not Package.objects.filter(log=log).exists()
