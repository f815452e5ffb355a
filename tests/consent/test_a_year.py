"""Four hundred days of the daily job in each policy, against what should happen, written by hand.

The time is the job's argument, so it is the calendar that moves and not the clock: everything
happens today, and the job is told that it is later. What asks the clock itself is not moved: who
reads what on a day (the wall's `now()`). So a last day of access is read as a date here, and
that dates bite is tried in `tests/walls`.
"""

import random
from collections.abc import Iterable
from datetime import date

import pytest
from django.utils import timezone

from stafett.book.models import Book, Entry
from stafett.book.verify import faults_in
from stafett.consent.activation import months_after
from stafett.consent.birthdays import birthday
from stafett.consent.models import Birthday, Consent
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.logins import as_worker

from .coming import answer_on, asked_of, born, family, row, run, versions

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G10")]

DAYS = 400
AHEAD, REACHED = "consent.birthday_ahead", "consent.birthday_reached"
ASKED, LAPSED = "consent.asked_by_age", "logs.lapsed"
Year = dict[int, list[str]]

# 14 to 15 in 100 days; 15 to 16 with health in 120; 17 to 18 in 200. Who must sign today.
CHILDREN = {"ask": (15, 100), "siv": (16, 120), "ada": (18, 200)}
SIGN = {
    "national": {"ask": "mf", "siv": "omf", "ada": "omf"},
    "hustadvika-2020": {"ask": "mf", "siv": "omf", "ada": "omf"},
    "hustadvika": {"ask": "mf", "siv": "omf", "ada": "o"},
    "sogndal": {"ask": "mf", "siv": "omf", "ada": "o"},
    "aardal": {"ask": "mf", "siv": "mf", "ada": "mf"},
    "ullensaker": {"ask": "mf", "siv": "mf", "ada": "mf"},
}
# Who is asked anew on the birthday; "-": told of, for others go; "": nothing changes.
BECOMES = {
    "national": {"ask": "omf", "siv": "", "ada": "-"},
    "hustadvika-2020": {"ask": "omf", "siv": "", "ada": "-"},
    "hustadvika": {"ask": "o", "siv": "-", "ada": "-"},
    "sogndal": {"ask": "o", "siv": "-", "ada": "-"},
    "aardal": {"ask": "", "siv": "omf", "ada": "o"},
    "ullensaker": {"ask": "", "siv": "omf", "ada": "o"},
}
LAPSES = {"national": {"siv", "ada"}}  # only national has a last day, and Ask has said yes anew


def people(child: str, letters: str) -> list[str]:
    names = {"o": child, "m": f"m_{child}", "f": f"f_{child}"}
    return [names[letter] for letter in letters]


def should_happen(preset: str, child: str) -> Year:
    """By the tables above."""
    becomes, day = BECOMES[preset][child], CHILDREN[child][1]
    year: Year = {}
    if becomes:
        year = {day - 60: [AHEAD], day: [REACHED] if becomes == "-" else [REACHED, ASKED]}
    if child in LAPSES.get(preset, set()):
        today = w.today()
        year[(months_after(today, 12) - today).days] = [LAPSED]
    return year


def happened(log: Log) -> Year:
    """What Stafett itself wrote in the book, by day."""
    year: Year = {}
    watched = (AHEAD, REACHED, ASKED, LAPSED, "consent.outgrown")
    found = Entry.objects.using("owner").filter(book=log.pk, verb__in=watched, actor_id=None)
    for entry in found.order_by("number"):
        day = (timezone.localdate(entry.at) - w.today()).days
        year.setdefault(day, []).append(entry.verb)
    return year


def open_logs(preset: str) -> tuple[w.World, dict[str, Log]]:
    world, logs = w.make_world(preset), {}
    for child, (age, days) in CHILDREN.items():
        family(world, child, born(age, days))
        log = w.start_draft(world, owner=child)
        scopes = ("open", "health") if child == "siv" else ("open",)
        version = w.ask_consent(world, log, said_yes=f"m_{child}", scopes=scopes, days=900)
        assert asked_of(version) == set(people(child, SIGN[preset][child]))
        w.answer(world, version, *people(child, SIGN[preset][child]))
        logs[child] = log
    return world, logs


def live(world: w.World, logs: dict[str, Log], days: Iterable[int]) -> Log:
    """The job on these days; three days after a question everyone who is asked says yes."""
    draft = w.start_draft(world)  # Elias'
    for day in days:
        run(day)
        exists = Log.objects.using("owner").filter(pk=draft.pk).exists()
        assert exists is (day <= 30), f"the draft on day {day}"
        waiting = Consent.objects.using("owner").filter(asked_at__isnull=False, ended_at=None)
        for version in waiting.filter(activated_at=None, log__in=logs.values()):
            if (w.today() - timezone.localdate(version.asked_at)).days + day >= 3:
                answer_on(world, version, *asked_of(version), days=day)
    return draft


def state(log: Log) -> object:
    """Where it ended, without the days."""
    return (
        Log.objects.using("owner").get(pk=log.pk).state,
        [(each.end or each.state, sorted(asked_of(each))) for each in versions(log)],
        [
            (each.age, each.outcome)
            for each in Birthday.objects.using("owner").filter(log=log).order_by("age")
        ],
        [verb for _day, verbs in sorted(happened(log).items()) for verb in verbs],
    )


def some_days(seed: int) -> list[int]:
    """With gaps of up to nine days, and the last day."""
    chance, days = random.Random(seed), [0]
    while days[-1] < DAYS:
        days.append(min(DAYS, days[-1] + chance.choice([1, 1, 1, 2, 4, 9])))
    return days


@pytest.mark.parametrize("preset", sorted(SIGN))
def test_a_year_day_by_day_and_with_days_lost(preset: str) -> None:
    world, logs = open_logs(preset)
    live(world, logs, range(DAYS + 1))
    for child, log in logs.items():
        assert happened(log) == should_happen(preset, child), child
        asked = [asked_of(each) for each in versions(log)[1:]]
        becomes = BECOMES[preset][child].strip("-")
        assert asked == ([set(people(child, becomes))] if becomes else []), child
        closed = child in LAPSES.get(preset, set())
        assert Log.objects.using("owner").get(pk=log.pk).state == ("closed" if closed else "open")
        if becomes:
            assert versions(log)[0].end == "superseded"
            assert versions(log)[1].activated_at
        with as_worker():
            assert not list(faults_in(Book.objects.get(pk=log.pk)))
    guardian = Admission.objects.using("owner").get(
        log=logs["ada"], person=world.m_ada, role="guardian"
    )
    assert (guardian.until - w.today()).days == 199  # the day before she is of age
    day_by_day = {child: state(log) for child, log in logs.items()}

    again, lost = open_logs(preset)
    live(again, lost, some_days(seed=1))
    assert {child: state(log) for child, log in lost.items()} == day_by_day


def test_one_born_on_29_february_is_asked_on_1_march() -> None:
    """Whichever of the coming years is the next in which such a one fills 15."""
    now = w.today().year
    year = next(year for year in range(now + 1, now + 5) if (year - 15) % 4 == 0)
    on = birthday(date(year - 15, 2, 29), 15)
    assert (on.month, on.day) == (3, 1)
    world = w.make_world("sogndal")
    family(world, "lea", date(year - 15, 2, 29))
    log = w.start_draft(world, owner="lea")
    version = w.ask_consent(world, log, said_yes="m_lea", days=3000)
    w.answer(world, version, "m_lea", "f_lea")
    before = (on - w.today()).days - 1
    run(before)
    assert len(versions(log)) == 1
    run(before + 1)
    assert asked_of(versions(log)[1]) == {"lea"}
    assert row(log).on == on
