"""Whose room it is, and who hears the child. The database's wall says it again."""

from uuid import UUID

from django.http import Http404

from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.people.models import Person


def room_of(person: Person | None, log_id: UUID) -> Standing:
    """The standing of the log's owner. For everybody else there is no room: Http404."""
    standing = access.require(person, log_id, Right.READ)
    if not standing.is_owner:
        raise Http404
    return standing


def listener(person: Person | None, log_id: UUID) -> Standing:
    """The standing of somebody who hears the child. Http404 for everyone else."""
    standing = access.require(person, log_id, Right.READ)
    if not standing.hears_child:
        raise Http404
    return standing
