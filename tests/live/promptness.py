"""How long what is new may take to the others' pages (L1)."""

import os

PROMISED = 2.0  # seconds from the commit until it is there, says the requirement
AT_MOST = 6.0


def promptly() -> float:
    """The promised seconds; in proportion more where more wants to run than the machine has
    processors for, as when all the tests do."""
    crowd = os.getloadavg()[0] / (os.cpu_count() or 1)
    return min(AT_MOST, PROMISED * max(1.0, crowd))
