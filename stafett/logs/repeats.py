"""A form that is sent twice says it once."""

from django.db.models import OuterRef, Q, Subquery

from stafett.book.models import Content, Entry

from .access import Right, Standing
from .acting import begin


def said_already(by: Standing, verb: str, *, since: int, **said: str) -> bool:
    """Whether this person has said the very same in this log after entry `since`.

    The log stays locked, so that two sendings at once meet here one after the other. Raises
    Refused when the right was lost.
    """
    log, by = begin(by, Right.WRITE)
    if not 0 < since < log.book.count:
        return False
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = Entry.objects.filter(
        book=log.pk, number__gt=since, actor_id=by.person.pk, verb=verb
    ).annotate(data=Subquery(content.values("data")[:1]))
    the_same = Q(data__contains=said)
    return mine.filter(the_same).exists()
