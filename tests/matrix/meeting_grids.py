"""Who may do what in a meeting that is held; the letters stand in `grids.py`."""

from tests.matrix.grids import grid

# L1, L2: who leads it, writes its minutes or has the baton conducts it (here all three are one).
# The others are led to the minutes as they grow.
CONDUCT = grid("""
               owner mother father asked holder helper planner
    open       >f    >f     >f     .     w      >f     .
    readonly   >f    >.     >.     .     w      >f     .
    over       >f    >f     >f     .     w      .      .
    left       >f    >f     >f     .     w      .      .
    lost       >f    .      >f     .     w      >f     .
    closed     >c    >c     >c     .     .      .      .
    lapsed     >c    >c     >c     .     .      .      .
    withdrawn  >c    >c     >c     .     .      .      .
    reopened   >f    >f     >f     .     w      >f     .
""")

# L3, L8, H2, H3: everyone who was told of the meeting reads its minutes, and who writes in the log
# puts right what is wrong. In the closed logs the meeting was not held: nothing is to be read.
MINUTES = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      .
    readonly   w     r.     r.     .     w      w      .
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      .
    lost       w     .      w      .     w      w      .
    closed     >c    >c     >c     .     .      .      .
    lapsed     >c    >c     >c     .     .      .      .
    withdrawn  >c    >c     >c     .     .      .      .
    reopened   w     w      w      .     w      w      .
""")

# L3, F3: Kari has taken it on, and says when it is done. In the closed logs there is none.
TASK = grid("""
               owner mother father asked holder helper planner
    open       rf    rf     rf     .     w      rf     .
    readonly   rf    r.     r.     .     w      rf     .
    over       rf    rf     rf     .     w      .      .
    left       rf    rf     rf     .     w      .      .
    lost       rf    .      rf     .     w      rf     .
    closed     .c    .c     .c     .     .      .      .
    lapsed     .c    .c     .c     .     .      .      .
    withdrawn  .c    .c     .c     .     .      .      .
    reopened   rf    rf     rf     .     w      rf     .
""")

# consent.md, Health: words of the minutes are marked by the family, and by those who share health
# information (nobody here). In the closed logs there are none.
MARK = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     f      f      .
    readonly   w     .      .      .     f      f      .
    over       w     w      w      .     f      .      .
    left       w     w      w      .     f      .      .
    lost       w     .      w      .     f      f      .
    closed     .c    .c     .c     .     .      .      .
    lapsed     .c    .c     .c     .     .      .      .
    withdrawn  .c    .c     .c     .     .      .      .
    reopened   w     w      w      .     f      f      .
""")

# L10, Z4: as ANSWER_MEETING, where the minutes were read out; else one is led to the meetings.
AFTER = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     w      w      .
    readonly   w     w      w      .     w      w      .
    over       w     w      w      .     w      .      .
    left       w     w      w      .     w      .      .
    lost       w     .      w      .     w      w      .
    closed     >     >      >      .     .      .      .
    lapsed     >     >      >      .     .      .      .
    withdrawn  >     >      >      .     .      .      .
    reopened   w     w      w      .     w      w      .
""")
