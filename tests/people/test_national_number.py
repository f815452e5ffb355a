"""National identity numbers: the published rules, and what they promise."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stafett.people import national_number
from stafett.people.national_number import (
    BadNationalNumber,
    ImpossibleDate,
    Missing,
    NationalNumber,
    NotDigits,
    WrongCheckDigits,
    WrongLength,
    make_synthetic,
    parse,
)

TODAY = date(2026, 11, 22)
PUBLISHED = ["02013299997", "02013299903", "02013299806", "30108299920", "30108299939"]
births = st.dates(date(1854, 1, 1), date(2039, 12, 31))
serials = st.integers(0, 203)
synthetic = st.builds(make_synthetic, births, serials)


@pytest.mark.parametrize("number", PUBLISHED)
def test_the_tax_administrations_published_examples_pass(number: str) -> None:
    assert parse(number).digits == number


@pytest.mark.parametrize(("number", "later"), list(zip(PUBLISHED, [0, 1, 0, 0, 1], strict=True)))
def test_a_remainder_of_1_to_3_says_that_the_number_is_from_2032(number: str, later: int) -> None:
    assert parse(number).surely_from_2032 is bool(later)


@pytest.mark.parametrize(
    ("remainder", "accepted"), [(0, True), (1, True), (2, True), (3, True), (4, False), (10, False)]
)
def test_first_check_digit_may_leave_0_to_3(remainder: int, accepted: bool) -> None:
    number = next(
        n for n in _with_right_second_digit() if national_number._remainder_1(n) == remainder
    )
    if accepted:
        assert parse(number).digits == number
    else:
        with pytest.raises(WrongCheckDigits):
            parse(number)


def _with_right_second_digit() -> list[str]:
    tens = [
        f"010100{individual:03}{first}" for individual in range(500, 999) for first in range(10)
    ]
    return [
        f"{ten}{second}"
        for ten in tens
        for second in range(10)
        if national_number._remainder_2(f"{ten}{second}") == 0
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", Missing),
        (" \t\n", Missing),
        ("0201329999", WrongLength),
        ("020132999970", WrongLength),
        ("0" * 10_000, WrongLength),
        ("02013A99997", NotDigits),
        ("-2013299997", NotDigits),
        ("٠٢٠١٣٢٩٩٩٩٧", NotDigits),
        ("²2013299997", NotDigits),
        ("02013299997\x00", NotDigits),
        ("00013299997", ImpossibleDate),
        ("32013299997", ImpossibleDate),
        ("40013299997", ImpossibleDate),
        ("72013299997", ImpossibleDate),
        ("02003299997", ImpossibleDate),
        ("02133299997", ImpossibleDate),
        ("02803299997", ImpossibleDate),
        ("02933299997", ImpossibleDate),
        ("29020199997", ImpossibleDate),
        ("31043299997", ImpossibleDate),
        ("00000000000", ImpossibleDate),
        ("02013299998", WrongCheckDigits),
        ("02013299987", WrongCheckDigits),
    ],
)
def test_bad_input_is_refused_by_name(text: str, error: type[BadNationalNumber]) -> None:
    with pytest.raises(error) as caught:
        parse(text)
    assert type(caught.value) is error
    assert str(caught.value) == error.sentence


@pytest.mark.parametrize("spaced", ["020132 99997", " 02 01 32 999 97 ", "020132\u00a099997"])
def test_spaces_between_digits_are_allowed(spaced: str) -> None:
    assert parse(spaced).digits == "02013299997"


@pytest.mark.parametrize(
    ("number", "d_number", "is_synthetic"),
    [
        ("01010750160", False, False),
        ("41010750073", True, False),
        ("01810750045", False, True),
        ("41810750039", True, True),
    ],
)
def test_d_numbers_and_synthetic_numbers_are_known(
    number: str, d_number: bool, is_synthetic: bool
) -> None:
    found = parse(number)
    assert (found.is_d_number, found.is_synthetic) == (d_number, is_synthetic)
    assert found.birth_date(on=TODAY) == date(2007, 1, 1)


@pytest.mark.parametrize(
    ("day", "individual", "birth"),
    [
        ("010100", range(0, 500), date(1900, 1, 1)),
        ("010199", range(0, 500), date(1999, 1, 1)),
        ("010154", range(500, 750), date(1854, 1, 1)),
        ("010199", range(500, 750), date(1899, 1, 1)),
        ("010100", range(500, 1000), date(2000, 1, 1)),
        ("010139", range(500, 1000), date(2039, 1, 1)),
        ("010140", range(900, 1000), date(1940, 1, 1)),
        ("010199", range(900, 1000), date(1999, 1, 1)),
        ("010153", range(500, 900), None),
        ("010154", range(750, 900), None),
        ("290200", range(0, 500), None),  # 1900 was no leap year: only a later number can say so
        ("290200", range(500, 1000), date(2000, 2, 29)),
    ],
)
def test_the_century_lies_in_the_individual_number(
    day: str, individual: range, birth: date | None
) -> None:
    candidates = (national_number._with_check_digits(f"{day}{i:03}") for i in individual)
    numbers = [parse(number) for number in candidates if number]
    assert len(numbers) > 50
    assert {number.birth_date(on=TODAY) for number in numbers} == {birth}


def test_from_2032_no_number_says_its_century() -> None:
    assert parse("02013299903").birth_date(on=TODAY) is None
    assert parse("02013299997").birth_date(on=date(2031, 12, 31)) == date(2032, 1, 2)
    assert parse("02013299997").birth_date(on=date(2032, 1, 1)) is None


def test_no_number_is_shown_by_accident() -> None:
    number = parse("02013299997")
    shown = f"{number} {number!r} {[number]} {number:}"
    assert "0201" not in shown
    assert "99997" not in shown
    with pytest.raises(BadNationalNumber) as caught:
        parse("02013299998")
    assert "0201" not in repr(caught.value)


@given(births, serials)
def test_a_synthetic_number_is_valid_and_says_its_birth_date(birth: date, serial: int) -> None:
    number = make_synthetic(birth, serial)
    assert parse(number.digits) == number
    assert number.is_synthetic
    assert not number.is_d_number
    assert not number.surely_from_2032
    assert number.birth_date(on=TODAY) == birth


@given(births, serials, serials)
def test_two_serials_never_give_the_same_number(birth: date, one: int, other: int) -> None:
    assert (make_synthetic(birth, one) == make_synthetic(birth, other)) is (one == other)


@given(st.dates(date(1700, 1, 1), date(1853, 12, 31)) | st.dates(date(2040, 1, 1)), serials)
def test_births_outside_the_series_have_no_synthetic_number(birth: date, serial: int) -> None:
    with pytest.raises(ValueError, match="No synthetic number"):
        make_synthetic(birth, serial)


@pytest.mark.parametrize("serial", [-1, 1000])
def test_a_serial_without_a_number_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="No synthetic number"):
        make_synthetic(date(2018, 5, 1), serial)


@given(synthetic, st.integers(0, 10), st.integers(1, 9))
def test_no_single_mistyped_digit_passes(number: NationalNumber, place: int, change: int) -> None:
    """The second check digit weighs all eleven digits, so it promises this also from 2032."""
    mistyped = str((int(number.digits[place]) + change) % 10)
    with pytest.raises(BadNationalNumber):
        parse(number.digits[:place] + mistyped + number.digits[place + 1 :])


@given(synthetic, st.integers(0, 9))
def test_no_two_swapped_neighbours_pass(number: NationalNumber, place: int) -> None:
    one, other = number.digits[place], number.digits[place + 1]
    assume(one != other)
    with pytest.raises(BadNationalNumber):
        parse(number.digits[:place] + other + one + number.digits[place + 2 :])


@given(st.text() | st.text("0123456789 ", min_size=9, max_size=13) | st.from_regex(r"\d{11}"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        number = parse(text)
    except BadNationalNumber:
        return
    assert len(number.digits) == 11
    number.birth_date(on=TODAY)
