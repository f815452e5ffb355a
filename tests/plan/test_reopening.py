"""What was ended goes on again, with everything that was said of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.plan import actions as plan
from stafett.plan import reopening
from stafett.plan.models import Goal, Measure
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import opened, send, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A10")]
ClientOf = Callable[[str], Client]


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, UUID]:
    return make_full(world, log)


def by_kari(world: w.World, log: Log, act: Callable[[Any], Any]) -> Any:
    with acting_as(world.kari.pk):
        return act(w.stand(world.kari, log))


def close(world: w.World, log: Log, *keys: UUID) -> None:
    for key in keys:
        by_kari(
            world, log, lambda by, key=key: plan.close_goal(by, key, comment="Nådd.", at=w.now())
        )


def end(world: w.World, log: Log, key: UUID) -> None:
    told = {"result": "worked", "why": "Det hjalp.", "next_step": "end", "at": w.now()}
    by_kari(world, log, lambda by: plan.evaluate(by, key, **told))


def test_undo_right_after_ending_lets_the_measure_go_on(
    world: w.World, log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari, address = client_of("kari"), f"/logg/{log.pk}/tiltak/{ids['kari']}/"
    fields = {"result": "worked", "why": "Han kom glad.", "next_step": "end"}
    send(kari, f"{address}hvordan-gar-det/", **fields)
    undo = f'action="{address}gjenapne/"'
    assert undo in kari.get(address).content.decode()
    assert undo not in kari.get(address).content.decode()  # the message stands once
    assert kari.post(f"{address}gjenapne/").status_code == 302
    assert Measure.objects.using("owner").get(pk=ids["kari"]).ended_at is None
    seen = client_of("marte").get(address).content.decode()
    assert "Han kom glad." in seen  # what was said stays
    assert "åpnet det igjen" in seen
    assert kari.post(f"{address}gjenapne/").status_code == 302  # a second press is led on
    assert verbs(log)[-2:] == ["plan.measure_ended", "plan.measure_reopened"]


def test_a_closed_goal_goes_on_with_its_summary_in_its_story(
    world: w.World, log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    end(world, log, ids["prat"])
    close(world, log, ids["sub2"])
    marte, address = client_of("marte"), f"/logg/{log.pk}/mal/{ids['sub2']}/"
    assert (
        marte.post(f"{address}gjenapne/", opened(marte, f"{address}gjenapne/")).status_code == 302
    )
    goal = Goal.objects.using("owner").get(pk=ids["sub2"])
    assert (goal.closed_at, goal.closing_comment) == (None, "")
    assert "Nådd." in marte.get(address).content.decode()


def test_nothing_goes_on_under_a_closed_goal(
    world: w.World, log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    end(world, log, ids["prat"])
    for key in ("late", "due", "kari", "own"):
        end(world, log, ids[key])
    close(world, log, ids["sub"], ids["sub2"], ids["main"])
    kari, address = client_of("kari"), f"/logg/{log.pk}/tiltak/{ids['prat']}/gjenapne/"
    answer = kari.post(address)
    assert answer.status_code == 422
    assert "Åpne målet igjen først." in answer.content.decode()
    assert kari.post(f"/logg/{log.pk}/mal/{ids['sub']}/gjenapne/").status_code == 422
    new = by_kari(
        world,
        log,
        lambda by: plan.set_goal(
            by, main_id=None, text="Nytt mål.", background="", review_on=None, at=w.now()
        ),
    )
    with pytest.raises(Refused, match="et annet hovedmål"):
        by_kari(world, log, lambda by: reopening.reopen_goal(by, ids["main"], at=w.now()))
    close(world, log, new.pk)
    for act, key in (
        (reopening.reopen_goal, ids["main"]),
        (reopening.reopen_goal, ids["sub2"]),
        (reopening.reopen_measure, ids["prat"]),
    ):
        by_kari(world, log, lambda by, act=act, key=key: act(by, key, at=w.now()))
    with pytest.raises(Conflict):
        by_kari(world, log, lambda by: reopening.reopen_measure(by, ids["prat"], at=w.now()))
