"""What came with a message stands in the print: its name and hash, and pictures as they are."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.archive.printed import print_log
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import File, Log
from stafett.logs.sniffing import Sniffed, sniff
from stafett.messages import actions as messages
from tests import sittings
from tests import world as w
from tests.archive import reader
from tests.archive.life import does
from tests.archive.test_printed import printed
from tests.archive.test_worst import a_picture, figures
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q1")]


def send(world: w.World, log: Log, *files: Sniffed) -> None:
    letter = messages.Letter("note", "Kart", "Her er kartet.", files)
    does(world, "kari", log, lambda by: messages.send(by, letter, (), at=w.now()))


def kept(log: Log) -> dict[str, File]:
    return {each.name: each for each in File.objects.using("owner").filter(log=log)}


def test_files_are_listed_and_pictures_shown(world: w.World) -> None:
    log = w.open_log(world)
    send(
        world,
        log,
        sniff("Kart.jpg", a_picture(1800, 1200)),
        Sniffed("document", "Vedtak.pdf", "application/pdf", b"%PDF-1.4 " + b"x" * 5000),
    )
    pdf = printed(log).pdf
    words = reader.words(pdf)
    for each in kept(log).values():
        assert each.sha256 in words
        assert reader.tight(each.name) in words
    assert "4,9KB" in words
    assert figures(pdf) == ["Bildet Kart.jpg"]


def test_of_a_file_that_is_deleted_its_row_alone_is_told(world: w.World) -> None:
    log = w.open_log(world)
    send(world, log, sniff("Kart.jpg", a_picture(1800, 1200)))
    File.objects.using("owner").filter(log=log).update(content=b"", size=0, name="Slettet")
    pdf = printed(log).pdf
    assert figures(pdf) == []
    assert "Slettet" in reader.words(pdf)


def test_messages_files_and_meetings_are_asked_for_at_once(world: w.World) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    asked = []
    for _more in range(2):
        for number in range(2):
            send(world, log, sniff(f"{number}.jpg", a_picture(20, 20)))
            at = timezone.now()
            meeting = sittings.call(world, log, at=at)
            sittings.hold(world, log, meeting, measure)
            sittings.read_out(world, log, meeting)
        with as_worker(), CaptureQueriesContext(connections["default"]) as queries:
            mine = Log.objects.get(pk=log.pk)
            print_log(mine, EVERYTHING, language="nb", until=mine.book.count, at=at)
        asked.append(len(queries))
    assert asked[0] == asked[1] > 20
