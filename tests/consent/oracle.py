"""Is this enough? The specification once more, asked the other way round.

It judges a set of signers, knows no groups, and shares no code with the rules: only the names
of settings, scopes and people.
"""

from datetime import date


def age(birth: date, on: date) -> int:
    """Birthdays counted one by one."""
    filled = 0
    while True:
        year = birth.year + filled + 1
        try:
            birthday = date(year, birth.month, birth.day)
        except ValueError:  # 29 February in another year
            birthday = date(year, 3, 1)
        if birthday > on:
            return filled
        filled += 1


def enough(signers, policy, birth, on, guardians, scopes, together) -> bool | None:
    """Whether these signers are enough for all scopes; None where no answer can be given."""
    answers = [_scope(signers, policy, age(birth, on), guardians, s, together) for s in scopes]
    return None if None in answers else all(answers)


def _scope(signers, policy, years, guardians, scope, together) -> bool | None:
    if years >= 18:
        return "owner" in signers
    care = scope == "ordinary_care"
    if scope in ("health", "ordinary_care"):
        limit = policy.health_youth_alone_from
        if limit is not None and limit <= years:
            return "owner" in signers
        guardians_needed = True
    else:
        limit = policy.education_youth_alone_from
        if scope == "education" and limit is not None and limit <= years:
            return "owner" in signers
        until = policy.guardians_sign_until
        guardians_needed = until is not None and years < until
    youth = policy.youth_signs_from
    youth_needed = youth is not None and youth <= years
    able = [guardian for guardian in guardians if guardian.responsibility]
    if not youth_needed and not (guardians_needed and able):
        return None
    if youth_needed and "owner" not in signers:
        return False
    if not guardians_needed or not able:
        return True
    needed, one_of = _guardians(policy, able, together)
    if care and policy.ordinary_care_one_guardian:
        return bool(signers & (needed | one_of))
    return needed <= signers and (not one_of or bool(one_of & signers))


def _guardians(policy, able, together) -> tuple[set[str], set[str]]:
    """Those who must all sign, and those of whom one must."""
    others = {guardian.id for guardian in able if guardian.kind == "other"}
    parents = {guardian.id for guardian in able if guardian.kind == "parent"}
    if together:
        if policy.one_guardian_when_together:
            return others, parents
        return others | parents, set()
    home = {
        guardian.id for guardian in able if guardian.kind == "parent" and guardian.fixed_residence
    }
    if not home or policy.nonresident_guardian_signs:
        return others | parents, set()
    return others | home, set()
