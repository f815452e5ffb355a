"""Talking with the child, and seeing to it that somebody does (D26, M2–M13)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle
from stafett.logs.models import Log
from stafett.logs.overtaken import Overtaken, still_there
from stafett.people.models import Person

from ..models import NextTalk, Participation, Talk
from ..queries import listeners, participation_in


@transaction.atomic
def write_talk(
    by: Standing,
    *,
    adult_id: UUID,
    talked_on: date,
    way: str,
    words: str,
    at: datetime,
    health: Said = None,
) -> Talk:
    """Write what the child said in a talk; a talk that was agreed is had with it.

    `health`, here and below: whether it is health information; None leaves that as it is. Raises
    Refused for an adult who does not read the log, or for who sees the plan alone.
    """
    log, by = _begin(by)
    adult = _adult(log, adult_id)
    data: dict[str, object] = {
        "who": str(by.person), "adult": str(adult), "child": log.owner.given_name,
        "on": talked_on.isoformat(), "way": way, "text": words,
    }  # fmt: skip
    talk = Talk(
        pk=uuid4(), log=log, adult=adult, by=by.person, talked_on=talked_on, way=way, words=words,
        at=at,
    )  # fmt: skip
    note(log, "voice.talked", data, at=at, by=by, about=[talk.pk])
    talk.save(force_insert=True)
    NextTalk.objects.filter(log=log, done_at=None).update(done_at=at)
    settle(log, [talk.pk], health, by=by, at=at)
    return talk


@transaction.atomic
def agree_next(by: Standing, *, adult_id: UUID, on: date, at: datetime) -> NextTalk:
    """Agree who talks with the child next, and when; what was agreed before is replaced."""
    log, by = _begin(by)
    adult = _adult(log, adult_id)
    data: dict[str, object] = {
        "who": str(by.person), "adult": str(adult), "child": log.owner.given_name,
        "on": on.isoformat(),
    }  # fmt: skip
    note(log, "voice.talk_agreed", data, at=at, by=by)
    NextTalk.objects.filter(log=log, done_at=None).update(done_at=at)
    agreed = NextTalk(log=log, adult=adult, on=on, agreed_at=at)
    agreed.save(force_insert=True)
    return agreed


@dataclass(frozen=True)
class Judged:
    """How the child takes part, and what is judged of it."""

    takes_part: str
    judgement: str
    best_interests: str
    needs: str
    safe_way: str


@transaction.atomic
def write_participation(
    by: Standing,
    said: Judged,
    *,
    opened_at: int,
    at: datetime,
    about: UUID | None = None,
    health: Said = None,
) -> None:
    """Write how the child takes part (M4, M5, M8, M10, M11).

    `opened_at` is the entry number that the form was opened at, `about` what stood there, if the
    form tells. Raises Overtaken, and Conflict where that is hidden from the writer since.
    """
    log, by = _begin(by)
    now = participation_in(log, by.person).first()
    still_there(about, now.pk if now else None)
    if now is not None and now.entry > opened_at:
        raise Overtaken({name: getattr(now, name) for name in asdict(said)})
    texts = asdict(said)
    data: dict[str, object] = {"who": str(by.person), "child": log.owner.given_name, **texts}
    row = now or Participation(log=log)
    row.entry = note(log, "voice.participation_written", data, at=at, by=by, about=[row.pk])
    for name, text in texts.items():
        setattr(row, name, text)
    row.written_by, row.changed_at = str(by.person), at
    row.save(force_insert=now is None)
    settle(log, [row.pk], health, by=by, at=at)


def _begin(by: Standing) -> tuple[Log, Standing]:
    log, by = begin(by, Right.WRITE)
    if not by.hears_child:
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    return log, by


def _adult(log: Log, adult_id: UUID) -> Person:
    person = next((each.person for each in listeners(log) if each.person.pk == adult_id), None)
    if person is None:
        raise Refused(_("Choose somebody who reads the log."))
    return person
