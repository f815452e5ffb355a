"""Trying passwords and guessing addresses slows down, in all processes, and not for ever."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory

from stafett.identity import throttle
from stafett.identity.models import Tries
from stafett.identity.where import address_of
from tests.training_town import PASSWORD, Town, make_town, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 6.3.1")]


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture(autouse=True)
def _nobody_missed() -> None:
    cache.clear()


def attempt(name: str = "demo1", password: str = "wrong", address: str = "192.0.2.1") -> int:
    form = {"username": name, "password": password}
    return Client(REMOTE_ADDR=address).post("/logg-inn/", form).status_code


def count(account: str, address: str) -> str:
    try:
        with transaction.atomic():
            throttle.take(throttle.limits(account, address))
    except throttle.TooMany:
        return "rest"
    return "try"


def test_many_at_once_get_no_further_than_one_after_the_other(at_once: Any) -> None:
    tries = [lambda: count("demo1", "192.0.2.1")] * (throttle.TOGETHER + 5)
    assert sorted(at_once(*tries)) == ["rest"] * 5 + ["try"] * throttle.TOGETHER


def test_one_address_cannot_try_everybody(town: Town) -> None:
    for number in range(throttle.AT_ADDRESS):
        assert attempt(f"nobody{number}") == 422
    assert attempt("demo1", PASSWORD) == 429
    assert attempt("demo1", PASSWORD, address="192.0.2.9") == 302
    rows = Tries.objects.count()
    assert attempt("nobody-more") == 429
    assert Tries.objects.count() == rows, "past the limit nothing more is stored"


def test_one_account_cannot_be_tried_from_everywhere(town: Town) -> None:
    for number in range(throttle.FOR_ACCOUNT):
        assert attempt(address=f"192.0.2.{number}") == 422
    assert attempt(password=PASSWORD, address="192.0.2.200") == 429


def test_going_on_trying_locks_nobody_out_for_longer(town: Town) -> None:
    for _ in range(throttle.TOGETHER):
        attempt()
    since = set(Tries.objects.values_list("since", flat=True))
    for _ in range(5):
        assert attempt() == 429
    assert set(Tries.objects.values_list("since", flat=True)) == since
    for row in Tries.objects.using("owner"):
        row.since -= throttle.WINDOW
        row.save(using="owner")
    assert attempt(password=PASSWORD) == 302


def test_right_passwords_do_not_count(town: Town) -> None:
    for _ in range(throttle.AT_ADDRESS + 5):
        assert attempt(password=PASSWORD) == 302


def test_neither_name_nor_address_can_be_read_from_the_table(town: Town) -> None:
    attempt("demo1", address="192.0.2.1")
    everything = str(list(Tries.objects.values()))
    assert "demo1" not in everything
    assert "192.0.2.1" not in everything


def test_whoever_opens_very_many_pages_that_are_not_there_rests(
    town: Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STAFETT_MISSES = 5
    guesser, other = Client(), Client()
    sign_in(guesser, town.kari)
    sign_in(other, town.marte)
    assert [guesser.get(f"/logg/{uuid4()}/").status_code for _ in range(5)] == [404] * 5
    assert guesser.get(f"/logg/{uuid4()}/").status_code == 429
    cache.clear()  # another process has not counted
    answer = guesser.get("/min-side/innlogginger/")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    assert "Vent fem minutter" in answer.content.decode()
    assert other.get("/min-side/innlogginger/").status_code == 200

    from stafett.web import slow

    now = slow.time()
    monkeypatch.setattr(slow, "time", lambda: now + 301)
    assert guesser.get("/min-side/innlogginger/").status_code == 200


def test_visitors_who_guess_rest_too(town: Town, settings: Any) -> None:
    settings.STAFETT_MISSES = 3
    visitor = Client(REMOTE_ADDR="192.0.2.3")
    links = [visitor.get(f"/invitasjon/{uuid4()}/", follow=True) for _ in range(5)]
    assert [answer.status_code for answer in links] == [410] * 3 + [429] * 2
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("proxies", "told", "forwarded", "address"),
    [
        (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (1, "127.0.0.1", "", ""),
        (0, "unix:", "", ""),
    ],
)
def test_the_callers_own_word_about_the_address_does_not_count(
    settings: Any, proxies: int, told: str, forwarded: str, address: str
) -> None:
    settings.STAFETT_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=told, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


def test_a_household_is_one_address(settings: Any) -> None:
    homes = {
        address_of(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:0:{home}::{machine}"))
        for home in (1, 2)
        for machine in range(5)
    }
    assert len(homes) == 2


def test_the_night_clears_what_no_longer_counts(town: Town) -> None:
    from stafett.identity import jobs
    from tests.logins import as_worker

    attempt("old")
    old = Tries.objects.using("owner")
    old.update(since=old.first().since - timedelta(hours=2))  # type: ignore[union-attr]
    attempt("new", address="192.0.2.2")
    with as_worker():
        jobs.run(0)
    assert Tries.objects.count() == 3
