"""How a meeting was: each says it for oneself, and the log's people see it without names."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from stafett.book.errors import Refused
from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings.after_models import Impression
from stafett.meetings.after_queries import told_of
from stafett.meetings.after_rules import can_answer
from stafett.meetings.sitting_models import Sitting
from tests import sittings
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L10")]
ANSWERS = {"marte": ("no", "yes"), "anders": ("yes", "yes"), "kari": ("yes", "partly")}


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def meeting(world: w.World, log: Log) -> UUID:
    return sittings.held_and_read(world, log, "marte", "anders")


def a_week_later(meeting: UUID) -> None:
    """The minutes were read out longer ago."""
    (sitting,) = Sitting.objects.using("owner").filter(meeting_id=meeting)
    Sitting.objects.using("owner").filter(pk=sitting.pk).delete()
    sitting.read_at -= timedelta(days=7, minutes=1)  # type: ignore[operator]
    sitting.save(using="owner", force_insert=True)


def told(world: w.World, log: Log, name: str) -> dict[UUID, object]:
    with acting_as(world.people[name].pk):
        return {key: (each.heard, each.knows_next) for key, each in told_of(log.pk).items()}


def test_three_answers_are_told_after_a_week_and_without_names(
    world: w.World, log: Log, meeting: UUID
) -> None:
    for name, (heard, knows) in ANSWERS.items():
        sittings.say(world, log, meeting, name, heard, knows)
    # Who answers later must not be known by the difference.
    assert told(world, log, "kari") == {}
    a_week_later(meeting)
    expected = ({"yes": 2, "partly": 0, "no": 1}, {"yes": 2, "partly": 1, "no": 0})
    assert told(world, log, "kari") == told(world, log, "elias") == {meeting: expected}
    # Not those let in to the plan alone, nor strangers.
    assert told(world, log, "ragnhild") == told(world, log, "henrik") == {}
    page = signed_in(world.marte, world.eikvag).get(f"/logg/{log.pk}/moter/").content.decode()
    assert "Slik har møtene vært" in page
    assert "1 nei" in page


def test_two_answers_are_not_told(world: w.World, log: Log, meeting: UUID) -> None:
    for name in ("marte", "kari"):
        sittings.say(world, log, meeting, name, "yes", "yes")
    # The newest counts, and counts once.
    sittings.say(world, log, meeting, "marte", "no", "yes")
    a_week_later(meeting)
    assert told(world, log, "kari") == {}


def test_nobody_reads_what_another_has_answered(world: w.World, log: Log, meeting: UUID) -> None:
    sittings.say(world, log, meeting, "marte", "partly", "no")
    for name in ("kari", "anders", "elias"):
        with acting_as(world.people[name].pk):
            assert not Impression.objects.exists(), name
    with acting_as(world.marte.pk):
        assert Impression.objects.get().heard == "partly"
    said = Content.objects.using("owner").order_by("-number").first()
    assert said
    assert "partly" not in str(said.data)
    assert "Marte" in str(said.data)


def test_only_who_was_there_is_asked_and_for_a_week(
    world: w.World, log: Log, meeting: UUID
) -> None:
    with pytest.raises(Refused):
        sittings.say(world, log, meeting, "sunniva", "yes", "yes")
    row = Impression(log_id=log.pk, meeting_id=meeting, heard="yes", knows_next="yes", at=w.now())
    for name, error in {"sunniva": "nobody is asked", "kari": None}.items():
        row.person_id = world.people[name].pk
        with acting_as(row.person_id):
            if error:
                with pytest.raises(DatabaseError, match=error), transaction.atomic():
                    row.save(force_insert=True)
    a_week_later(meeting)
    with pytest.raises(Refused):
        sittings.say(world, log, meeting, "marte", "yes", "yes")
    row.person_id = world.marte.pk
    with (
        acting_as(world.marte.pk),
        pytest.raises(DatabaseError, match="nobody is asked"),
        transaction.atomic(),
    ):
        row.save(force_insert=True)
    now = w.now()
    assert can_answer(now - timedelta(days=6), now)
    assert not can_answer(now - timedelta(days=7), now)
    assert not can_answer(None, now)


def test_my_page_asks_until_one_has_answered(world: w.World, log: Log, meeting: UUID) -> None:
    marte = signed_in(world.marte, world.eikvag)
    ask = "Hvordan var møtet om Elias?"
    assert ask in marte.get("/min-side/?bli").content.decode()
    page = f"/logg/{log.pk}/moter/{meeting}/hvordan-var-det/"
    assert marte.post(page, {"heard": "yes"}).status_code == 422
    assert marte.post(page, {"heard": "yes", "knows_next": "no"}).status_code == 302
    assert ask not in marte.get("/min-side/?bli").content.decode()
    assert ask not in signed_in(world.sunniva, world.eikvag).get("/min-side/").content.decode()
