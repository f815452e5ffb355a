"""Trying again now what the archive has not got (issue 8). One transaction, one entry."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.book.models import Book
from stafett.municipality.access import administers
from stafett.people.models import Person

ASKED_AGAIN = "municipality.archive_asked_again"


@transaction.atomic
def try_again(by: Person, municipality_id: UUID, *, at: datetime) -> int:
    """Let the worker try all at once that was tried and has no receipt; how many.

    Raises Refused for anybody but an administrator of the municipality, and where there is none.
    """
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can do this."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT deliver_again(%s)", [municipality_id])
        (count,) = cursor.fetchone() or (0,)
    if not count:
        raise Refused(_("Nothing waits any longer: the archive has all that was sent."))
    data: dict[str, object] = {"who": str(by), "count": count}
    book.write(cover, ASKED_AGAIN, data, at=at, actor=by.pk, role="administrator")
    return int(count)
