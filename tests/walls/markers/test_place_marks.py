"""What is marked as saying where the child is, is read by those alone who may know (issue 4.5)."""

from typing import Any
from uuid import UUID

import pytest

from stafett.book.errors import Refused
from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.logs import health
from stafett.logs.models import Log
from stafett.logs.sniffing import Sniffed
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Goal, Measure
from stafett.plan.queries import plan_of
from tests import world as w
from tests.clients import signed_in
from tests.walls.markers.looking import (
    in_sql,
    without_the_second_wall,
)
from tests.walls.markers.protected import (
    MARK,
    found_text,
    live_apart,
    mark_places,
    open_log,
    protect,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]


@pytest.fixture
def log(world: w.World) -> Log:
    """A log of a child whose address was protected from the start."""
    mark_places(world)
    live_apart(world)
    protect(world)
    return open_log(world)


def tell(world: w.World, log: Log, name: str) -> None:
    """Somebody writes where the child is, and says so at each text; beside it stands another."""
    person, place = world.people[name], health.Marks(place=True)
    paper = Sniffed("document", f"{MARK}.pdf", "application/pdf", f"{MARK}fil".encode())
    with acting_as(person.pk):
        by, at = w.stand(person, log), w.now()
        goal = plan.set_goal(
            by,
            main_id=agreed(log),
            text=f"{MARK}mål",
            background="",
            review_on=None,
            at=at,
            health=place,
        )
        plan.comment(by, goal_id=goal.pk, text=f"{MARK}under", at=at)
        plan.comment(by, goal_id=agreed(log), text=f"{MARK}ord", at=at, health=place)
        letter = Letter("message", f"{MARK}brev", f"{MARK}tekst", [paper])
        messages.send(by, letter, (), at=at, health=place)


def agreed(log: Log) -> UUID:
    """The goal that stood there before."""
    found = Goal.objects.using("owner").filter(log=log, main=None).order_by("pk")
    return found.exclude(text__startswith=MARK).values_list("pk", flat=True)[0]


@pytest.mark.slow
def test_what_is_marked_as_telling_the_place_is_read_by_the_cleared(world: w.World) -> None:
    """By the mechanism of health information: in SQL, on every page, and with one wall alone."""
    live_apart(world)
    protect(world)
    log = open_log(world)
    Measure.objects.using("owner").filter(log=log).update(place="")
    tell(world, log, "kari")
    told = {"plan_goal", "plan_comment", "messages_message", "logs_file", "book_content"}
    assert set(in_sql(world.marte, MARK)) == set(in_sql(world.kari, MARK)) == told
    assert in_sql(world.anders, MARK) == in_sql(world.ragnhild, MARK) == []
    assert found_text(signed_in(world.anders, world.eikvag), log, MARK) == []
    with without_the_second_wall():
        with acting_as(world.ragnhild.pk):
            assert MARK not in " ".join(each.text for each in goals(world.ragnhild, log))
        with acting_as(world.marte.pk):
            assert MARK in " ".join(each.text for each in goals(world.marte, log))
    # Protection that ends shows it again: it was never taken away.
    protect(world, "none")
    assert set(in_sql(world.anders, MARK)) == told


def goals(person: Person, log: Log) -> list[Any]:
    return list(plan_of(log, person).goals)


def test_who_is_not_cleared_may_mark_it_and_no_longer_sees_it(world: w.World, log: Log) -> None:
    client = signed_in(world.ragnhild, world.eikvag)
    page = f"/logg/{log.pk}/mal/{agreed(log)}/"
    assert "Du kommer ikke til å se det her selv." in client.get(page).content.decode()
    words = {"text": "Bor bak kirken.", "tells_place": "on", "opened_at": 10_000}
    assert client.post(page, words).status_code == 302
    assert "kirken" not in client.get(page).content.decode()
    kari = signed_in(world.kari, world.eikvag)
    assert "Bor bak kirken." in kari.get(page).content.decode()
    # Every form of the plan has the box, and saves with it.
    goal = {"text": "Kjenner veien til kirken.", "background": "", "tells_place": "on"}
    assert kari.post(f"{page}delmal/", goal | {"opened_at": 10_000}).status_code == 302
    for each in Measure.objects.using("owner").filter(log=log):
        told = {"result": "worked", "why": "Bak kirken.", "next_step": "go_on", "tells_place": "on"}
        sent = kari.post(
            f"/logg/{log.pk}/tiltak/{each.pk}/hvordan-gar-det/", told | {"opened_at": 10_000}
        )
        assert sent.status_code == 302
    agreed_on = {
        "concern": "Bak kirken.",
        "shared": "Vi er enige.",
        "written_by": "",
        "tells_place": "on",
    }
    shared = f"/logg/{log.pk}/felles-forstaelse/"
    opened_at = Book.objects.using("owner").get(pk=log.pk).count
    assert kari.post(shared, agreed_on | {"opened_at": opened_at}).status_code == 302
    assert in_sql(world.ragnhild, "kirken") == []
    # In a log without protection there is no such box, and the database takes no such mark.
    protect(world, "none")
    with acting_as(world.kari.pk), pytest.raises(Refused):
        health.mark(w.stand(world.kari, log), [agreed(log)], health.Marks(place=True), at=w.now())
