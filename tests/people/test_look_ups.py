"""Each question to the population register is itself recorded, and told to those it is about."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from stafett.book.wall import acting_as
from stafett.people.fictional_register import FictionalRegister
from stafett.people.models import GROUNDS, LookUp
from stafett.people.national_number import make_synthetic
from stafett.people.queries import LookUpSeen, look_ups_of
from stafett.people.register import RegisterUnavailable
from tests import world as w
from tests.consent import pages
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H10")]


@pytest.fixture
def world() -> w.World:
    return pages.make_school_world()


def noted() -> list[LookUp]:
    return list(LookUp.objects.using("owner").order_by("at"))


def look(world: w.World, **changes: Any) -> Any:
    """Kari asks for Elias on the first step of starting a log."""
    fields = {"child": pages.listed(world, "elias"), "number": ""} | changes
    return pages.client_of(world, "kari").post(pages.NEW, fields)


def seen_by(world: w.World, who: str, child: str = "elias") -> list[LookUpSeen]:
    with acting_as(world.people[who].pk):
        return look_ups_of(world.people[child].pk)


def test_a_look_up_that_leads_to_no_draft_is_noted_all_the_same(world: w.World) -> None:
    assert look(world).status_code == 200
    child, *guardians = noted()
    assert (child.by_id, child.ground, child.found) == (world.kari.pk, "start_log", True)
    assert len(guardians) == 2
    assert {each.subject_id for each in noted()} == {None}
    assert {each.log_id for each in noted()} == {None}


def test_a_number_that_nobody_has_is_noted_as_not_found(world: w.World) -> None:
    answer = look(world, child="", number=make_synthetic(date(2018, 5, 1), 150).digits)
    assert answer.status_code == 422
    assert [each.found for each in noted()] == [False]


def test_the_number_stands_nowhere_in_the_note(world: w.World) -> None:
    look(world)
    number = pages.number_of("elias")
    for row in LookUp.objects.using("owner").values_list():
        assert number not in repr(row)


def test_a_look_up_is_kept_though_the_page_fails_after_it(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("after the look-up")

    monkeypatch.setattr("stafett.consent.start_views.who_decides", fail)
    client: Client = pages.client_of(world, "kari")
    client.raise_request_exception = False
    answer = client.post(pages.NEW, {"child": pages.listed(world, "elias"), "number": ""})
    assert answer.status_code == 500
    assert [each.by_id for each in noted()] == [world.kari.pk] * 3


def test_a_register_that_does_not_answer_told_nothing(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_args: object) -> None:
        raise RegisterUnavailable

    monkeypatch.setattr(FictionalRegister, "look_up", silent)
    assert look(world).status_code == 422
    assert noted() == []


def test_who_is_told_of_a_look_up(world: w.World) -> None:
    """The owner and those let in as guardians, and the administrator of the child's town."""
    look(world)  # a try that came to nothing, before there was a log
    log = pages.opened(world, "tor")
    assert log.owner.given_name == "Elias"
    world.people["elias"] = log.owner
    for who in ("elias", "marte", "anders", "henrik"):
        told = seen_by(world, who)
        assert len(told) >= 2, who
        assert {str(each.by) for each in told if each.by} == {"Kari Nesheim"}
        assert {each.ground for each in told} == {
            str(GROUNDS["start_log"]),
            str(GROUNDS["renew_family"]),
        }
    for who in ("kari", "tor", "bjorg", "sunniva", "nils", "hanne", "liv"):
        assert seen_by(world, who) == [], who
    with acting_as(None):
        assert look_ups_of(log.owner_id) == []
    # About oneself one is told; about the other parent not.
    assert seen_by(world, "anders", "anders")
    assert not seen_by(world, "anders", "marte")


def test_an_administrator_is_not_told_of_another_towns_look_ups(world: w.World) -> None:
    log = pages.started(world)
    pages.know_the_family(world, log)
    about = {"subject": log.owner, "subject_hash": "0" * 64, "ground": "start_log", "found": True}
    w.save(LookUp(by=world.nils, at=w.now(), **about))
    assert {str(each.by) for each in seen_by(world, "henrik")} == {"Kari Nesheim"}
    assert {str(each.by) for each in seen_by(world, "elias")} == {"Kari Nesheim", "Nils Nordvik"}


def test_nobody_notes_a_look_up_in_anothers_name(world: w.World) -> None:
    log = w.open_log(world)
    other = w.start_draft(world, owner="sander", starter="sunniva")

    def row(by: str, **more: Any) -> LookUp:
        fields = {"subject_hash": "0" * 64, "ground": "start_log", "at": w.now(), "found": True}
        return LookUp(by=world.people[by], **fields | more)

    for me, mine, refused in (
        ("kari", row("kari", log_id=log.pk), False),
        ("kari", row("sunniva"), True),
        ("kari", row("kari", log_id=other.pk), True),
        ("marte", row("marte"), True),
    ):
        with acting_as(world.people[me].pk):
            if refused:
                with pytest.raises(DatabaseError), transaction.atomic():
                    mine.save(force_insert=True)
            else:
                mine.save(force_insert=True)
    for login in ("default", "worker"):
        with pytest.raises(DatabaseError, match="permission denied"):
            LookUp.objects.using(login).update(found=False)
        with pytest.raises(DatabaseError, match="permission denied"):
            LookUp.objects.using(login).all()._raw_delete(login)
    with pytest.raises(DatabaseError, match="permission denied"):
        LookUp.objects.count()
    with as_worker():
        assert len(look_ups_of(world.elias.pk)) == 0
