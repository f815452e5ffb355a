"""The table: every address of the site, who may do what there, and on which requirement it rests.

Written by hand. A new address needs a line: choose a grid (or write one in `grids.py`), and for a
form say in `sent.py` what somebody sends who fills it in right.
"""

from dataclasses import dataclass

from tests.matrix import consent_grids as consent
from tests.matrix import grids
from tests.matrix import meeting_grids as meeting
from tests.matrix import voice_grids as voice
from tests.matrix.grids import Grid
from tests.matrix.seats import VISITOR


@dataclass(frozen=True)
class Line:
    """One address; `forms` are what can be sent there, each with a grid of its own.

    A page without a form has one grid, under "".
    """

    why: str  # requirements, or a heading in consent.md
    forms: dict[str, Grid]

    is_public = False

    @property
    def allowed(self) -> str:
        """The methods that the address takes, as it says itself."""
        return "GET, HEAD, POST" if self.has_form else "GET, HEAD"

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
    "ending": page("D30 P1", grids.HOLDER_READS),
    "history": page("A10 H2 H4", grids.READ),
    "promises": page("D25 K15 H2 H4", grids.READ),
    "search": page("L8 H1 H2", grids.READ),
    "who_looked": page("H10", grids.READ),
    "as_seen": page("G2 G3 H10", consent.AS_SEEN),
    "level": form("B20 B21 H2", change=grids.READ_AND_LEAD),
    "ppt": form("B22 H2", note=grids.READ_AND_NOTE),
    "baton": form(
        "D6 D10 D11 D29", offer=grids.OFFER, accept=grids.TAKE_OVER, wish=grids.HOLDER_WISH
    ),
    "coordination": form("N2 N3 N4 C11", ask=grids.SERVICES, appoint=grids.APPOINT),
    "two_holders": form("D9", ask=grids.NO_SECOND_HOLDER),
    "away": form("D5 D10", tell=grids.AWAY, stand_in=grids.STANDS_IN),
    "transition": form("O1 O2 O3 H2", note=grids.TRANSITION),
    "contact": form("A6", show=grids.OWN_CONTACT),
    "picture": form("J6 H3", choose=grids.WRITE),
    "deletion:demand": form("Q4", send=grids.DEMAND, appeal=grids.NO_DECISION),
    "file": page("H1 H2 H4", grids.MESSAGES),
    "messages:threads": page("L7 L8 H2 H4", grids.MESSAGES),
    "messages:new": form("L7 L8 H3", send=grids.SEND),
    "messages:thread": form("L8 H2 H3 H4", answer=grids.ANSWER_MESSAGE),
    "meetings:meetings": page("D15 L6 H2 H4", grids.MESSAGES),
    "meetings:call": form("D15 D16 D18 D19 L7", call=grids.ONLY_HOLDER),
    "meetings:meeting": form("D15 D17 H2 H4 M3", answer=grids.ANSWER_MEETING),
    "meetings:change": form("D15 D21", change=grids.ONLY_HOLDER),
    "meetings:cancel": form("D15", cancel=grids.ONLY_HOLDER),
    "meetings:restore": form("D15", restore=grids.ONLY_HOLDER),
    "meetings:appointment": page("L5", grids.MESSAGES),
    "meetings:agenda": form("D17 H3", add=grids.SEND),
    "meetings:sitting": form("L1 L2", begin=meeting.CONDUCT),
    "meetings:sitting_voice": form("M2 M6", hear=meeting.CONDUCT),
    "meetings:sitting_measure": form("K15 K16 K19", review=meeting.CONDUCT),
    "meetings:sitting_way": form("K17 L4", choose=meeting.CONDUCT),
    "meetings:sitting_next": form("M4 L5", settle=meeting.CONDUCT),
    "meetings:sitting_meeting": form("L5 D15", agree=meeting.CONDUCT),
    "meetings:sitting_tasks": form("L3", take_on=meeting.CONDUCT),
    "meetings:sitting_remark": form("L3", write=meeting.CONDUCT),
    "meetings:sitting_read": form("L3", read_out=meeting.CONDUCT),
    "meetings:health": form("H4; consent.md, health information", mark=meeting.MARK),
    "meetings:minutes": form("L3 L8 H2 H3", correct=meeting.MINUTES),
    "meetings:task": form("L3 F3", finish=meeting.TASK),
    "meetings:after": form("L10 H2", answer=meeting.AFTER),
    "archive:pdf": page("H5 H7", grids.PRINT),
    "archive:print": page("H5 H7 L11", grids.PRINT),
    "archive:print_pdf": page("H5 H7 L11", grids.PRINT),
    "archive:packages": form("P4 G3", make=grids.PACKAGES),
    "archive:package_pdf": page("P4 H7", grids.PACKAGE),
    "archive:package_data": page("P4 H7", grids.PACKAGE),
    "consent:show": page("G1 G2 G3 H10", consent.CONSENT),
    "consent:prepare": form(
        "G5 G8 D14", save=consent.ASKER, ask=consent.ASKER, begin=consent.ASKER
    ),
    "family": form("G11 G16; consent.md, the register", seen=consent.ASKER),
    "consent:about": form("G3 G6 G7", choose=grids.ONLY_HOLDER),
    "consent:transition": form("G7 O2 D33", choose=grids.ONLY_HOLDER),
    "consent:keep_out": form("G2; consent.md, what is kept out", name=consent.ASKER),
    "consent:oral": form("G5 G22", note=consent.ASKER),
    "consent:add": form("G2 G6 D20", name=consent.ASKER),
    "consent:add_outsider": form("A21 A22 C6 G2 G6", name=consent.ASKER),
    "consent:link": form("A21 I4", send=grids.ONLY_HOLDER),
    "consent:change": form("G2 G8", change=consent.ASKER),
    "consent:sign": form("G1 G4", yes=consent.ANSWER, no=consent.ANSWER),
    "consent:record": form("G4; consent.md, assisted_signing", record=consent.ASKER_WHEN_SENT),
    "consent:recorded": page("G4; consent.md, assisted_signing", consent.RECEIPT),
    "consent:take_back": form("G8 D14", take_back=consent.ASKER),
    "consent:withdraw": form("G18 G20 P3", all=consent.TAKE_BACK_OWN),
    "consent:record_withdrawal": form("G19", heard=consent.HEARD),
    "consent:withdrawn": page("G19 G21", consent.WITHDRAWN),
    "consent:discard": form("J3; consent.md, drafts", discard=consent.ONLY_STARTER),
    "consent:close": form("D30 P1 P3 P6", close=consent.CLOSE, end=consent.FAMILY_CLOSES),
    "consent:review": form("H2 G12", keep=consent.SIGNS_ALONE),
    "plan:order": form("K18 H3", arrange=grids.WRITE),
    "plan:understanding": form("K2 K3 H3", write=grids.WRITE),
    "plan:new_goal": form("K4 H3", set=grids.WRITE),
    "plan:new_subgoal": form("K5 H3", set=grids.WRITE),
    "plan:goal": form("K12 H2 H3", comment=grids.COMMENT),
    "plan:agree": form("K7 H2", agree=grids.FAMILY_SAYS),
    "plan:rate": form("K4 K19 M6 H2", rate=grids.FAMILY_SAYS),
    "plan:change_goal": form("K12 K16 H3", change=grids.WRITE),
    "plan:close_goal": form("K14 H3", close=grids.WRITE),
    "plan:reopen_goal": form("A10 H3", again=grids.WRITE),
    "plan:new_measure": form("K8 K11 H3", agree=grids.WRITE),
    "plan:measure": form("K12 H2 H3", comment=grids.COMMENT),
    "plan:change_measure": form("K12 K16 H3", change=grids.WRITE),
    "plan:picture": form("J6 H3", choose=grids.WRITE),
    "plan:reopen_measure": form("A10 H3", again=grids.WRITE),
    "plan:evaluate": form("K15 F4 H3", tell=grids.WRITE),
    "voice:health": form("H4; consent.md, health information", mark=grids.MARK),
    "protected": form("issue 4.5", clear=grids.NOT_PROTECTED),
    "health": form("H4; consent.md, health information", yes=grids.ONLY_THE_YOUNG),
    "voice:room": form("M6 M11 M14", keep=voice.OWN_ROOM),
    "voice:not_working": form("M11", keep=voice.OWN_ROOM_OPEN),
    "voice:words": form("M6 M11", share=voice.OWN_ROOM),
    "voice:change": form("M6 M11", change=voice.OWN_ROOM_OPEN),
    "voice:throw_away": form("M6 M11", throw=voice.OWN_ROOM_ALWAYS),
    "voice:talk": form("M11 D26", ask=voice.OWN_ROOM_OPEN),
    "voice:sign_in": form("I2 Z11", yes=voice.TOO_OLD),
    "voice:write_talk": form("M2 M6 M8 M13", write=voice.HEARS_AND_WRITES),
    "voice:next_talk": form("D26 M3 M13", agree=voice.HEARS_AND_WRITES),
    "voice:participation": form("M4 M5 M8 M10 M11", write=voice.HEARS_AND_WRITES),
    "voice:told": form("M6 M11 H2", heard=voice.HEARS),
}

ADMINISTRATORS = {"administrator", "administrator of another municipality"}
LEADERS = {"leader of the unit", "leader in another municipality"}
LEADING_HERE = {"administrator", "leader of the unit"}
LEADING = ADMINISTRATORS | LEADING_HERE | {"leader in another municipality"}
AT_WORK = ADMINISTRATORS | {
    "holder",
    "helper",
    "planner",
    "holder of another log",
    "colleague in the unit",
    "leader of the unit",
    "professional in another unit, asked about",
    "leader in another municipality",
}


@dataclass(frozen=True)
class SiteLine(Line):
    """An address of no log: two letters (see `grids.py`) for those it is for, and for all others.

    Besides the letters of the grids: `x`, no such method; `a`, answered on the page (200); `k`,
    answered on the page, and that it was asked is kept in a book; `g`, gone (410); `n`, not
    found (404), where a visitor is not sent to sign in.
    """

    who: frozenset[str] = frozenset()
    may: str = ".."
    others: str = ".."
    visitor: str = ""
    methods: str = "GET, HEAD, POST"

    @property
    def is_public(self) -> bool:  # type: ignore[override]
        """Whether a visitor is let in."""
        return bool(self.visitor)

    @property
    def allowed(self) -> str:
        """The methods that the address takes."""
        return self.methods

    @property
    def has_form(self) -> bool:
        """Whether anything can be sent there."""
        return "POST" in self.methods

    def letters(self, seat: str) -> str:
        """What opening and sending come to."""
        if seat == VISITOR:
            return self.visitor or ("xs" if self.methods == "POST" else "ss")
        return self.may if seat in self.who else self.others


def everybody(why: str, letters: str, visitor: str = "", methods: str = "GET, HEAD") -> SiteLine:
    """An address for everybody who is signed in; for visitors too, where something is said."""
    return SiteLine(why, {}, others=letters, visitor=visitor, methods=methods)


def only(who: set[str], why: str, letters: str, methods: str = "GET, HEAD, POST") -> SiteLine:
    """An address that others find nothing at."""
    others = "x." if methods == "POST" else ".."
    return SiteLine(why, {}, frozenset(who), letters, others, methods=methods)


OF_THE_SITE: dict[str, SiteLine] = {
    "start": everybody("T1 T2", "rx", "rx"),
    "alive": everybody("issue 9.6", "rx", "rx"),
    "figures": everybody("issue 9.6", ".x", "nx"),
    "help": everybody("S1", "rx", "rx"),
    "help_topic": everybody("S1", "rx", "rx"),
    "privacy": everybody("issue 10.5; G21", "rx", "rx"),
    "accessibility": everybody("issue 10.5", "rx", "rx"),
    "help_family": everybody("T1 T2", "rx", "rx"),
    "sign_in": everybody("I1 I2 S3", "rf", "rf", "GET, HEAD, POST"),
    "sign_in_as": everybody("S3", "x>", "x>", "POST"),
    "youth_sign_in": everybody("I2", "rf", "rf", "GET, HEAD, POST"),
    "youth_code": everybody("I2", "gg", "gg", "GET, HEAD, POST"),
    "youth_too_old": everybody("Z11", "rx", "rx"),
    "youth_paper": everybody("I2", "rf", "rf", "GET, HEAD, POST"),
    "youth_choose": everybody("I2", "gg", "gg", "GET, HEAD, POST"),
    "youth_app": everybody("I2", "gx", "gx"),
    "youth_link": everybody("I2", "sx", "sx"),
    "sign_out": everybody("I1", "r>", ">>", "GET, HEAD, POST"),
    "signed_out": everybody("I1", "rx", "rx"),
    "stay": everybody("I1", "rx", "rx"),
    "first_time": everybody("I3", "rx", "rx"),
    # Where ID-porten is set up they are tried in tests/identity/idporten/.
    "idporten_start": everybody("I1 R1", ">x", ">x"),
    "idporten_back": everybody("I1 R1", ">x", ">x"),
    "idporten_out": everybody("I1 R1", "gx", "gx"),
    "way_in": everybody("A21 I4", ">x", ">x"),
    "welcome": everybody("I3", "rx"),
    "sign_ins": everybody("I1", "rx"),
    "end_sign_ins": everybody("I1", "x>", "", "POST"),
    "shown_picture": everybody("J6 H1", ".x"),
    "my_page": everybody("H2 H3", "rx"),
    "coordinator": everybody("P9 R7", "rx"),
    "profile": everybody("I6", "rw", "", "GET, HEAD, POST"),
    "own_contact": everybody("A6", "rw", "", "GET, HEAD, POST"),
    "meetings:calendar": everybody("L5", "rw", "", "GET, HEAD, POST"),
    "meetings:feed": everybody("L5 H6", "gx", "gx"),
    "unfinished": everybody("issue 5.5", "rx"),
    "keep_writing": everybody("issue 5.5", "rf", "", "GET, HEAD, POST"),
    "let_go": everybody("issue 5.5", "x>", "", "POST"),
    "inquiry": only(ADMINISTRATORS, "H10", "rk"),
    "areas": only(ADMINISTRATORS, "A23 C9", "rw"),
    "messages:beginnings": only(ADMINISTRATORS, "L7 C9", "rw"),
    "deputy": only(LEADING, "C7", "rw"),
    "deputy_end": only(LEADING_HERE, "C7", "xw", "POST"),
    "units": only(ADMINISTRATORS, "C7 C9", "rx", "GET, HEAD"),
    "unit_new": only(ADMINISTRATORS, "C7 C9", "rw"),
    "unit": only({"administrator"}, "C7 C9", "rw"),
    "unit_end": only({"administrator"}, "C7 C9", "xw", "POST"),
    "unit_again": only({"administrator"}, "C7 C9", "xw", "POST"),
    "policy": only(ADMINISTRATORS, "C9", "rx", "GET, HEAD"),
    "policy_change": only(ADMINISTRATORS, "C9", "rw"),
    "policy_take_back": only(ADMINISTRATORS, "C9", "xw", "POST"),
    "policy_try": only(ADMINISTRATORS, "C9", "ra"),
    "leading": only(
        LEADING_HERE | {"leader in another municipality"}, "E1 E2 E6", "rx", "GET, HEAD"
    ),
    "assign": only({"leader of the unit"}, "E2 E3", "rw"),
    "numbers": only(ADMINISTRATORS, "C9", "rx", "GET, HEAD"),
    "training": only({"leader of the unit"}, "E5", "rw"),
    "staff": only(LEADING, "E1 H6", "rx", "GET, HEAD"),
    "staff_invite": only(LEADING, "E1", "rw"),
    "staff_invitation": only(LEADING_HERE, "E1", "xw", "POST"),
    "staff_end": only(LEADING_HERE, "H6", "rw"),
    "invitation": everybody("I4", "gg", "gg", "GET, HEAD, POST"),
    "invitation_link": everybody("I4", ">x", ">x"),
    "notice_settings": everybody("I6", "rw", "", "GET, HEAD, POST"),
    "tour": everybody("S3", "r.", "", "GET, HEAD, POST"),
    "training_mail": everybody("S3", "rx", "rx"),
    "training_file": everybody("S3", ">x", ">x"),
    "consent:closed_logs": only(ADMINISTRATORS, "H7 P7", "rk"),
    "consent:reopen": only(ADMINISTRATORS, "H7 P7 P8", ">>"),
    "consent:reopening_back": only(ADMINISTRATORS, "H7 P7 P8", ">>"),
    "archive:deliveries": only(ADMINISTRATORS, "C9 Q1", "rf"),
    "deletion:pass_on": only(LEADERS, "E7 Q5", "r>"),
    "deletion:demands": only(ADMINISTRATORS, "Q4 Q5", "rx", "GET, HEAD"),
    "deletion:decide": only(ADMINISTRATORS, "Q4 Q5", ">>"),
    "guide:overview": everybody("B1 B19", "rx", "rx"),
    "guide:level": everybody("B1", "rx", "rx"),
    "guide:step": everybody("B1", "rx", "rx"),
    "guide:tools": everybody("B5", "rx", "rx"),
    "guide:tool": everybody("B5 B24", "rx", "rx"),
    "guide:of_overview": everybody("B1", "rx", "rx"),
    "guide:of_level": everybody("B1", "rx", "rx"),
    "guide:of_step": everybody("B1", "rx", "rx"),
    "guide:of_tools": everybody("B1", "rx", "rx"),
    "guide:of_tool": everybody("B1", "rx", "rx"),
    "guide:pages": only(ADMINISTRATORS, "B1 C9", "rx", "GET, HEAD"),
    "guide:edit": only(ADMINISTRATORS, "B1 C9", "rw"),
    "guide:new_step": only(ADMINISTRATORS, "B1 C9", "rw"),
    "consent:start": only(AT_WORK, "J3 Z12 D1", "rw"),
}
