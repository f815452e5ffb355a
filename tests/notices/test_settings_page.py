"""How I am told: my own choice, kept for me alone, and where nothing can be sent, it is said."""

import pytest
from django.test import Client

from stafett.book.wall import acting_as
from stafett.municipality.models import Municipality
from stafett.notices.models import Preference
from stafett.people.models import Contact
from tests import clients
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I6")]
PAGE = "/min-side/varsler/"


@pytest.fixture
def world() -> w.World:
    made = w.make_world()
    w.save(Contact(person=made.marte, email="marte@familie.example"))
    return made


def marte(world: w.World) -> Client:
    return clients.signed_in(world.marte, world.eikvag)


def kept() -> list[tuple[str, str, str]]:
    rows = Preference.objects.using("owner").select_related("person")
    return [(each.person.given_name, each.how, each.way) for each in rows]


def test_i_choose_and_nobody_else_sees_it(world: w.World) -> None:
    page = marte(world).get(PAGE).content.decode()
    assert "E-post går til marte@familie.example." in page
    for how in ("daily", "never"):
        answer = marte(world).post(PAGE, {"how": how, "way": "mail"})
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        assert kept() == [("Marte", how, "mail")]
    with acting_as(world.anders.pk):
        assert not Preference.objects.exists()


def test_a_choice_with_nowhere_to_go_is_refused_and_kept_on_the_page(world: w.World) -> None:
    answer = marte(world).post(PAGE, {"how": "daily", "way": "text"})
    assert answer.status_code == 422
    assert "Skriv telefonnummeret ditt først" in answer.content.decode()
    anders = clients.signed_in(world.anders, world.eikvag)
    assert anders.post(PAGE, {"how": "at_once", "way": "mail"}).status_code == 422
    assert anders.post(PAGE, {"how": "never", "way": "mail"}).status_code == 302
    assert kept() == [("Anders", "never", "mail")]


def test_where_no_text_messages_are_sent_nobody_is_asked_about_them(world: w.World) -> None:
    Municipality.objects.using("owner").update(training=False)
    world.eikvag.refresh_from_db(using="owner")
    page = marte(world).get(PAGE).content.decode()
    assert "Tekstmeldinger er ikke satt opp her." in page
    assert 'value="text"' not in page
    assert marte(world).post(PAGE, {"how": "daily", "way": "text"}).status_code == 302
    assert kept() == [("Marte", "daily", "mail")]
