"""Who may do what with a consent, and with the end of a log; the letters stand in `grids.py`."""

from tests.matrix.grids import grid

# D14, G5, J3: the question is written by the draft's starter, later by the holder.
ASKER = grid("""
               owner mother father asked holder helper planner
    prepared   .     .      .      .     w      .      .
    asked      .     .      .      .     w      .      .
    open       .     .      .      .     w      .      .
    readonly   .     .      .      .     w      .      .
    over       .     .      .      .     w      .      .
    left       .     .      .      .     w      .      .
    lost       .     .      .      .     w      .      .
    reopened   .     .      .      .     w      .      .
""")

# As ASKER, once the question is sent.
ASKER_WHEN_SENT = grid("""
               owner mother father asked holder helper planner
    asked      .     .      .      .     w      .      .
    open       .     .      .      .     w      .      .
    readonly   .     .      .      .     w      .      .
    over       .     .      .      .     w      .      .
    left       .     .      .      .     w      .      .
    lost       .     .      .      .     w      .      .
    reopened   .     .      .      .     w      .      .
""")

# J3, consent.md "After the signatures": only a draft is deleted, by its starter, who is
# told when it is open already.
ONLY_STARTER = grid("""
               owner mother father asked holder helper planner
    prepared   .     .      .      .     w      .      .
    asked      .     .      .      .     w      .      .
    open       .     .      .      .     >      .      .
    readonly   .     .      .      .     >      .      .
    over       .     .      .      .     >      .      .
    left       .     .      .      .     >      .      .
    lost       .     .      .      .     >      .      .
    reopened   .     .      .      .     >      .      .
""")

# H10, G1-G3: everyone who knows of the log sees what counts and what is asked; who is
# only asked is led to the question.
CONSENT = grid("""
               owner mother father asked holder helper planner
    prepared   .     .      .      .     r      .      .
    asked      >     >      >      >     r      .      .
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

# G1, G4: each of those asked answers for oneself. Who sees the plan alone sees no answers.
ANSWER = grid("""
               owner mother father asked holder helper planner
    asked      w     w      w      w     f      .      .
    open       w     w      w      w     f      f      .
    readonly   w     w      w      w     f      f      .
    over       w     w      w      w     f      .      .
    left       w     w      w      w     f      .      .
    lost       w     .      w      w     f      f      .
    closed     f     f      f      .     .      .      .
    lapsed     f     f      f      .     .      .      .
    withdrawn  f     f      f      .     .      .      .
    reopened   w     w      w      w     f      f      .
""")

# G18, G20, P3: each of those whose yes counts takes it back at any time. One who came
# later, or has lost the responsibility, has no yes to take back. Too late is told so.
TAKE_BACK_OWN = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     .      .      .
    readonly   w     w      w      .     .      .      .
    over       w     w      w      .     .      .      .
    left       w     w      w      .     .      .      .
    lost       w     .      w      .     .      .      .
    closed     .f    .f     .f     .     .      .      .
    lapsed     .f    .f     .f     .     .      .      .
    withdrawn  .f    >      .f     .     .      .      .
    reopened   w     w      w      .     .      .      .
""")

# G19, consent.md "Withdrawal": every professional in the log writes down what a signer said.
HEARD = grid("""
               owner mother father asked holder helper planner
    open       .     .      .      .     w      w      w
    readonly   .     .      .      .     w      w      w
    over       .     .      .      .     w      .      .
    left       .     .      .      .     w      .      w
    lost       .     .      .      .     w      w      w
    reopened   .     .      .      .     w      w      w
""")

# G19, G21: the receipt, for the family.
WITHDRAWN = grid("""
               owner mother father asked holder helper planner
    withdrawn  r     r      r      .     .      .      .
""")

# G4: an answer that staff recorded, for those who see the answers.
RECEIPT = grid("""
               owner mother father asked holder helper planner
    open       r     r      r      r     r      r      .
    readonly   r     r      r      r     r      r      .
    over       r     r      r      r     r      .      .
    left       r     r      r      r     r      .      .
    lost       r     .      r      r     r      r      .
    closed     r     r      r      .     .      .      .
    lapsed     r     r      r      .     .      .      .
    withdrawn  r     r      r      .     .      .      .
    reopened   r     r      r      r     r      r      .
""")

# G2, G3, H10: before and after they say yes, those who decide see the log as one of those they let
# in would; so does who asks them. While the question is written only its writer reads it.
AS_SEEN = grid("""
               owner mother father asked holder helper planner
    prepared   .     .      .      .     r      .      .
    asked      r     r      r      r     r      .      .
    open       r     r      r      r     r      .      .
    readonly   r     r      r      r     r      .      .
    over       r     r      r      r     r      .      .
    left       r     r      r      r     r      .      .
    lost       r     .      r      r     r      .      .
    reopened   r     r      r      r     r      .      .
""")

# D30, P6: the holder ends the log with a note. The family has a form of its own there (P3), and is
# led back to it.
CLOSE = grid("""
               owner mother father asked holder helper planner
    open       r>    r>     r>     .     w      .      .
    readonly   r>    r>     r>     .     w      .      .
    over       r>    r>     r>     .     w      .      .
    left       r>    r>     r>     .     w      .      .
    lost       r>    .      r>     .     w      .      .
    reopened   r>    r>     r>     .     w      .      .
""")

# P3: each of those whose yes counts ends the log alone; the holder's own form wants a note.
FAMILY_CLOSES = grid("""
               owner mother father asked holder helper planner
    open       w     w      w      .     f      .      .
    readonly   w     w      w      .     f      .      .
    over       w     w      w      .     f      .      .
    left       w     w      w      .     f      .      .
    lost       w     .      w      .     f      .      .
    reopened   w     w      w      .     f      .      .
""")

# H2, consent.md: guardians' access is reviewed where the owner signs alone, which is in none of
# these logs (`tests/consent/test_pages_review.py` has such).
SIGNS_ALONE = grid("""
               owner mother father asked holder helper planner
""")
