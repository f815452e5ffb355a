"""Guardians and child agree with a goal, and are asked anew when its words are changed (K7)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stafett.logs.models import Log
from stafett.plan.models import Agreement
from tests import clients
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import opened, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("K7")]
ClientOf = Callable[[str], Client]
YES = {"answer": "yes"}


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, Any]:
    return make_full(world, log)


def goal_page(client: Client, log: Log, ids: dict[str, Any]) -> str:
    return client.get(f"/logg/{log.pk}/mal/{ids['sub']}/").content.decode()


def asked(client: Client) -> bool:
    return "Er du enig i" in client.get("/min-side/?bli").content.decode()


def agree(client: Client, log: Log, goal: object) -> int:
    address = f"/logg/{log.pk}/mal/{goal}/enig/"
    return client.post(address, opened(client, address) | YES).status_code


def test_who_agrees_stands_at_the_goal_for_everyone_and_is_asked_no_more(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    marte, kari = client_of("marte"), client_of("kari")
    assert "Er du enig i de 3 målene for Elias?" in marte.get("/min-side/?bli").content.decode()
    assert not asked(kari)
    for key in ("main", "sub", "sub2"):
        assert agree(marte, log, ids[key]) == 302
    assert not asked(marte)
    assert "Enig: Marte Berg" in kari.get(f"/logg/{log.pk}/").content.decode()
    assert "Enig: Marte Berg" in goal_page(kari, log, ids)
    agree(marte, log, ids["sub"])  # once more is nothing
    assert verbs(log).count("plan.goal_agreed") == 3


def test_the_question_stops_nobody_on_the_way_to_the_log(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    for key in ("main", "sub"):
        agree(client_of("elias"), log, ids[key])
    page = client_of("elias").get("/min-side/?bli").content.decode()
    assert "Er du enig i målet ditt?" in page
    waiting = page.split("Når du har et øyeblikk")[0]
    assert "målet ditt" not in waiting


def test_new_words_are_asked_about_anew_and_the_old_answer_stands_in_the_story(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    marte, kari = client_of("marte"), client_of("kari")
    agree(marte, log, ids["sub"])
    address = f"/logg/{log.pk}/mal/{ids['sub']}/endre/"
    same = {"text": "Elias er inne i klasserommet før klokka ringer, minst fire dager i uka"}
    more = opened(kari, address) | same | {"background": "Fordi han vil."}
    assert kari.post(address, more).status_code == 302
    assert "Enig: Marte Berg" in goal_page(kari, log, ids)  # the goal says what it said
    assert kari.post(address, opened(kari, address) | {"text": "Nye ord."}).status_code == 302
    page = goal_page(marte, log, ids)
    assert "Enig: Marte Berg" not in page
    assert "Er du enig i målet?" in page
    assert "Marte Berg er enig i målet." in page
    assert asked(marte)


def test_an_answer_to_words_that_were_changed_meanwhile_does_not_count(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    marte, kari = client_of("marte"), client_of("kari")
    address = f"/logg/{log.pk}/mal/{ids['sub']}/"
    from_marte = opened(marte, f"{address}enig/")
    kari.post(f"{address}endre/", opened(kari, f"{address}endre/") | {"text": "Nye ord."})
    answer = marte.post(f"{address}enig/", from_marte | YES)
    assert answer.status_code == 409
    assert "Nye ord." in answer.content.decode()
    assert not Agreement.objects.using("owner").exists()


def test_who_wants_other_words_says_so_and_is_led_to_where_they_are_written(
    log: Log, ids: dict[str, Any], client_of: ClientOf
) -> None:
    elias, address = client_of("elias"), f"/logg/{log.pk}/mal/{ids['sub']}/enig/"
    answer = elias.post(address, opened(elias, address) | {"answer": "no"})
    assert answer["Location"].endswith("#kommentar")
    assert "Vil ha andre ord: Elias Berg" in goal_page(client_of("kari"), log, ids)
    assert elias.post(address, {}).status_code == 422


def test_guardians_who_may_only_read_agree_too_and_a_helper_cannot() -> None:
    world = w.make_world("aardal")
    log = w.open_log(world)
    ids = make_full(world, log, comments=False)
    marte, kari = (
        clients.signed_in(world.people[name], world.eikvag) for name in ("marte", "kari")
    )
    assert agree(marte, log, ids["sub"]) == 302
    address = f"/logg/{log.pk}/mal/{ids['sub']}/enig/"
    assert "<form" not in kari.get(address).content.decode().split("<main")[1]
    assert kari.post(address, YES | {"opened_at": 9999}).status_code == 404
    assert [each.by_id for each in Agreement.objects.using("owner").all()] == [world.marte.pk]
