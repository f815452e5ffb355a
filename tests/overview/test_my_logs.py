"""The logs on my page, and the way straight in for a family with one."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from tests import world as w
from tests.overview.reading import HERE, client_of, my_page_of

pytestmark = pytest.mark.django_db


def test_the_logs_tell_holder_and_counts(world: w.World) -> None:
    log = w.open_log(world)
    ids = w.agree_plan(world, log, measures=4)
    measures = Measure.objects.using("owner")
    measures.filter(pk=ids[0]).update(deadline=timezone.localdate() - timedelta(days=1))
    with acting_as(world.kari.pk):
        for measure, result in ((ids[1], "worked"), (ids[2], "not")):
            plan.evaluate(
                w.stand(world.kari, log),
                measure,
                result=result,
                why="-",
                next_step="end",
                at=timezone.now(),
            )
    mine = my_page_of(world, "kari")
    theirs = my_page_of(world, "sunniva")
    assert "Du har stafettpinnen" in mine
    assert "Stafettpinnen er hos Kari Nesheim, kontaktlærer" in theirs
    for page in (mine, theirs):
        assert "1 tiltak er forsinket" in page
        assert "1 i gang, 1 ferdige" in page
    assert "Alt er i rute" not in mine


def test_only_ones_own_logs_are_there(world: w.World) -> None:
    w.open_log(world)
    w.open_log(world, owner="sander", signers=("liv",))
    assert "Sander" in my_page_of(world, "kari")
    for name in ("hanne", "tor", "bjorg", "henrik", "nils"):
        page = my_page_of(world, name)
        assert "Elias" not in page
        assert "Sander" not in page
    assert "Sander" not in my_page_of(world, "marte")


@pytest.mark.parametrize(
    ("name", "words", "starts"),
    [
        ("tor", "Her finner du loggene du er med i.", True),
        ("bjorg", "Som leder ser du bare", True),
        ("henrik", "Som systemansvarlig ser du ikke", False),
        ("hanne", "Her finner du loggen når det blir startet en", False),
    ],
)
def test_an_empty_page_says_what_it_is_for(
    world: w.World, name: str, words: str, starts: bool
) -> None:
    page = my_page_of(world, name)
    assert words in page
    assert ('class="ds-button" href="/logg/ny/"' in page) is starts


@pytest.mark.requirement("P7")
def test_a_closed_log_is_folded_for_the_family_alone(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=timezone.now())
    page = my_page_of(world, "marte")
    assert "<summary>Én avsluttet logg</summary>" in page
    assert f'href="/logg/{log.pk}/">Elias Berg</a>, avsluttet' in page
    assert "Målene er nådd." in page
    assert "Elias" not in my_page_of(world, "kari")


@pytest.mark.parametrize(("name", "where"), [("marte", ""), ("elias", "mitt-rom/")])
def test_a_family_with_one_log_is_led_straight_there_once(
    world: w.World, name: str, where: str
) -> None:
    log = w.open_log(world)
    client = client_of(world, name)
    arrival = client.get("/min-side/")
    assert (arrival.status_code, arrival.headers["Location"]) == (302, f"/logg/{log.pk}/{where}")
    assert client.get("/min-side/").status_code == 200


def test_my_page_is_reached_from_inside(world: w.World) -> None:
    log = w.open_log(world)
    inside = {"HTTP_REFERER": f"http://testserver/logg/{log.pk}/samtykke/"}
    assert client_of(world, "marte").get("/min-side/", **inside).status_code == 200
    assert client_of(world, "marte").get(HERE).status_code == 200
    outside = {"HTTP_REFERER": "http://testserver/logg-inn/"}
    assert client_of(world, "marte").get("/min-side/", **outside).status_code == 302


def test_who_has_more_to_do_stays(world: w.World) -> None:
    log = w.open_log(world)
    assert client_of(world, "kari").get("/min-side/").status_code == 200
    w.ask_consent(world, log, named=("kari", "tor"), scopes=("participants",))
    assert client_of(world, "marte").get("/min-side/").status_code == 200


def test_a_family_with_two_logs_stays(world: w.World) -> None:
    w.open_log(world)
    w.add_family(world, "alma", 4, [])
    tie = {"child": world.alma, "guardian": world.marte, "kind": "parent", "relation": "mother"}
    w.save(
        w.Guardianship(**tie, responsibility=True, fixed_residence=True, checked_at=timezone.now())
    )
    w.open_log(world, owner="alma", signers=("marte",))
    assert client_of(world, "marte").get("/min-side/").status_code == 200


def many_logs(world: w.World, numbers: range) -> None:
    """Open logs where Kari has the baton, with a measure that is late and one that is due."""
    for number in numbers:
        child, parent = f"barn{number}", f"mor{number}"
        w.add_family(world, child, 7, [(parent, "mother")], together=False)
        log = w.open_log(world, owner=child, signers=(parent,), named=("kari", "sunniva"))
        late, _due = w.agree_plan(world, log, measures=2)
        Measure.objects.using("owner").filter(pk=late).update(
            deadline=timezone.localdate() - timedelta(days=2)
        )


def test_thirty_logs_ask_no_more_questions_than_two(
    world: w.World, django_assert_max_num_queries: Any
) -> None:
    many_logs(world, range(2))
    client = client_of(world, "kari")
    client.get(HERE)
    with django_assert_max_num_queries(32) as few:
        client.get(HERE)
    many_logs(world, range(2, 30))
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(HERE).content.decode()
    assert "60 ting venter på deg." in page
    assert page.count("1 tiltak er forsinket") == 30
