"""Text being written is kept for its writer until it is sent (issue 5.5)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from stafett.book.models import Entry
from stafett.logs.models import Log, Reading
from stafett.unfinished import rules
from stafett.unfinished.jobs import run
from tests import world as w
from tests.logins import as_worker
from tests.unfinished.writing import HALF, KEEP, keep, kept, rows, understanding

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A23")]
ClientOf = Callable[[str], Client]


def test_what_was_kept_is_offered_to_its_writer_on_any_machine(
    log: Log, client_of: ClientOf
) -> None:
    assert keep(client_of("kari"), understanding(log)).json()["kept"]
    (offered,) = kept(client_of("kari"), understanding(log))
    assert offered["fields"] == {"shared": [HALF], "opened_at": ["3"]}
    assert kept(client_of("kari"), f"/logg/{log.pk}/mal/nytt/") == []
    page = client_of("kari").get("/min-side/uferdig/").content.decode()
    assert HALF in page
    assert f'href="{understanding(log)}"' in page


def test_the_same_page_keeps_one_text_and_two_pages_keep_both(
    log: Log, client_of: ClientOf
) -> None:
    kari, one, other = client_of("kari"), str(uuid4()), str(uuid4())
    keep(kari, understanding(log), "Han", sheet=one)
    keep(kari, understanding(log), "Han går", sheet=one)
    keep(kari, understanding(log), "Noe annet", sheet=other)
    texts = [each["fields"]["shared"] for each in kept(kari, understanding(log))]
    assert texts == [["Noe annet"], ["Han går"]]


def test_it_goes_when_the_form_is_accepted_and_stays_when_it_is_refused(
    log: Log, client_of: ClientOf
) -> None:
    kari, sheet = client_of("kari"), str(uuid4())
    keep(kari, understanding(log), sheet=sheet)
    keep(kari, understanding(log), "På en annen maskin")
    said = {"concern": "Uro", "opened_at": "9", "uferdig": sheet}
    assert kari.post(understanding(log), {**said, "shared": ""}).status_code == 422
    assert rows().count() == 2
    assert kari.post(understanding(log), {**said, "shared": HALF}).status_code == 302
    assert [each.values["shared"] for each in rows()] == [["På en annen maskin"]]


def test_its_writer_deletes_it_and_nobody_else_can(log: Log, client_of: ClientOf) -> None:
    sheet = str(uuid4())
    keep(client_of("kari"), understanding(log), sheet=sheet)
    address = "/min-side/uferdig/slett/"
    client_of("marte").post(address, {"sheet": sheet})
    assert rows().count() == 1
    answer = client_of("kari").post(address, {"sheet": sheet})
    assert (answer.status_code, answer["Location"]) == (302, "/min-side/uferdig/")
    assert rows().count() == 0


def test_nobody_is_told_that_somebody_is_writing(log: Log, client_of: ClientOf) -> None:
    entries = Entry.objects.using("owner").count()
    keep(client_of("elias"), f"/logg/{log.pk}/mitt-rom/", fields={"text": ["Jeg er redd for"]})
    assert Entry.objects.using("owner").count() == entries
    assert not Reading.objects.using("owner").exists()
    for name in ("marte", "kari", "henrik"):
        assert "redd for" not in client_of(name).get("/min-side/uferdig/").content.decode()
        assert kept(client_of(name), f"/logg/{log.pk}/mitt-rom/") == []


@pytest.mark.parametrize(
    "where",
    [
        "/logg-inn/",
        "/logg/ny/",
        "/kommune/innsyn/",
        "/logg/{log}/samtykke/noter/",
        "/logg/{log}/samtykke/{log}/",
        "/logg/{log}/samtykke/muntlig/",
        "/logg/{log}/adressesperre/",
        "https://evil.example/logg/{log}/felles-forstaelse/",
        "/finnes-ikke/",
        "",
        "/logg/{log}/felles-forstaelse/?" + "x" * 400,
    ],
)
def test_never_a_sign_in_a_number_an_answer_or_what_is_no_form(
    log: Log, client_of: ClientOf, where: str
) -> None:
    assert keep(client_of("kari"), where.format(log=log.pk)).status_code == 422
    assert rows().count() == 0


def test_never_a_field_for_a_password_or_a_number(log: Log, client_of: ClientOf) -> None:
    fields = {"text": ["Hei du"], "password": ["hemmelig"], "national_number": ["01010112345"]}
    assert keep(client_of("kari"), understanding(log), fields=fields).status_code == 200
    assert rows().get().values == {"text": ["Hei du"]}


@pytest.mark.parametrize(
    "fields",
    [
        "x",
        ["x"],
        {"text": "x"},
        {"text": [1]},
        {"text": ["\0"]},
        {"text": ["\ud800"]},
        {"text": ["x" * rules.MOST_LETTERS]},
        {"text": ["x"] * 61},
        {str(number): ["x"] for number in range(61)},
    ],
)
def test_what_is_no_form_of_ours_is_refused(log: Log, client_of: ClientOf, fields: object) -> None:
    assert keep(client_of("kari"), understanding(log), fields=fields).status_code == 422
    assert keep(client_of("kari"), understanding(log), sheet="x").status_code == 422
    assert client_of("kari").post(KEEP, {"fields": "{" * 5000}).status_code == 422
    assert rows().count() == 0


def test_the_oldest_gives_way(log: Log, client_of: ClientOf) -> None:
    kari = client_of("kari")
    for number in range(rules.MOST_TEXTS + 2):
        keep(kari, understanding(log), f"Nummer {number}")
    texts = [each["fields"]["shared"][0] for each in kept(kari, understanding(log))]
    assert len(texts) == rules.MOST_TEXTS
    assert (texts[0], texts[-1]) == ("Nummer 31", "Nummer 2")


def test_after_two_weeks_the_worker_takes_it_away_unread(log: Log, client_of: ClientOf) -> None:
    keep(client_of("kari"), understanding(log), "Gammel tekst")
    rows().update(at=w.now() - rules.KEPT - timedelta(minutes=1))
    assert kept(client_of("kari"), understanding(log)) == []
    keep(client_of("kari"), understanding(log), "Ny tekst")
    with as_worker():
        run(0)
    assert [each.values["shared"] for each in rows()] == [["Ny tekst"]]
