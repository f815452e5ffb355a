"""Whatever is sent: a clear sentence, never a server error, never half a change, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import acting
from stafett.logs.access import Right, Standing
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan.models import Comment, Goal, Measure
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import in_days, opened, send

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
SCRIPTS = "ᚠ سلام עולם 你好 नमस्ते Čáhci 🏃🏽‍♀️ a\u0301 \u202eRTL <b>&amp;"


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, Any]:
    return make_full(world, log)


@pytest.fixture
def kari(client_of: ClientOf) -> Client:
    return client_of("kari")


@pytest.fixture
def pages(log: Log, ids: dict[str, Any]) -> dict[str, str]:
    """Every page that takes a form."""
    base = f"/logg/{log.pk}/"
    return {
        "understanding": f"{base}felles-forstaelse/",
        "new_goal": f"{base}mal/ny/",
        "new_subgoal": f"{base}mal/{ids['main']}/delmal/",
        "change_goal": f"{base}mal/{ids['sub']}/endre/",
        "close_goal": f"{base}mal/{ids['sub']}/avslutt/",
        "goal": f"{base}mal/{ids['sub']}/",
        "new_measure": f"{base}tiltak/ny/{ids['sub']}/",
        "change_measure": f"{base}tiltak/{ids['due']}/endre/",
        "evaluate": f"{base}tiltak/{ids['due']}/hvordan-gar-det/",
        "measure": f"{base}tiltak/{ids['due']}/",
    }


def good(world: w.World) -> dict[str, Any]:
    """Fields that each form takes what it knows of."""
    return {
        "concern": "Uro",
        "shared": "Enige",
        "written_by": "Kari",
        "text": "Et mål",
        "background": "Fordi",
        "review_on": in_days(20),
        "comment": "Det gikk bra",
        "title": "Et tiltak",
        "description": "Slik",
        "responsible": [str(world.kari.pk)],
        "arena": "home",
        "place": "Stua",
        "starts_on": in_days(1),
        "deadline": in_days(10),
        "result": "partly",
        "why": "Derfor",
        "next_step": "go_on",
    }


def count(log: Log) -> int:
    return Book.objects.using("owner").get(pk=log.pk).count


def test_nothing_at_all_gets_a_sentence_at_each_field(
    log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    for address in pages.values():
        answer = kari.post(address, {})
        assert answer.status_code == 422, address
        assert "Se på dette før du går videre" in answer.content.decode()
    assert count(log) == before
    page = kari.post(pages["new_measure"], {}).content.decode()
    for sentence in (
        "Skriv hva som skal gjøres.",
        "Velg minst én som har ansvaret.",
        "Velg hvor det skjer.",
        "Velg en dag, så kan du lagre.",
    ):
        assert page.count(sentence) == 2  # in the summary and at the field


TEXTS = [
    ("understanding", "shared", 5000),
    ("understanding", "concern", 5000),
    ("understanding", "written_by", 200),
    ("new_subgoal", "text", 500),
    ("change_goal", "background", 5000),
    ("close_goal", "comment", 5000),
    ("new_measure", "title", 200),
    ("change_measure", "description", 5000),
    ("new_measure", "place", 100),
    ("evaluate", "why", 5000),
    ("goal", "text", 5000),
    ("measure", "text", 5000),
]


def test_too_long_a_text_is_told_and_kept_whole(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    for page, field, most in TEXTS:
        text = "æ" * most + "!"
        answer = send(kari, pages[page], **good(world) | {field: text})
        assert answer.status_code == 422, (page, field)
        told = f"Teksten er for lang: {most + 1} tegn. Det er plass til {most}."
        assert told in answer.content.decode(), (page, field)
        assert text in answer.content.decode(), (page, field)
    assert count(log) == before


def test_nul_and_what_shows_nothing_are_told_at_the_field(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    for page, field, _most in TEXTS:
        nothing = [] if (page, field) in OPTIONAL else [" \u200b\u2060\u00ad\n"]
        for text in ["a\0b", *nothing]:
            answer = send(kari, pages[page], **good(world) | {field: text})
            assert answer.status_code == 422, (page, field, text)
            assert f"id_{field}_error" in answer.content.decode(), (page, field, text)
    assert count(log) == before


OPTIONAL = {
    ("understanding", "concern"),
    ("understanding", "written_by"),
    ("change_goal", "background"),
    ("change_measure", "description"),
    ("new_measure", "place"),
}


def test_every_script_is_stored_and_shown_as_it_was_written(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    assert send(kari, pages["new_measure"], **good(world) | {"title": SCRIPTS}).status_code == 302
    assert Measure.objects.using("owner").get(title=SCRIPTS)
    page = kari.get(f"/logg/{log.pk}/").content.decode()
    assert "<b>" not in page
    assert "سلام עולם 你好" in page
    lines = "Første linje\r\nAndre linje"
    assert send(kari, pages["measure"], text=lines).status_code == 302
    assert Comment.objects.using("owner").filter(text="Første linje\nAndre linje").exists()


def test_a_day_that_is_none_is_told_at_the_field_and_the_rest_kept(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    none = ["31.02.2027", "2027-02-31", "i morgen", "0001-01-01", "9999-12-31", "2026-13-01", "\0"]
    for day in none:
        answer = send(kari, pages["new_measure"], **good(world) | {"deadline": day})
        assert answer.status_code == 422, day
        page = answer.content.decode()
        assert "id_deadline_error" in page, day
        assert 'value="Et tiltak"' in page, day
    assert count(log) == before


def test_days_in_the_wrong_order_or_too_far_away_are_told(
    world: w.World, kari: Client, pages: dict[str, str]
) -> None:
    def told(**days: str) -> str:
        answer = send(kari, pages["new_measure"], **good(world) | days)
        assert answer.status_code == 422
        return answer.content.decode()

    assert "Dagen må være i dag eller senere." in told(deadline=in_days(-1))
    assert "Det er mer enn fem år fram." in told(deadline=in_days(4000))
    assert "Det må begynne før den siste dagen." in told(starts_on=in_days(11))


def test_a_day_may_be_written_the_norwegian_way(
    world: w.World, kari: Client, pages: dict[str, str]
) -> None:
    year, month, day = in_days(10).split("-")
    fields = good(world) | {"deadline": f"{day}.{month}.{year}"}
    assert send(kari, pages["new_measure"], **fields).status_code == 302


def test_people_outside_the_team_are_never_responsible(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    tor, nils, me = (str(world.people[name].pk) for name in ("tor", "nils", "kari"))
    for people in ["nobody"], [str(uuid4())], ["\0"], ["' OR 1=1 --"], [tor], [nils], [me, tor]:
        answer = send(kari, pages["new_measure"], **good(world) | {"responsible": people})
        assert answer.status_code == 422, people
        assert "Velg blant dem som er med i loggen." in answer.content.decode(), people
    assert count(log) == before


def test_doubled_fields_and_doubled_people_are_no_error(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    fields = good(world) | {"title": ["Én", "To"], "responsible": [str(world.kari.pk)] * 3}
    assert send(kari, pages["new_measure"], **fields).status_code == 302
    measure = Measure.objects.using("owner").get(log=log, title="To")
    assert measure.responsible.using("owner").count() == 1


def test_a_choice_that_is_not_there_is_told(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    for page, field in (
        ("new_measure", "arena"),
        ("evaluate", "result"),
        ("evaluate", "next_step"),
    ):
        for value in ("", "x" * 1000, "\0", "home' --", "['home']"):
            answer = send(kari, pages[page], **good(world) | {field: value})
            assert answer.status_code == 422, (field, value)
            assert f"id_{field}_error" in answer.content.decode(), (field, value)
    assert count(log) == before


def test_a_form_that_says_nothing_sensible_of_its_age_overwrites_nobody(
    world: w.World, log: Log, kari: Client, pages: dict[str, str]
) -> None:
    before = count(log)
    for opened_at in ("", "-1", "x", "9" * 30, "9" * 5000, "1e9", "\0", "100000"):
        for page in ("understanding", "change_goal", "change_measure"):
            answer = send(kari, pages[page], **good(world) | {"opened_at": opened_at})
            assert answer.status_code == 409, (page, opened_at)
            assert 'class="st-theirs"' in answer.content.decode()
    assert count(log) == before


def test_what_belongs_to_another_log_does_not_exist_here(
    world: w.World, log: Log, ids: dict[str, Any], kari: Client
) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    base = f"/logg/{other.pk}/"
    strange = [
        f"{base}mal/{ids['main']}/",
        f"{base}mal/{ids['main']}/delmal/",
        f"{base}mal/{ids['sub']}/endre/",
        f"{base}mal/{ids['sub']}/avslutt/",
        f"{base}tiltak/ny/{ids['sub']}/",
        f"{base}tiltak/{ids['due']}/",
        f"{base}tiltak/{ids['due']}/endre/",
        f"{base}tiltak/{ids['due']}/hvordan-gar-det/",
        f"{base}tiltak/{uuid4()}/",
    ]
    for address in strange:
        assert kari.get(address).status_code == 404, address
        assert kari.post(address, good(world)).status_code == 404, address
    assert not Goal.objects.using("owner").filter(log=other).exists()


def test_what_was_written_when_the_log_was_closed_is_shown_to_the_family(
    world: w.World, log: Log, ids: dict[str, Any], client_of: ClientOf, pages: dict[str, str]
) -> None:
    marte, kari = client_of("marte"), client_of("kari")
    forms = {
        address: opened(marte, address) for address in pages.values() if "mal/ny" not in address
    }
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="Takk.", at=w.now())
    for address, fields in forms.items():
        answer = marte.post(address, fields | good(world))
        page = answer.content.decode()
        assert answer.status_code == 409, address
        assert "Loggen er avsluttet" in page
        assert "Ingen kan skrive mer i den." in page
        assert "Enige" in page
        assert "Det gikk bra" in page
        assert kari.post(address, fields | good(world)).status_code == 404
    assert marte.get(pages["measure"]).status_code == 200
    assert "<form" not in marte.get(pages["measure"]).content.decode().split("<main")[1]


def test_a_right_lost_meanwhile_is_a_sentence_on_the_form(
    world: w.World,
    log: Log,
    ids: dict[str, Any],
    kari: Client,
    pages: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The right goes between the page's look and the action's."""
    standing = acting.standing

    def reads_alone(person: Person, log_id: UUID) -> Standing | None:
        now = standing(person, log_id)
        return now and replace(now, rights=frozenset({Right.SEE, Right.READ}))

    monkeypatch.setattr(acting, "standing", reads_alone)
    monkeypatch.setattr(acting, "_now", lambda by, log: acting.standing(by.person, log.pk))
    answer = kari.post(pages["measure"], {"text": "Det jeg skrev."})
    assert answer.status_code == 422
    assert "Du kan ikke lenger gjøre dette" in answer.content.decode()
    assert "Det jeg skrev.</textarea>" in answer.content.decode()
