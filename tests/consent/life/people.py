"""The people of a log's life, and what the register tells of them."""

from datetime import date
from types import SimpleNamespace

from django.utils import timezone

from stafett.people.fictional_register.adapter import everyone
from stafett.people.models import Family, Guardianship, NationalIdentity, Person
from stafett.people.national_number import NationalNumber
from stafett.people.numbers import number_hash
from stafett.people.register import Ground, RegisterGuardian, RegisterPerson
from stafett.people.seals import seal
from tests import world as w

from . import reference

STAFF = tuple(reference.SERVICE)
STRANGERS = ("hanne", "nils", "bjorg")  # a mother of another child, two leaders
RELATIONS = {"mother": "mother", "father": "father", "aunt": "other"}
ASKED_OF: list["Register"] = []  # the register that `STAFETT_REGISTER` names


class Register:
    """The population register of one family, as the test has it tell."""

    def __init__(self, numbers: dict[str, NationalNumber], told: reference.Family) -> None:
        self.numbers, self.told = numbers, told

    def look_up(self, number: NationalNumber, ground: Ground) -> RegisterPerson | None:
        who = next(who for who, each in self.numbers.items() if each == number)
        ties = tuple(
            RegisterGuardian(
                self.numbers[each.id],
                RELATIONS[each.id],  # type: ignore[arg-type]
                each.responsibility,
                each.fixed_residence,
            )
            for each in self.told.guardians.values()
            if each.responsibility or each.id != "aunt"
        )
        child = who == reference.OWNER
        return RegisterPerson(
            number,
            who.capitalize(),
            "Berg",
            self.told.birth if child else date(1985, 3, 3),
            guardians=ties if child else (),
            live_together=self.told.together,
        )


def asked_register() -> Register:
    """What `STAFETT_REGISTER` calls."""
    return ASKED_OF[-1]


class People:
    """One world with one child and its family, each with a number."""

    def __init__(self, preset: str, family: reference.Family) -> None:
        self.world = w.make_world(preset)
        self.people: dict[str, Person] = {
            who: self.world.people[who] for who in (*STAFF, *STRANGERS)
        }
        numbers = [each.number(timezone.localdate()) for each in everyone()][:4]
        for who, number in zip(reference.FAMILY, numbers, strict=True):
            born = family.birth if who == reference.OWNER else date(1985, 3, 3)
            person = w.save(
                Person(given_name=who.capitalize(), family_name="Berg", birth_date=born)
            )
            self.people[who] = person
            hashed, sealed = number_hash(number), seal(person.pk, number)
            w.save(NationalIdentity(person=person, number_hash=hashed, sealed=sealed))
        self.owner = self.people[reference.OWNER]
        w.save(Family(child=self.owner, live_together=family.together, checked_at=timezone.now()))
        for tie in family.guardians.values():
            if tie.responsibility or tie.id != "aunt":
                self._tie(tie)
        ASKED_OF[:] = [Register(dict(zip(reference.FAMILY, numbers, strict=True)), family)]

    def _tie(self, tie: SimpleNamespace) -> None:
        w.save(
            Guardianship(
                child=self.owner,
                guardian=self.people[tie.id],
                kind=tie.kind,
                relation=RELATIONS[tie.id],
                responsibility=tie.responsibility,
                fixed_residence=tie.fixed_residence,
                checked_at=timezone.now(),
            )
        )
