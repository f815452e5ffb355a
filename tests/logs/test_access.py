"""Who may do what, as the rules say it: every state with every way of being let in."""

from itertools import combinations

import pytest

from stafett.logs.access import Right, rights

ROLES = ("starter", "asked", "owner", "guardian", "participant")
LETTERS = {
    "s": Right.SEE,
    "p": Right.PREPARE,
    "r": Right.READ,
    "w": Right.WRITE,
    "c": Right.COORDINATE,
    "o": Right.OVERSEE,
}
# By role alone, from the requirements: in a draft (A18, J3, G6), in an open log (H1-H3, C3-C6),
# where guardians read only (Z4), and in a closed one (H7, P1), which may be asked about anew (P8).
ALONE = {
    "starter": ("sp", "", "", "sp"),
    "asked": ("s", "s", "s", "s"),
    "owner": ("s", "srw", "srw", "sr"),
    "guardian": ("s", "srw", "sr", "sr"),
    "participant": ("s", "srw", "srw", ""),
}
WHERE = (("draft", True), ("open", True), ("open", False), ("closed", True))


def may(state: str, roles: tuple[str, ...], *, holder: bool = False, write: bool = True) -> str:
    found = rights(state, roles, holder=holder, guardians_write=write)
    return "".join(letter for letter, right in LETTERS.items() if right in found)


@pytest.mark.requirement("A18", "H1", "H2", "H3", "H7", "C3", "C5", "C6")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_alone(role: str) -> None:
    for (state, write), wanted in zip(WHERE, ALONE[role], strict=True):
        assert may(state, (role,), write=write) == wanted, (state, write)


@pytest.mark.requirement("H1", "C7", "C9")
def test_who_is_not_let_in_may_nothing() -> None:
    """Neither an office nor a baton that is left in the hand lets anybody in."""
    for state, write in WHERE:
        for holder in (True, False):
            assert may(state, (), holder=holder, write=write) == ""


@pytest.mark.requirement("C7", "C9", "H1")
@pytest.mark.parametrize("office", ["leader", "administrator"])
def test_an_office_oversees_and_reads_nothing(office: str) -> None:
    """State, holder and deadlines of what is not ended; there is no way in, and none in need."""
    for (state, write), wanted in zip(WHERE, ("o", "o", "o", ""), strict=True):
        assert may(state, (office,), write=write) == wanted
        assert may(state, (office,), holder=True, write=write) == wanted
        assert may(state, (office, office[::-1]), write=write) == wanted
    for role in ROLES:
        for column, (state, write) in enumerate(WHERE):
            both = set(may(state, (office, role), write=write))
            assert both - {"o"} == set(ALONE[role][column])


@pytest.mark.requirement("C5", "D14", "D30")
def test_the_holder_coordinates_an_open_log_alone() -> None:
    assert may("open", ("participant",), holder=True) == "srwc"
    assert may("open", ("participant",), holder=True, write=False) == "srwc"
    assert may("closed", ("participant",), holder=True) == ""
    assert may("open", ("asked",), holder=True) == "s"
    assert may("draft", ("starter",), holder=True) == "sp"


def test_two_roles_give_no_more_than_each_gives() -> None:
    """A guardian who is asked anew, an owner who is asked, a teacher who is the child's mother."""
    for column, (state, write) in enumerate(WHERE):
        for size in range(2, len(ROLES) + 1):
            for roles in combinations(ROLES, size):
                each = set("".join(ALONE[role][column] for role in roles))
                found = set(may(state, roles, write=write))
                assert found <= each, (state, write, roles)
                assert found == each or state == "closed", (state, write, roles)
