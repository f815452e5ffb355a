"""The real web server and worker refuse to start with what is not safe for real people."""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.database import ALIASES
from tests.world import found_town
from tools import environment, postgres

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 13.4.2")]

Start = Callable[..., "subprocess.Popen[str]"]
WEB = ("-m", "gunicorn")
WORKER = ("manage.py", "procrastinate", "worker")


def address(alias: str) -> str:
    found = connections.settings[alias]
    where = f"{found['HOST']}:{found['PORT']}/{found['NAME']}"
    return f"postgresql://{ALIASES[alias]}:{found['PASSWORD']}@{where}"


@pytest.fixture
def safe(var: Path, db: None) -> dict[str, str]:
    """Everything as it is to be for real people."""
    keys = {name: secrets.token_urlsafe(48) for name in environment.KEYS}
    return {
        **keys,
        environment.SEALS: secrets.token_urlsafe(32) + "=",
        "STAFETT_WEB_DATABASE_URL": address("default"),
        "STAFETT_WORKER_DATABASE_URL": address("worker"),
        "STAFETT_HTTPS": "1",
        "STAFETT_HOSTS": "stafett.eikvag.example",
        "STAFETT_REGISTER": "stafett.people.register.PopulationRegister",
        "STAFETT_UNIT_CHILDREN": "",
        "STAFETT_MAIL": "stafett.notices.port.Smtp",
        "STAFETT_ARCHIVE_FOLDER": "/srv/stafett-archive",
        "STAFETT_ADDRESS": "https://stafett.eikvag.example",
        "STAFETT_PORT": str(postgres.free_port()),
        "STAFETT_WEB_WORKERS": "1",
    }


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def run(settings: dict[str, str], *command: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(
                [sys.executable, *command],
                cwd=environment.ROOT,
                env={**os.environ, **settings},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def said(process: "subprocess.Popen[str]") -> str:
    """What it said before it ended, which it does by itself and with an error."""
    text, _ = process.communicate(timeout=60)
    assert process.returncode not in (0, None), text
    assert "Traceback" not in text
    return text


def test_with_everything_safe_it_comes_up_and_speaks_https_only(
    safe: dict[str, str], site_files: None, start: Start
) -> None:
    process = start(safe, *WEB)
    port = int(safe["STAFETT_PORT"])

    def ask(address: str = "/?q=Kari", **headers: str) -> http.client.HTTPResponse:
        web = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        web.request("GET", address, headers={"Host": "stafett.eikvag.example", **headers})
        return web.getresponse()

    for _ in range(300):
        assert process.poll() is None, process.communicate()[0]
        try:
            answer = ask()
            break
        except OSError:
            time.sleep(0.1)
    assert answer.status == 301
    assert (answer.headers["Location"] or "").startswith("https://stafett.eikvag.example/")
    secure = ask(**{"X-Forwarded-Proto": "https"})
    assert secure.status == 200
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookie = ask("/?sprak=nn", **{"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-sprak=nn;")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    stranger = ask(**{"X-Forwarded-Proto": "https", "Host": "evil.example"})
    assert stranger.status == 400
    process.send_signal(signal.SIGTERM)
    log, _ = process.communicate(timeout=30)
    assert " GET / 200 " in log
    assert "Kari" not in log


UNSAFE = {
    "debug": ({"STAFETT_DEBUG": "1"}, "STAFETT_DEBUG is 1"),
    "plain HTTP": ({"STAFETT_HTTPS": ""}, "STAFETT_HTTPS is not 1"),
    "every host": ({"STAFETT_HOSTS": "*"}, "STAFETT_HOSTS is empty or *"),
    "no host": ({"STAFETT_HOSTS": ""}, "STAFETT_HOSTS is empty or *"),
    "default key": ({"STAFETT_SECRET_KEY": "only-for-checks"}, "STAFETT_SECRET_KEY is not set"),
    "no key": ({"STAFETT_BOOK_KEY": ""}, "STAFETT_BOOK_KEY is not set"),
    "short key": ({"STAFETT_NUMBER_KEY": "kort-nokkel-42"}, "STAFETT_NUMBER_KEY can be guessed"),
    "one letter": ({"STAFETT_BOOK_KEY": "a" * 64}, "STAFETT_BOOK_KEY can be guessed"),
    "same key": (
        dict.fromkeys(("STAFETT_BOOK_KEY", "STAFETT_NUMBER_KEY"), secrets.token_urlsafe(48)),
        "STAFETT_NUMBER_KEY is the same as STAFETT_BOOK_KEY",
    ),
    "default seal": (
        {"STAFETT_NUMBER_SEALS": "only-for-checks-only-for-checks-only-for-ch="},
        "STAFETT_NUMBER_SEALS is not set",
    ),
    "fictional register": (
        {"STAFETT_REGISTER": "stafett.training.register.TrainingRegister"},
        "STAFETT_REGISTER is the fictional one",
    ),
    "mail that is kept": (
        {"STAFETT_MAIL": "stafett.notices.port.TrainingPost"},
        "STAFETT_MAIL keeps mails and sends none",
    ),
    "no archive": (
        {"STAFETT_ARCHIVE_FOLDER": ""},
        "STAFETT_ARCHIVE_FOLDER is not set",
    ),
    "links in the clear": (
        {"STAFETT_ADDRESS": "http://stafett.eikvag.example"},
        "STAFETT_ADDRESS is no https:// address",
    ),
    "live pages in the clear": (
        {"STAFETT_LIVE_ADDRESS": "http://stafett.eikvag.example"},
        "STAFETT_LIVE_ADDRESS is no https:// address",
    ),
    "half an ID-porten": (
        {"STAFETT_IDPORTEN_ISSUER": "https://idporten.no"},
        "Only some of STAFETT_IDPORTEN_ISSUER, _CLIENT and _KEY (or _SECRET) are set",
    ),
    "ID-porten with a broken key": (
        {
            "STAFETT_IDPORTEN_ISSUER": "https://idporten.no",
            "STAFETT_IDPORTEN_CLIENT": "stafett",
            "STAFETT_IDPORTEN_KEY": '{"kty": "oct", "k": "AA", "kid": "x"}',
        },
        "STAFETT_IDPORTEN_KEY is no private RSA key",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_setting_is_refused_with_its_sentence(
    safe: dict[str, str], start: Start, change: dict[str, str], sentence: str
) -> None:
    text = said(start(safe | change, *WEB))
    assert text.count("\n- ") == 1, text
    assert f"\n- {sentence}" in text


def test_the_owners_login_is_refused(safe: dict[str, str], start: Start) -> None:
    safe["STAFETT_WEB_DATABASE_URL"] = address("owner")
    assert "The database login stafett_owner owns the database" in said(start(safe, *WEB))


def test_the_embedded_database_is_refused(safe: dict[str, str], start: Start, var: Path) -> None:
    (var / "database.env").write_text(f"STAFETT_WEB_DATABASE_URL={address('default')}\n")
    assert "The database is the embedded one" in said(start(safe, *WEB))


def test_a_training_municipality_is_refused(safe: dict[str, str], start: Start) -> None:
    found_town("Eikvåg")
    assert "The database has a training municipality" in said(start(safe, *WEB))


def test_the_worker_is_as_strict(safe: dict[str, str], start: Start) -> None:
    safe["STAFETT_BOOK_KEY"] = ""
    assert "STAFETT_BOOK_KEY is not set" in said(start(safe, *WORKER))


def test_djangos_own_check_says_the_same(safe: dict[str, str], start: Start) -> None:
    safe["STAFETT_NUMBER_KEY"] = "kort"
    text = said(start(safe, "manage.py", "check", "--deploy"))
    assert "(stafett.E001) STAFETT_NUMBER_KEY can be guessed" in text


def test_training_is_never_taken_for_granted(safe: dict[str, str], start: Start) -> None:
    """Nothing at all is set: that is no training, and every fault is told at once."""
    nothing = {"STAFETT_WEB_DATABASE_URL": safe["STAFETT_WEB_DATABASE_URL"]}
    text = said(start(nothing, *WEB))
    assert text.count("\n- ") >= 6
    assert "STAFETT_HTTPS is not 1" in text
