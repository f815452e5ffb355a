"""A family's own telephone: shown by own choice, in one log, gone when it is taken back (A6)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.models import Log, SharedContact
from stafett.people.models import Person
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A6")]
NUMBER, MAIL = "012 34 567", "marte@familie.example"
ClientOf = Callable[[str], Client]


@pytest.fixture
def client_of(world: w.World) -> ClientOf:
    return lambda name: signed_in(world.people[name], world.eikvag)


def test_what_a_mother_shows_is_seen_until_she_takes_it_back(log: Log, client_of: ClientOf) -> None:
    base, marte, kari = f"/logg/{log.pk}/", client_of("marte"), client_of("kari")
    assert f"{base}kontakt/" in marte.get(base).content.decode()
    assert marte.post(f"{base}kontakt/", {"phone": NUMBER, "email": MAIL}).status_code == 302
    page = kari.get(base).content.decode()
    assert NUMBER in page
    assert MAIL in page
    marte.post(f"{base}kontakt/", {"hide": "1", "phone": NUMBER, "email": MAIL})
    assert NUMBER not in kari.get(base).content.decode()
    said = Content.objects.using("owner").filter(book=log.pk).values_list("data", flat=True)
    assert all(NUMBER not in str(each) and MAIL not in str(each) for each in said)
    assert "viser ikke lenger laget" in kari.get(f"{base}historie/").content.decode()
    wrong = marte.post(f"{base}kontakt/", {"phone": "ring meg", "email": ""})
    assert wrong.status_code == 422
    assert "ring meg" in wrong.content.decode()


def test_it_is_for_the_family_and_in_one_log_alone(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    base = f"/logg/{log.pk}/kontakt/"
    for name in ("kari", "sunniva", "liv", "henrik"):
        assert client_of(name).post(base, {"phone": NUMBER}).status_code == 404
    client_of("marte").post(base, {"phone": NUMBER})
    for somebody in (world.liv, world.tor, world.henrik):
        with acting_as(somebody.pk):
            assert not SharedContact.objects.exists()
    row = {"log_id": log.pk, "phone": NUMBER, "at": timezone.now()}
    for by, person in ((world.kari, world.kari), (world.anders, world.marte)):
        with acting_as(by.pk), pytest.raises(DatabaseError), transaction.atomic():
            SharedContact(person_id=person.pk, **row).save(force_insert=True)
    with acting_as(world.anders.pk):
        assert SharedContact.objects.filter(log=log).update(phone="1") == 0


def test_where_the_address_is_protected_no_telephone_is_shown(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    marte, base = client_of("marte"), f"/logg/{log.pk}/"
    marte.post(f"{base}kontakt/", {"phone": NUMBER})
    Person.objects.using("owner").filter(pk=world.elias.pk).update(protection="confidential")
    assert marte.get(f"{base}kontakt/").status_code == 404
    assert NUMBER not in client_of("kari").get(base).content.decode()
    with acting_as(world.anders.pk):
        assert not SharedContact.objects.exists()


def test_a_kind_of_service_is_told_in_the_readers_language(log: Log, client_of: ClientOf) -> None:
    """Where the address is protected its kind stands in the place of a service's name (I5)."""
    Person.objects.using("owner").filter(pk=log.owner_id).update(protection="confidential")
    page = f"/logg/{log.pk}/"
    seen = {}
    for language in ("nb", "nn", "en"):
        marte = client_of("marte")
        marte.get(f"/?sprak={language}")
        seen[language] = marte.get(page).content.decode()
    for language, kind in (("nb", ", Skole."), ("nn", ", Skule."), ("en", ", School.")):
        assert kind in seen[language], language
        assert "Eikvåg skole" not in seen[language]
