"""Who asks for which page: real people of the filled database, signed in. Prints JSON.

Runs on the owner's login, which finds them; the pages are asked for with the web's.
"""

import json
import sys
from functools import cache
from typing import Any
from uuid import UUID

import django

MANY = 24
SAID = "Det gikk fint i dag også."


def main() -> None:
    """Print the targets of each page."""
    django.setup()
    sys.stdout.write(json.dumps(found()))


def found() -> dict[str, list[Any]]:
    """The pages' names with who asks for them."""
    from django.db.models import Count

    from stafett.logs.models import Log
    from stafett.plan.models import Measure

    counted = Measure.objects.values("log").annotate(number=Count("pk")).filter(number=20)
    open_logs = Log.objects.filter(pk__in=counted.values("log"), closed_at=None)
    logs = list(open_logs.select_related("municipality").order_by("pk")[:MANY])
    # Nothing is written in the logs whose pages are asked for: a page that has changed is another.
    read = [log.pk for log in logs]
    others = Log.objects.exclude(opened_at=None).filter(closed_at=None).exclude(pk__in=read)
    written_in = list(others.select_related("municipality").order_by("pk")[:MANY])
    asked = [(log, person) for log in logs for person in _readers(log)]
    return {
        "floor": [_page(log, person, f"/gulv/{log.pk}") for log, person in asked],
        "log_page": [_page(log, person, f"/logg/{log.pk}/") for log, person in asked],
        "my_page": [_page(log, person, "/min-side/") for log, person in asked],
        "consent": [_page(log, person, f"/logg/{log.pk}/samtykke/") for log, person in asked],
        "meeting": _meetings(),
        "leader": _leaders(logs),
        "search": [_page(log, person, f"/logg/{log.pk}/sok/?q=pause") for log, person in asked],
        **_writes(written_in, read),
    }


def _readers(log: Any) -> list[UUID]:
    """Who has the baton, and one of the family."""
    leg = log.legs.filter(ended_at=None).first()
    guardian = log.admissions.filter(role="guardian", ended_at=None).order_by("person").first()
    return [leg.holder_id, guardian.person_id]


def _page(log: Any, person: UUID, path: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    said: dict[str, Any] = {"session": session_of(person, log.municipality), "path": path}
    return said if form is None else {**said, "form": form}


@cache
def session_of(person: UUID, municipality: Any) -> str:
    """The key of a session in which somebody is signed in."""
    from stafett.identity.session import begin
    from stafett.identity.session_store import SessionStore

    session = SessionStore()
    begin(session, person, municipality)
    session.save()
    return str(session.session_key)


def _meetings() -> list[dict[str, Any]]:
    from stafett.meetings.models import Meeting

    found = Meeting.objects.select_related("log__municipality").order_by("pk")[:MANY]
    return [
        _page(each.log, each.called_by_id, f"/logg/{each.log_id}/moter/{each.pk}/")
        for each in found
    ]


def _leaders(logs: list[Any]) -> list[dict[str, Any]]:
    from stafett.municipality.models import Position

    units = {log.unit_id: log for log in logs}
    found = Position.objects.filter(unit__in=units, role="leader").order_by("pk")
    return [_page(units[each.unit_id], each.person_id, "/enhet/") for each in found]


def _writes(logs: list[Any], read: list[UUID]) -> dict[str, list[Any]]:
    from stafett.logs.models import Handover
    from stafett.plan.models import Measure

    measures = Measure.objects.filter(log__in=logs, ended_at=None).order_by("pk")
    by_log = {log.pk: log for log in logs}
    on = [(by_log[m.log_id], f"/logg/{m.log_id}/tiltak/{m.pk}/") for m in measures[:200]]
    comment = {"text": SAID, "opened_at": "9999"}
    went = {"result": "worked", "why": SAID, "next_step": "go_on", "opened_at": "9999"}
    offers = Handover.objects.filter(answer=None).exclude(log__in=read)
    offers = offers.select_related("log__municipality")
    return {
        "write_comment": [_page(log, _readers(log)[0], path, comment) for log, path in on],
        "write_evaluate": [
            _page(log, _readers(log)[0], f"{path}hvordan-gar-det/", went) for log, path in on
        ],
        "write_sign": _signatures(read),
        "write_accept": [
            _page(
                each.log,
                each.offered_to_id,
                f"/logg/{each.log_id}/stafettpinne/",
                {"do": "accept", "offer": str(each.pk), "word": ""},
            )
            for each in offers.order_by("pk")
        ],
    }


def _signatures(read: list[UUID]) -> list[dict[str, Any]]:
    """Who is asked and has not answered."""
    from stafett.consent.models import Asked, Signature

    waits = Asked.objects.filter(consent__ended_at=None, consent__activated_at=None)
    waits = (
        waits.exclude(consent__asked_at=None)
        .exclude(log__in=read)
        .select_related("log__municipality", "consent")
    )
    said = set(Signature.objects.values_list("consent", "person"))
    return [
        _page(
            each.log,
            each.person_id,
            f"/logg/{each.log_id}/samtykke/{each.consent_id}/",
            {"do": "yes", "text_hash": each.consent.text_hash},
        )
        for each in waits.order_by("pk")
        if (each.consent_id, each.person_id) not in said
    ]


if __name__ == "__main__":
    main()
