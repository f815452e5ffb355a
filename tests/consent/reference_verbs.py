"""What can be done, by the reference: the entries that follow, or None where it is refused."""

from datetime import date, timedelta

from .reference import ABOUT, OWNER, SERVICE, Entries, Log, Question, Town, months_after, people_in


def start(town: Town, by: str, planned: str) -> Entries:
    if town.log is not None:
        return None
    town.logs.append(Log(starter=by, planned=planned, started_on=town.today))
    return ["logs.started"]


# Writing a question.


def prepare(town: Town, log: Log, by: str, scopes: set[str]) -> Entries:
    if not town.leads(log, by) or log.in_the_making:
        return None
    earlier = log.last("active") if log.state == "open" else (log.versions or [None])[-1]
    new = Question(scopes=set(scopes))
    if log.state == "closed":
        new.kept_out = kept_out_before(log)
        longest = months_after(town.today, town.policy.valid_months or 60)
        usual = min(school_year(town.today), longest)
        new.named = {by: ("everything", usual)}
    elif earlier:
        copy(town, earlier, new)
    log.versions.append(new)
    return ["consent.prepared"]


def kept_out_before(log: Log) -> set[str]:
    """Whom the family kept out when the log was open last."""
    return next((set(each.kept_out) for each in reversed(log.versions) if each.counts), set())


def let_ask(town: Town, log: Log, who: str) -> Entries:
    """An administrator names who may ask the family to open a closed log again."""
    if log.state != "closed" or town.log is not None or who in kept_out_before(log):
        return None
    if log.reopening and log.reopening[1] >= town.today:
        return None
    if log.in_the_making:
        log.in_the_making.end = "taken_back"
    log.asked, log.spoken = set(), False
    log.reopening = (who, town.today + timedelta(days=town.policy.draft_kept_days))
    return ["consent.reopening_allowed"]


def copy(town: Town, old: Question, new: Question) -> None:
    """The same people, but those whose day has passed and those whom the family took out."""
    new.named = {
        who: (sees, until)
        for who, (sees, until) in old.named.items()
        if until >= town.today and who not in old.taken_out
    }
    new.kept_out = set(old.kept_out)
    new.health = old.health & set(new.named)
    about_health(new)


def about_health(question: Question) -> None:
    """It is about health exactly when somebody is to see what is about health."""
    question.health &= set(question.named)
    question.scopes -= {"health"}
    if question.health:
        question.scopes.add("health")


def written(town: Town, log: Log, by: str) -> Question | None:
    return log.last("prepared") if town.leads(log, by) else None


def name(town: Town, log: Log, by: str, who: str, sees: str, until: date, health: bool) -> Entries:
    question = written(town, log, by)
    if question is None or who in question.named or who in question.kept_out:
        return None
    question.named[who] = (sees, until)
    if health:
        question.health.add(who)
    about_health(question)
    about_newcomers(log, question)
    return []


def about_newcomers(log: Log, question: Question) -> None:
    active = log.last("active")
    if active and set(question.named) - set(active.named) - {question.next_holder}:
        question.scopes.add("participants")


def unname(town: Town, log: Log, by: str, who: str) -> Entries:
    question = written(town, log, by)
    if question is None:
        return None
    question.named.pop(who, None)
    about_health(question)
    return []


def keep_out(town: Town, log: Log, by: str, who: str) -> Entries:
    question = written(town, log, by)
    if question is None or who in question.named or who in question.kept_out:
        return None
    if log.offer and log.offer[1] == who:
        return None
    question.kept_out.add(who)
    return []


def choose(town: Town, log: Log, by: str, scopes: set[str]) -> Entries:
    question = written(town, log, by)
    if question is None or log.state != "open" or not scopes:
        return None
    if "transition" not in scopes:
        question.next_holder = question.leaving = None
    question.scopes = (question.scopes - ABOUT) | scopes
    about_newcomers(log, question)
    return []


def move(town: Town, log: Log, by: str, to: str, last: date) -> Entries:
    """A transition: who takes over, and the last day of the asker's own service."""
    question = written(town, log, by)
    longest = months_after(town.today, town.policy.valid_months or 60)
    if question is None or not town.today <= last <= longest:
        return None
    if by not in question.named or SERVICE[to] == SERVICE[by] or to in question.kept_out:
        return None
    question.next_holder, question.leaving = to, (SERVICE[by], last)
    question.scopes.add("transition")
    if to not in question.named:
        question.named[to] = ("everything", max(min(school_year(town.today), longest), last))
        about_newcomers(log, question)
    let_leave(log, question)
    return []


def school_year(today: date) -> date:
    end = date(today.year, 6, 30)
    return end if (end - today).days >= 60 else date(today.year + 1, 6, 30)


def let_leave(log: Log, question: Question) -> None:
    if question.leaving is None:
        return
    service, last = question.leaving
    for who, (sees, until) in question.named.items():
        if SERVICE[who] == service and who not in (log.holder, question.next_holder):
            question.named[who] = (sees, min(until, last))


def note_oral(town: Town, log: Log, by: str) -> Entries:
    if not town.leads(log, by):
        return None
    log.oral.add(by)
    log.spoken = True
    return ["consent.oral_noted"]


# Asking and answering.


def ask(town: Town, log: Log, by: str) -> Entries:
    question = written(town, log, by)
    if question is None or (log.state != "open" and not log.spoken):
        return None
    return ["consent.asked"] if send(town, log, question, by) else None


def send(town: Town, log: Log, question: Question, by: str) -> bool:
    """Freeze the question and let in who is asked; False where it cannot be sent as it is."""
    let_leave(log, question)
    leaves_on = question.leaving[1] if question.leaving else date.min
    batons = batons_of(log, by)
    if "transition" in question.scopes and leaves_on < town.today:
        return False
    if not batons | ({question.next_holder} - {None}) <= set(question.named):
        return False
    if log.offer and log.offer[1] in question.kept_out:
        return False
    if any(until < town.today for _sees, until in question.named.values()):
        return False
    enough = town.enough(question.scopes)
    if not enough:
        return False
    question.enough, question.asked_on, question.asked_by = enough, town.today, by
    log.asked |= people_in(enough)
    return True


def batons_of(log: Log, asker: str) -> set[str | None]:
    """Who has or is to have the baton."""
    if log.state == "draft":
        return {log.starter, log.planned}
    return {log.holder} if log.state == "open" else {asker}


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


# Taking back, and ending.


def signed(log: Log, who: str) -> bool:
    active = log.last("active")
    return active is not None and active.answers.get(who) is True


def withdraw(town: Town, log: Log, by: str) -> Entries:
    if "read" not in town.rights(log, by) or not signed(log, by):
        return None
    return end(log, "withdrawn", ["consent.withdrawn", "logs.closed"])


def record_withdrawal(town: Town, log: Log, by: str, who: str) -> Entries:
    if "helper" not in town.roles(log, by) or not signed(log, who):
        return None
    return end(log, "withdrawn", ["consent.withdrawal_recorded", "logs.closed"])


def withdraw_for(town: Town, log: Log, by: str, who: str) -> Entries:
    if "read" not in town.rights(log, by) or not signed(log, by):
        return None
    if who == log.holder or who not in log.helpers:
        return None
    log.last("active").taken_out.add(who)
    del log.helpers[who]
    if log.offer and log.offer[1] == who:
        log.offer = None
    asked = log.last("asked")
    if asked and who in asked.named:
        asked.end = "taken_back"
        return ["consent.withdrawn_for", "consent.taken_back"]
    return ["consent.withdrawn_for"]


def close(town: Town, log: Log, by: str) -> Entries:
    if "coordinate" not in town.rights(log, by):
        return None
    return end(log, "closed", ["logs.closed"])


def close_by_family(town: Town, log: Log, by: str) -> Entries:
    if log.state != "open" or not town.roles(log, by) & {"owner", "guardian"}:
        return None
    alone = min(18, town.policy.owner_may_close_from or 18)
    if not signed(log, by) and not (by == OWNER and town.years() >= alone):
        return None
    return end(log, "closed", ["logs.closed"])


def end(log: Log, why: str, entries: list[str]) -> list[str]:
    """Nothing is left to answer; helpers and baton are gone; the family goes on reading."""
    for each in log.versions:
        each.end = each.end or why
    log.state, log.holder, log.offer = "closed", None, None
    log.helpers, log.asked = {}, set()
    return entries


def review(town: Town, log: Log, by: str, guardian: str, keeps: bool) -> Entries:
    """The owner who alone was asked decides what a guardian may go on reading."""
    active = log.last("active")
    if active is None or people_in(active.enough) != {OWNER} or guardian not in log.guardians:
        return None
    if by != OWNER and "coordinate" not in town.rights(log, by):
        return None
    if not keeps:
        del log.guardians[guardian]
        log.asked.discard(guardian)
        log.ended_by_owner.add(guardian)
    told = "" if by == OWNER else "_recorded"
    return [f"consent.guardian_{'kept' if keeps else 'ended'}{told}"]


# The baton.


def offer(town: Town, log: Log, by: str, to: str) -> Entries:
    if "coordinate" not in town.rights(log, by) or "helper" not in town.roles(log, to):
        return None
    asked = log.last("asked")
    if log.offer or to == by or (asked and to in asked.kept_out):
        return None
    log.offer = (by, to)
    return ["logs.baton_offered"]


def reply(town: Town, log: Log, by: str, accepts: bool) -> Entries:
    if log.offer is None or log.offer[1] != by or "read" not in town.rights(log, by):
        return None
    log.offer = None
    if not accepts:
        return ["logs.baton_declined"]
    log.holder = by
    return ["logs.baton_accepted", "logs.leg_began"]
