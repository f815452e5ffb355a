"""How near a goal is: the family's own numbers, drawn over time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import translation

from stafett.logs.models import Log
from stafett.plan.models import Rating
from stafett.plan.scale import height, plot
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import verbs

ClientOf = Callable[[str], Client]
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
ELIAS, MARTE = uuid4(), uuid4()


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, Any]:
    return make_full(world, log)


def said(who: UUID, days: int, value: int) -> Any:
    name = "Elias" if who == ELIAS else "Marte"
    by = SimpleNamespace(given_name=name)
    return SimpleNamespace(by_id=who, by=by, at=NOON + timedelta(days=days), value=value)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([3], "Elias sier 3 av 10"),
        ([3, 6], "Elias har gått fra 3 til 6 av 10"),
        ([6, 9, 2], "Elias har gått fra 6 til 2 av 10"),
        ([5, 8, 5], "Elias sier 5 av 10, som første gang"),
    ],
)
def test_the_heading_is_the_conclusion(values: list[int], words: str) -> None:
    rows = [said(ELIAS, day, value) for day, value in enumerate(values)]
    with translation.override("nb"):
        drawn = plot([said(MARTE, -9, 10), *rows], ELIAS)
    assert drawn
    assert drawn.conclusion == words  # the child's, not the mother's
    assert [line.of_child for line in drawn.lines] == [True, False]


def test_time_goes_to_the_right_and_ten_stands_on_top() -> None:
    drawn = plot([said(ELIAS, 0, 0), said(ELIAS, 10, 10), said(ELIAS, 40, 5)], ELIAS)
    assert drawn
    first, second, third = drawn.lines[0].dots
    assert first.x < second.x < third.x
    assert (second.x - first.x) * 3 == pytest.approx(third.x - second.x, abs=0.5)
    assert second.y < third.y < first.y
    assert all(0 <= height(value) <= 100 for value in range(11))
    assert plot([], ELIAS) is None


@pytest.mark.django_db
@pytest.mark.requirement("K19")
def test_mother_and_child_say_it_and_everyone_sees_who_said_what(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    address = f"/logg/{log.pk}/mal/{ids['sub']}/"
    for name, value, word in (("marte", "3", "Mye gråt."), ("elias", "7", ""), ("elias", "7", "")):
        sent = {"value": value, "word": word}
        assert client_of(name).post(f"{address}hvor-naer/", sent).status_code == 302
    page = client_of("kari").get(address).content.decode()
    assert "Elias sier 7 av 10" in page
    for words in ("Marte Berg: 3", "Elias Berg: 7", "Mye gråt.", "sa hvor nær det er: 3 av 10"):
        assert words in page
    assert verbs(log).count("plan.rated") == 2  # a form sent twice says it once


@pytest.mark.django_db
@pytest.mark.requirement("K19")
def test_a_number_is_from_0_to_10_and_the_familys_own(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    address = f"/logg/{log.pk}/mal/{ids['sub']}/hvor-naer/"
    for value in ("11", "-1", "fire", ""):
        assert client_of("marte").post(address, {"value": value}).status_code == 422
    assert client_of("kari").post(address, {"value": "4"}).status_code == 404
    assert not Rating.objects.using("owner").exists()
