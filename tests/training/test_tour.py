"""The guided tour: ten steps, each done when the rows say so (S3)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stafett.identity.models import TrainingAccount
from stafett.training.demo_users import DEMO_USERS, PASSWORD
from stafett.training.demonstration.stage import Stage as Told
from stafett.training.making import make
from stafett.training.models import Making
from stafett.training.practice.families import Stage, families
from stafett.training.practice.telling import Practice

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S3")]
NUMBER, TOUR = 17, "/opplaering/"


@pytest.fixture
def user(client: Client) -> Client:
    """demo17, signed in with the own families."""
    long_ago = timezone.now() - timedelta(days=9)
    make(day=timezone.localdate(), at=long_ago, tell=lambda what: None, using="owner")
    Making.objects.using("owner").update(with_logs=True)
    client.post("/logg-inn/", {"username": f"demo{NUMBER}", "password": PASSWORD})
    return client


def done(client: Client) -> list[int]:
    page = client.get(TOUR).content.decode()
    steps = re.findall(r'<li class="(is-done|is-now|)"', page)
    return [place for place, kind in enumerate(steps, start=1) if kind == "is-done"]


def own_log() -> Practice:
    today = timezone.localdate()
    user, colleague = DEMO_USERS[NUMBER - 1].name, "Siv Aune"
    return Practice(Told(today), families(NUMBER)[Stage.NEW], user, colleague)


def test_what_was_made_for_one_is_not_what_one_has_done(user: Client) -> None:
    assert done(user) == []
    page = user.get(TOUR).content.decode()
    new = families(NUMBER)[Stage.NEW].child
    assert f"{new.given_name} {new.family_name}" in page
    assert page.count('data-variant="secondary"') >= 5  # each family's guardian
    listed = user.get("/logg/ny/").content.decode()
    assert f"{new.given_name} {new.family_name}" in listed
    assert "(demo18)" in listed  # of the same school: each finds the own by the number


def test_the_steps_are_done_as_the_log_goes_on(user: Client) -> None:
    told = own_log()
    story = told.open(told.user, 2, signed=False)
    assert done(user) == [2, 3]
    page = user.get(TOUR).content.decode()
    assert 'name="do" value="new"' in page
    assert user.post(TOUR, {"do": "new"}).headers["Location"] == "/min-side/"
    asked = user.get("/min-side/", follow=True).content.decode()
    assert families(NUMBER)[Stage.NEW].child.given_name in asked
    assert "Tilbake til demo17" in user.get(TOUR).content.decode()
    assert user.post(TOUR, {"do": "tilbake"}).headers["Location"] == TOUR
    from stafett.consent.models import Consent

    version = Consent.objects.using("owner").get(log=story.log)
    story.sign(version, told.parent, 1, "20:15")
    assert done(user) == [2, 3, 4]
    told.plan(story, told.user, 1, days_left=10)
    assert done(user) == [2, 3, 4, 6]


def test_a_guardian_who_is_no_family_of_ones_own_is_not_signed_in_as(user: Client) -> None:
    for what in ("elias", "", "new", "../"):
        assert user.post(TOUR, {"do": what}).status_code == 404
    marte = TrainingAccount.objects.get(name="Marte Lunde")
    user.post("/logg-inn/som/", {"account": marte.pk})
    assert user.post(TOUR, {"do": "waiting"}).status_code == 404
    assert user.post(TOUR, {"do": "tilbake"}).status_code == 404
    assert "demo1 til demo50" in user.get(TOUR).content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(TOUR).status_code == 302


def test_a_closed_log_is_a_step_done(user: Client) -> None:
    from stafett.logs.models import Log

    ready = families(NUMBER)[Stage.READY]
    log = Log.objects.using("owner").get(short_name=ready.short_name)
    assert f"/logg/{log.pk}/avslutt/" in user.get(TOUR).content.decode()
    user.get(f"/logg/{log.pk}/")
    assert done(user) == [1]
