"""Being signed in ends: when left alone, after a day's work, and at once when ended elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.identity import browser, jobs
from stafett.identity.models import IDLE, LONGEST, SignedIn
from tests.logins import as_worker
from tests.training_town import Town, make_town, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 7.3.1", "ASVS 7.3.2")]

PAGE = "/min-side/innlogginger/"
ON_ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0"
ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0.0.0 Safari/537.36 Edg/141.0"


@pytest.fixture
def town() -> Town:
    return make_town()


def client_of(account: Any, agent: str = ON_ANDROID) -> Client:
    client = Client(headers={"user-agent": agent})
    sign_in(client, account)
    return client


@pytest.fixture
def kari(town: Town) -> Client:
    return client_of(town.kari)


def rows() -> Any:
    return SignedIn.objects.using("owner")


def earlier(**by: timedelta) -> None:
    for row in rows():
        for name, how_long in by.items():
            setattr(row, name, getattr(row, name) - how_long)
        row.save(using="owner")


def test_left_alone_for_half_an_hour_one_is_signed_out(kari: Client) -> None:
    earlier(seen_at=IDLE)
    answer = kari.get(PAGE)
    assert (answer.status_code, answer["Location"][:10]) == (302, "/logg-inn/")
    assert not rows().exists()
    assert not Session.objects.using("owner").exists()


def test_whoever_uses_it_stays_signed_in(kari: Client) -> None:
    for _ in range(5):
        earlier(seen_at=IDLE - timedelta(minutes=1), began_at=timedelta(minutes=29))
        assert kari.get(PAGE).status_code == 200


def test_after_a_days_work_one_is_signed_out_however_busy(kari: Client) -> None:
    earlier(began_at=LONGEST - timedelta(minutes=1))
    assert kari.get(PAGE).status_code == 200
    earlier(began_at=timedelta(minutes=1))
    assert kari.get(PAGE).status_code == 302


def test_what_was_written_is_shown_again_and_nothing_is_done(kari: Client) -> None:
    earlier(seen_at=IDLE)
    answer = kari.post(PAGE + "avslutt/", {"which": "all", "text": "Elias gikk inn selv i dag."})
    assert answer.status_code == 403
    assert "Elias gikk inn selv i dag." in answer.content.decode()
    assert "Du er ikke logget inn lenger" in answer.content.decode()


def test_use_is_noted_seldom(kari: Client) -> None:
    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert kari.get(PAGE).status_code == 200
        return sum("UPDATE" in each["sql"] for each in asked)

    assert writes() == 0
    earlier(seen_at=timedelta(minutes=3))
    assert (writes(), writes()) == (1, 0)


def test_being_signed_in_costs_three_questions(kari: Client) -> None:
    """The session, whose eyes it is, and the sign-in with its person."""
    with CaptureQueriesContext(connection) as asked:
        assert kari.get("/logg-ut/").status_code == 200
    questions = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    assert len(questions) == 3, questions


def test_one_sees_ones_own_sign_ins_in_plain_words(kari: Client, town: Town) -> None:
    client_of(town.kari, ON_WINDOWS)
    client_of(town.marte, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1")
    text = kari.get(PAGE).content.decode()
    assert "Firefox på Android" in text
    assert "Edge på Windows" in text
    assert "iPhone" not in text
    assert "143" not in text


def test_ending_one_elsewhere_ends_it_at_once(kari: Client, town: Town) -> None:
    desk, third = client_of(town.kari, ON_WINDOWS), client_of(town.kari, "")
    lost = rows().get(browser="Edge")
    assert desk.get(PAGE).status_code == 200
    assert kari.post(PAGE + "avslutt/", {"which": str(lost.pk)}).status_code == 302
    assert desk.get(PAGE).status_code == 302
    assert third.get(PAGE).status_code == kari.get(PAGE).status_code == 200


def test_ending_all_others_leaves_this_one_and_other_people(kari: Client, town: Town) -> None:
    others = [client_of(town.kari) for _ in range(3)]
    marte = client_of(town.marte)
    kari.post(PAGE + "avslutt/", {"which": "all"})
    assert {each.get(PAGE).status_code for each in others} == {302}
    assert kari.get(PAGE).status_code == marte.get(PAGE).status_code == 200
    assert "Du er ikke logget inn noe annet sted." in kari.get(PAGE).content.decode()


def test_nobody_ends_or_sees_anothers(kari: Client, town: Town) -> None:
    marte = client_of(town.marte)
    hers = rows().get(person=town.marte.person_id)
    kari.post(PAGE + "avslutt/", {"which": str(hers.pk)})
    assert marte.get(PAGE).status_code == 200
    with acting_as(town.kari.person_id):
        assert set(SignedIn.objects.values_list("person", flat=True)) == {town.kari.person_id}
        assert SignedIn.objects.filter(pk=hers.pk).delete()[0] == 0
    with acting_as(None):
        assert not SignedIn.objects.exists()


@pytest.mark.parametrize("which", ["", "x", "\0", "ALL", "1"])
def test_nothing_else_can_be_ended(kari: Client, town: Town, which: str) -> None:
    client_of(town.kari)
    assert kari.post(PAGE + "avslutt/", {"which": which}).status_code == 404
    assert rows().count() == 2


def test_the_table_gives_nobody_a_session(kari: Client) -> None:
    key = kari.cookies[settings.SESSION_COOKIE_NAME].value
    assert key not in str(list(rows().values()))


def test_signing_out_leaves_no_row_and_clears_the_browser(kari: Client) -> None:
    answer = kari.post("/logg-ut/")
    assert not rows().exists()
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_in_anew_ends_the_sign_in_before(kari: Client, town: Town) -> None:
    sign_in(kari, town.marte)
    assert [row.person_id for row in rows()] == [town.marte.person_id]


def test_a_session_without_its_row_sees_nobody(kari: Client, town: Town) -> None:
    rows().all().delete()
    text = kari.get("/").content.decode()
    assert "Her er jeg logget inn" not in text
    assert "data-idle" not in text


def test_the_page_can_ask_whether_one_is_signed_in_still(kari: Client) -> None:
    earlier(seen_at=timedelta(minutes=20))
    assert kari.get("/logg-inn/bruk/").json() == {"signed_in": True}
    assert timezone.now() - rows().get().seen_at < timedelta(minutes=1)
    rows().all().delete()
    assert kari.get("/logg-inn/bruk/").json() == {"signed_in": False}


def test_every_page_behind_sign_in_can_warn(kari: Client) -> None:
    assert 'data-idle="1680"' in kari.get(PAGE).content.decode()
    assert "data-idle" not in Client().get("/").content.decode()


def test_the_night_clears_what_has_ended(kari: Client, town: Town) -> None:
    earlier(seen_at=IDLE)
    Session.objects.using("owner").update(expire_date=timezone.now())
    still = client_of(town.marte)
    with as_worker():
        jobs.run(0)
    assert rows().count() == Session.objects.using("owner").count() == 1
    assert still.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (ON_ANDROID, ("Firefox", "Android")),
        (ON_WINDOWS, ("Edge", "Windows")),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/141.0 Safari/537.36", ("Chrome", "Chromebook")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10) Safari/605.1", ("Safari", "Mac")),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) CriOS/141 Mobile Safari/604.1", ("Chrome", "iPad")),
        ("curl/8", ("", "")),
        ("x" * 100_000, ("", "")),
    ],
)
def test_a_browser_in_two_words(agent: str, kind: tuple[str, str]) -> None:
    assert browser.kind(agent) == kind
