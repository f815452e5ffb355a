"""Who does what in a log's life, and when a step is tried."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition

from . import reference as r
from .people import STAFF

leads = "leads"  # whoever asks in this log now
a_signer = "a signer"
signers = st.sampled_from([a_signer] * 6 + [*r.FAMILY, "kari", "hanne"])
askers = st.sampled_from([leads] * 8 + [*STAFF, "mother", r.OWNER, "hanne"])
staff = st.sampled_from(STAFF)
family = st.sampled_from(r.FAMILY)
an_asked = "one of the asked"
answerers = st.sampled_from([an_asked] * 9 + [*r.FAMILY, "kari", "nils"])
yes = st.sampled_from([True] * 5 + [False])
sees = st.sampled_from(["everything", "plan"])
seldom_so = st.sampled_from([False] * 3 + [True])
about = st.sets(st.sampled_from(sorted(r.ABOUT)), min_size=1, max_size=2)
soon = st.sampled_from([-1, 0, 5, 40, 200, 500])
HOMES = {  # live together, and with whom the child has fixed residence
    "together": (True, {"mother", "father"}),
    "both homes": (False, {"mother", "father"}),
    "with mother": (False, {"mother"}),
    "elsewhere": (False, set()),
}


def mostly(fits: Callable[[Any], bool]) -> Any:
    """A step that is tried where it fits, and now and then where it does not."""
    return precondition(
        lambda self: (
            bool(self.town.logs)
            and self.log.state != "deleted"
            and (fits(self) or self.turn % 6 == 0)
        )
    )


has_log = mostly(lambda self: self.log.state == "open")
open_log = precondition(lambda self: self.town.log is not None and self.log.state == "open")
alive = precondition(lambda self: self.town.log is not None or self.asks_again())
written = precondition(
    lambda self: (
        bool(self.town.logs)
        and self.log.state != "deleted"
        and self.log.last("prepared") is not None
    )
)
sent = precondition(
    lambda self: (
        bool(self.town.logs)
        and self.log.state != "deleted"
        and self.version() > 0
        and (self.log.last("asked") is not None or self.turn % 6 == 0)
    )
)
offered = mostly(lambda self: self.log.offer is not None)
silent = mostly(lambda self: not self.log.spoken)
unwritten = mostly(lambda self: self.log.in_the_making is None)
closed = mostly(lambda self: self.log.state == "closed")
# What moves far in time, or only sets the scene, comes more seldom.
seldom = precondition(lambda self: self.turn % 4 == 0)
