"""Every address and method of the site, as everybody, in every situation, against the table."""

import logging
import os
import re
from collections.abc import Iterator
from uuid import uuid4
from zlib import crc32

import pytest
from django.urls import reverse

from tests.browser.addresses import names
from tests.matrix.seats import SEATS, SITUATIONS, STRANGERS, VISITOR, build
from tests.matrix.sent import SENT, Sent
from tests.matrix.sent_to_the_site import NOTHING_SENT, NUMBERS, SENT_TO_THE_SITE
from tests.matrix.table import OF_A_LOG, OF_THE_SITE, Line
from tests.matrix.trying import ACCESS_RECORD, Came, Doors, holds, undone
from tests.walls.addresses import (
    Address,
    addresses_of_a_log,
    contents_of_the_database,
    looks,
)

pytestmark = pytest.mark.django_db
OK, TAKEN, TOLD, NOT_FOUND, NOT_ALLOWED, GONE = 200, 302, {409, 422}, 404, 405, 410
A_BOOK = {"book_book", "book_entry", "book_content"}
NEVER_TAKEN = ("PUT", "PATCH", "DELETE", "OPTIONS")
NO_FORM = Sent(lambda town: {"opened_at": 1})
ONLY = os.environ.get("MATRIX_ONLY", "").split()  # names of addresses, for whoever adds one
NOWHERE = f"/logg/{uuid4()}/stafettpinne/"  # takes both GET and POST


def test_every_address_has_a_line() -> None:
    known, lines = names(), OF_A_LOG.keys() | OF_THE_SITE.keys()
    for name in sorted(known - lines):
        pytest.fail(
            f"{name} is not in tests/matrix/table.py. Say there who may open it and send its form,"
            " and which requirement says so; docs/house.md, The matrix, tells how."
        )
    for name in sorted(lines - known):
        pytest.fail(f"{name} stands in tests/matrix/table.py, but no longer in the site.")


def test_every_form_can_be_filled_in() -> None:
    wanted = {(name, form) for name, line in OF_A_LOG.items() for form in line.forms if form}
    for name, form in sorted(wanted ^ {sent for sent in SENT if sent[1]}):
        there = "no longer" if (name, form) in SENT else "not yet"
        pytest.fail(f"The form {form} at {name} is {there} wanted: mend SENT in sent.py.")


@pytest.fixture(autouse=True)
def _undone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What waits for the commit is done at once, for none comes; denials are not worth a line."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **_more: do())
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.requirement("H1", "H2", "H3", "H5", "H7", "C7", "C9", "A18", "G6", "G18")
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_matrix(situation: str) -> None:
    """Each difference from the table is told; what may be done is done, and then undone."""
    town = build(situation)
    doors = Doors(town)
    before = contents_of_the_database()
    troubles = [trouble for address in wanted() for trouble in at(address, situation, doors)]
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles)
    assert contents_of_the_database() == before


def wanted() -> list[Address]:
    """Every address of a log, or those that `MATRIX_ONLY` names."""
    return [each for each in addresses_of_a_log() if not ONLY or each.name in ONLY]


def at(address: Address, situation: str, doors: Doors) -> Iterator[str]:
    """What is wrong at one address."""
    line = OF_A_LOG[address.name]
    for form, grid in line.forms.items():
        sent = SENT.get((address.name, form), NO_FORM)
        with doors.after(sent.first) as town:
            here = address.of(town.log.pk, town.numbers) + sent.query(town)
            fields = {
                name: value if isinstance(value, list) else str(value)
                for name, value in sent.fields(town).items()
            }
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


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.requirement("C7", "C9", "I1", "J3")
def test_the_addresses_of_no_log() -> None:
    """The start, signing in and out, one's own page, a new draft, the municipality's rules."""
    town = build("open")
    doors, before = Doors(town), contents_of_the_database()
    troubles = []
    for name, line in OF_THE_SITE.items():
        first, query, fields_of = SENT_TO_THE_SITE.get(name, NOTHING_SENT)
        with doors.after(first) as now:
            numbers = NUMBERS[name](now) if name in NUMBERS else {}
            here = reverse(name, kwargs=numbers) + query
            for seat in doors.seats:
                fields, opened = fields_of(now, seat), 0
                for how, wanted in zip(("GET", "POST"), line.letters(seat), strict=True):
                    nothing = doors.gets_nothing(seat, how, NOWHERE, fields)
                    with undone():
                        came = doors.ask(seat, how, here, fields)
                        for trouble in differs(came, how, wanted, line, nothing, seat):
                            troubles.append(f"{seat} at {name}, {how}: {trouble}")
                    opened = opened or came.answer.status_code
                for trouble in other_methods(doors, seat, here, opened, line):
                    troubles.append(f"{seat} at {name}, {trouble}")
    assert not troubles, f"{len(troubles)} troubles:\n" + "\n".join(troubles)
    assert contents_of_the_database() == before


def visiting(doors: Doors, situation: str, place: str) -> list[str]:
    """In the open log everybody goes everywhere; else the strangers and the visitor take turns, one
    at each place: they are let in by no situation, and come to all places in one or another."""
    if situation == "open":
        return doors.seats
    others = [*STRANGERS, VISITOR]
    turn = crc32((situation + place).encode()) % len(others)
    return [seat for seat in doors.seats if seat not in others or seat == others[turn]]


def differs(
    came: Came, how: str, wanted: str, line: Line, nothing: tuple[object, ...], seat: str
) -> Iterator[str]:
    """How what came differs from what the table says."""
    if how == "POST" and not line.has_form:
        wanted = "x"
    elif seat == VISITOR and not line.is_public and wanted != "x":
        wanted = "s"
    trouble = holds() if came.answer.status_code == TAKEN else said(came)
    if not as_wanted(came, how, wanted, trouble, nothing):
        status, where, changed = came.answer.status_code, came.where, came.changed
        yield f"not {wanted!r}, but {status} {where}, changing {changed}: {trouble}"


def as_wanted(came: Came, how: str, wanted: str, trouble: str, nothing: tuple[object, ...]) -> bool:
    """Whether it is what this letter of the grids means."""
    status, leads = came.answer.status_code, came.answer.status_code == TAKEN
    match wanted:
        case "." | "x" | "s" if came.wrote:
            return False
        case ".":
            return looks(came.answer) == nothing
        case "x":
            return status == NOT_ALLOWED
        case "s":
            return leads and came.to_sign_in if how == "GET" else looks(came.answer) == nothing
        case "w" if how == "POST":
            return leads and not came.to_sign_in and bool(came.changed) and not trouble
        case "n":
            return status == NOT_FOUND and not came.changed
        case "g":
            return status == GONE and not came.changed
        case "k":
            return status == OK and came.wrote - ACCESS_RECORD == A_BOOK
        case ">":
            return leads and not came.to_sign_in and not came.changed
        case "c":
            return status in TOLD and not came.changed
        case "f" if how == "POST":
            return status in TOLD and not came.changed
    return status == OK and not came.changed


def said(came: Came) -> str:
    """What a page says that did not take a form, in short."""
    text = came.answer.content.decode(errors="replace")
    text = text[max(text.find("<main"), 0) :]
    start = max(text.find('role="alert"'), text.find("error-summary"), text.find("<h1"))
    return " ".join(re.sub(r"<[^>]+>", " ", text[start:]).split())[:200]


def other_methods(doors: Doors, seat: str, here: str, opened: int, line: Line) -> Iterator[str]:
    """HEAD is GET without the page; nobody is answered to what no browser sends.

    The holder and the visitor try all of those, everybody else one in turn.
    """
    head = doors.ask(seat, "HEAD", here, {})
    if head.answer.status_code != opened or head.answer.content or head.changed:
        yield f"HEAD: answers {head.answer.status_code}, GET {opened}"
    turn = crc32((seat + here[46:]).encode()) % len(NEVER_TAKEN)
    for how in NEVER_TAKEN if seat in ("holder", VISITOR) else NEVER_TAKEN[turn : turn + 1]:
        came = doors.ask(seat, how, here, {})
        allowed = came.answer.headers.get("Allow")
        if came.answer.status_code != NOT_ALLOWED or came.wrote or allowed != line.allowed:
            yield f"{how}: answers {came.answer.status_code} and allows {allowed}"


def test_the_seats_are_taken() -> None:
    """Every column of the grids is a person in the open log."""
    assert reverse("start") == "/"
    assert set(SEATS) <= set(Doors(build("open")).seats)
