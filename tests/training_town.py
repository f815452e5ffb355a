"""A training municipality with two people anybody may sign in as, and one beside it."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from stafett.identity.models import Group, TrainingAccount
from stafett.municipality.models import Municipality
from stafett.people.models import Person
from tests.world import found_town, save

PASSWORD = "BTI2000"


@dataclass
class Town:
    """Kari has a user name, demo1; Marte is on the list only."""

    municipality: Municipality
    kari: TrainingAccount
    marte: TrainingAccount


def make_town(preset: str = "national", *, training: bool = True) -> Town:
    """The municipality and its two accounts."""
    eikvag = found_town(
        "Eikvåg kommune",
        preset,
        department="Oppvekst og helse",
        email="stafett@eikvag.example",
        training=training,
    )
    kari = _account(eikvag, "Kari", "Nesheim", Group.HELPER, "Kontaktlærer", "Kontaktlærar")
    kari.username, kari.password = "demo1", make_password(PASSWORD)
    kari.save(using="owner")
    return Town(eikvag, kari, _account(eikvag, "Marte", "Lunde", Group.FAMILY, "Mor", "Mor"))


def sign_in(client: Client, account: TrainingAccount) -> None:
    """As the button on the start page does."""
    answer = client.post("/logg-inn/som/", {"account": account.pk})
    assert answer.status_code == 302, answer.content


def _account(
    municipality: Municipality, given: str, family: str, group: str, line: str, line_nn: str
) -> TrainingAccount:
    person = save(Person(given_name=given, family_name=family))
    return save(
        TrainingAccount(
            person=person,
            municipality=municipality,
            name=f"{given} {family}",
            group=group,
            line_nb=line,
            line_nn=line_nn,
            line_en="In English",
        )
    )
