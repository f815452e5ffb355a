"""Taking a yes back, ending a log, and the baton, by the reference."""

from .reference import OWNER, Entries, Log, Town, people_in


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
