"""Who leads a meeting, tried in SQL: whoever only reads it changes nothing of it (D15–D18, L2)."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Audience, Log
from stafett.meetings import sitting_tasks
from stafett.meetings.models import Meeting
from stafett.meetings.sitting_tasks import Errand
from tests import sittings
from tests import world as w
from tests.walls.sql import DENIED, insert, refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L2", "L3", "D15", "D18")]
SOON = timezone.localdate() + timedelta(days=9)


@pytest.fixture
def meeting(world: w.World, log: Log) -> UUID:
    """Kari leads it, Sunniva writes, Ragnhild and the parents are told of it; it is held."""
    (measure,) = w.agree_plan(world, log, measures=1)
    meeting = sittings.call(world, log)
    sittings.hold(world, log, meeting, measure)
    return meeting


def row(table: str, log: Log, meeting: UUID, by: Any, **more: Any) -> tuple[str, list[Any]]:
    of = {"id": uuid4(), "log_id": log.pk, "meeting_id": meeting}
    wrote = {} if "person_id" in more and "what" not in more else {"by_id": by.pk}
    return insert(f"meetings_{table}", **of, **wrote, **more)


def test_who_only_reads_changes_nothing(world: w.World, log: Log, meeting: UUID) -> None:
    now, ragnhild = timezone.now(), world.ragnhild
    with acting_as(ragnhild.pk):
        assert Meeting.objects.filter(pk=meeting).exists()
        for change in (
            "meetings_task SET done_at = now()",
            "meetings_task SET taken_out_at = now()",
            "meetings_invited SET taken_out_at = now()",
            "meetings_remark SET taken_out_at = now()",
            "meetings_sitting SET present = '{}'",
            "meetings_sitting SET read_at = now()",
            'meetings_agendaitem SET "order" = 9',
        ):
            assert run(f"UPDATE {change}") == 0, change
        call = {"number": 2, "written_at": now, "starts_at": now, "minutes": 60, "place": "",
                "video_link": "", "text": "", "leader_id": ragnhild.pk,
                "written_by_id": ragnhild.pk}  # fmt: skip
        of = {"id": uuid4(), "log_id": log.pk, "meeting_id": meeting}
        for each in (
            insert("meetings_meetingcall", **of, **call),
            row("invited", log, meeting, None, person_id=world.sunniva.pk, since=now),
            row("cancelled", log, meeting, ragnhild, at=now, why=""),
            row("decision", log, meeting, ragnhild, at=now, way="close", team="", reason="x"),
            row("informing", log, meeting, ragnhild, at=now, adult_id=ragnhild.pk, how="", view=""),
            row("remark", log, meeting, ragnhild, at=now, text="x"),
            row("task", log, meeting, ragnhild, at=now, what="x", due=SOON, person_id=ragnhild.pk),
            row("agendaitem", log, meeting, ragnhild, order=9, text="x", written_at=now,
                taken_in_at=now),
        ):  # fmt: skip
            refused(DENIED, "row-level security", *each)
        own = uuid4()
        Audience(subject=own, log_id=log.pk, by_id=ragnhild.pk, everyone=True, people=[]).save(
            force_insert=True
        )
        mine = {"kind": "regular", "called_at": now, "called_by_id": ragnhild.pk}
        refused(DENIED, "row-level", *insert("meetings_meeting", id=own, log_id=log.pk, **mine))
        run(*row("agendaitem", log, meeting, ragnhild, order=9, text="x", written_at=now))


def test_who_writes_the_minutes_conducts_but_does_not_invite(
    world: w.World, log: Log, meeting: UUID
) -> None:
    now = timezone.now()
    with acting_as(world.sunniva.pk):
        assert run("UPDATE meetings_invited SET taken_out_at = now()") == 0
        guest = row("invited", log, meeting, None, person_id=world.ragnhild.pk, since=now)
        refused(DENIED, "row-level security", *guest)
        assert run("UPDATE meetings_remark SET taken_out_at = now()") == 1
        assert run("UPDATE meetings_task SET done_at = now()") == 1
    with acting_as(world.kari.pk):
        run(*guest)
        assert run("UPDATE meetings_invited SET taken_out_at = now()") == 3


def test_whose_task_it_is_says_when_it_is_done_and_no_more(
    world: w.World, log: Log, meeting: UUID
) -> None:
    with acting_as(world.kari.pk):
        by, errand = w.stand(world.kari, log), Errand("Ringe", world.ragnhild.pk, SOON)
        own = sitting_tasks.take_on(by, meeting, errand, at=w.now())
    with acting_as(world.ragnhild.pk):
        refused(DENIED, "row-level security", "UPDATE meetings_task SET taken_out_at = now()")
        assert run("UPDATE meetings_task SET done_at = now()") == 1
    with acting_as(world.kari.pk):
        assert run("UPDATE meetings_task SET taken_out_at = now() WHERE id = %s", [own.pk]) == 1


def test_what_is_put_right_afterwards_everyone_writes(
    world: w.World, log: Log, meeting: UUID
) -> None:
    sittings.read_out(world, log, meeting)
    with acting_as(world.ragnhild.pk):
        run(*row("remark", log, meeting, world.ragnhild, at=timezone.now(), text="x"))
