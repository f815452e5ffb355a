"""With which status a page answers when something was not done."""

from stafett.book.errors import Conflict, Refused

UNPROCESSABLE, CONFLICT = 422, 409


def status_of(refusal: Refused) -> int:
    """409 when somebody else was first, 422 for anything else."""
    return CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
