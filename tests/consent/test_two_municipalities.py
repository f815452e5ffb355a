"""A child with a log in two municipalities: what the register says anew reaches both holders."""

from uuid import uuid4

import pytest

from stafett.book.wall import acting_as
from stafett.consent import actions, family_daily
from stafett.consent.models import Consent
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.consent import pages
from tests.consent.registers import Tell, next_morning, register
from tests.consent.test_family_again import LOST, entries
from tests.jobs import run_jobs
from tests.logins import as_worker

__all__ = ["register"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P8")]
MOVED = {"guardians": {"anders": {"fixed_residence": False}}}


@pytest.fixture
def world() -> w.World:
    return pages.make_school_world()


@pytest.fixture
def logs(world: w.World) -> tuple[Log, Log]:
    """Kari's log in Eikvåg; and Nils' in Nordvik, of the same child."""
    here = pages.opened(world)
    there = w.start_draft(world, starter="nils", short_name="I Nordvik")
    w.answer(world, w.ask_consent(world, there, by="nils", named=("nils",)), "marte", "anders")
    assert here.municipality_id != there.municipality_id
    assert here.owner_id == there.owner_id
    return here, there


def told(world: w.World, who: str) -> bool:
    """Whether the holder's own page says that there is something new."""
    return "Folkeregisteret har noe nytt om familien" in pages.words(
        pages.client_of(world, who).get("/min-side/")
    )


def test_over_night_both_are_told(world: w.World, logs: tuple[Log, Log], register: Tell) -> None:
    register(elias=LOST)
    next_morning()
    for log in logs:
        assert entries(log) == ["family.responsibility_lost"]
        left = Admission.objects.using("owner").filter(log=log, person=world.anders, ended_at=None)
        assert not left.exists()
    assert told(world, "kari")
    assert told(world, "nils")


def test_what_one_learns_by_asking_the_other_is_told_too(
    world: w.World, logs: tuple[Log, Log], register: Tell
) -> None:
    """The family's rows are the child's, so the night finds nothing new in the other log."""
    here, there = logs
    register(elias=MOVED)
    kari = pages.client_of(world, "kari")
    kari.post(pages.address(here, "samtykke", "nytt"), pages.BEGIN)
    pages.add(world, here, "tor")
    assert "har noe nytt" in pages.words(pages.press(world, here, "ask"))
    assert entries(here) == ["family.residence_changed"]
    assert run_jobs("families.told_elsewhere") == ["families.told_elsewhere"]
    next_morning()
    assert entries(there) == ["family.residence_changed"]
    assert entries(here) == ["family.residence_changed"]
    assert told(world, "nils")


def test_a_question_that_no_longer_fits_is_closed_there_as_well(
    world: w.World, logs: tuple[Log, Log], register: Tell
) -> None:
    here, there = logs
    with acting_as(world.nils.pk):
        by = w.stand(world.nils, there)
        version = actions.prepare(by, scopes=["education"], purpose="", kept_out="", at=w.now())
        actions.ask(by, version.pk, at=w.now())
    register(elias=LOST)
    pages.client_of(world, "kari").post(pages.address(here, "samtykke", "nytt"), pages.BEGIN)
    pages.add(world, here, "tor")
    pages.press(world, here, "ask")
    run_jobs("families.told_elsewhere")
    question = Consent.objects.using("owner").get(pk=version.pk)
    assert (question.state, question.end) == ("ended", "family")


def test_a_log_that_nobody_reads_and_another_child_hear_nothing(
    world: w.World, logs: tuple[Log, Log], register: Tell
) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    register(elias=LOST)
    next_morning()
    assert entries(other) == []
    with as_worker():  # a draft that is deleted since
        lost = f"lost:{world.anders.pk}"
        family_daily.tell_elsewhere(uuid4(), lost, news=uuid4(), at=w.now())
    assert [len(entries(log)) for log in logs] == [1, 1]
    assert entries(other) == []


def test_a_job_that_is_done_once_more_tells_nothing_twice(
    world: w.World, logs: tuple[Log, Log]
) -> None:
    """A worker was killed between doing it and ticking it off; what comes later is told again."""
    here, there = logs
    moved, news = f"residence:{world.anders.pk}", uuid4()
    for each in (news, news, uuid4()):
        with as_worker():
            family_daily.tell_elsewhere(here.pk, moved, news=each, at=w.now())
    assert entries(there) == ["family.residence_changed"] * 2
    assert entries(here) == []
