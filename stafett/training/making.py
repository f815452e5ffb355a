"""Making the training municipality: services, staff, families and their accounts."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from stafett.identity.models import Group, TrainingAccount
from stafett.municipality.actions import found
from stafett.municipality.models import Municipality, Position, Role, Trained, Unit
from stafett.people.models import Contact, NationalIdentity, Person
from stafett.people.numbers import number_hash
from stafett.people.seals import seal

from .demo_users import DEMO_USERS, PASSWORD
from .models import Making
from .places import TOWNS, Town
from .relatives import relatives
from .rhythm import next_time
from .staff import LEADERS, NEIGHBOURS, OUTSIDERS, Employee

Tell = Callable[[str], None]
WORKED_FOR = timedelta(days=3 * 365)  # long enough for any log that begins in the past
TRAINED_BEFORE = (timedelta(days=94), timedelta(days=289))
UNTRAINED = {"Lars Petter Ness", "Hilde Ros"}
_FOLDED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l"})


@dataclass
class _Rows:
    """What will be stored, in the order in which rows point to each other."""

    day: date
    towns: dict[str, Municipality] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    identities: list[NationalIdentity] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    trained: list[Trained] = field(default_factory=list)
    accounts: list[TrainingAccount] = field(default_factory=list)

    def store(self, using: str) -> None:
        """One statement a table; the municipalities are founded already."""
        tables: tuple[Sequence[models.Model], ...] = (
            *(list(self.units.values()), self.people, self.identities),
            *(self.contacts, self.positions, self.trained, self.accounts),
        )
        for rows in tables:
            if rows:
                type(rows[0])._default_manager.using(using).bulk_create(rows)


def is_made(using: str = "default") -> bool:
    """Whether there is a municipality already, whoever made it."""
    return Municipality.objects.using(using).exists()


def make(*, day: date, at: datetime, tell: Tell, using: str = "default") -> None:
    """Make the municipalities and everyone in them, with ages as on `day`; all or nothing.

    `using` is a connection of the owner's. `tell` hears of progress in plain words.
    """
    rows = _Rows(day)
    with transaction.atomic(using=using):
        for town in TOWNS:
            _add_town(rows, town, at, using)
        tell(f"{len(rows.towns)} municipalities with {len(rows.units)} services")
        _add_staff(rows)
        _train(rows, at)
        tell(f"{len(rows.people)} people who work there, {len(DEMO_USERS)} of them with user names")
        working = len(rows.people)
        _add_families(rows)
        tell(f"{len(rows.people) - working} children, young people and guardians to sign in as")
        rows.store(using)
        _say_until_when(rows, at, using)
        Making(day=day, made_at=at).save(using=using)


def _say_until_when(rows: _Rows, at: datetime, using: str) -> None:
    """Every page tells it, so it stands with the municipality."""
    made = [town.pk for town in rows.towns.values()]
    Municipality.objects.using(using).filter(pk__in=made).update(anew_at=next_time(at))


def _add_town(rows: _Rows, town: Town, at: datetime, using: str) -> None:
    municipality = found(
        town.name,
        preset=town.preset,
        from_date=rows.day - WORKED_FOR,
        at=at,
        department=town.department,
        email=town.email,
        training=True,
        using=using,
    )
    rows.towns[town.key] = municipality
    for service in town.services:
        rows.units[service.key] = Unit(
            municipality=municipality,
            key=service.key,
            name=service.name,
            kind=service.kind,
            parent=rows.units.get(service.under),
        )


def _add_staff(rows: _Rows) -> None:
    password = make_password(PASSWORD)  # once: fifty times would take half a minute
    for number, employee in enumerate(DEMO_USERS, start=1):
        account = _employ(rows, employee, phone=f"0123{4500 + number}", order=number)
        account.username, account.password = f"demo{number}", password
        rows.accounts.append(account)
    for number, employee in enumerate((*LEADERS, *NEIGHBOURS, *OUTSIDERS), start=1):
        account = _employ(rows, employee, phone=f"0123{4600 + number}", order=100 + number)
        if account.group:
            rows.accounts.append(account)


def _employ(rows: _Rows, employee: Employee, *, phone: str, order: int) -> TrainingAccount:
    unit = rows.units[employee.service]
    person = Person(given_name=employee.given_name, family_name=employee.family_name)
    rows.people.append(person)
    rows.positions.append(
        Position(
            person=person,
            unit=unit,
            title=employee.title,
            role=employee.role,
            phone=phone,
            email=f"{_address(person)}@{unit.municipality.email.partition('@')[2]}",
            from_date=rows.day - WORKED_FOR,
        )
    )
    account = TrainingAccount(
        person=person, municipality=unit.municipality, name=employee.name, order=order
    )
    if employee.line:
        line = employee.line
        account.group = (
            Group.HELPER if employee.role in (Role.STAFF, Role.OUTSIDER) else Group.LEADER
        )
        account.line_nb, account.line_nn, account.line_en = line.nb, line.nn, line.en
    return account


def _train(rows: _Rows, at: datetime) -> None:
    """Most have taken the training, some half a year before others."""
    leaders = {each.unit: each.person for each in rows.positions if each.role == Role.LEADER}
    for number, each in enumerate(rows.positions):
        by = leaders.get(each.unit)
        if by and each.role == Role.STAFF and str(each.person) not in UNTRAINED:
            day = rows.day - TRAINED_BEFORE[number % 2]
            rows.trained.append(Trained(position=each, day=day, by=by, at=at))


def _add_families(rows: _Rows) -> None:
    for order, relative in enumerate(relatives(), start=1):
        who = relative.who
        person = Person(
            given_name=who.given_name,
            family_name=who.family_name,
            birth_date=relative.born(rows.day),
            protection=who.protection,
        )
        rows.people.append(person)
        number = who.number(rows.day)
        rows.identities.append(
            NationalIdentity(
                person=person, number_hash=number_hash(number), sealed=seal(person.pk, number)
            )
        )
        if who.age >= 15:
            rows.contacts.append(
                Contact(
                    person=person,
                    phone=f"0290{who.serial:04}",
                    email=f"{_address(person)}@familie.example",
                )
            )
        rows.accounts.append(
            TrainingAccount(
                person=person,
                municipality=rows.towns[relative.town.key],
                name=f"{who.given_name} {who.family_name}",
                group=Group.FAMILY,
                line_nb=relative.line.nb,
                line_nn=relative.line.nn,
                line_en=relative.line.en,
                order=order,
            )
        )


def _address(person: Person) -> str:
    """The part of an e-mail address before the @, in plain letters."""
    words = f"{person.given_name} {person.family_name}".casefold().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return ".".join(plain.split())
