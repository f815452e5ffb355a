"""What must hold for every policy, family and question."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stafett.consent.rules import (
    OWNER,
    Group,
    Guardian,
    Kind,
    NobodyCanSign,
    Owner,
    Scope,
    required_signatures,
)
from stafett.municipality.policy import Policy
from stafett.municipality.policy_checks import ages_without_signer

from . import oracle
from .families import FATHER, MOTHER, TODAY, aged

ages = st.none() | st.integers(0, 20)
policies = st.builds(
    Policy,
    youth_signs_from=ages,
    guardians_sign_until=ages,
    health_youth_alone_from=ages,
    education_youth_alone_from=ages,
    ordinary_care_one_guardian=st.booleans(),
    one_guardian_when_together=st.booleans(),
    nonresident_guardian_signs=st.booleans(),
)
families = st.lists(
    st.builds(
        Guardian,
        id=st.sampled_from(["mother", "father", "uncle", "body", "Åse"]),
        responsibility=st.booleans(),
        fixed_residence=st.booleans(),
        kind=st.sampled_from(Kind),
    ),
    max_size=4,
    unique_by=lambda guardian: guardian.id,
)
scopes = st.sets(st.sampled_from(Scope), min_size=1)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1)]
)


@st.composite
def children(draw: st.DrawFn) -> tuple[Owner, date]:
    """An owner below 18 and a day, often a birthday or next to one."""
    on = draw(days)
    years = draw(st.integers(0, 17))
    off = draw(st.sampled_from([0, 1, -1]) | st.integers(-364, 364))
    birth = min(on, date(on.year - years, on.month, min(on.day, 28)) + timedelta(off))
    assume(oracle.age(birth, on) < 18)
    return Owner(birth), on


def asked(*question: object) -> list[Group] | None:
    """The groups, or None where nobody can sign."""
    try:
        return required_signatures(*question)  # type: ignore[arg-type]
    except NobodyCanSign:
        return None


def satisfied(groups: Iterable[Group], signers: set[str] | frozenset[str]) -> bool:
    return all(group.members & signers for group in groups)


@given(policies, days, st.integers(18, 100), families, scopes, st.booleans(), st.booleans())
def test_from_18_the_owner_alone(policy, on, years, guardians, wanted, together, given_as) -> None:
    owner = Owner(adult=True) if given_as else Owner(on - timedelta(days=366 * years))
    groups = required_signatures(policy, on, owner, guardians, wanted, together)
    assert [group.members for group in groups] == [{OWNER}]


@given(policies, children(), families, scopes, st.booleans())
def test_nobody_without_parental_responsibility_is_ever_needed(
    policy, child, guardians, wanted, together
) -> None:
    owner, on = child
    allowed = {OWNER} | {guardian.id for guardian in guardians if guardian.responsibility}
    for group in asked(policy, on, owner, guardians, wanted, together) or []:
        assert group.members <= allowed


@given(policies, children(), families, scopes, st.booleans())
def test_those_without_parental_responsibility_change_nothing(
    policy, child, guardians, wanted, together
) -> None:
    owner, on = child
    answering = [guardian for guardian in guardians if guardian.responsibility]
    assert asked(policy, on, owner, guardians, wanted, together) == asked(
        policy, on, owner, answering, wanted, together
    )


@given(policies, children(), families, scopes, scopes, st.booleans())
def test_more_scopes_never_need_fewer_signatures(
    policy, child, guardians, wanted, more, together
) -> None:
    owner, on = child
    wider = asked(policy, on, owner, guardians, wanted | more, together)
    if wider is None:
        return
    narrower = asked(policy, on, owner, guardians, wanted, together)
    assert narrower is not None
    for group in narrower:
        assert any(other.members <= group.members for other in wider)


@given(policies, children(), scopes, st.booleans())
def test_shared_residence_needs_both(policy, child, wanted, third) -> None:
    owner, on = child
    family = [MOTHER, FATHER]
    if third:
        family.append(Guardian("body", responsibility=True, kind=Kind.OTHER))
    wanted = wanted - {Scope.ORDINARY_CARE}
    assume(wanted)
    groups = asked(policy, on, owner, family, wanted, False)
    assume(groups is not None)
    guardians_heard = any(OWNER not in group.members for group in groups)
    members = [group.members for group in groups]
    assert ({"mother"} in members) == ({"father"} in members) == guardians_heard


@given(policies, children(), st.permutations([*Scope]), families, st.booleans(), st.randoms())
def test_the_order_of_the_input_never_matters(
    policy, child, shuffled, guardians, together, random
) -> None:
    owner, on = child
    other_way = random.sample(guardians, len(guardians))
    for size in (2, len(shuffled)):
        some = shuffled[:size]
        ordered = sorted(some)
        assert asked(policy, on, owner, guardians, some, together) == asked(
            policy, on, owner, other_way, [*ordered, *ordered], together
        )


@given(policies, families, st.booleans())
def test_an_accepted_policy_has_a_signer_at_every_age(policy, guardians, together) -> None:
    guardians = [*guardians, Guardian("parent", responsibility=True)]
    gaps = ages_without_signer(policy)
    for age in range(18):
        for scope in Scope:
            groups = asked(policy, TODAY, aged(age), guardians, [scope], together)
            if age not in gaps:
                assert groups, (age, scope)
        assert (asked(policy, TODAY, aged(age), guardians, [Scope.OPEN], together) is None) == (
            age in gaps
        )


@given(policies, children(), families, scopes, st.booleans())
def test_groups_are_never_empty_and_none_contains_another(
    policy, child, guardians, wanted, together
) -> None:
    owner, on = child
    groups = asked(policy, on, owner, guardians, wanted, together)
    if groups is None:
        return
    assert groups
    assert all(group.members and group.reasons and group.requirements for group in groups)
    for one, other in combinations(groups, 2):
        assert not one.members <= other.members
        assert not other.members <= one.members
    if any(OWNER in group.members for group in groups):
        assert groups[0].members == {OWNER}


@given(policies, children(), families, scopes, st.booleans())
def test_one_in_the_parents_place_never_displaces_anyone(
    policy, child, guardians, wanted, together
) -> None:
    owner, on = child
    policy = replace(policy, ordinary_care_one_guardian=False)
    more = [*guardians, Guardian("added", responsibility=True, kind=Kind.OTHER)]
    before = asked(policy, on, owner, guardians, wanted, together)
    after = asked(policy, on, owner, more, wanted, together)
    if before is not None:
        assert after is not None
        assert {group.members for group in before} <= {group.members for group in after}


@given(policies, children(), families, scopes, st.booleans())
def test_the_answer_is_the_oracles(policy, child, guardians, wanted, together) -> None:
    """Both judge every possible set of signers; groups that hold no other group are then unique."""
    owner, on = child
    groups = asked(policy, on, owner, guardians, wanted, together)
    people = [OWNER, *(guardian.id for guardian in guardians)]
    for size in range(len(people) + 1):
        for signers in combinations(people, size):
            expected = oracle.enough(
                set(signers), policy, owner.birth, on, guardians, wanted, together
            )
            if groups is None:
                assert expected is None
            else:
                assert satisfied(groups, set(signers)) == expected


@pytest.mark.parametrize("wanted", [[scope] for scope in Scope])
def test_the_oracle_itself_can_say_no(wanted: list[Scope]) -> None:
    birth = date(2016, 1, 1)
    family = [MOTHER, FATHER]
    assert oracle.enough({"mother"}, Policy(), birth, TODAY, family, wanted, True) is False
    assert oracle.enough({"mother", "father"}, Policy(), birth, TODAY, family, wanted, True) is True
    assert oracle.enough({"mother"}, Policy(), birth, TODAY, [], wanted, True) is None
