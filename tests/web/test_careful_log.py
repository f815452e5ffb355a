"""The server's logs say where something failed, and nothing of whom (ASVS 16.2.5, 16.5.1)."""

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test import Client

from stafett.people.models import Person
from stafett.web.careful_log import CarefulFormatter, masked
from tests import server_logs
from tests.training_town import make_town, sign_in
from tests.world import save

pytestmark = pytest.mark.requirement("ASVS 16.2.5", "ASVS 16.5.1")


def logged(error: BaseException, message: str = "It failed") -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CarefulFormatter("%(message)s"))
    record = logging.makeLogRecord({"msg": message, "exc_info": (type(error), error, None)})
    try:
        raise error
    except BaseException:  # noqa: BLE001
        import sys

        record.exc_info = sys.exc_info()
    handler.emit(record)
    return stream.getvalue()


def test_an_exceptions_own_words_are_left_out() -> None:
    text = logged(ValueError("Kari Nesheim, 05816999999"))
    assert "builtins.ValueError" in text
    assert "test_careful_log.py:" in text
    assert "Kari" not in text


def test_what_went_wrong_together_is_told_one_by_one() -> None:
    text = logged(ExceptionGroup("Kari", [KeyError("Kari"), ExceptionGroup("", [OSError("Kari")])]))
    assert "builtins.KeyError" in text
    assert "builtins.OSError" in text
    assert "Kari" not in text


@pytest.mark.django_db
def test_a_row_of_the_database_is_left_out_and_its_rule_is_named() -> None:
    kari = save(Person(given_name="Kari", family_name="Nesheim"))
    with pytest.raises(DatabaseError) as refused:
        Person(pk=kari.pk, given_name="Kari", family_name="Nesheim").save(
            using="owner", force_insert=True
        )
    connections["owner"].close()
    assert str(kari.pk) in str(refused.value), "PostgreSQL's DETAIL has the values"
    text = logged(refused.value)
    assert "23505 people_person people_person_pkey" in text
    assert str(kari.pk) not in text


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (
            "Not Found: /logg/8c1b6c5e-2f0a-4d51-9a3c-0d6f2f3f9b11/plan/",
            "Not Found: /logg/<id>/plan/",
        ),
        ("Error handling request /?q=Kari+Nesheim", "Error handling request /<left out>"),
        ("to kari.nesheim@eikvag.example", "to <e-mail>"),
        ("number 05816999999", "number <number>"),
        ("/invitasjon/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4", "/invitasjon/<left out>"),
        ("GET /min-side/innlogginger/ 200 12 ms", "GET /min-side/innlogginger/ 200 12 ms"),
    ],
)
def test_what_points_at_a_person_is_masked(line: str, left: str) -> None:
    assert masked(line) == left


@pytest.mark.django_db
@pytest.mark.urls("tests.web.probes")
def test_a_server_error_is_logged_without_what_was_sent(caplog: Any) -> None:
    town, client = make_town(), Client(raise_request_exception=False)
    sign_in(client, town.kari)
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(CarefulFormatter("%(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        answer = client.post("/probe/breaks/?hvem=Elias", {"text": "Elias er redd."})
    finally:
        logging.getLogger().removeHandler(handler)
    assert answer.status_code == 500
    assert "Elias" not in answer.content.decode()
    text = stream.getvalue()
    assert "django.request Internal Server Error: /probe/breaks/" in text
    assert "in breaks" in text
    assert "Elias" not in text
    assert "secret" not in text


def test_the_search_after_the_suite_finds_people(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    server_logs.note_names(tmp_path, "main", {"Kari", "Nesheim"})
    log = tmp_path / "logs" / "web.log"
    log.write_text("GET /logg/ 200\ntest_kari passed\n")
    assert list(server_logs.findings(tmp_path)) == []
    for line in ("Kari came", "05816999999", "x@y.example", "key (Nesheim) exists"):
        log.write_text(f"fine\n{line}\n")
        assert len(list(server_logs.findings(tmp_path))) == 1, line
