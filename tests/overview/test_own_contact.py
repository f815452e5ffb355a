"""One's own telephone and e-mail: written once, shown in a log by one's own choice."""

import pytest

from stafett.people.models import Contact
from tests import world as w
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
OWN = "/min-side/kontakt/"


@pytest.mark.requirement("A6")
def test_what_is_written_once_is_offered_in_the_log_and_shown_when_the_owner_says_so(
    world: w.World,
) -> None:
    log = w.open_log(world)
    page, shared = f"/logg/{log.pk}/", f"/logg/{log.pk}/kontakt/"
    elias, kari = signed_in(world.elias, world.eikvag), signed_in(world.kari, world.eikvag)
    assert elias.post(OWN, {"phone": "ring meg", "email": ""}).status_code == 422
    assert (
        elias.post(OWN, {"phone": "012 34 567", "email": "elias@hjemme.example"}).status_code == 302
    )
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 50}.example"
    assert elias.post(OWN, {"phone": "", "email": long}).status_code == 422
    mine = Contact.objects.using("owner").get(person=world.elias)
    assert (mine.phone, mine.email) == ("012 34 567", "elias@hjemme.example")
    assert "012 34 567" not in kari.get(page).content.decode()
    assert shared in elias.get(page).content.decode()
    form = elias.get(shared).content.decode()
    assert 'value="012 34 567"' in form
    assert elias.post(shared, {"phone": "012 34 567", "email": ""}).status_code == 302
    seen = kari.get(page).content.decode()
    assert "Ring Elias Berg, 012 34 567" in seen
    assert "elias@hjemme.example" not in seen
    assert "Alle i loggen ser:" in elias.get(OWN).content.decode()
    assert "012 34 567" not in kari.get(OWN).content.decode()


@pytest.fixture
def world() -> w.World:
    return w.make_world()
