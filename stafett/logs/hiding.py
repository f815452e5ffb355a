"""What is hidden in a log, from whom and why, by its key. The database's `my_hidden()` says it too.

Where somebody is let in, and what that shows, is asked once (`let_in`); each kind of what can be
hidden is a function that says in which of those logs it is read.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from stafett.book.written import Written, as_written, marks

from .access import FAMILY, in_force
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

# A page needs it in each of its questions, and Django takes longer to write it than the database to
# answer it. What is in force is asked by the day; whose eyes they are is filled in.
MARKED = marks([UUID(int=0)])
ME = UUID(str(MARKED[0]))
Rows = QuerySet[Any, Any]


class Eyes(NamedTuple):
    """Whose eyes read, and whether they are lent to somebody whom nobody has let in yet, or to
    somebody outside the log."""

    me: UUID
    lent: bool = False
    health: bool = True
    outside: bool = False


def keys_hidden(eyes: Eyes) -> Written:
    """The question for the keys of all that is hidden from these eyes; whose they are is to be
    filled in."""
    return _written(eyes._replace(me=ME), timezone.localdate())


@lru_cache(maxsize=10)
def _written(eyes: Eyes, _today: date) -> Written:
    return as_written(*_keys(eyes), MARKED)


def hides_in(eyes: Eyes, log: Log) -> bool:
    """Whether anything in this log is hidden from these eyes. One question."""
    question, values = _keys(eyes, log=log)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({question})", values)
        return bool(cursor.fetchone()[0])


def _keys(eyes: Eyes, **only: Log) -> tuple[str, tuple[Any, ...]]:
    kinds = (_marked, _kept, _wishes, _insights, _sent)
    first, *others = (kind(eyes).filter(**only) for kind in kinds)
    hidden, of_hidden = first.union(*others, all=True).query.sql_with_params()
    let_in_to, of_let_in = let_in(eyes.me).query.sql_with_params()
    return f"WITH mine AS MATERIALIZED ({let_in_to}) {hidden}", of_let_in + of_hidden


def let_in(me: UUID) -> Rows:
    """Where somebody is let in now, and what that shows."""
    owner, participant = Q(role=AdmissionRole.OWNER), Q(role=AdmissionRole.PARTICIPANT)
    shares_health = owner | participant & Q(health=True)
    said_yes = HealthInsight.objects.filter(
        log=OuterRef("log"), by=OuterRef("log__owner"), guardian=me, ended_at=None
    )
    # Ages and policies are the database's to compare: a birthday counts without any job.
    young = Q(log__in=RawSQL("SELECT my_young_wards()", ()))
    as_guardian = Q(role=AdmissionRole.GUARDIAN) & (young | Q(Exists(said_yes)))
    return (
        Admission.objects.filter(in_force(), person=me)
        .annotate(
            shares_health=shares_health,
            sees_health=shares_health | as_guardian,
            beyond_guardian=owner | participant,
            of_family=Q(role__in=FAMILY),
            helps=participant & Q(sees=Sees.EVERYTHING),
        )
        .values("log", "shares_health", "sees_health", "beyond_guardian", "of_family", "helps")
    )


def _where(shows: str) -> Q:
    """In the logs to which somebody is let in so (`let_in`)."""
    logs = f"SELECT log FROM mine WHERE {shows}"  # noqa: S608 a name of ours
    return Q(log__in=RawSQL(logs, ()))  # noqa: S611 the same


def _marked(eyes: Eyes) -> Rows:
    return HealthMark.objects.filter(_health(eyes) | _place(eyes), ended_at=None).values("subject")


def _health(eyes: Eyes) -> Q:
    """Health information is read by the owner, by participants whose part of the consent has it,
    and by guardians while the child is younger than the policy's age, or where the young person
    has said yes."""
    health = Q(kind=MarkKind.HEALTH)
    return health & ~_where("sees_health") if eyes.health else health


def _place(eyes: Eyes) -> Q:
    """What says where a child with a protected address is, those read who are cleared for it. Whom
    somebody else looks as has not been let know it."""
    place = Q(kind=MarkKind.PLACE)
    return place if eyes.lent else place & not_cleared("log")


def _kept(eyes: Eyes) -> Rows:
    """What a child has asked to keep from guardians they read only when the holder has judged so.
    What is handed out of the log guardians read too."""
    kept = Keeping.objects.filter(ended_at=None).exclude(kept=False).values("subject")
    return kept if eyes.outside else kept.exclude(_where("beyond_guardian"))


def _wishes(_eyes: Eyes) -> Rows:
    """That something is kept, or was: told of in a book by a key of its own."""
    return Keeping.objects.exclude(_where("beyond_guardian")).values("pk")


def _insights(eyes: Eyes) -> Rows:
    """Whom the young person has said yes to: told to the guardian, and to who shares it."""
    insights = HealthInsight.objects.values("pk")
    mine = Q(guardian=eyes.me) | _where("shares_health")
    return insights.exclude(mine) if eyes.health else insights


def _sent(eyes: Eyes) -> Rows:
    """What was sent to some is hidden from the other helpers, and all that is sent from those who
    are let in to the plan alone; the family and who has the baton read it (H2, H4, H5). Somebody
    who is not let in yet was none of those it was sent to."""
    to_me = Q(everyone=True) | Q(by=eyes.me) | Q(people__contains=[eyes.me])
    baton = Leg.objects.filter(holder=eyes.me, ended_at=None).values("log")
    read = Q(log__in=baton) | _where("of_family") | _where("helps") & to_me
    hidden = ~read | Q(everyone=False) if eyes.lent else ~read
    return Audience.objects.filter(hidden).values("subject")


def not_cleared(column: str) -> Q:
    """The logs with a protected address whose place the one signed in may not know."""
    return Q(**{f"{column}__in": RawSQL("SELECT my_uncleared()", ())})
