"""Every address and method of the site, as everybody, in every situation, against the table."""

import logging
import re
from collections.abc import Iterator
from uuid import uuid4
from zlib import crc32

import pytest
from django.urls import reverse

from tests.matrix.seats import SEATS, SITUATIONS, STRANGERS, VISITOR, build
from tests.matrix.sent import SENT, Sent
from tests.matrix.table import OF_A_LOG, Line
from tests.matrix.trying import Came, Doors, holds, undone
from tests.walls.addresses import (
    Address,
    addresses_of_a_log,
    contents_of_the_database,
    looks,
)

pytestmark = pytest.mark.django_db
TAKEN, TOLD, NOT_ALLOWED = 302, {409, 422}, 405
NEVER_TAKEN = ("PUT", "PATCH", "DELETE", "OPTIONS")
NO_FORM = Sent(lambda town: {"opened_at": 1})
NOWHERE = f"/logg/{uuid4()}/stafettpinne/"  # takes both GET and POST


def test_every_address_has_a_line() -> None:
    known = {address.name for address in addresses_of_a_log()}
    for name in sorted(known - OF_A_LOG.keys()):
        pytest.fail(
            f"{name} is not in tests/matrix/table.py. Say there who may open it and send its form,"
            " and which requirement says so; docs/house.md, The matrix, tells how."
        )
    for name in sorted(OF_A_LOG.keys() - known):
        pytest.fail(f"{name} stands in tests/matrix/table.py, but no longer in the site.")


def test_every_form_can_be_filled_in() -> None:
    wanted = {(name, form) for name, line in OF_A_LOG.items() for form in line.forms if form}
    for name, form in sorted(wanted ^ SENT.keys()):
        there = "no longer" if (name, form) in SENT else "not yet"
        pytest.fail(f"The form {form} at {name} is {there} wanted: mend SENT in sent.py.")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of denials are not worth a line each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.requirement("H1", "H2", "H3", "H5", "H7", "C7", "C9", "A18", "G6", "G18")
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_matrix(situation: str) -> None:
    """Each difference from the table is told; what may be done is done, and then undone."""
    town = build(situation)
    doors = Doors(town)
    before = contents_of_the_database()
    troubles = [
        trouble
        for address in addresses_of_a_log()
        for trouble in at(address, situation, doors)
    ]
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles)
    assert contents_of_the_database() == before


def at(address: Address, situation: str, doors: Doors) -> Iterator[str]:
    """What is wrong at one address."""
    line = OF_A_LOG[address.name]
    for form, grid in line.forms.items():
        sent = SENT.get((address.name, form), NO_FORM)
        with doors.after(sent.first) as town:
            here = address.of(town.log.pk, town.numbers) + sent.query(town)
            fields = {name: str(value) for name, value in sent.fields(town).items()}
            for seat in visiting(doors, situation, address.name + form):
                where = f"{situation}: {seat} at {address.name} {form}"
                ways = {"GET": grid.opening(situation, seat), "POST": grid.sending(situation, seat)}
                for how, wanted in ways.items():
                    nothing = doors.gets_nothing(seat, how, NOWHERE, fields)
                    with undone():
                        came = doors.ask(seat, how, here, fields)
                        for trouble in differs(came, how, wanted, line, nothing, seat):
                            yield f"{where}, {how}: {trouble}"
                    if how == "GET" and situation == "open" and form == next(iter(line.forms)):
                        status = came.answer.status_code
                        for trouble in other_methods(doors, seat, here, status, line):
                            yield f"{where}, {trouble}"


def visiting(doors: Doors, situation: str, place: str) -> list[str]:
    """In the open log everybody goes everywhere; else two strangers take turns at each place."""
    if situation == "open":
        return doors.seats
    strangers = list(STRANGERS)
    turn = crc32(place.encode())
    chosen = {strangers[(turn + step) % len(strangers)] for step in (0, 4)}
    return [seat for seat in doors.seats if seat not in STRANGERS or seat in chosen]


def differs(
    came: Came, how: str, wanted: str, line: Line, nothing: tuple[object, ...], seat: str
) -> Iterator[str]:
    """How what came differs from what the table says."""
    status = came.answer.status_code
    if how == "POST" and not line.has_form:
        if status != NOT_ALLOWED or came.wrote:
            yield f"is no form, and answers {status}"
        return
    if seat == VISITOR:
        yield from as_a_visitor(came, how, nothing)
        return
    if wanted == ".":
        if came.wrote:
            yield f"writes in {sorted(came.wrote)}"
        if looks(came.answer) != nothing:
            yield f"answers {status} {came.where}, not as for a log that does not exist"
    elif how == "GET" and wanted in "rwf":
        if status != 200 or came.wrote:
            yield f"answers {status} {came.where} and writes {sorted(came.wrote)}, not 200"
    elif wanted == "w":
        trouble = holds() if status == TAKEN else said(came)
        if status != TAKEN or came.to_sign_in or not came.wrote or trouble:
            yield f"answers {status} {came.where} and writes {sorted(came.wrote)}: {trouble}"
    elif wanted == ">":
        if status != TAKEN or came.to_sign_in or came.wrote:
            yield f"answers {status} and writes {sorted(came.wrote)}, and does not lead on"
    elif status not in TOLD or came.wrote:
        yield f"answers {status} {came.where} and writes {sorted(came.wrote)}, not with a sentence"


def as_a_visitor(came: Came, how: str, nothing: tuple[object, ...]) -> Iterator[str]:
    """Sent to sign in; a form gets its own words back. The same for a log that does not exist."""
    if came.wrote:
        yield f"writes in {sorted(came.wrote)}"
    if how == "GET" and not (came.answer.status_code == TAKEN and came.to_sign_in):
        yield f"answers {came.answer.status_code}, and does not lead to signing in"
    if how == "POST" and looks(came.answer) != nothing:
        yield f"answers {came.answer.status_code}, not as for a log that does not exist"


def said(came: Came) -> str:
    """What a page says that did not take a form, in short."""
    text = came.answer.content.decode(errors="replace")
    start = max(text.find('role="alert"'), text.find("error-summary"), text.find("<h1"))
    return " ".join(re.sub(r"<[^>]+>", " ", text[start:]).split())[:200]


def other_methods(
    doors: Doors, seat: str, here: str, opened: int, line: Line
) -> Iterator[str]:
    """HEAD is GET without the page; nobody is answered to what no browser sends.

    The holder and the visitor try all of those, everybody else one in turn.
    """
    head = doors.ask(seat, "HEAD", here, {})
    if head.answer.status_code != opened or head.answer.content or head.wrote:
        yield f"HEAD: answers {head.answer.status_code} with {len(head.answer.content)} bytes"
    allowed = "GET, HEAD, POST" if line.has_form else "GET, HEAD"
    turn = crc32((seat + here[46:]).encode()) % len(NEVER_TAKEN)
    for how in NEVER_TAKEN if seat in ("holder", VISITOR) else NEVER_TAKEN[turn : turn + 1]:
        came = doors.ask(seat, how, here, {})
        if came.answer.status_code != NOT_ALLOWED or came.wrote:
            yield f"{how}: answers {came.answer.status_code}"
        if came.answer.headers.get("Allow") != allowed:
            yield f"{how}: allows {came.answer.headers.get('Allow')}, not {allowed}"


def test_the_seats_are_taken() -> None:
    """Every column of the grids is a person in the open log."""
    assert reverse("start") == "/"
    assert set(SEATS) <= set(Doors(build("open")).seats)
