"""A package as data: `docs/package.schema.json` says what stands in it; a test holds it (P4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from stafett.logs.access import Outside
from stafett.logs.models import Admission, AdmissionRole, Closing, Leg, Log
from stafett.municipality.service_words import service_words
from stafett.voice.models import Told
from stafett.voice.queries import participation_in, talks_in

from .iso import day, moment
from .models import Package, Part
from .package_plan import goals, understanding

FORMAT, VERSION = "stafett-package", 1
Row = dict[str, Any]


def told(package: Package, reader: Outside, *, at: datetime) -> Row:
    """The package, with the parts that were chosen and no others."""
    log = package.log
    chosen = {Part(each): PARTS[Part(each)](log, reader) for each in package.parts}
    return {
        "format": FORMAT,
        "version": VERSION,
        "package": {
            "id": str(package.pk),
            "made_at": moment(package.made_at),
            "made_by": str(package.made_by),
            "fetched_at": moment(at),
            "receiver": package.receiver,
            "parts": list(package.parts),
        },
        "consent": {
            "version": package.consent.version,
            "since": day(package.consent.activated_at),
            "text_hash": package.consent.text_hash,
        },
        "log": {
            "id": str(log.pk),
            "name": log.short_name,
            "municipality": str(log.municipality),
            "level": log.level,
            "opened_on": day(log.opened_at),
            "closed_on": day(log.closed_at),
        },
        "owner": {
            "given_name": log.owner.given_name,
            "family_name": log.owner.family_name,
            "birth_date": day(log.owner.birth_date),
        },
        **{str(part): rows for part, rows in chosen.items()},
    }


def voice(log: Log, reader: Outside) -> Row:
    """The child's own words to everyone, the talks, and how it takes part; never a confidence."""
    to_all = Told.objects.filter(log=log, to_all=True).order_by("at")
    talks = reversed(talks_in(log, reader))
    answers = ("takes_part", "judgement", "best_interests", "needs", "safe_way")
    return {
        "words": [
            {"on": day(each.at), "kind": each.kind, "feeling": each.feeling, "text": each.text}
            for each in to_all
        ],
        "talks": [
            {
                "on": day(each.talked_on),
                "adult": str(each.adult),
                "way": each.way,
                "words": each.words,
            }
            for each in talks
        ],
        "participation": [
            {name: getattr(row, name) for name in answers}
            | {"written_by": row.written_by, "changed_on": day(row.changed_at)}
            for row in participation_in(log, reader)
        ],
    }


def team(log: Log, reader: Outside) -> list[Row]:
    """Everyone who is or has been let in, each with the last that was said of them."""
    roles = [AdmissionRole.OWNER, AdmissionRole.GUARDIAN, AdmissionRole.PARTICIPANT]
    rows = Admission.objects.filter(log=log, role__in=roles).select_related("person")
    newest: Mapping[UUID, Admission] = {each.person_id: each for each in rows.order_by("from_at")}
    legs: dict[UUID, list[Row]] = defaultdict(list)
    for leg in Leg.objects.filter(log=log).order_by("from_at"):
        legs[leg.holder_id].append({"from": day(leg.from_at), "until": day(leg.ended_at)})
    return [
        {
            "name": str(each.person),
            "role": str(each.role),
            "service": service_words(each.service),
            "title": each.title,
            "task": each.task,
            "phone": each.phone,
            "email": each.email,
            "legs": legs[person],
        }
        for person, each in newest.items()
    ]


def ending(log: Log, reader: Outside) -> list[Row]:
    """Each time the log ended: why, and the last note (P6)."""
    return [
        {"on": day(each.at), "by": str(each.by or ""), "reason": each.reason, "note": each.note}
        for each in Closing.objects.filter(log=log).select_related("by").order_by("at")
    ]


PARTS: Mapping[Part, Callable[[Log, Outside], Row | Iterable[Row]]] = {
    Part.UNDERSTANDING: understanding,
    Part.GOALS: goals,
    Part.VOICE: voice,
    Part.TEAM: team,
    Part.ENDING: ending,
}
