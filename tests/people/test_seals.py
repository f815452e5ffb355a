"""National identity numbers at rest: sealed, each to its own person, and read by few."""

import traceback
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import DatabaseError, connections
from hypothesis import given
from hypothesis import strategies as st

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import baton
from stafett.people.models import NationalIdentity
from stafett.people.national_number import make_synthetic
from stafett.people.seals import SealBroken, number_of, number_of_owner, open_seal, seal
from stafett.people.seals import sealed_anew as anew
from tests import world as w
from tests.commands import manage
from tests.consent import pages
from tests.logins import as_worker

NUMBER = make_synthetic(date(2018, 5, 1), 150)
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def world() -> w.World:
    return pages.make_school_world()


def sealed_of(person: w.Person) -> str:
    return str(NationalIdentity.objects.using("owner").get(pk=person.pk).sealed)


@given(st.uuids(), st.dates(date(1960, 1, 1), date(2030, 1, 1)))
def test_what_is_sealed_opens_again_and_tells_nothing(person: w.UUID, born: date) -> None:
    number = make_synthetic(born, 150)
    sealed = seal(person, number)
    assert open_seal(person, sealed) == number
    assert number.digits not in sealed
    assert seal(person, number) != sealed


def test_a_seal_moved_to_another_person_does_not_open() -> None:
    sealed = seal(uuid4(), NUMBER)
    with pytest.raises(SealBroken, match="another person"):
        open_seal(uuid4(), sealed)


@pytest.mark.parametrize(
    "change", [lambda s: s[:-2], lambda s: s[:40] + "x" + s[41:], lambda s: ""]
)
def test_an_altered_seal_does_not_open_and_the_error_tells_nothing(change: object) -> None:
    person = uuid4()
    sealed = seal(person, NUMBER)
    with pytest.raises(SealBroken) as caught:
        open_seal(person, change(sealed))  # type: ignore[operator]
    told = "".join(traceback.format_exception(caught.value))
    assert NUMBER.digits not in told
    assert sealed not in told


def test_the_first_key_seals_and_all_open(settings: object) -> None:
    person = uuid4()
    settings.NUMBER_SEALS = [OLD]  # type: ignore[attr-defined]
    sealed = seal(person, NUMBER)
    assert anew(person, sealed) is None
    settings.NUMBER_SEALS = [NEW, OLD]  # type: ignore[attr-defined]
    assert open_seal(person, sealed) == NUMBER
    again = anew(person, sealed)
    assert again
    settings.NUMBER_SEALS = [NEW]  # type: ignore[attr-defined]
    assert open_seal(person, again) == NUMBER
    with pytest.raises(SealBroken):
        open_seal(person, sealed)


@pytest.mark.django_db
def test_a_family_taken_in_is_sealed_and_no_row_shows_a_number(world: w.World) -> None:
    pages.started(world)
    numbers = {pages.number_of(key) for key in ("elias", "marte", "anders")}
    rows = NationalIdentity.objects.using("owner").all()
    assert {open_seal(row.pk, row.sealed).digits for row in rows} == numbers
    for row in rows:
        assert not any(number in f"{row!r} {row} {vars(row)}" for number in numbers)


@pytest.mark.django_db
def test_only_who_may_ask_in_the_log_now_reads_the_owners_number(world: w.World) -> None:
    def readers() -> set[str]:
        found = set()
        for name, person in world.people.items():
            with acting_as(person.pk):
                if number := number_of_owner(log.pk):
                    assert number.digits == pages.number_of("elias")
                    found.add(name)
        return found

    log = pages.started(world, holder=str(world.positions["sunniva"].pk))
    assert readers() == {"kari"}
    pages.know_the_family(world, log)
    assert pages.press(world, log, "ask").status_code == 302
    assert readers() == {"kari"}
    for who in ("marte", "anders"):
        assert pages.say(world, log, who).status_code == 302
    assert readers() == {"kari"}
    with acting_as(world.sunniva.pk):
        offer = log.handovers.get()
        baton.accept_baton(w.stand(world.sunniva, log), offer.pk, word="", at=w.now())
    assert readers() == {"sunniva"}
    with acting_as(world.sunniva.pk):
        endings.close(w.stand(world.sunniva, log), reason="reached", note_text="", at=w.now())
    assert readers() == set()
    with acting_as(None):
        assert number_of_owner(log.pk) is None
    with as_worker():
        assert number_of(log.owner_id)


@pytest.mark.django_db
def test_the_web_login_reads_no_table_of_numbers_and_nobody_replaces_one(world: w.World) -> None:
    pages.started(world)
    with pytest.raises(DatabaseError, match="permission denied"), acting_as(world.kari.pk):
        list(NationalIdentity.objects.all())
    for login in ("default", "worker"):
        with pytest.raises(DatabaseError, match="permission denied"):
            NationalIdentity.objects.using(login).update(sealed="")


def rotate() -> str:
    """Run the command here, as the owner."""
    told, web = StringIO(), connections["default"]
    connections["default"] = connections["owner"]
    try:
        call_command("rotate_number_seals", stdout=told)
    finally:
        connections["default"] = web
    return told.getvalue()


@pytest.mark.django_db
def test_all_are_sealed_anew_by_a_command_that_may_run_twice(
    world: w.World, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.NUMBER_SEALS = [OLD]  # type: ignore[attr-defined]
    monkeypatch.setattr("stafett.people.management.commands.rotate_number_seals.BATCH", 2)
    people = [world.elias, world.marte, world.anders, world.nora, world.hanne]
    for place, person in enumerate(people):
        row = NationalIdentity(person=person, number_hash=f"{place}" * 64)
        row.sealed = seal(person.pk, NUMBER)
        w.save(row)
    w.save(NationalIdentity(person=world.sander, number_hash="9" * 64))  # met before seals
    settings.NUMBER_SEALS = [NEW, OLD]  # type: ignore[attr-defined]
    assert rotate() == "5 numbers sealed anew, 0 had the first key already.\n"
    assert rotate() == "0 numbers sealed anew, 5 had the first key already.\n"
    settings.NUMBER_SEALS = [NEW]  # type: ignore[attr-defined]
    assert all(open_seal(person.pk, sealed_of(person)) == NUMBER for person in people)


@pytest.mark.django_db
def test_a_number_in_anothers_row_is_found_by_the_command(world: w.World) -> None:
    w.save(
        NationalIdentity(
            person=world.elias, number_hash="1" * 64, sealed=seal(world.marte.pk, NUMBER)
        )
    )
    done = manage("rotate_number_seals", login="owner")
    assert done.returncode == 1
    assert "1 sealed numbers do not open" in done.stderr
    assert NUMBER.digits not in done.stdout + done.stderr
