"""No real person's number is taken in the training municipality (Z7)."""

import pytest
from django.test import Client

from tests import world as w
from tests.clients import session_of

REAL = "02013299997"  # valid, published as an example, and without the 80 in the month
WHY = "kan høre til et virkelig menneske"

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Z7", "S5")]


@pytest.mark.parametrize(
    ("who", "address", "sent"),
    [
        ("kari", "/logg/ny/", {"number": REAL}),
        ("henrik", "/kommune/innsyn/", {"number": REAL, "ground": "Familien har spurt oss."}),
        ("henrik", "/kommune/lukkede-logger/", {"wanted": REAL, "ground": "Familien spør."}),
        ("bjorg", "/kommune/ansatte/inviter/", {"name": "Nina Ny", "number": REAL}),
    ],
)
def test_a_number_that_may_be_real_is_refused_with_why(
    client: Client, who: str, address: str, sent: dict[str, str]
) -> None:
    world = w.make_world()
    client.cookies["sessionid"] = session_of(world.people[who], world.eikvag)
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert WHY in answer.content.decode()
