"""Times as people say them, in three languages, over summer time and New Year."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from stafett.web.times import ago, clock, day

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 11, 19, 12, tzinfo=OSLO)  # a Thursday


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=OSLO)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch):
    """Stops the clock at a time."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))

    stop(NOON)
    return stop


BOKMAL = [
    (at(2026, 11, 24, 13), "om 5 dager, tirsdag 24. november kl. 13"),
    (at(2026, 11, 19, 13), "i dag kl. 13"),
    (at(2026, 11, 19, 13, 22), "i dag kl. 13.22"),
    (at(2026, 11, 19, 8, 5), "i dag kl. 8.05"),
    (at(2026, 11, 18, 20, 14), "i går kl. 20.14"),
    (at(2026, 11, 20, 12), "i morgen, fredag 20. november kl. 12"),
    (at(2026, 11, 17, 9), "for 2 dager siden, tirsdag 17. november kl. 9"),
    (date(2026, 11, 19), "i dag, torsdag 19. november"),
    (date(2026, 11, 18), "i går, onsdag 18. november"),
    (date(2026, 11, 20), "i morgen, fredag 20. november"),
    (date(2026, 11, 13), "for 6 dager siden, fredag 13. november"),
    (date(2026, 11, 6), "for 13 dager siden, fredag 6. november"),
    (date(2026, 11, 5), "for 2 uker siden, torsdag 5. november"),
    (date(2026, 11, 4), "for 2 uker siden, onsdag 4. november"),
    (date(2026, 12, 2), "om 13 dager, onsdag 2. desember"),
    (date(2026, 12, 3), "om 2 uker, torsdag 3. desember"),
    (date(2026, 12, 10), "om 3 uker, torsdag 10. desember"),
    (date(2026, 12, 18), "om 4 uker, fredag 18. desember"),
    (date(2027, 1, 2), "om 6 uker, lørdag 2. januar 2027"),
    (date(2027, 1, 18), "om 8 uker, mandag 18. januar 2027"),
    (date(2027, 1, 19), "om 2 måneder, tirsdag 19. januar 2027"),
    (date(2027, 6, 30), "om 7 måneder, onsdag 30. juni 2027"),
    (date(2026, 9, 3), "for 2 måneder siden, torsdag 3. september"),
    (date(2024, 11, 20), "for 23 måneder siden, onsdag 20. november 2024"),
    (date(2024, 11, 19), "for 2 år siden, tirsdag 19. november 2024"),
    (date(2036, 11, 18), "om 9 år, tirsdag 18. november 2036"),
    (date(1, 1, 1), "for 2025 år siden, mandag 1. januar 1"),
    (None, ""),
]
NYNORSK = [
    (at(2026, 11, 24, 13), "om 5 dagar, tysdag 24. november kl. 13"),
    (at(2026, 11, 18, 20, 14), "i går kl. 20.14"),
    (date(2026, 11, 20), "i morgon, fredag 20. november"),
    (date(2026, 11, 14), "for 5 dagar sidan, laurdag 14. november"),
    (date(2026, 12, 10), "om 3 veker, torsdag 10. desember"),
    (date(2027, 2, 22), "om 3 månader, måndag 22. februar 2027"),
    (date(2023, 1, 1), "for 3 år sidan, søndag 1. januar 2023"),
]
ENGLISH = [
    (at(2026, 11, 24, 13), "in 5 days, Tuesday 24 November at 13:00"),
    (at(2026, 11, 18, 20, 14), "yesterday at 20:14"),
    (at(2026, 11, 20, 9, 30), "tomorrow, Friday 20 November at 9:30"),
    (date(2026, 11, 19), "today, Thursday 19 November"),
    (date(2026, 11, 17), "2 days ago, Tuesday 17 November"),
    (date(2026, 12, 10), "in 3 weeks, Thursday 10 December"),
    (date(2025, 11, 13), "12 months ago, Thursday 13 November 2025"),
]


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        (language, *case)
        for language, cases in (("nb", BOKMAL), ("nn", NYNORSK), ("en", ENGLISH))
        for case in cases
    ],
)
def test_a_time_is_said_relative_and_exact(now, language: str, when, said: str) -> None:
    with translation.override(language):
        assert ago(when) == said


@pytest.mark.parametrize(
    ("moment", "when", "said"),
    [
        # The night that has 23 hours, and the one that has 25.
        (at(2026, 3, 28, 23, 30), at(2026, 3, 29, 3, 30), "i morgen, søndag 29. mars kl. 3.30"),
        (at(2026, 3, 29, 23, 30), at(2026, 3, 28, 23, 45), "i går kl. 23.45"),
        (
            at(2026, 10, 24, 23, 30),
            at(2026, 10, 25, 0, 30),
            "i morgen, søndag 25. oktober kl. 0.30",
        ),
        (at(2026, 10, 24, 12), date(2026, 10, 31), "om 7 dager, lørdag 31. oktober"),
        # Summer time ends in between: 13 o'clock stays 13 o'clock.
        (at(2026, 10, 20, 12), at(2026, 10, 27, 13), "om 7 dager, tirsdag 27. oktober kl. 13"),
        # In Norway it is the next day already.
        (
            datetime(2026, 11, 19, 23, 30, tzinfo=UTC),
            date(2026, 11, 20),
            "i dag, fredag 20. november",
        ),
        (NOON, datetime(2026, 11, 18, 23, 30, tzinfo=UTC), "i dag kl. 0.30"),
        (at(2026, 12, 31, 12), date(2027, 1, 1), "i morgen, fredag 1. januar 2027"),
        (at(2027, 1, 1, 12), date(2026, 12, 31), "i går, torsdag 31. desember 2026"),
    ],
)
def test_days_are_the_calendars_in_norway(now, moment: datetime, when, said: str) -> None:
    now(moment)
    with translation.override("nb"):
        assert ago(when) == said


@pytest.mark.parametrize(
    ("language", "when", "said"),
    [
        ("nb", date(2026, 11, 13), "fredag 13. november"),
        ("nb", date(2025, 11, 13), "torsdag 13. november 2025"),
        ("nn", at(2026, 11, 24, 13), "tysdag 24. november"),
        ("en", date(2027, 5, 17), "Monday 17 May 2027"),
        ("nb", None, ""),
    ],
)
def test_a_day_has_its_year_only_when_it_is_another(now, language, when, said: str) -> None:
    with translation.override(language):
        assert day(when) == said


def test_a_day_has_no_clock(now) -> None:
    with translation.override("nb"):
        assert clock(at(2026, 11, 19, 13, 5)) == "kl. 13.05"
        assert clock(date(2026, 11, 19)) == ""
