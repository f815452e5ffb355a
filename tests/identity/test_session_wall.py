"""A session opens by its key alone: the web login cannot look for one, nor a copy of the table."""

import re
from pathlib import Path

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client

from stafett.identity.session_store import SessionStore
from tests import world as w
from tests.clients import session_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 7.2.2")]
# What a session may carry: who, where, what is said once on the next page, and a receipt of what
# the same person did. Never anything that is read in a log.
CARRIED = {
    "person",  # the signed-in person's key
    "place",  # the municipality's name and contact
    "_messages",  # said once on the next page, by Django
    "INVITATION",  # the hash of a link's token
    "WAY_IN",  # the same of a link for somebody from outside the municipality
    "UNDER_WAY",  # what was asked of ID-porten, until its answer comes
    "HINT",  # ID-porten's token, sealed, to sign out there too
    "LINK",  # the hash of a young person's link, as INVITATION
    "WAITING",  # whose sign-in waits for its code: keys alone
    "KEPT",  # whose yes the reader recorded as taken back, so that it can be printed
    "TYPED",  # the reader's own text, sent after the session had ended, for half an hour
    "LED_ON",  # led to the only log once
    "RESTS_UNTIL",  # too many guesses
    "SHOWN_ONCE",  # the secret address of one's own calendar, until the next page has shown it
    "PRACTISING",  # which demo user practises as this guardian in the training: a number
    "TAKEN_OFF",  # whom one has just taken off the list one is writing, so that it can be undone
}


def test_the_web_login_finds_no_session_but_by_its_key() -> None:
    world = w.make_world()
    key = session_of(world.kari, world.eikvag)
    for question in (
        "SELECT * FROM django_session",
        "UPDATE django_session SET session_data = ''",
        "DELETE FROM django_session",
        "INSERT INTO django_session VALUES ('k', 'd', now())",
    ):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(question)
    assert SessionStore(key).load()["person"] == str(world.kari.pk)


def test_a_copy_of_the_table_signs_nobody_in() -> None:
    world = w.make_world()
    key = session_of(world.kari, world.eikvag)
    (row,) = Session.objects.using("owner").all()
    assert key not in row.session_key
    assert SessionStore(row.session_key).load() == {}
    assert SessionStore(key).exists(key)
    assert not SessionStore().exists(row.session_key)
    thief = Client()
    thief.cookies["sessionid"] = row.session_key
    assert thief.get("/min-side/").status_code == 302


def test_what_was_ended_is_not_kept_again() -> None:
    """Two windows: one signs out while the other still works on its page."""
    world = w.make_world()
    key = session_of(world.kari, world.eikvag)
    late = SessionStore(key)
    late["seen"] = "1"
    SessionStore(key).delete()
    with pytest.raises(UpdateError):
        late.save()
    assert not Session.objects.using("owner").exists()


def test_nothing_of_a_log_is_put_in_a_session() -> None:
    """Each key that the code gives a session stands in the list above, with what it is for."""
    put = re.compile(r"""session\[["']?(\w+)["']?\]""")
    rooms = Path("stafett").rglob("*.py")
    found = {name for path in rooms for name in put.findall(path.read_text())}
    assert found <= CARRIED, found - CARRIED
    assert {"person", "place"} <= found
