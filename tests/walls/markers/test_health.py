"""A marker in everything that is marked as health information, looked for everywhere as everybody.

Elias is 16 and lets his mother see, not his father. Kari and Sunniva share health information by
the consent; Ragnhild does not. Each wall is tried with the other taken away.
"""

from collections.abc import Iterable

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from stafett.archive.reading import read_all
from stafett.book.errors import Refused
from stafett.book.queries import lines
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import health as acts
from stafett.logs.models import Log
from stafett.overview.entries import page_of
from stafett.plan.models import Measure
from stafett.plan.queries import plan_of
from tests import health
from tests import world as w
from tests.clients import Knock, knocking
from tests.logins import as_worker
from tests.walls.markers import columns
from tests.walls.markers.looking import finds, in_sql, on_the_site, without_the_second_wall
from tests.walls.sql import DENIED, refused

pytestmark = pytest.mark.django_db

MARK = "qzhelse"
FAMILY = ("elias", "marte", "anders")
EVERYBODY = (*FAMILY, "kari", "sunniva", "ragnhild", "tor", "bjorg", "henrik", "nils", "hanne")
SEE = {"elias", "marte", "kari", "sunniva"}
# On the site one stranger is enough: the matrix has the others.
VISITORS = (*FAMILY, "kari", "sunniva", "ragnhild", "hanne")
BEYOND = {"ragnhild", "anders"}  # they read the log, and nothing of it that is about health


def youth_log(world: w.World) -> Log:
    """Elias's log at 16, with everything about health in it, and a yes to his mother."""
    health.of_age(world, "elias", 16)
    log = health.open_health_log(world, owner="elias", signers=FAMILY)
    health.write(world, log, MARK)
    health.let_see(world, log, "marte", "elias")
    return log


def close(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with as_worker():
        read_all()


def client(world: w.World, name: str | None) -> Client:
    return knocking(world.people[name], world.eikvag) if name else Knock()


def finders(
    world: w.World, log: Log, names: Iterable[str] = VISITORS, text: str = MARK
) -> set[str]:
    """Who of these finds the text on the site."""
    return {name for name in names if on_the_site(client(world, name), [log], text)}


def test_the_marker_stands_in_every_column_that_can_be_marked(world: w.World) -> None:
    youth_log(world)
    with connections["owner"].cursor() as cursor:
        for table, column in columns.that_tell(columns.Tells.HEALTH):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} LIKE %s", [f"{MARK}%"])
            assert cursor.fetchone()[0], f"no marker in {table}.{column}"


@pytest.mark.requirement("H4")
def test_in_sql_those_find_it_who_may(world: w.World) -> None:
    log = youth_log(world)
    close(world, log)
    everything = set(in_sql(world.elias, MARK))
    tables = {table for table, _column in columns.that_tell(columns.Tells.HEALTH)}
    assert everything == {*tables, "book_content", "archive_depositfile"}
    assert set(in_sql(world.marte, MARK)) == everything
    for name in (*EVERYBODY, None):
        if name not in SEE:
            assert in_sql(world.people[name] if name else None, MARK) == [], name


@pytest.mark.slow
@pytest.mark.requirement("H4")
@pytest.mark.parametrize("wall", ["both", "first"])
@pytest.mark.parametrize("state", ["open", "closed"])
def test_on_the_site_those_find_it_who_may(world: w.World, wall: str, state: str) -> None:
    """Every address, print, name and header; the first wall has to hold without the second."""
    log = youth_log(world)
    if state == "closed":
        close(world, log)
    expected = SEE if state == "open" else {"elias", "marte"}
    if wall == "both":
        # Whom the first wall alone keeps out, and the second alone, need not come again.
        assert finders(world, log, SEE) == expected
    else:
        with without_the_second_wall():
            assert finders(world, log) == expected


@pytest.mark.requirement("H4")
def test_a_yes_bites_at_once_and_is_taken_back_at_once(world: w.World) -> None:
    log = youth_log(world)
    assert in_sql(world.anders, MARK) == []
    health.let_see(world, log, "anders", "elias")
    assert in_sql(world.anders, MARK) == in_sql(world.elias, MARK)
    health.shut_out(world, log, "anders", "elias")
    assert in_sql(world.anders, MARK) == []
    assert in_sql(world.marte, MARK)


@pytest.mark.requirement("H4")
def test_before_the_age_the_parents_see_it_and_from_the_birthday_they_do_not(
    world: w.World,
) -> None:
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders"))
    health.write(world, log, MARK)
    assert in_sql(world.marte, MARK) == in_sql(world.elias, MARK) != []
    health.of_age(world, "elias", 16)
    assert in_sql(world.marte, MARK) == []
    with without_the_second_wall():
        assert finders(world, log, (*FAMILY, "kari")) == {"elias", "kari"}


@pytest.mark.requirement("H4")
@pytest.mark.parametrize("reason", ["", "trust", "needed"])
def test_what_a_child_asks_to_keep_is_kept_until_it_is_judged_otherwise(
    world: w.World, reason: str
) -> None:
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders"))
    written = health.write(world, log, MARK)
    texts = [f"{MARK}concern", f"{MARK}shared"]
    wish = health.keep(world, log, [written.understanding], "elias")
    if reason:
        with acting_as(world.kari.pk):
            acts.judge_keeping(w.stand(world.kari, log), wish.pk, reason=reason, at=w.now())
    seen = reason == "needed"
    for text in texts:
        assert bool(in_sql(world.marte, text)) is seen
    with without_the_second_wall():
        for name, finds_it in {"marte": seen, "kari": True}.items():
            for text, places in finds(client(world, name), [log], *texts).items():
                assert bool(places) is finds_it, (name, text, places)
    # What is judged against the child is not told to the parents either.
    assert in_sql(world.marte, "keeping") == []


@pytest.mark.requirement("H4")
def test_marking_later_hides_what_was_written_before(world: w.World) -> None:
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders"))
    (measure, *_more) = w.agree_plan(world, log)
    assert set(in_sql(world.ragnhild, "Dagsplan")) == {"plan_measure", "book_content"}
    with acting_as(world.kari.pk):
        goal = Measure.objects.get(pk=measure).goal
        acts.mark(w.stand(world.kari, log), [goal.pk, goal.main_id], True, at=w.now())
    assert in_sql(world.ragnhild, "Dagsplan") == []
    assert finders(world, log, ["ragnhild"], "Dagsplan") == set()
    with acting_as(world.kari.pk):
        acts.mark(w.stand(world.kari, log), [goal.pk, goal.main_id], False, at=w.now())
    assert set(in_sql(world.ragnhild, "Dagsplan")) == {"plan_measure", "book_content"}


@pytest.mark.requirement("H4")
def test_who_sees_nothing_learns_nothing_from_counts(world: w.World) -> None:
    """The page of somebody from whom it is hidden is the page of a log without it."""
    log = youth_log(world)
    with acting_as(world.ragnhild.pk):
        place = w.stand(world.ragnhild, log)
        plan = plan_of(log, world.ragnhild)
        assert [each.title for each in plan.measures] == ["vanlig tiltak"]
        entries = page_of(place, "planen", None).entries
        assert len(entries) == 3  # the goal, the measure, and that it is ended
        assert [each.number for each in lines(log.pk) if each.verb.startswith("logs.health")] == []


def test_the_columns_of_a_wall_taken_away_are_found(world: w.World) -> None:
    """The test can fail: without one policy the marker is found by those who may not see it."""
    youth_log(world)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP POLICY hidden ON plan_comment")
        try:
            assert in_sql(world.ragnhild, MARK) == ["plan_comment"]
        finally:
            cursor.execute(
                "CREATE POLICY hidden ON plan_comment AS RESTRICTIVE FOR SELECT TO stafett_web"
                " USING ((id = ANY (ARRAY (SELECT my_hidden_plan()))) IS NOT TRUE"
                " AND (goal_id = ANY (ARRAY (SELECT my_hidden_plan()))) IS NOT TRUE"
                " AND (measure_id = ANY (ARRAY (SELECT my_hidden_plan()))) IS NOT TRUE)"
            )


def test_the_consent_alone_lets_a_helper_see(world: w.World) -> None:
    """The database refuses an admission with health that the consent does not hold."""
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders"))
    with (
        pytest.raises(DatabaseError, match="does not share health information"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO logs_admission (id, log_id, person_id, role, sees, health, unit_id,"
            " service,"
            " title, task, phone, email, consent_id, from_at, until)"
            " SELECT gen_random_uuid(), log_id, person_id, role, sees, true, unit_id,"
            " service, title,"
            " task, phone, email, consent_id, from_at, until FROM logs_admission"
            " WHERE log_id = %s AND person_id = %s",
            [log.pk, world.ragnhild.pk],
        )


def test_who_does_not_share_health_marks_nothing(world: w.World) -> None:
    log = health.open_health_log(world, owner="elias", signers=("marte", "anders"))
    (measure, *_more) = w.agree_plan(world, log)
    with acting_as(world.ragnhild.pk), pytest.raises(Refused):
        acts.mark(w.stand(world.ragnhild, log), [measure], True, at=w.now())
    row = ("gen_random_uuid(), %s, %s, %s, now()", [log.pk, measure, world.ragnhild.pk])
    with acting_as(world.ragnhild.pk):
        refused(
            DENIED,
            "row-level security",
            f"INSERT INTO logs_healthmark (id, log_id, subject, by_id, at) VALUES ({row[0]})",
            row[1],
        )
