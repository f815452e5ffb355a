"""Which of the register's people can be signed in as, and the line that tells who they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stafett.people.fictional_register.adapter import HOUSEHOLDS
from stafett.people.fictional_register.others import NORDVIK as NORDVIKS_HOUSEHOLDS
from stafett.people.fictional_register.shape import Household, Place, Someone, Tie
from stafett.people.models import Protection, Relation

from .places import EIKVAG, NORDVIK, Town
from .words import Words, name

FIRST = ("marte", "anders", "elias", "nora")  # those whom a visitor meets first
SIGNS_IN_FROM = 13

TO = Words(" til ", " til ", " of ")
AND = Words(" og ", " og ", " and ")
RELATIONS = {
    Relation.MOTHER: Words("Mor", "Mor", "Mother"),
    Relation.FATHER: Words("Far", "Far", "Father"),
    Relation.COMOTHER: Words("Medmor", "Medmor", "Co-mother"),
    Relation.OTHER: Words("Verge og bestemor", "Verje og bestemor", "Guardian and grandmother"),
}
NO_RESPONSIBILITY = Words(
    ", uten foreldreansvar", ", utan foreldreansvar", ", without parental responsibility"
)
PROTECTED = Words(", med hemmelig adresse", ", med hemmeleg adresse", ", with a secret address")
PLACED = Words(", som bor i fosterhjem", ", som bur i fosterheim", ", who is in foster care")
ALONE = Words(", alene med ansvaret", ", åleine med ansvaret", ", alone with the responsibility")
BOTH = Words(
    ", som bor fast hos begge", ", som bur fast hos begge", ", who lives with both in turn"
)
WITH_HER = Words(", som bor fast hos henne", ", som bur fast hos henne", ", who lives with her")
WITH_HIM = Words(", som bor fast hos ham", ", som bur fast hos han", ", who lives with him")
WITH_MOTHER = Words(", som bor fast hos mor", ", som bur fast hos mor", ", who lives with mother")
WITH_FATHER = Words(", som bor fast hos far", ", som bur fast hos far", ", who lives with father")
PREGNANT = Words("Gravid", "Gravid", "Pregnant")
DECIDES = Words(
    ", bestemmer over sin egen logg",
    ", bestemmer over sin eigen logg",
    ", decides about an own log",
)
SIGNS_TOO = Words(", skriver under selv", ", skriv under sjølv", ", signs too")


@dataclass(frozen=True)
class Relative:
    """A child, young person or guardian who can be signed in as."""

    who: Someone
    line: Words
    town: Town

    def born(self, day: date) -> date:
        """The birth date in a register made on `day`."""
        return self.who.born(day)


def relatives() -> list[Relative]:
    """Everyone of the families who can be signed in as: the best known first, then by family."""
    found = [
        Relative(who, line, NORDVIK if household in NORDVIKS_HOUSEHOLDS else EIKVAG)
        for household in HOUSEHOLDS
        for who, line in _of(household)
    ]
    return sorted(found, key=lambda r: FIRST.index(r.who.key) if r.who.key in FIRST else len(FIRST))


def _of(household: Household) -> Iterator[tuple[Someone, Words]]:
    for tie in household.guardians:
        yield tie.who, _guardian(tie, household)
    for child, place in household.children:
        if child.age >= SIGNS_IN_FROM or child.key in FIRST:
            yield child, _owner(child, place)


def _guardian(tie: Tie, household: Household) -> Words:
    children = name(household.children[0][0].given_name)
    for child, _ in household.children[1:]:
        children += AND + name(child.given_name)
    return RELATIONS[tie.relation] + TO + children + _case(tie, household)


def _case(tie: Tie, household: Household) -> Words:
    """What makes this family a case of its own for the consent rules."""
    if tie.who.protection != Protection.NONE:
        return PROTECTED
    if not tie.responsibility:
        return NO_RESPONSIBILITY
    if household.live_together or tie.relation == Relation.OTHER:
        return name("")
    if len(household.guardians) == 1:
        return ALONE
    homes = [each.relation for each in household.guardians if each.fixed_residence]
    if len(homes) != 1:
        return BOTH if homes else PLACED
    if tie.fixed_residence:
        return WITH_HER if tie.relation == Relation.MOTHER else WITH_HIM
    if Relation.OTHER in homes:
        return PLACED
    return WITH_MOTHER if Relation.MOTHER in homes else WITH_FATHER


def _owner(child: Someone, place: Place) -> Words:
    if place.pregnant:
        return PREGNANT
    age = Words(f"{child.age} år", f"{child.age} år", f"{child.age} years old")
    if child.age >= 18:
        return age + DECIDES
    return age + SIGNS_TOO if child.age >= 15 else age
