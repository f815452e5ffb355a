"""Norwegian national identity numbers: reading, checking, and making synthetic ones.

Eleven digits: day, month and year of birth (two each), an individual number (three) and two check
digits. Pure: no Django, no clock, no database.

- A D-number (for those without a permanent number) has 40 added to the day.
- A synthetic number, for fictional people alone, has 80 added to the month.
- Numbers issued from 2032 let the first check digit's remainder be 0–3 where it must be 0 today.
  Neither century nor sex can then be read from a number; ask the population register.

The number is sensitive: `repr()` and `str()` never show it, and no error carries it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

FROM_2032: Final = date(2032, 1, 1)
_D_NUMBER: Final = 40
_SYNTHETIC: Final = 80
_WEIGHTS_1: Final = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_WEIGHTS_2: Final = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_REMAINDERS_FROM_2032: Final = (0, 1, 2, 3)
# Individual numbers and the birth years they were given to, until 2032.
_SERIES: Final = (
    (range(0, 500), range(1900, 2000)),
    (range(500, 750), range(1854, 1900)),
    (range(500, 1000), range(2000, 2040)),
    (range(900, 1000), range(1940, 2000)),
)


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; whoever shows it translates it."""
    return sentence


class BadNationalNumber(ValueError):
    """The text is no national identity number. `sentence` (English) says why; show it translated.

    The text itself is never in the error, so that it ends in no log.
    """

    sentence: str = gettext_noop("This is not a national identity number.")

    def __init__(self) -> None:
        super().__init__(self.sentence)


class Missing(BadNationalNumber):
    """Nothing was written."""

    sentence = gettext_noop("Write the national identity number: eleven digits.")


class NotDigits(BadNationalNumber):
    """Something other than the digits 0–9 and spaces."""

    sentence = gettext_noop("A national identity number has only digits.")


class WrongLength(BadNationalNumber):
    """Not eleven digits."""

    sentence = gettext_noop("A national identity number has eleven digits. Count them once more.")


class ImpossibleDate(BadNationalNumber):
    """The first six digits are no day of any year."""

    sentence = gettext_noop("The first six digits are not a date of birth. Check them once more.")


class WrongCheckDigits(BadNationalNumber):
    """One or more digits are mistyped."""

    sentence = gettext_noop(
        "One of the digits is wrong. Compare the number with your paper once more."
    )


class MayBeReal(BadNationalNumber):
    """A number that a real person may have, where everybody is to be made up (Z7)."""

    sentence = gettext_noop(
        "This number may belong to a real person. Everyone here is made up, so use a"
        " made-up number: one where 80 is added to the month."
    )


@dataclass(frozen=True, slots=True)
class NationalNumber:
    """A checked national identity number. Make one with `parse` or `make_synthetic`."""

    digits: str = field(repr=False)

    def __str__(self) -> str:
        return "national identity number"

    @property
    def is_d_number(self) -> bool:
        """Given to somebody without a permanent number."""
        return int(self.digits[0]) >= _D_NUMBER // 10

    @property
    def is_synthetic(self) -> bool:
        """Belongs to a fictional person; no real person can have it."""
        return int(self.digits[2]) >= _SYNTHETIC // 10

    @property
    def surely_from_2032(self) -> bool:
        """Passes only by the rule for numbers issued from 2032."""
        return _remainder_1(self.digits) != 0

    def birth_date(self, *, on: date) -> date | None:
        """The date of birth, or None where the number cannot say it.

        `on` is the day of asking: from 2032 a number that also passes today's rule may be a new
        one, whose century nobody can read, so that only numbers met before 2032 tell it.
        """
        if self.surely_from_2032 or on >= FROM_2032:
            return None
        return _birth_date_by_series(self.digits)


def parse(text: str) -> NationalNumber:
    """Read a national identity number; spaces between the digits are allowed.

    Raises one of the `BadNationalNumber` errors, whatever the text.
    """
    digits = "".join(text.split())
    if not digits:
        raise Missing
    if not (digits.isascii() and digits.isdigit()):
        raise NotDigits
    if len(digits) != 11:
        raise WrongLength
    day, month, year = _date_digits(digits)
    # 20yy is a leap year whenever any century's yy is.
    if _date_or_none(2000 + year, month, day) is None:
        raise ImpossibleDate
    if _remainder_1(digits) not in _REMAINDERS_FROM_2032 or _remainder_2(digits) != 0:
        raise WrongCheckDigits
    return NationalNumber(digits)


def parse_where(text: str, *, training: bool) -> NationalNumber:
    """The same as `parse`; in a training municipality only what no real person can have (Z7)."""
    number = parse(text)
    if training and not number.is_synthetic:
        raise MayBeReal
    return number


def make_synthetic(birth_date: date, serial: int) -> NationalNumber:
    """The synthetic number of the fictional person `serial` (0, 1, 2 …) born on a day.

    Two serials never give the same number. Raises `ValueError` when the day has no such serial
    (each has room for 200 at least) or lies outside 1854–2039.
    """
    numbers = _synthetic_numbers(birth_date)
    digits = next(islice(numbers, serial, None), None) if serial >= 0 else None
    if digits is None:
        raise ValueError(f"No synthetic number with serial {serial} for a birth on that day.")
    return NationalNumber(digits)


def _synthetic_numbers(birth_date: date) -> Iterator[str]:
    day = f"{birth_date:%d}{birth_date.month + _SYNTHETIC:02}{birth_date:%y}"
    individuals = (i for of, years in _SERIES if birth_date.year in years for i in of)
    checked = (_with_check_digits(f"{day}{individual:03}") for individual in individuals)
    return (number for number in checked if number)


def _with_check_digits(nine: str) -> str | None:
    """The eleven digits by today's rule; None where a check digit would have to be 10."""
    first = -_weighted(nine, _WEIGHTS_1) % 11
    second = -_weighted(f"{nine}{first}", _WEIGHTS_2) % 11 if first < 10 else 10
    return f"{nine}{first}{second}" if second < 10 else None


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _remainder_1(digits: str) -> int:
    return (_weighted(digits, _WEIGHTS_1) + int(digits[9])) % 11


def _remainder_2(digits: str) -> int:
    return (_weighted(digits, _WEIGHTS_2) + int(digits[10])) % 11


def _date_digits(digits: str) -> tuple[int, int, int]:
    """Day, month and two-digit year, without what marks D-numbers and synthetic numbers."""
    day, month, year = int(digits[0:2]), int(digits[2:4]), int(digits[4:6])
    return (
        day - _D_NUMBER if day > _D_NUMBER else day,
        month - _SYNTHETIC if month > _SYNTHETIC else month,
        year,
    )


def _birth_date_by_series(digits: str) -> date | None:
    """The date of birth as everyone read it before 2032."""
    day, month, year = _date_digits(digits)
    for individuals, years in _SERIES:
        for century in (1800, 1900, 2000):
            if int(digits[6:9]) in individuals and century + year in years:
                return _date_or_none(century + year, month, day)
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
