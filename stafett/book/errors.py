"""How an action says no: with a sentence that the person can act on."""


class Refused(Exception):
    """The action was not done. `str()` is a translated sentence: what, why, what you can do."""


class Conflict(Refused):
    """Somebody else changed the same thing first; nothing of yours is lost."""
