"""How the archive reads the books: from its own place in each, and a deposit for each cause.

The place moves in the transaction that makes the deposits, with the book locked: however many
read at once, and whenever one of them dies, each cause has exactly one deposit.
"""

import hashlib
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from stafett.book.models import Book, Entry, Place
from stafett.book.queries import unread
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.erased import CONTENT_DELETED
from stafett.logs.hidden import EVERYTHING
from stafett.logs.kept_files import File
from stafett.logs.models import Log
from stafett.people.models import Person

from .models import Delivery, Deposit, DepositFile
from .printed import print_log

READER = "archive"
# What calls for a deposit at once (Q1, Q3, G9); `intervals` is for what only takes its time.
CAUSES = frozenset(
    {"consent.activated", "logs.baton_accepted", "logs.closed", "logs.lapsed", CONTENT_DELETED}
)
# The archive's own forms of the language: a deposit is read by people of the municipality.
LANGUAGES = ("nb", "nn")


def read_all() -> int:
    """Read every book that holds something new; the number of deposits made.

    One question where nothing is new. Raises as `of_each`; what failed is read again next time.
    """
    return of_each(unread(READER), read)


def of_each(logs: Iterable[UUID], deposit: Callable[[UUID], int]) -> int:
    """Deposit each of these logs; how many deposits were made.

    A log that cannot be printed stops no other: what went wrong is raised as an ExceptionGroup.
    """
    made, troubles = 0, []
    for log_id in logs:
        try:
            made += deposit(log_id)
        except Exception as error:  # noqa: BLE001 (raised below)
            troubles.append(error)
    if troubles:
        raise ExceptionGroup("Some logs could not be archived.", troubles)
    return made


@transaction.atomic
def read(book_id: UUID) -> int:
    """Read one book to its end; the number of deposits made.

    A book that somebody writes in or another reader reads is left for the next time.
    """
    book = Book.objects.select_for_update(skip_locked=True).filter(pk=book_id).first()
    if book is None:
        return 0
    place = Place.objects.filter(reader=READER, book=book).first()
    new = Entry.objects.filter(book=book, number__gt=place.number if place else 0)
    causes = list(new.filter(verb__in=CAUSES, number__gt=_covered(book)).order_by("number"))
    for cause in causes:
        _deposit(book, cause)
    Place.objects.update_or_create(reader=READER, book=book, defaults={"number": book.count})
    return len(causes)


def _covered(book: Book) -> int:
    """How far the deposits go: where one was made of the log as it was (`deposit_now`) before the
    book was read, it has what it would be read for."""
    last = Deposit.objects.filter(log=book.pk).aggregate(Max("to_entry"))
    return last["to_entry__max"] or 0


def _deposit(book: Book, cause: Entry) -> Deposit:
    """Print the log and keep the print. It covers what came since the deposit before it."""
    log = Log.objects.select_related("book", "owner", "unit", "municipality").get(pk=book.pk)
    before = Deposit.objects.filter(log=log).order_by("-to_entry").first()
    at, language = timezone.now(), _language(cause)
    printed = print_log(log, EVERYTHING, language=language, until=cause.number, at=at)
    deposit = Deposit(
        log=log,
        cause=cause.number,
        from_entry=before.to_entry + 1 if before else 1,
        to_entry=cause.number,
        made_at=at,
        language=language,
        head=cause.hash,
        pdf_sha256=hashlib.sha256(printed.pdf).hexdigest(),
        files=_new_files(log),
    )
    deposit.save(force_insert=True)
    DepositFile(deposit=deposit, log=log, pdf=printed.pdf).save(force_insert=True)
    Delivery(deposit=deposit, log=log, next_at=at).save(force_insert=True)
    return deposit


def _new_files(log: Log) -> list[UUID]:
    """The files that lie in no deposit yet; each goes to the archive once."""
    had = {key for files in log.deposits.values_list("files", flat=True) for key in files}
    keys = File.objects.filter(log=log).order_by("at", "pk").values_list("pk", flat=True)
    return [key for key in keys if key not in had]


@transaction.atomic
def deposit_now(log_id: UUID) -> Deposit:
    """The deposit of a log as it is now: the last one where nothing has come since but what became
    of deposits, else a new. Raises Log.DoesNotExist.
    """
    log = Log.objects.get(pk=log_id)
    book = Book.objects.select_for_update().get(pk=log.pk)
    last = Entry.objects.filter(book=book).exclude(verb__in=OF_THE_ARCHIVE).latest("number")
    made = log.deposits.filter(to_entry__gte=last.number).order_by("-to_entry").first()
    return made or _deposit(book, Entry.objects.get(book=book, number=book.count))


def _language(cause: Entry) -> str:
    """The form of Norwegian of the one who did it; bokmål where that says nothing."""
    actor = Person.objects.filter(pk=cause.actor_id).first() if cause.actor_id else None
    return actor.language if actor and actor.language in LANGUAGES else LANGUAGES[0]
