"""What is deleted is found by nobody, anywhere; the rest stands and the chain verifies (Q4)."""

from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from stafett.archive.models import Deposit, DepositFile
from stafett.archive.reading import read_all
from stafett.book.models import Content, Entry
from stafett.book.verify import faults
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import baton, coordinating, levels
from stafett.logs.models import Log
from stafett.logs.referrals import Before, refer
from stafett.meetings.models import MeetingCall
from stafett.messages.models import Message
from stafett.plan.models import Goal
from stafett.unfinished import actions as unfinished
from stafett.voice.models import PrivateWords
from tests import health
from tests import world as w
from tests.archive import reader
from tests.clients import knocking
from tests.deletion.steps import delete
from tests.logins import as_worker
from tests.walls import full
from tests.walls.markers.looking import finds

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q4")]
MARK = "qzslett"
ALL = ["messages", "files", "voice", "meetings", "plan", "words"]


def as_owner(marker: str) -> list[str]:
    """The tables in which whoever reads the database itself finds the marker, in a file too."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' ORDER BY 1"
        )
        found = []
        hexed = marker.encode().hex()
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"SELECT 1 FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1",
                [f"%{marker}%", f"%{hexed}%"],
            )
            if cursor.fetchone():
                found.append(table)
        cursor.execute("SELECT pdf FROM archive_depositfile WHERE pdf <> ''")
        prints = [bytes(pdf) for (pdf,) in cursor.fetchall()]
    return found + ["prints" for pdf in prints if marker in reader.words(pdf)]


def marked_log(world: w.World) -> Log:
    """A log with the marker in every text that the rooms keep, closed and in the archive."""
    health.of_age(world, "elias", 16)
    log = health.open_health_log(world, owner="elias", signers=("elias", "marte", "anders"))
    health.write(world, log, MARK)
    full.hear_the_child(world, log)
    words_beside(world, log)
    return log


def words_beside(world: w.World, log: Log) -> None:
    """What stands in the log's own tables, and a text that is not sent."""
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        why = levels.Settled(f"{MARK}nivå", [world.elias.pk], "stays")
        levels.change_level(by, 3, why, was=log.level, at=w.now())
        refer(by, Before(None, "no", f"{MARK}haster"), at=w.now())
        coordinating.ask_for_decision(by, about="Hvem samordner?", at=w.now())
        decided = {"decider": "Kommunedirektøren", "decided_on": timezone.localdate()}
        coordinating.record_decision(
            by, unit_id=world.school.pk, reason="qzvedtak", **decided, at=w.now()
        )
        offer = baton.offer_baton(by, world.sunniva.pk, word=f"{MARK}tilbud", at=w.now())
        half = unfinished.Sheet(
            uuid4(), reverse("messages:new", args=[log.pk]), {"text": [f"{MARK}halv"]}
        )
        unfinished.keep(world.kari, half, at=w.now())
    with acting_as(world.sunniva.pk):
        by = w.stand(world.sunniva, log)
        baton.decline_baton(by, offer.pk, word=f"{MARK}nei", at=w.now())
    with acting_as(world.marte.pk):
        by = w.stand(world.marte, log)
        endings.wish_closed(by, word=f"{MARK}ønske", at=w.now())


def close(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        endings.close(by, reason="reached", note_text=f"{MARK}slutt", at=w.now())
    with as_worker():
        read_all()


def test_a_marker_in_everything_is_found_by_nobody_anywhere(world: w.World) -> None:
    log = marked_log(world)
    close(world, log)
    assert {
        "logs_handover",
        "logs_referral",
        "logs_levelchange",
        "unfinished_writing",
        "consent_closingwish",
    } <= set(as_owner(MARK))
    assert {"plan_goal", "logs_file", "book_content", "logs_closing", "prints"} <= set(
        as_owner(MARK)
    )
    before = Entry.objects.using("owner").filter(book_id=log.pk).count()
    delete(world, log, ALL)
    assert as_owner(MARK) == []
    # What the municipality decided is its own, and stands.
    assert {"logs_decision", "book_content"} <= set(as_owner("qzvedtak"))
    # The archive is told by the entry, and prints what is left.
    with as_worker():
        read_all()
    assert as_owner(MARK) == []
    deposits = Deposit.objects.using("owner").filter(log_id=log.pk).order_by("cause")
    assert [each.cause for each in deposits][-1] == before + 1
    *old, new = (DepositFile.objects.using("owner").get(deposit=each) for each in deposits)
    assert {bytes(each.pdf) for each in old} == {b""}
    assert "Slettet" in reader.words(bytes(new.pdf))
    for name in ("elias", "marte", "kari", "henrik"):
        client = knocking(world.people[name], world.eikvag)
        assert finds(client, [log], MARK, "qzkrav")[MARK] == [], name


def test_the_chain_verifies_and_the_rest_stands(world: w.World) -> None:
    log = marked_log(world)
    delete(world, log, ["messages"])
    contents = Content.objects.using("owner").filter(book_id=log.pk, data__isnull=True)
    assert contents.exists()
    assert not contents.exclude(salt=None).exists()
    assert not Message.objects.using("owner").filter(log_id=log.pk, text__contains=MARK).exists()
    # A goal, what is told of it in the book, and the meeting's own words are untouched; that the
    # message was marked goes with it.
    assert Goal.objects.using("owner").filter(log_id=log.pk, text__contains=MARK).exists()
    verbs = Entry.objects.using("owner").filter(
        book_id=log.pk, number__in=contents.values("number")
    )
    assert {each.verb.split(".")[0] for each in verbs} == {"messages", "logs"}
    assert MeetingCall.objects.using("owner").filter(log_id=log.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_verify_book_finds_no_fault_afterwards(world: w.World) -> None:
    log = marked_log(world)
    delete(world, log, ALL)
    with as_worker():
        assert faults() == []


def test_what_the_child_keeps_to_itself_goes_at_the_childs_own_demand_alone(
    world: w.World,
) -> None:
    log = marked_log(world)
    kept = PrivateWords.objects.using("owner").filter(log_id=log.pk)
    assert kept.exists()
    delete(world, log, ["voice"])
    assert kept.exists()
    assert full.CONFIDED in str(as_text(log))
    delete(world, log, ["voice"], by="elias")
    assert not kept.exists()
    assert full.CONFIDED not in str(as_text(log))


def as_text(log: Log) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT t::text FROM voice_told t WHERE log_id = %s", [log.pk])
        return [text for (text,) in cursor.fetchall()]
