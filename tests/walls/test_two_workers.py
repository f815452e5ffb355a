"""Two workers do the day's work at the same moment, each with a connection of its own: once."""

from collections.abc import Callable, Iterable
from threading import Barrier
from typing import Any

import pytest

from stafett.book.wall import acting_as
from stafett.consent import actions, daily
from stafett.consent.models import Birthday
from stafett.logs.models import Log
from tests import world as w
from tests.consent.coming import asked_of, born, family, later, open_for, versions
from tests.logins import as_worker
from tests.walls.racing import AtOnce, verbs, whole_books

__all__ = ["whole_books"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G10")]
Each = Callable[[str, Iterable[Any], Callable[[Any], object]], int]


def both_work(monkeypatch: pytest.MonkeyPatch, at_once: AtOnce, days: int) -> dict[str, int]:
    """Both have looked up what is due before either does any of it; how much each kind was."""
    seen: dict[str, int] = {}
    barrier, one_by_one = Barrier(2), daily._each

    def each(kind: str, due: Iterable[Any], do: Callable[[Any], object]) -> int:
        found = list(due)
        seen[kind] = len(found)
        barrier.wait(20)
        return one_by_one(kind, found, do)

    monkeypatch.setattr(daily, "_each", each)

    def work() -> str:
        with as_worker():
            daily.run(later(days))
        return "done"

    assert at_once(work, work) == ["done", "done"]
    return seen


def count(log: Log, *wanted: str) -> list[int]:
    told = verbs(log)
    return [told.count(verb) for verb in wanted]


def test_birthdays_and_drafts(monkeypatch: pytest.MonkeyPatch, at_once: AtOnce) -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 40))
    family(world, "per", born(15, 70))
    family(world, "kim", born(15, 40))
    comes, ahead, asked = (open_for(world, name) for name in ("ola", "per", "kim"))
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, asked)
        version = actions.prepare(by, scopes=["participants"], purpose="", kept_out="", at=w.now())
        actions.ask(by, version.pk, at=w.now())
    draft = w.start_draft(world)
    seen = both_work(monkeypatch, at_once, 40)
    assert {kind: number for kind, number in seen.items() if number} == {
        "draft": 1,
        "outgrown": 1,
        "birthday": 3,
    }
    assert count(comes, "consent.birthday_reached", "consent.asked_by_age") == [1, 1]
    assert [asked_of(each) for each in versions(comes)] == [{"m_ola", "f_ola"}, {"ola"}]
    assert count(ahead, "consent.birthday_ahead") == [1]
    assert count(asked, "consent.outgrown", "consent.asked_by_age") == [1, 1]
    assert [each.end or each.state for each in versions(asked)] == ["active", "outgrown", "asked"]
    assert not Log.objects.using("owner").filter(pk=draft.pk).exists()
    assert Birthday.objects.using("owner").count() == 3


def test_a_consent_that_runs_out(monkeypatch: pytest.MonkeyPatch, at_once: AtOnce) -> None:
    world = w.make_world()
    log = w.open_log(world)
    assert both_work(monkeypatch, at_once, 370)["lapse"] == 1
    assert count(log, "logs.lapsed") == [1]
    assert Log.objects.using("owner").get(pk=log.pk).state == "closed"
