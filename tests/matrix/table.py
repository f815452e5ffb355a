"""The table: every address of the site, who may do what there, and on which requirement it rests.

Written by hand. A new address needs a line: choose a grid (or write one in `grids.py`), and for a
form say in `sent.py` what somebody sends who fills it in right.
"""

from dataclasses import dataclass

from tests.matrix import grids
from tests.matrix.grids import Grid


@dataclass(frozen=True)
class Line:
    """One address; `forms` are what can be sent there, each with a grid of its own.

    A page without a form has one grid, under "".
    """

    why: str  # requirements, or a heading in consent.md
    forms: dict[str, Grid]

    @property
    def has_form(self) -> bool:
        """Whether anything can be sent there."""
        return "" not in self.forms


def page(why: str, who: Grid) -> Line:
    """An address that is only read."""
    return Line(why, {"": who})


def form(why: str, **who: Grid) -> Line:
    """An address with forms, by the names that `sent.py` knows them by."""
    return Line(why, who)


OF_A_LOG: dict[str, Line] = {
    "log": page("A6 A9 D10 H1 H2", grids.LOG),
    "history": page("A10 H2 H4", grids.READ),
    "baton": form("D10 D11 D29", offer=grids.OFFER, accept=grids.TAKE_OVER),
    "archive:pdf": page("H5 H7", grids.PRINT),
    "consent:show": page("G1 G2 G3 H10", grids.CONSENT),
    "consent:prepare": form("G5 G8 D14", save=grids.ASKER, ask=grids.ASKER, begin=grids.ASKER),
    "consent:oral": form("G5 G22", note=grids.ASKER),
    "consent:add": form("G2 G6 D20", name=grids.ASKER),
    "consent:change": form("G2 G8", change=grids.ASKER),
    "consent:sign": form("G1 G4", yes=grids.ANSWER, no=grids.ANSWER),
    "consent:record": form("G4; consent.md, assisted_signing", record=grids.ASKER_WHEN_SENT),
    "consent:recorded": page("G4; consent.md, assisted_signing", grids.RECEIPT),
    "consent:take_back": form("G8 D14", take_back=grids.ASKER),
    "consent:withdraw": form("G18 G20 P3", all=grids.TAKE_BACK_OWN),
    "consent:record_withdrawal": form("G19", heard=grids.HEARD),
    "consent:withdrawn": page("G19 G21", grids.WITHDRAWN),
    "consent:discard": form("J3; consent.md, drafts", discard=grids.ONLY_STARTER),
    "consent:close": form("D30 P1 P6", close=grids.ONLY_HOLDER),
    "plan:understanding": form("K2 K3 H3", write=grids.WRITE),
    "plan:new_goal": form("K4 H3", set=grids.WRITE),
    "plan:new_subgoal": form("K5 H3", set=grids.WRITE),
    "plan:goal": form("K12 H2 H3", comment=grids.COMMENT),
    "plan:change_goal": form("K12 K16 H3", change=grids.WRITE),
    "plan:close_goal": form("K14 H3", close=grids.WRITE),
    "plan:new_measure": form("K8 K11 H3", agree=grids.WRITE),
    "plan:measure": form("K12 H2 H3", comment=grids.COMMENT),
    "plan:change_measure": form("K12 K16 H3", change=grids.WRITE),
    "plan:evaluate": form("K15 F4 H3", tell=grids.WRITE),
}
