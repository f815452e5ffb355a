"""Where somebody has written no e-mail, the contact register is asked, and that it was is noted."""

from datetime import date

import pytest

from stafett.notices.models import Kept
from stafett.people.fictional_register.adapter import everyone
from stafett.people.fictional_register.contacts import FictionalContacts
from stafett.people.models import Contact, LookUp, NationalIdentity, Person
from stafett.people.national_number import NationalNumber, make_synthetic
from stafett.people.numbers import number_hash
from stafett.people.seals import seal
from tests import world as w
from tests.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I6", "H10")]
DAY = date(2026, 11, 1)
ADAPTER = "tests.people.test_contact_register.Contacts"


class Contacts(FictionalContacts):
    def __init__(self) -> None:
        super().__init__(DAY)


def number_of(key: str) -> NationalNumber:
    return next(each.number(DAY) for each in everyone() if each.key == key)


def known_as(person: Person, key: str) -> None:
    number = number_of(key)
    w.save(
        NationalIdentity(
            person=person, number_hash=number_hash(number), sealed=seal(person.pk, number)
        )
    )


def test_what_the_register_says() -> None:
    said = Contacts().contact(number_of("hanan"))
    assert said
    assert (said.email, said.reserved) == ("hanan@registeret.example", False)
    assert said.updated_at
    assert Contacts().contact(make_synthetic(date(1990, 1, 1), 7)) is None


def test_it_is_asked_for_those_who_have_written_nothing(settings) -> None:  # type: ignore[no-untyped-def]
    """Marte's stands in the register; Anders is reserved; who has an own is not looked up."""
    settings.STAFETT_CONTACT_REGISTER = ADAPTER
    world = w.make_world()
    known_as(world.marte, "hanan")
    known_as(world.anders, "omar")
    log = w.start_draft(world)
    w.ask_consent(world, log)
    run_jobs("notices.asked")
    sent = list(Kept.objects.using("owner").values_list("address", flat=True))
    assert sent == ["hanan@registeret.example"]
    noted = LookUp.objects.using("owner").filter(ground="contact")
    assert {each.subject_id for each in noted} == {world.marte.pk, world.anders.pk}
    assert not Contact.objects.using("owner").exists(), "nothing of the answer is kept"


def test_what_somebody_has_written_goes_first(settings) -> None:  # type: ignore[no-untyped-def]
    settings.STAFETT_CONTACT_REGISTER = ADAPTER
    world = w.make_world()
    known_as(world.marte, "hanan")
    w.save(Contact(person=world.marte, email="marte@familie.example"))
    w.ask_consent(world, w.start_draft(world))
    run_jobs("notices.asked")
    assert list(Kept.objects.using("owner").values_list("address", flat=True)) == [
        "marte@familie.example"
    ]
    assert not LookUp.objects.using("owner").filter(ground="contact").exists()
