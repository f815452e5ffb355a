"""Who may do what at an address of a log, by hand from the requirements: a grid for each kind.

A row for each situation (`seats.SITUATIONS`), a column for each seat (`seats.SEATS`). A cell says
what happens when this person opens the page, and when this person sends its form, filled in right:

    .   nothing: exactly as for a log that does not exist, and nothing is touched
    r   the page; it has no form
    w   the page; the form is taken, and what it says is done
    f   the page; the form is answered with a sentence (409 or 422), and nothing is changed
    c   "the log is ended" (409), whether opened or sent; nothing is changed
    >   led on to another page of Stafett; nothing is changed

Two letters, such as `r.`: one for opening, one for sending. Strangers get `.` everywhere (H1);
neither leader nor administrator reads a log by office (C7, C9; no "break-glass"); a visitor is
sent to sign in (I1), whether the log exists or not.
"""

from dataclasses import dataclass

from tests.matrix.seats import SEATS, SITUATIONS


@dataclass(frozen=True)
class Grid:
    """One letter for opening and one for sending, by situation and seat."""

    cells: dict[tuple[str, str], str]

    def opening(self, situation: str, seat: str) -> str:
        """What opening the page comes to."""
        return self.cells.get((situation, seat), ".")[0]

    def sending(self, situation: str, seat: str) -> str:
        """What sending the form comes to."""
        return self.cells.get((situation, seat), ".")[-1]


def grid(text: str) -> Grid:
    """Read a grid. A situation without a row has nothing for anybody."""
    cells = {}
    heading, *lines = filter(None, map(str.strip, text.splitlines()))
    assert heading.split() == list(SEATS), f"The columns are: {' '.join(SEATS)}"
    for line in lines:
        situation, *letters = line.split()
        assert situation in SITUATIONS, f"No such situation: {situation}"
        assert len(letters) == len(SEATS), f"A letter for each of {', '.join(SEATS)}: {line}"
        cells |= {(situation, seat): each for seat, each in zip(SEATS, letters, strict=True)}
    return Grid(cells)


# H1-H3, C3-C6: whom the consent lets in reads; who is only asked does not (A18).
# A closed log is the family's own (H7). What is over or lost is so from that moment (G18, H6).
READ = grid("""
               owner mother father asked holder helper planner
    open       r     r      r      .     r      r      r
    readonly   r     r      r      .     r      r      r
    over       r     r      r      .     r      .      .
    left       r     r      r      .     r      .      r
    lost       r     .      r      .     r      r      r
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      .     r      r      r
""")

# H2, H4, H5: as READ, but not for those who are let in to the plan alone.
MESSAGES = grid("""
               owner mother father asked holder helper planner
    open       r     r      r      .     r      r      .
    readonly   r     r      r      .     r      r      .
    over       r     r      r      .     r      .      .
    left       r     r      r      .     r      .      .
    lost       r     .      r      .     r      r      .
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      .     r      r      .
""")

# As WRITE, but not for those who are let in to the plan alone.
SEND = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      .
    readonly   w     .      .      .     w      w      .
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      .
    lost       w     .      w      .     w      w      .
    closed     c     c      c      .     .      .      .
    lapsed     c     c      c      .     .      .      .
    withdrawn  c     c      c      .     .      .      .
    reopened   w     w      w      .     w      w      .
""")

# As COMMENT, but not for those who are let in to the plan alone.
ANSWER_MESSAGE = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      .
    readonly   w     r.     r.     .     w      w      .
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      .
    lost       w     .      w      .     w      w      .
    closed     rc    rc     rc     .     .      .      .
    lapsed     rc    rc     rc     .     .      .      .
    withdrawn  rc    rc     rc     .     .      .      .
    reopened   w     w      w      .     w      w      .
""")

# D15, Z4: as MESSAGES; all of them are invited, and say whether they come, also guardians who may
# only read.
ANSWER_MEETING = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      .
    readonly   w     w      w      .     w      w      .
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      .
    lost       w     .      w      .     w      w      .
    closed     rc    rc     rc     .     .      .      .
    lapsed     rc    rc     rc     .     .      .      .
    withdrawn  rc    rc     rc     .     .      .      .
    reopened   w     w      w      .     w      w      .
""")

# As READ; whoever only knows that there is a log is led to what is asked.
LOG = grid("""
               owner mother father asked holder helper planner
    prepared   .     .      .      .     >      .      .
    asked      >     >      >      >     >      .      .
    open       r     r      r      >     r      r      r
    readonly   r     r      r      >     r      r      r
    over       r     r      r      >     r      .      .
    left       r     r      r      >     r      .      r
    lost       r     .      r      >     r      r      r
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      >     r      r      r
""")

# H3, F1-F4: those who read write too, but guardians only where the policy says so (Z4).
# Nobody writes in a closed log; its family is told so.
WRITE = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      w
    readonly   w     .      .      .     w      w      w
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      w
    lost       w     .      w      .     w      w      w
    closed     c     c      c      .     .      .      .
    lapsed     c     c      c      .     .      .      .
    withdrawn  c     c      c      .     .      .      .
    reopened   w     w      w      .     w      w      w
""")

# K12: everyone who reads opens it (H2), those who write add a word.
COMMENT = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      w
    readonly   w     r.     r.     .     w      w      w
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      w
    lost       w     .      w      .     w      w      w
    closed     rc    rc     rc     .     .      .      .
    lapsed     rc    rc     rc     .     .      .      .
    withdrawn  rc    rc     rc     .     .      .      .
    reopened   w     w      w      .     w      w      w
""")

# K7, M6: the family says how it sees a goal, also guardians who may only read (Z4); all read it.
FAMILY_SAYS = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     r.     r.     r.
    readonly   w     w      w      .     r.     r.     r.
    over       w     w      w      .     r.     .      .
    left       w     w      w      .     r.     .      r.
    lost       w     .      w      .     r.     r.     r.
    closed     rc    rc     rc     .     .      .      .
    lapsed     rc    rc     rc     .     .      .      .
    withdrawn  rc    rc     rc     .     .      .      .
    reopened   w     w      w      .     r.     r.     r.
""")

# A6: one of the family shows the team the own telephone; reading is enough, for it is one's own.
OWN_CONTACT = grid("""
               owner mother father asked holder helper planner
    open       w     w     w     .     .     .     .
    readonly   w     w     w     .     .     .     .
    over       w     w     w     .     .     .     .
    left       w     w     w     .     .     .     .
    lost       w     .     w     .     .     .     .
    closed     c     c     c     .     .     .     .
    lapsed     c     c     c     .     .     .     .
    withdrawn  c     c     c     .     .     .     .
    reopened   w     w     w     .     .     .     .
""")

# Q4: one of the family demands that something be deleted, in a closed log too.
DEMAND = grid("""
               owner mother father asked holder helper planner
    open       w     w     w      .     .      .      .
    readonly   w     w     w      .     .      .      .
    over       w     w     w      .     .      .      .
    left       w     w     w      .     .      .      .
    lost       w     .     w      .     .      .      .
    closed     w     w     w      .     .      .      .
    lapsed     w     w     w      .     .      .      .
    withdrawn  w     w     w      .     .      .      .
    reopened   w     w     w      .     .      .      .
""")

# Q4: without a decision on one's own demand there is nothing to appeal.
NO_DECISION = grid("""
               owner mother father asked holder helper planner
    open       f     f     f      .     .      .      .
    readonly   f     f     f      .     .      .      .
    over       f     f     f      .     .      .      .
    left       f     f     f      .     .      .      .
    lost       f     .     f      .     .      .      .
    closed     f     f     f      .     .      .      .
    lapsed     f     f     f      .     .      .      .
    withdrawn  f     f     f      .     .      .      .
    reopened   f     f     f      .     .      .      .
""")

# Issue 4.5: nobody need be let know a place that is not protected.
NOT_PROTECTED = grid("""
               owner mother father asked holder helper planner
    open       f     f      f      .     f      f      f
    readonly   f     f      f      .     f      f      f
    over       f     f      f      .     f      .      .
    left       f     f      f      .     f      .      f
    lost       f     .      f      .     f      f      f
    closed     f     f      f      .     .      .      .
    lapsed     f     f      f      .     .      .      .
    withdrawn  f     f      f      .     .      .      .
    reopened   f     f      f      .     f      f      f
""")

# consent.md, Health: marked by the family, and by those who share health information (nobody here).
MARK = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     f      f      f
    readonly   w     .      .      .     f      f      f
    over       w     w      w      .     f      .      .
    left       w     w      w      .     f      .      f
    lost       w     .      w      .     f      f      f
    closed     c     c      c      .     .      .      .
    lapsed     c     c      c      .     .      .      .
    withdrawn  c     c      c      .     .      .      .
    reopened   w     w      w      .     f      f      f
""")

# consent.md, Health: from the age the young person alone says who sees it, in a closed log too.
ONLY_THE_YOUNG = grid("""
               owner mother father asked holder helper planner
    open       w     .      .      .     .      .      .
    readonly   w     .      .      .     .      .      .
    over       w     .      .      .     .      .      .
    left       w     .      .      .     .      .      .
    lost       w     .      .      .     .      .      .
    closed     w     .      .      .     .      .      .
    lapsed     w     .      .      .     .      .      .
    withdrawn  w     .      .      .     .      .      .
    reopened   w     .      .      .     .      .      .
""")

# C5, D14, D20, D30, G8: what the holder alone does, as long as the log is open.
ONLY_HOLDER = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     w      .      .
    readonly   .     .      .      .     w      .      .
    over       .     .      .      .     w      .      .
    left       .     .      .      .     w      .      .
    lost       .     .      .      .     w      .      .
    reopened   .     .      .      .     w      .      .
""")

# B20, B21, H2: everyone who reads sees the level; who has the baton takes the log to a higher one,
# with the consent of several services (B24: in "over" one is left).
READ_AND_LEAD = grid("""
               owner mother father asked holder helper planner
    open       r.    r.     r.     .     w      r.     r.
    readonly   r.    r.     r.     .     w      r.     r.
    over       r.    r.     r.     .     f      .      .
    left       r.    r.     r.     .     w      .      r.
    lost       r.    .      r.     .     w      r.     r.
    closed     r.    r.     r.     .     .      .      .
    lapsed     r.    r.     r.     .     .      .      .
    withdrawn  r.    r.     r.     .     .      .      .
    reopened   r.    r.     r.     .     w      r.     r.
""")

# O1-O3, H2, H4: those who see what is asked see how far a transition has come; who has the baton
# goes on with it.
TRANSITION = grid("""
               owner mother father asked holder helper planner
    open       r.    r.     r.     .     w      r.     .
    readonly   r.    r.     r.     .     w      r.     .
    over       r.    r.     r.     .     w      .      .
    left       r.    r.     r.     .     w      .      .
    lost       r.    .      r.     .     w      r.     .
    closed     c     c      c      .     .      .      .
    lapsed     c     c      c      .     .      .      .
    withdrawn  c     c      c      .     .      .      .
    reopened   r.    r.     r.     .     w      r.     .
""")

# B22, H2: everyone who reads sees what came before the PPT; who has the baton notes a referral.
READ_AND_NOTE = grid("""
               owner mother father asked holder helper planner
    open       r.    r.     r.     .     w      r.     r.
    readonly   r.    r.     r.     .     w      r.     r.
    over       r.    r.     r.     .     w      .      .
    left       r.    r.     r.     .     w      .      r.
    lost       r.    .      r.     .     w      r.     r.
    closed     r.    r.     r.     .     .      .      .
    lapsed     r.    r.     r.     .     .      .      .
    withdrawn  r.    r.     r.     .     .      .      .
    reopened   r.    r.     r.     .     w      r.     r.
""")

# D10: everyone in the log sees who has the baton; D11, D29: the holder passes it on, to somebody
# whom the family has said yes to (in "over" there is nobody left).
OFFER = grid("""
               owner mother father asked holder helper planner
    open       f     f      f      .     w      f      f
    readonly   f     f      f      .     w      f      f
    over       f     f      f      .     f      .      .
    left       f     f      f      .     f      .      f
    lost       f     .      f      .     w      f      f
    closed     f     f      f      .     .      .      .
    lapsed     f     f      f      .     .      .      .
    withdrawn  f     f      f      .     .      .      .
    reopened   f     f      f      .     w      f      f
""")

# D6: the family says what it thinks of who has the baton, also guardians who only read (Z4).
HOLDER_WISH = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     f      f      f
    readonly   w     w      w      .     f      f      f
    over       w     w      w      .     f      .      .
    left       w     w      w      .     f      .      f
    lost       w     .      w      .     f      f      f
    closed     f     f      f      .     .      .      .
    lapsed     f     f      f      .     .      .      .
    withdrawn  f     f      f      .     .      .      .
    reopened   w     w      w      .     f      f      f
""")

# D9, Z10: here one at a time has the baton, so nobody is asked to have it too.
NO_SECOND_HOLDER = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     f      .      .
    readonly   .     .      .      .     f      .      .
    over       .     .      .      .     f      .      .
    left       .     .      .      .     f      .      .
    lost       .     .      .      .     f      .      .
    reopened   .     .      .      .     f      .      .
""")

# N2: those who help as a service say that they do not agree.
SERVICES = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     w      w      w
    readonly   .     .      .      .     w      w      w
    over       .     .      .      .     w      .      .
    left       .     .      .      .     w      .      w
    lost       .     .      .      .     w      w      w
    reopened   .     .      .      .     w      w      w
""")

# N4: who has the baton writes down who is appointed, somebody whom the family has said yes to.
APPOINT = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     w      f      f
    readonly   .     .      .      .     w      f      f
    over       .     .      .      .     f      .      .
    left       .     .      .      .     f      .      f
    lost       .     .      .      .     w      f      f
    reopened   .     .      .      .     w      f      f
""")

# D5: the holder asks somebody whom the family has said yes to (in "over" and "left" nobody is).
AWAY = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     w      .      .
    readonly   .     .      .      .     w      .      .
    over       .     .      .      .     f      .      .
    left       .     .      .      .     f      .      .
    lost       .     .      .      .     w      .      .
    reopened   .     .      .      .     w      .      .
""")

# D5: only who is asked to stand in answers.
STANDS_IN = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     f      w      .
    readonly   .     .      .      .     f      w      .
    over       .     .      .      .     f      .      .
    left       .     .      .      .     f      .      .
    lost       .     .      .      .     f      w      .
    reopened   .     .      .      .     f      w      .
""")

# D11: the baton is accepted or declined by the one who was asked, and by nobody else.
TAKE_OVER = grid("""
               owner mother father asked holder helper planner
    open       f     f      f      .     f      w      f
    readonly   f     f      f      .     f      w      f
    over       f     f      f      .     f      .      .
    left       f     f      f      .     f      .      f
    lost       f     .      f      .     f      w      f
    closed     f     f      f      .     .      .      .
    lapsed     f     f      f      .     .      .      .
    withdrawn  f     f      f      .     .      .      .
    reopened   f     f      f      .     f      w      f
""")

# D30, P1: whoever has the baton begins to end the log.
HOLDER_READS = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     r      .      .
    readonly   .     .      .      .     r      .      .
    over       .     .      .      .     r      .      .
    left       .     .      .      .     r      .      .
    lost       .     .      .      .     r      .      .
    reopened   .     .      .      .     r      .      .
""")

# P4: the family sees what is carried over to an individual plan; the holder chooses it, when they
# have said yes to that, which nobody has in these logs (`tests/archive/test_packages.py`).
PACKAGES = grid("""
               owner mother father asked holder helper planner
    open       r.    r.     r.     .     f      .      .
    readonly   r.    r.     r.     .     f      .      .
    over       r.    r.     r.     .     f      .      .
    left       r.    r.     r.     .     f      .      .
    lost       r.    .      r.     .     f      .      .
    closed     r.    r.     r.     .     .      .      .
    lapsed     r.    r.     r.     .     .      .      .
    withdrawn  r.    r.     r.     .     .      .      .
    reopened   r.    r.     r.     .     f      .      .
""")

# P4, H7: as PACKAGES. Nobody else finds one that was made with a yes that counts no more.
PACKAGE = grid("""
               owner mother father asked holder helper planner
    open       r     r      r      .     .      .      .
    readonly   r     r      r      .     .      .      .
    over       r     r      r      .     .      .      .
    left       r     r      r      .     .      .      .
    lost       r     .      r      .     .      .      .
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      .     .      .      .
""")

# H5: prints are for owner, guardians and holder.
PRINT = grid("""
               owner mother father asked holder helper planner
    open       r     r      r      .     r      .      .
    readonly   r     r      r      .     r      .      .
    over       r     r      r      .     r      .      .
    left       r     r      r      .     r      .      .
    lost       r     .      r      .     r      .      .
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      .     r      .      .
""")
