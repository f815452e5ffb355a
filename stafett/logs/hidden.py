"""What in a log is hidden from whom, as questions ask it. The database's `my_hidden()` says it too.

Health information is read by the owner, by participants whose part of the consent has it, and by
guardians while the child is younger than the policy's age, or where the young person has said yes.
What a child has asked to keep from guardians they read only when the holder has judged so.
What says where a child with a protected address is, those read who are cleared for it.
What was sent to some (`Audience`) is hidden from the other helpers, and all that is sent from those
who are let in to the plan alone; the family and who has the baton read it (H2, H4, H5).
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Overlap
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from stafett.book.questions import Written, as_written, ask, marks
from stafett.people.models import Person

from .access import FAMILY, Outside, SeenAs, in_force
from .models import (
    Admission,
    AdmissionRole,
    Audience,
    HealthInsight,
    HealthMark,
    Keeping,
    Leg,
    Log,
    MarkKind,
    Sees,
)

# Whoever reads with no eyes but the archive's own, which keeps everything.
EVERYTHING = None
KEYS = ArrayField(UUIDField())
Reader = Person | SeenAs | None

BEYOND_GUARDIAN = [AdmissionRole.OWNER, AdmissionRole.PARTICIPANT]


def shown(reader: Reader, *columns: str) -> Q:
    """The rows in which none of these columns names something hidden from the reader.

    Name the keys of what a row belongs to besides its own. One question the first time in a
    request, none elsewhere.
    """
    if reader is EVERYTHING or _looked_up(reader) == Keys():
        return Q()
    keys = Func(*columns, template="ARRAY[%(expressions)s]", output_field=KEYS)
    return ~Q(Overlap(keys, _hidden(reader)))


def shown_entries(reader: Reader) -> Q:
    """The contents of a book that speak of nothing hidden from the reader, and name no place to
    one who is not cleared."""
    if reader is EVERYTHING:
        return Q()
    found = _looked_up(reader)
    if found and not found.uncleared:
        return shown_about(reader)
    return shown_about(reader) & ~(_not_cleared("book") & _tells_place())


def shown_about(reader: Reader) -> Q:
    """The rows whose `about` names nothing hidden from the reader."""
    if reader is EVERYTHING:
        return Q()
    return ~Q(Overlap(F("about"), _hidden(reader, and_rows=True)))


def _not_cleared(column: str) -> Q:
    """The logs with a protected address whose place the one signed in may not know."""
    return Q(**{f"{column}__in": RawSQL("SELECT my_uncleared()", ())})


def _tells_place() -> Q:
    """What was written before the protection came, and names a service, a telephone or an e-mail
    of those who help. Only the database can compare with all of them at once."""
    words = Func(F("book"), F("number"), function="entry_tells_place", output_field=BooleanField())
    return Q(words)


class _Eyes(NamedTuple):
    """Whose eyes read, and whether they are lent to somebody whom nobody has let in yet, or to
    somebody outside the log."""

    me: UUID
    lent: bool = False
    health: bool = True
    outside: bool = False


def _eyes(reader: Person | SeenAs) -> _Eyes:
    if isinstance(reader, SeenAs):
        outside = isinstance(reader, Outside)
        return _Eyes(reader.by.pk, lent=True, health=reader.health, outside=outside)
    return _Eyes(reader.pk)


class Keys(NamedTuple):
    """What is hidden from one person: things, rows told of by a key of their own, and the logs
    whose place the person may not know."""

    things: tuple[UUID, ...] = ()
    rows: tuple[UUID, ...] = ()
    uncleared: tuple[UUID, ...] = ()


def _hidden(reader: Person | SeenAs, *, and_rows: bool = False) -> RawSQL:
    """The keys of what is hidden from the reader: as they were found, or asked as a part of the
    question they stand in."""
    found = _looked_up(reader)
    if found:
        keys = [*found.things, *found.rows] if and_rows else [*found.things]
        return RawSQL("%s::uuid[]", (keys,), output_field=KEYS)
    eyes = _eyes(reader)
    text = (_both if and_rows else _things)(eyes._replace(me=ME), timezone.localdate())
    values = text.filled([eyes.me])
    return RawSQL(f"ARRAY({text.sql})", values, output_field=KEYS)  # noqa: S611 Django wrote it


def _looked_up(reader: Person | SeenAs) -> Keys | None:
    """The keys of what is hidden from the person of this request, asked once until something is
    written. Each question of a page would ask it anew, and take longer over it than over all else.
    None for any other eyes: they are asked for where they look."""
    if isinstance(reader, SeenAs) or reader.found is None:
        return None
    keys = reader.found.get(Keys)
    if not isinstance(keys, Keys):
        keys = reader.found[Keys] = _ask(reader.pk)
    return keys


def _ask(me: UUID) -> Keys:
    """One question."""
    return Keys(*(tuple(keys) for keys in ask(_all_keys(timezone.localdate()), [me])[0]))


# A page needs it in each of its questions, and Django takes longer to write it than the database to
# answer it. What is in force is asked by the day; whose eyes they are is filled in.
MARKED = marks([UUID(int=0)])
ME = UUID(str(MARKED[0]))


@lru_cache(maxsize=2)
def _all_keys(today: date) -> Written:
    things, (told, *others) = _subjects(_Eyes(ME)), _rows(_Eyes(ME))
    (first, of_first), (then, of_then) = (
        each.query.sql_with_params() for each in (things, told.union(*others))
    )
    question = f"SELECT ARRAY({first}), ARRAY({then}), ARRAY(SELECT my_uncleared())"
    return as_written(question, of_first + of_then, MARKED)


@lru_cache(maxsize=20)
def _things(eyes: _Eyes, _today: date) -> Written:
    return as_written(*_subjects(eyes).query.sql_with_params(), MARKED)


@lru_cache(maxsize=20)
def _both(eyes: _Eyes, _today: date) -> Written:
    return as_written(*_subjects(eyes).union(*_rows(eyes)).query.sql_with_params(), MARKED)


def _subjects(eyes: _Eyes) -> QuerySet[Any, Any]:
    hidden = _health(eyes.me).union(_kept(eyes.me), _sent_to_others(eyes.me), _places(eyes))
    if eyes.lent:
        hidden = hidden.union(_sent_to_some())
    if eyes.outside:
        hidden = hidden.union(_asked_to_be_kept())
    return hidden if eyes.health else hidden.union(_marked())


def _rows(eyes: _Eyes) -> list[QuerySet[Any, Any]]:
    """What is told of in a book by a key of its own: that something is kept, who sees health."""
    told = [_wishes(eyes.me), _insights(eyes.me)]
    return told if eyes.health else [*told, HealthInsight.objects.values("pk")]


def _marked() -> QuerySet[Any, Any]:
    return HealthMark.objects.filter(kind=MarkKind.HEALTH, ended_at=None).values("subject")


def _places(eyes: _Eyes) -> QuerySet[Any, Any]:
    """What is said to tell where a child with a protected address is. Whom somebody else looks as
    has not been let know it."""
    marked = HealthMark.objects.filter(kind=MarkKind.PLACE, ended_at=None).values("subject")
    return marked if eyes.lent else marked.filter(_not_cleared("log"))


def sees_health(reader: Person, log: Log) -> bool:
    """Whether this person reads health information in the log. One question."""
    return _logs_with_health(reader.pk).filter(log=log).exists()


def something_hidden(reader: Person, log: Log) -> bool:
    """Whether anything at all in the log is hidden from this person. Three questions at most."""
    me = reader.pk
    subjects = _health(me).filter(log=log).union(_kept(me).filter(log=log))
    rows = _wishes(me).filter(log=log).union(_insights(me).filter(log=log))
    if subjects.exists() or rows.exists():
        return True
    return log.hides_places and Log.objects.filter(_not_cleared("pk"), pk=log.pk).exists()


def _health(reader: UUID) -> QuerySet[Any, Any]:
    return _marked().exclude(log__in=_logs_with_health(reader))


def _kept(reader: UUID) -> QuerySet[Any, Any]:
    kept = Keeping.objects.filter(ended_at=None).exclude(kept=False)
    return kept.exclude(log__in=_beyond_guardian(reader)).values("subject")


def _asked_to_be_kept() -> QuerySet[Any, Any]:
    """Whatever the child has asked to keep from guardians, who read what is handed over."""
    return Keeping.objects.filter(ended_at=None).exclude(kept=False).values("subject")


def _wishes(reader: UUID) -> QuerySet[Any, Any]:
    return Keeping.objects.exclude(log__in=_beyond_guardian(reader)).values("pk")


def _insights(reader: UUID) -> QuerySet[Any, Any]:
    """Whom the young person has said yes to: told to the guardian, and to who shares it."""
    helps = Q(role=AdmissionRole.OWNER) | Q(role=AdmissionRole.PARTICIPANT, health=True)
    among = Admission.objects.filter(in_force(), helps, person=reader).values("log")
    return HealthInsight.objects.exclude(Q(guardian=reader) | Q(log__in=among)).values("pk")


def _sent_to_others(reader: UUID) -> QuerySet[Any, Any]:
    """What is sent in logs whose messages are not all mine to read, and not to me."""
    mine = Admission.objects.filter(in_force(), person=reader)
    family = mine.filter(role__in=FAMILY).values("log")
    baton = Leg.objects.filter(holder=reader, ended_at=None).values("log")
    helps = mine.filter(role=AdmissionRole.PARTICIPANT, sees=Sees.EVERYTHING).values("log")
    to_me = Q(everyone=True) | Q(by=reader) | Q(people__contains=[reader])
    read = Q(log__in=family) | Q(log__in=baton) | Q(log__in=helps) & to_me
    return Audience.objects.exclude(read).values("subject")


def _sent_to_some() -> QuerySet[Any, Any]:
    """Was not sent to somebody who is not let in yet."""
    return Audience.objects.filter(everyone=False).values("subject")


def _beyond_guardian(reader: UUID) -> QuerySet[Any, Any]:
    mine = Admission.objects.filter(in_force(), person=reader, role__in=BEYOND_GUARDIAN)
    return mine.values("log")


def _logs_with_health(reader: UUID) -> QuerySet[Any, Any]:
    said_yes = HealthInsight.objects.filter(
        log=OuterRef("log"), guardian=reader, ended_at=None, by=F("log__owner")
    )
    # Ages and policies are the database's to compare: a birthday counts without any job.
    young = Q(log__in=RawSQL("SELECT my_young_wards()", ()))
    may = (
        Q(role=AdmissionRole.OWNER)
        | Q(role=AdmissionRole.PARTICIPANT, health=True)
        | Q(role=AdmissionRole.GUARDIAN) & (young | Q(Exists(said_yes)))
    )
    return Admission.objects.filter(in_force(), may, person=reader).values("log")
