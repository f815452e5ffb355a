"""Stafett as a client of one provider or the other, and a mother whom it knows by her number."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from stafett.people.models import NationalIdentity, Person
from stafett.people.national_number import NationalNumber, make_synthetic
from stafett.people.numbers import number_hash
from stafett.people.seals import seal
from tests import world as w
from tests.identity.idporten.certified import Certified
from tests.identity.idporten.playing import Playing, new_key

SITE = "http://testserver"
KEY = new_key("ours")


@pytest.fixture
def world(db: None) -> w.World:
    return w.make_world()


def number(serial: int) -> NationalNumber:
    """The synthetic number of the so-manieth grown-up."""
    return make_synthetic(date(1985, 5, 5), serial)


def give_number(person: Person, its: NationalNumber) -> NationalNumber:
    """Stafett knows the person by this number."""
    sealed = seal(person.pk, its)
    w.save(NationalIdentity(person=person, number_hash=number_hash(its), sealed=sealed))
    return its


@pytest.fixture
def set_up(settings: Any) -> Callable[..., None]:
    """Set Stafett up as a client of the provider with this issuer."""

    def do(issuer: str, site: str = SITE) -> None:
        settings.STAFETT_IDPORTEN_ISSUER = issuer
        settings.STAFETT_IDPORTEN_CLIENT = "stafett"
        settings.STAFETT_IDPORTEN_KEY = json.dumps(KEY.as_dict(private=True))
        settings.STAFETT_ADDRESS = site

    return do


@pytest.fixture
def certified(set_up: Callable[..., None]) -> Iterator[Certified]:
    """The certified provider, which knows the site of Django's test client."""
    made = Certified(SITE, KEY.as_dict(private=False))
    made.start()
    set_up(made.issuer)
    yield made
    made.stop()


@pytest.fixture
def playing(world: w.World, set_up: Callable[..., None]) -> Iterator[Playing]:
    """The one that plays, at which Marte shows her ID."""
    made = Playing(give_number(world.marte, number(0)).digits)
    set_up(made.issuer)
    yield made
    made.stop()
