"""Workers that are killed at a hundred seeded moments: each notice is sent once, and all are sent.

A mail server's yes can be lost with the worker that heard it; the mail is then sent once more with
the same Message-ID, by which a mailbox knows it. That too is counted: one mail more for each worker
killed in that moment, at most. `KILLED_MOMENTS` says how many; `KILLED_SEED` which.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.messages import actions as messages
from stafett.messages.actions import Letter as Words
from stafett.municipality.models import Municipality
from stafett.notices.letters import OURS
from stafett.notices.models import Letter, Notice
from stafett.notices.port import message_id
from stafett.people.models import Contact
from tests import world as w
from tests.tooling.forking import Say, ask_for, forking
from tools.mailbox import Mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25")]
MOMENTS = int(os.environ.get("KILLED_MOMENTS", "100"))
SEED = int(os.environ.get("KILLED_SEED", "1"))
SECONDS = 60  # for a worker that lives, to send what waits
TOLD = ("elias", "marte", "anders", "sunniva")


@pytest.fixture
def log(world: w.World) -> Log:
    """A log among real people, so that mails leave; what was told of its opening is forgotten."""
    for name in TOLD[:3]:
        w.save(Contact(person=world.people[name], email=f"{name}@familie.example"))
    log = w.open_log(world, named=("kari", "sunniva"))
    Municipality.objects.using("owner").update(training=False)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute(
            "INSERT INTO book_place (reader, book_id, number)"
            " SELECT 'notices', id, count FROM book_book"
        )
    return log


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box
        box.shutdown()


@pytest.fixture
def say(var: Path, mailbox: Mailbox) -> Iterator[Say]:
    """Says a line to the process that forks workers, and waits until it has done as told."""
    smtp = {"STAFETT_SMTP_HOST": "127.0.0.1", "STAFETT_SMTP_PORT": str(mailbox.port)}
    post = {"STAFETT_MAIL": "stafett.notices.port.Smtp", **smtp}
    with forking("stafett.notices.reading", **post) as ask:
        yield ask


def happens(world: w.World, log: Log) -> int:
    """Kari writes to everyone, and a worker is asked to read; the number of the entry."""
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        messages.send(place, Words("note", "Samtale", "Vi snakket."), (), at=w.now())
        number = Book.objects.get(pk=log.pk).count
    ask_to_read(2)
    return number


def ask_to_read(workers: int) -> None:
    ask_for("notices.read", workers)


def until_all_is_sent(say: Say) -> float:
    """A worker lives until nothing waits; how long it took from its first reading, in seconds."""
    ask_to_read(1)
    say("-")
    began = time.monotonic()
    while something_waits():
        assert time.monotonic() < began + SECONDS, "what waits is never sent"
        time.sleep(0.02)
    say("")
    return time.monotonic() - began


def something_waits() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM notices_notice WHERE done_at IS NULL)"
            " OR EXISTS (SELECT FROM notices_letter WHERE sent_at IS NULL)"
            " OR EXISTS (SELECT FROM book_book b LEFT JOIN book_place p"
            "   ON p.book_id = b.id AND p.reader = 'notices' WHERE b.count > coalesce(p.number, 0))"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_notice_is_sent_once_whenever_a_worker_is_killed(
    world: w.World, log: Log, say: Say, mailbox: Mailbox
) -> None:
    entries = [happens(world, log)]
    whole = until_all_is_sent(say)  # so long a worker needs, undisturbed
    assert len(mailbox.taken) == len(TOLD)
    dice = random.Random(SEED)
    kills = 0
    while kills < MOMENTS:
        entries.append(happens(world, log))
        workers = min(dice.choice((1, 1, 2)), MOMENTS - kills)  # sometimes two at once
        say(" ".join(f"{dice.uniform(0, whole):.4f}" for _ in range(workers)))
        kills += workers
    until_all_is_sent(say)

    notices = Notice.objects.using("owner").select_related("person", "letter")
    told = sorted((each.number or 0, each.person.given_name.lower()) for each in notices)
    assert told == sorted((number, name) for number in entries for name in TOLD)
    assert all(each.letter and each.letter.sent_at for each in notices)
    letters = Letter.objects.using("owner").filter(key__startswith=OURS)
    assert set(mailbox.taken) == {message_id(letter.key) for letter in letters}
    again = mailbox.taken.total() - len(mailbox.taken)
    counted = f"{kills} killed, {len(letters)} letters, {again} sent once more"
    assert again <= kills, counted
    assert max(mailbox.taken.values()) <= 3
    assert all(len(each) == 1 for each in mailbox.texts.values())
    assert len(letters) > MOMENTS // 2, counted  # they were killed at work, and not before it
    sys.stdout.write(counted)
