"""A worker that is killed between handing over and noting it: the archive gets the deposit twice,
knows it again, and one receipt counts."""

from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from stafett.archive.models import Delivery
from stafett.archive.reading import read_all
from stafett.book.models import Entry
from stafett.logs.archived import ARCHIVED
from stafett.municipality.models import Municipality
from tests import world as w
from tests.logins import as_worker
from tests.tooling.processes_of_a_site import start
from tests.tooling.test_killed_worker import SECONDS, WORKER, until_reached

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q1", "R3")]


def works(settings: dict[str, str]) -> None:
    """A worker does what there is to do, and ends."""
    app.configure_task("archive.deliver").defer(timestamp=0)
    assert start(*WORKER, "--one-shot", login="worker", **settings).wait(timeout=SECONDS) == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_a_killed_worker_handed_over_is_archived_once(var: Path) -> None:
    log = w.open_log(w.make_world())
    with as_worker():
        read_all()
    Municipality.objects.using("owner").update(training=False)  # else nothing leaves Stafett
    said, folder = var / "reached", var / "arkiv"
    settings = {
        "STAFETT_ARCHIVE": "tests.tooling.stuck_archive.StuckArchive",
        "STAFETT_ARCHIVE_FOLDER": str(folder),
        "STUCK_ARCHIVE": str(said),
    }
    app.configure_task("archive.deliver").defer(timestamp=0)
    worker = start(*WORKER, login="worker", **settings)
    try:
        until_reached(said, worker)
    finally:
        worker.kill()
        worker.wait(timeout=30)
    row = Delivery.objects.using("owner").get(log=log)
    assert (row.received_at, row.tries) == (None, 1)
    assert row.next_at is not None
    assert not told(log.pk)

    works(settings)  # not yet: somebody else may be at it
    assert len(said.read_text().split()) == 1
    Delivery.objects.using("owner").filter(pk=row.pk).update(next_at=timezone.now())
    works(settings)
    works(settings)
    assert said.read_text().split() == [str(row.pk)] * 2
    row.refresh_from_db(using="owner")
    assert row.received_at is not None
    assert told(log.pk) == 1
    assert [each.name for each in folder.iterdir()] == [str(row.pk)]


def told(log_id: object) -> int:
    return Entry.objects.using("owner").filter(book=log_id, verb=ARCHIVED).count()
