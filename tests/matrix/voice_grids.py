"""Who may do what with the child's voice and in its room; the letters stand in `grids.py`."""

from tests.matrix.grids import grid

# M6, M11: the room is the owner's alone; when the log is closed nothing more is written in it.
OWN_ROOM = grid("""
               owner mother father asked holder helper planner
    open       w     .      .      .     .      .      .
    readonly   w     .      .      .     .      .      .
    over       w     .      .      .     .      .      .
    left       w     .      .      .     .      .      .
    lost       w     .      .      .     .      .      .
    closed     rc    .      .      .     .      .      .
    lapsed     rc    .      .      .     .      .      .
    withdrawn  rc    .      .      .     .      .      .
    reopened   w     .      .      .     .      .      .
""")

# M6, M11: as OWN_ROOM, for pages that are only for writing.
OWN_ROOM_OPEN = grid("""
               owner mother father asked holder helper planner
    open       w     .      .      .     .      .      .
    readonly   w     .      .      .     .      .      .
    over       w     .      .      .     .      .      .
    left       w     .      .      .     .      .      .
    lost       w     .      .      .     .      .      .
    closed     c     .      .      .     .      .      .
    lapsed     c     .      .      .     .      .      .
    withdrawn  c     .      .      .     .      .      .
    reopened   w     .      .      .     .      .      .
""")

# M6, M11: what nobody else has read is the child's to throw away, also afterwards.
OWN_ROOM_ALWAYS = grid("""
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

# M6, M11, H2: who reads the whole log hears the child, and says that it is read; who sees the
# plan alone does not. To say so anew changes nothing.
HEARS = grid("""
               owner mother father asked holder helper planner
    open       r>    w      w      .     w      w      .
    readonly   r>    w      w      .     w      w      .
    over       r>    w      w      .     w      .      .
    left       r>    w      w      .     w      .      .
    lost       r>    .      w      .     w      w      .
    closed     r>    w      w      .     .      .      .
    lapsed     r>    w      w      .     .      .      .
    withdrawn  r>    w      w      .     .      .      .
    reopened   r>    w      w      .     w      w      .
""")

# M5, M6, D26: as WRITE, but for who sees the plan alone.
HEARS_AND_WRITES = grid("""
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

# I2, Z11: user name and code are for those below the policy's age alone. Tuva is sixteen, so there
# is no such page; who opens it for a younger one stands in tests/identity/test_youth.py.
TOO_OLD = grid("""
               owner mother father asked holder helper planner
""")
