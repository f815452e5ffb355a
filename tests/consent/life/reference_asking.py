"""Writing and sending a question, by the reference: the entries that follow, None where refused."""

from datetime import date, timedelta

from .reference import ABOUT, SERVICE, Entries, Log, Question, Town, months_after, people_in


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


def stop_asking(town: Town, log: Log) -> Entries:
    """An administrator takes back whom she named, while the family is not asked."""
    if log.state != "closed" or not log.reopening or log.reopening[1] < town.today:
        return None
    begun = log.in_the_making
    if begun and begun.state == "asked":
        return None
    if begun:
        begun.end = "taken_back"
    log.reopening, log.spoken = None, False
    return ["consent.reopening_taken_back"]


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


# Sending it.


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
