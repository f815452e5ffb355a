"""My profile: one's own details in one place, and the interpreter that the team must know of."""

import pytest
from django.db import connection
from django.test import Client

from stafett.book.wall import acting_as
from stafett.people.models import Contact
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I6")]
PAGE = "/min-side/profil/"


def client(world: w.World, name: str) -> Client:
    home = world.nordvik if name == "nils" else world.eikvag
    return signed_in(world.people[name], home)


def test_the_team_sees_who_needs_an_interpreter_and_strangers_do_not(world: w.World) -> None:
    log = w.open_log(world)
    marte = client(world, "marte")
    assert marte.post(PAGE, {"interpreter": " tegnspråk "}).status_code == 302
    assert 'value="tegnspråk"' in marte.get(PAGE).content.decode()
    for name in ("kari", "sunniva", "elias"):
        page = client(world, name).get(f"/logg/{log.pk}/").content.decode()
        assert "Trenger tolk: tegnspråk" in page, name
    asked = "SELECT interpreter_of(%s, %s)"
    for name, seen in (("kari", "tegnspråk"), ("bjorg", None), ("nils", None)):
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(asked, [world.marte.pk, log.pk])
            assert cursor.fetchone() == (seen,), name


def test_it_is_taken_away_and_the_telephone_stays(world: w.World) -> None:
    marte = client(world, "marte")
    marte.post("/min-side/kontakt/", {"phone": "012 34 567", "email": ""})
    marte.post(PAGE, {"interpreter": "somali"})
    marte.post(PAGE, {"interpreter": ""})
    row = Contact.objects.using("owner").get(person_id=world.marte.pk)
    assert (row.phone, row.interpreter) == ("012 34 567", "")
    assert "012 34 567" in marte.get(PAGE).content.decode()


def test_what_is_too_long_is_told_and_kept(world: w.World) -> None:
    answer = client(world, "marte").post(PAGE, {"interpreter": "å" * 61})
    assert answer.status_code == 422
    assert "å" * 61 in answer.content.decode()
