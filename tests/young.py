"""A young person's sign-in with user name and code, opened and used as people do it."""

import re
from typing import Any

from django.conf import settings
from django.test import Client

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.notices.models import Kept
from stafett.voice.actions import youth
from tests import world as w
from tests.jobs import run_jobs

USERNAME, PASSWORD, REACH = "Stillevann", "lampe-gulrot-torsdag", "elias@ung.example"
SIGN_IN, CODE, CHOOSE = "/logg-inn/ung/", "/logg-inn/ung/kode/", "/logg-inn/ung/velg/"


def say_yes(world: w.World, log: Log, *names: str) -> None:
    """These say yes, one after the other."""
    for name in names:
        with acting_as(world.people[name].pk):
            youth.say_yes(w.stand(world.people[name], log), at=w.now())


def give_way(world: w.World, log: Log, way: str = "paper", to: str = "", by: str = "kari") -> str:
    """The way in, on paper if nothing else is said; the code."""
    with acting_as(world.people[by].pk):
        return youth.send_link(w.stand(world.people[by], log), way=way, to=to, at=w.now())


def newest() -> str:
    """The newest message that was sent."""
    run_jobs("notices.youth_code", "notices.youth_link")
    return Kept.objects.using("owner").latest("at").text


def digits() -> str:
    found = re.search(r"\b(\d{6})\b", newest())
    assert found
    return found[1]


def choose(client: Client, paper: str, **more: Any) -> Any:
    """The young person chooses, with a code on paper."""
    client.post("/logg-inn/ung/papir/", {"code": paper})
    said = {"username": USERNAME, "password": PASSWORD, "again": PASSWORD, "way": "mail"}
    return client.post(CHOOSE, {**said, "reach": REACH, **more})


def opened(world: w.World, log: Log) -> Client:
    """All of it, as far as the first sign-in; the young person's client."""
    say_yes(world, log, "marte", "kari")
    client = Client()
    assert choose(client, give_way(world, log)).status_code == 302
    assert client.post(CODE, {"code": digits()}).status_code == 302
    return client


def give_password(username: str = USERNAME, password: str = PASSWORD) -> tuple[Client, Any]:
    """A new browser, and what the right or wrong password is answered with."""
    client = Client()
    return client, client.post(SIGN_IN, {"username": username, "password": password})


def signed_in() -> Client:
    """A new browser, signed in with user name and code."""
    client, answer = give_password()
    assert answer.status_code == 302, answer.content.decode()
    assert client.post(CODE, {"code": digits()}).status_code == 302
    assert settings.SESSION_COOKIE_NAME in client.cookies
    return client
