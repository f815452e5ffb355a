"""The child's voice and the messages in the printed log: all that the reader may have, no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from stafett.archive.printed import print_log
from stafett.book.wall import acting_as
from stafett.logs.access import Standing
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import FileKind, Log
from stafett.logs.sniffing import Sniffed
from stafett.messages import actions as messages
from stafett.messages.models import Message
from stafett.voice.actions import private, talks, telling
from tests import health
from tests import world as w
from tests.archive.reader import tight, words
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


def archived(log: Log, language: str = "nb") -> str:
    """All words of the archive's own print."""
    with as_worker():
        mine = Log.objects.get(pk=log.pk)
        at, until = w.now(), mine.book.count
        return words(print_log(mine, EVERYTHING, language=language, until=until, at=at).pdf)


def printed_for(world: w.World, name: str, log: Log) -> str:
    """All words of the print that this person is given."""
    person = world.people[name]
    with acting_as(person.pk):
        mine = Log.objects.get(pk=log.pk)
        at, until = w.now(), mine.book.count
        return words(print_log(mine, person, language="nb", until=until, at=at).pdf)


def does(world: w.World, name: str, log: Log, act: Callable[[Standing], Any]) -> Any:
    """Somebody does something, with their own eyes."""
    with acting_as(world.people[name].pk):
        return act(w.stand(world.people[name], log))


def tells(world: w.World, log: Log, text: str, *, chosen: str = "") -> None:
    """Elias tells everyone, or one."""

    def tell(by: Standing) -> None:
        kept = private.keep(by, kind="how", feeling="good", text=text, at=w.now())
        to = [world.people[chosen].pk] if chosen else None
        telling.share(by, kept.pk, chosen=to, at=w.now())

    does(world, "elias", log, tell)


def talks_with(world: w.World, log: Log, text: str, *, marked: bool = False) -> None:
    """Sunniva writes down a talk."""
    said = {"adult_id": world.sunniva.pk, "talked_on": timezone.localdate(), "way": "play"}
    does(
        world,
        "sunniva",
        log,
        lambda by: talks.write_talk(by, **said, words=text, at=w.now(), health=marked or None),  # type: ignore[arg-type]
    )


@pytest.mark.requirement("M2", "M4", "M5", "M6", "M8", "M10", "Q1")
def test_what_the_child_told_and_how_it_takes_part_is_printed(world: w.World) -> None:
    log = w.open_log(world)
    tells(world, log, "Fotball er best.")
    tells(world, log, "Bare til Sunniva.", chosen="sunniva")
    talks_with(world, log, "Jeg vil gå først i køen.")
    judged = talks.Judged("Med først.", "Han kan si det.", "Ro om morgenen.", "Tegn.", "Til Siv.")
    does(
        world,
        "kari",
        log,
        lambda by: talks.write_participation(by, judged, opened_at=99, at=w.now()),
    )
    for text in (archived(log), printed_for(world, "marte", log)):
        for said in (
            "Det Elias sier",
            "Hvordan det går: Bra",
            "Fotball er best.",
            "Til Sunniva Aas",
            "Slik er Elias med",
            "Ro om morgenen.",
            "Til Siv.",
        ):
            assert tight(said) in text, said
        # In the child's own part, and in the history.
        assert text.count(tight("Jeg vil gå først i køen.")) == 2
        assert tight("Bare til Sunniva.") not in text


@pytest.mark.requirement("H4")
def test_a_talk_about_health_is_left_out_for_a_guardian_without_a_yes(world: w.World) -> None:
    health.of_age(world, "elias", 16)
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders", "elias"))
    talks_with(world, log, "Jeg sover ikke.", marked=True)
    talks_with(world, log, "Jeg liker gym.")
    for name in ("elias", "kari"):
        assert tight("Jeg sover ikke.") in printed_for(world, name, log)
    for name in ("marte", "anders"):
        text = printed_for(world, name, log)
        assert tight("Jeg sover ikke.") not in text
        assert tight("Jeg liker gym.") in text
    assert tight("Jeg sover ikke.") in archived(log)


@pytest.mark.requirement("L7", "L8", "Q1")
def test_messages_are_printed_with_whom_they_went_to_and_who_has_read_them(
    world: w.World,
) -> None:
    log = w.open_log(world)
    paper = Sniffed(FileKind.DOCUMENT, "kart.pdf", "application/pdf", b"%PDF-1.7")
    invitation = messages.Letter("invitation", "Møte på torsdag", "Velkommen hit.", [paper])
    to = [world.marte.pk]
    first = does(world, "sunniva", log, lambda by: messages.send(by, invitation, to, at=w.now()))
    answer = messages.Letter("message", "", "Vi kommer begge.")
    does(world, "marte", log, lambda by: messages.answer(by, first.pk, answer, at=w.now()))
    for name in ("anders", "elias"):
        does(
            world,
            name,
            log,
            lambda by: messages.opened(by, Message.objects.filter(pk=first.pk), at=w.now()),
        )
    text = archived(log)
    part = text.split(tight("Til Marte Berg"))[1]
    for said in ("Velkommen hit.", "kart.pdf", paper.sha256, "Vi kommer begge."):
        assert tight(said) in part, said
    assert tight("Lest av Anders Berg") in part
    # When the child reads, only the child sees it.
    _before, readers = text.split(tight("Lest av"))
    assert tight("Elias") not in readers.split(tight("Vi kommer begge."))[0]
