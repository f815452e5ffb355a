"""What days, birthdays and the population register do, by the reference."""

from datetime import date, timedelta

from .reference import OWNER, SERVICE, Family, Log, Question, Town, people_in
from .reference_asking import copy, send
from .reference_ends import end

AGES = range(1, 19)


def pass_days(town: Town, days: int) -> None:
    """Every date moves into the past; today stays."""
    gone = timedelta(days=days)
    town.family.birth -= gone
    town.checked_on -= gone
    for log in town.logs:
        log.started_on -= gone
        if log.reopening:
            log.reopening = (log.reopening[0], log.reopening[1] - gone)
        log.guardians = {who: until - gone for who, until in log.guardians.items()}
        log.helpers = {
            who: (sees, _back(until, gone)) for who, (sees, until) in log.helpers.items()
        }
        for each in log.versions:
            each.named = {who: (sees, until - gone) for who, (sees, until) in each.named.items()}
            each.asked_on = each.asked_on and each.asked_on - gone
            each.lapses_on = each.lapses_on and each.lapses_on - gone
            if each.leaving:
                each.leaving = (each.leaving[0], each.leaving[1] - gone)
            each.refused_on = each.refused_on and each.refused_on - gone


def _back(day: date, gone: timedelta) -> date:
    return day if day == date.max else day - gone


# The daily job.


def daily(town: Town) -> None:
    """Drafts go, consents lapse, who leaves is out, grown questions and birthdays ask anew."""
    if not town.logs:
        return
    for log in town.logs:
        if log.state == "closed":
            _outgrow(town, log)
    log = town.log
    if log is None:
        return
    active = log.last("active")
    if log.state == "draft" and town.today > _last_day(town, log):
        log.state = "deleted"
    elif active and active.lapses_on and active.lapses_on <= town.today:
        end(log, "lapsed", [])
    else:
        _leave(town, log)
        _outgrow(town, log)
        _birthdays(town, log)


def _last_day(town: Town, log: Log) -> date:
    last = log.started_on + timedelta(days=town.policy.draft_kept_days)
    refused = log.versions and log.versions[-1].refused_on
    return min(last, refused + timedelta(days=7)) if refused else last


def _leave(town: Town, log: Log) -> None:
    active = log.last("active")
    if active and active.leaving and active.leaving[1] < town.today:
        stay = {log.holder, active.next_holder}
        for who in [who for who in log.helpers if SERVICE[who] == active.leaving[0]]:
            if who not in stay:
                del log.helpers[who]


def _outgrow(town: Town, log: Log) -> None:
    asked = log.last("asked")
    if asked is None or not all(asked.answers.values()):
        return
    if not any(asked.asked_on < _birthday(town.family, age) <= town.today for age in AGES):
        return
    if town.enough(asked.scopes, asked.asked_on) != town.enough(asked.scopes):
        asked.end = "outgrown"
        ask_anew(town, log, asked)


def _birthdays(town: Town, log: Log) -> None:
    active = log.last("active")
    if active is None:
        return
    for age in AGES:
        on = _birthday(town.family, age)
        if age in log.birthdays or not active.asked_on < on <= town.today:
            continue
        before = town.enough(active.scopes, on - timedelta(days=1))
        after = town.enough(active.scopes, on)
        if before == after and age != 18:
            continue
        log.birthdays.add(age)
        asks_owner = OWNER in people_in(after) - people_in(before)
        if asks_owner and not active.answers.get(OWNER) and log.in_the_making is None:
            ask_anew(town, log, active)


def _birthday(family: Family, age: int) -> date:
    try:
        return family.birth.replace(year=family.birth.year + age)
    except ValueError:
        return date(family.birth.year + age, 3, 1)


def ask_anew(town: Town, log: Log, earlier: Question) -> None:
    """The same people and scopes, sent where it can be; else it waits for the holder."""
    moves = earlier.leaving is not None and earlier.leaving[1] >= town.today
    scopes = earlier.scopes if moves else earlier.scopes - {"transition"}
    new = Question(scopes=set(scopes) or {"open"})
    if moves:
        new.next_holder, new.leaving = earlier.next_holder, earlier.leaving
    log.versions.append(new)
    copy(town, earlier, new)
    send(town, log, new, log.holder or earlier.asked_by)


# The register.


def renew(town: Town, told: Family, logs: list[Log]) -> None:
    """The family becomes what the register tells; these logs follow."""
    town.checked_on = town.today
    family, lost, news = town.family, set(), False
    if town.years() < 18:
        for who, tie in told.guardians.items():
            had = family.guardians[who]
            if had.responsibility and not tie.responsibility:
                lost.add(who)
            news |= had.responsibility != tie.responsibility
            if had.responsibility and tie.responsibility:
                news |= had.fixed_residence != tie.fixed_residence
            had.responsibility, had.fixed_residence = tie.responsibility, tie.fixed_residence
        news |= family.together != told.together
    family.together = told.together
    for log in logs:
        out = {who for who in {*log.guardians, *log.asked} if not family.decides(who)}
        for who in out:
            log.guardians.pop(who, None)
            log.asked.discard(who)
        asked = log.last("asked")
        if asked is None or not (news or out or lost):
            continue
        if family.enough(town.policy, asked.asked_on, asked.scopes) != asked.enough:
            asked.end = "family"


def due(town: Town) -> list[Log]:
    """The logs whose family the worker asks about today."""
    days = (town.today - town.checked_on).days
    return [
        log
        for log in town.logs
        if (days >= 1 and (log.state == "open" or log.last("asked")))
        or (days >= 7 and log.state == "closed" and _reads_on(town, log))
    ]


def _reads_on(town: Town, log: Log) -> bool:
    return any(until >= town.today for until in log.guardians.values())
