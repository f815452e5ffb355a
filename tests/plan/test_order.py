"""Subgoals and measures stand in the order that people chose, the same for everyone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafett.logs.models import Log
from stafett.plan.facts import GoalFacts
from stafett.plan.models import Goal
from stafett.plan.ordering import Group, Item, in_order, moved
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_overtaken import hidden
from tests.plan.test_writing import in_days, opened, verbs

ClientOf = Callable[[str], Client]
GOAL = GoalFacts(uuid4(), None, "Målet", None, None, "", ())


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, Any]:
    return make_full(world, log)


def titles(client: Client, log: Log, *names: str) -> list[str]:
    """These words in the order in which the log's page has them."""
    page = client.get(f"/logg/{log.pk}/").content.decode()
    plan = page.split('id="hovedmal"')[1]
    return sorted(names, key=plan.index)


LATE, DUE, KARI = "Dagsplan med bilder", "Bilde av dagen", "Kari møter Elias i"


@pytest.mark.django_db
@pytest.mark.requirement("K18")
def test_the_late_stand_first_until_somebody_chooses_and_then_as_chosen_for_everyone(
    log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari, marte = client_of("kari"), client_of("marte")
    assert titles(marte, log, LATE, DUE, KARI) == [LATE, DUE, KARI]
    address = f"/logg/{log.pk}/rekkefolge/"
    place = [str(ids[key]) for key in ("kari", "late", "due")]
    before = verbs(log)
    answer = kari.post(address, {"opened_at": log.book.count, "place": place})
    assert answer.status_code == 302
    assert titles(marte, log, LATE, DUE, KARI) == [KARI, LATE, DUE]
    assert verbs(log) == [*before, "plan.arranged"]
    again = {"opened_at": log.book.count + 1, "place": place}
    assert kari.post(address, again).status_code == 302
    assert verbs(log) == [*before, "plan.arranged"]  # nothing was moved


@pytest.mark.django_db
@pytest.mark.requirement("K18")
def test_a_new_measure_comes_after_those_that_were_put_in_order(
    world: w.World, log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari = client_of("kari")
    place = [str(ids[key]) for key in ("kari", "late", "due", "own")]
    kari.post(f"/logg/{log.pk}/rekkefolge/", {"opened_at": log.book.count, "place": place})
    new = {
        "title": "Et nytt tiltak",
        "arena": "unit",
        "responsible": [str(world.kari.pk)],
        "deadline": in_days(1),
        "opened_at": 0,
    }
    assert kari.post(f"/logg/{log.pk}/tiltak/ny/{ids['sub']}/", new).status_code == 302
    assert titles(kari, log, "Et nytt tiltak", KARI, LATE)[-1] == "Et nytt tiltak"


@pytest.mark.django_db
@pytest.mark.requirement("K18")
def test_without_scripts_a_button_moves_one_step_and_nothing_is_saved_before_one_saves(
    log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari = client_of("kari")
    address = f"/logg/{log.pk}/rekkefolge/"
    sent = {"opened_at": log.book.count, "place": [str(ids["sub"]), str(ids["sub2"])]}
    before = verbs(log)
    page = kari.post(address, sent | {"up": str(ids["sub2"])}).content.decode()
    assert page.index(f'value="{ids["sub2"]}"') < page.index(f'value="{ids["sub"]}"')
    assert "er nå nummer 1 av 2" in page
    assert verbs(log) == before
    same = kari.post(address, sent | {"up": str(ids["sub"])}).content.decode()  # first already
    assert same.index(f'value="{ids["sub"]}"') < same.index(f'value="{ids["sub2"]}"')


@pytest.mark.django_db
@pytest.mark.requirement("K18")
def test_two_who_move_at_once_see_both_orders(
    log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari, marte = client_of("kari"), client_of("marte")
    address = f"/logg/{log.pk}/rekkefolge/"
    from_kari, from_marte = opened(kari, address), opened(marte, address)
    first = [str(ids["kari"]), str(ids["late"]), str(ids["due"])]
    second = [str(ids["due"]), str(ids["kari"]), str(ids["late"])]
    assert marte.post(address, from_marte | {"place": first}).status_code == 302
    answer = kari.post(address, from_kari | {"place": second})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre endret rekkefølgen mens du flyttet på ting." in page
    theirs = page.split('class="st-theirs')[1].split("</section>")[0]
    assert theirs.index(KARI) < theirs.index(LATE) < theirs.index(DUE)
    mine = page.split("data-order")[1]
    assert mine.index(DUE) < mine.index(KARI) < mine.index(LATE)
    assert titles(kari, log, LATE, DUE, KARI) == [KARI, LATE, DUE]
    again = from_kari | {"place": second, "opened_at": hidden(page)}
    assert kari.post(address, again).status_code == 302
    assert titles(marte, log, LATE, DUE, KARI) == [DUE, KARI, LATE]


@pytest.mark.django_db
def test_nonsense_and_what_is_not_there_moves_nothing(
    log: Log, ids: dict[str, UUID], client_of: ClientOf
) -> None:
    kari = client_of("kari")
    orders = list(Goal.objects.using("owner").values_list("pk", "order").order_by("pk"))
    for place in (["x", ""], [str(uuid4())], [str(ids["main"])], [str(ids["krok"])] * 3):
        sent = {"opened_at": log.book.count, "place": place}
        assert kari.post(f"/logg/{log.pk}/rekkefolge/", sent).status_code == 302
    assert list(Goal.objects.using("owner").values_list("pk", "order").order_by("pk")) == orders
    assert "plan.arranged" not in verbs(log)


SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
KEYS = [uuid4() for _each in range(6)]


@SLOW
@given(st.permutations(KEYS), st.lists(st.sampled_from(KEYS)))
def test_an_order_keeps_everything_once_and_what_is_not_named_comes_last(
    stands: list[UUID], wanted: list[UUID]
) -> None:
    group = Group(GOAL, False, tuple(Item(each, "") for each in stands))
    found = [each.id for each in in_order([group], wanted)[0].items]
    named = list(dict.fromkeys(wanted))
    assert found == named + [each for each in stands if each not in named]


@SLOW
@given(st.permutations(KEYS), st.sampled_from(KEYS), st.sampled_from([-1, 1]))
def test_moving_there_and_back_again_is_nothing_but_at_the_ends(
    stands: list[UUID], which: UUID, steps: int
) -> None:
    group = Group(GOAL, False, tuple(Item(each, "") for each in stands))
    there = moved([group], which, steps)
    at_end = which == (stands[0] if steps < 0 else stands[-1])
    assert (there == [group]) == at_end
    if not at_end:
        assert moved(there, which, -steps) == [group]
