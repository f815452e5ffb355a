"""Answering a question and taking it back, by the reference; and what the last yes opens."""

from datetime import date, timedelta

from .reference import OWNER, Entries, Log, Question, Town, months_after, people_in
from .reference_asking import batons_of


def answer(town: Town, log: Log, by: str, question: Question, yes: bool) -> Entries:
    if "see" not in town.rights(log, by):
        return None
    return say(town, log, by, question, yes, "consent.signed" if yes else "consent.refused")


def record(
    town: Town, log: Log, by: str, question: Question, who: str, yes: bool, on: date
) -> Entries:
    """Staff write what one of the asked has said on paper or by word of mouth."""
    if not town.leads(log, by) or question.asked_on is None:
        return None
    if not question.asked_on <= on <= town.today:
        return None
    verb = "consent.yes_recorded" if yes else "consent.no_recorded"
    return say(town, log, who, question, yes, verb)


def say(town: Town, log: Log, who: str, question: Question, yes: bool, verb: str) -> Entries:
    if question.state != "asked" or who in question.answers:
        return None
    if who not in people_in(question.enough) or not town.family.decides(who):
        return None
    answers = question.answers | {who: yes}
    if not (yes and is_enough(town, question, answers)):
        question.answers = answers
        if not yes:
            question.refused_on = question.refused_on or town.today
            if log.state == "closed":
                give_up(log, question, "refused")
        return [verb]
    batons = batons_of(log, question.asked_by)
    if log.state == "closed" and town.log is not None:
        return None  # the child has another log by now
    if any(question.named.get(who, ("", date.min))[1] < town.today for who in batons):
        return None  # the family must be asked anew
    question.answers = answers
    return [verb, "consent.activated", *take_effect(town, log, question)]


def is_enough(town: Town, question: Question, answers: dict[str, bool]) -> bool:
    if not all(answers.values()):
        return False
    grown = OWNER in people_in(town.enough(question.scopes)) - people_in(question.enough)
    count = {who for who in answers if town.family.decides(who)}
    return not grown and any(each <= count for each in question.enough)


def take_effect(town: Town, log: Log, question: Question) -> list[str]:
    """The old one is superseded; those named come in, and a draft is opened."""
    if old := log.last("active"):
        old.end = "superseded"
    question.counts = True
    if town.policy.valid_months:
        question.lapses_on = months_after(town.today, town.policy.valid_months)
    last = town.family.last_day_as_child()
    able = {each for each, tie in town.family.guardians.items() if tie.responsibility}
    entries: list[str] = []
    if log.state == "closed":
        log.state, log.holder, log.reopening = "open", question.asked_by, None
        able -= set(log.guardians) | log.ended_by_owner
        entries = ["logs.reopened", "logs.leg_began"]
    elif log.state == "draft":
        log.state, log.holder = "open", log.starter
        entries = ["logs.opened", "logs.leg_began"]
        if log.planned != log.starter:
            log.offer = (log.starter, log.planned)
            entries.append("logs.baton_offered")
    else:
        able &= people_in(question.enough) - set(log.guardians) - log.ended_by_owner
    if last >= town.today:
        log.guardians |= dict.fromkeys(able, last)
    end = question.lapses_on - timedelta(days=1) if question.lapses_on else date.max
    log.helpers = {who: (sees, min(until, end)) for who, (sees, until) in question.named.items()}
    log.asked = set()
    return entries


def take_back(town: Town, log: Log, by: str, question: Question) -> Entries:
    if not town.leads(log, by) or question is not log.in_the_making:
        return None
    if log.state == "closed":
        give_up(log, question, "taken_back")
    question.end = "taken_back"
    return ["consent.taken_back"]


def give_up(log: Log, question: Question, why: str) -> None:
    """A closed log stays closed: who asked and who was only asked know no more of it."""
    question.end, log.asked, log.reopening = why, set(), None
