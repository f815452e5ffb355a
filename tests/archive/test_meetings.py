"""Meetings in the printed log: for those who were told of them."""

from datetime import timedelta

import pytest

from stafett.book.wall import acting_as
from stafett.meetings.actions import answering, calling
from tests import world as w
from tests.archive.reader import tight
from tests.archive.test_voice import archived, printed_for

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("D15", "Q1")
def test_a_meeting_is_printed_with_its_agenda_and_answers(world: w.World) -> None:
    log = w.open_log(world)
    said = calling.Invitation(
        w.now() + timedelta(days=7), 60, world.kari.pk, place="Rom 2", text="Velkommen hit."
    )
    with acting_as(world.kari.pk):
        people, by = [world.kari.pk, world.marte.pk], w.stand(world.kari, log)
        meeting = calling.call_meeting(by, said, people, agenda=["Ferien"], at=w.now())
    with acting_as(world.marte.pk):
        by = w.stand(world.marte, log)
        answering.answer(by, meeting.pk, coming="part", word="Til to", at=w.now())
    for text in (archived(log), printed_for(world, "anders", log)):
        part = text.split(tight("Møter og referat"))[-1]
        for words in ("Rom 2", "Velkommen hit.", "1. Ferien", "Til to"):
            assert tight(words) in part, words
    assert tight("Møter og referat") not in printed_for(world, "ragnhild", log)
