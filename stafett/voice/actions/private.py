"""The child's private words. Nothing of this is in the book: that all would read (M11, M14)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin
from stafett.logs.models import Log

from ..models import PrivateWords


@transaction.atomic
def keep(by: Standing, *, kind: str, feeling: str, text: str, at: datetime) -> PrivateWords:
    """Keep words that nobody else reads. Raises Refused for anybody but the owner."""
    log, by = begin(by, Right.WRITE)
    owner_alone(log, by)
    words = PrivateWords(
        log=log, by=by.person, kind=kind, feeling=feeling, text=text, written_at=at
    )
    words.save(force_insert=True)
    return words


@transaction.atomic
def change(by: Standing, words_id: UUID, *, feeling: str, text: str, at: datetime) -> None:
    """Write them otherwise. Raises Refused when they are gone or shared."""
    log, by = begin(by, Right.WRITE)
    words = own_words(log, by, words_id)
    words.feeling, words.text, words.written_at = feeling, text, at
    words.save(update_fields=["feeling", "text", "written_at"])


@transaction.atomic
def throw_away(by: Standing, words_id: UUID) -> None:
    """Remove them for good, in a closed log too. Nothing tells that they were there."""
    begin(by, Right.READ)
    PrivateWords.objects.filter(log=by.log, by=by.person, pk=words_id).delete()


def owner_alone(log: Log, by: Standing) -> None:
    """Raises Refused for anybody but the owner of the log."""
    if by.person.pk != log.owner_id:
        raise Refused(_("Only the one whose log it is can do this."))


def own_words(log: Log, by: Standing, words_id: UUID) -> PrivateWords:
    """The words, as they stand now. Raises Refused when they are gone or shared."""
    words = PrivateWords.objects.filter(log=log, by=by.person, pk=words_id).first()
    if words is None:
        raise Refused(_("What you wrote is already shared or thrown away."))
    return words
