"""Who writes what during the soak: people of the filled database, signed in. Prints JSON.

Runs on the owner's login. From here on the fictional people count as real ones, so that their mails
leave, and everybody has an address; what was told of them before is no news.
"""

import json
import sys
from typing import Any
from uuid import UUID

PAIRS = 6  # logs whose baton goes to and fro


def main() -> None:
    """Prepare, and print who can do what."""
    import django

    django.setup()
    from tools.bench.people import found

    told = {name: said for name, said in found().items() if name in WANTED}
    told["baton"] = _pairs()
    _let_mails_leave()
    sys.stdout.write(json.dumps(told))


WANTED = ("log_page", "write_comment", "write_evaluate", "write_sign")


def _pairs() -> list[dict[str, Any]]:
    """Who has the baton, and one whom the family has said yes to as well."""
    from stafett.logs.models import Leg, Log
    from stafett.logs.race import race_of

    pairs: list[dict[str, Any]] = []
    open_logs = Log.objects.filter(closed_at=None, opened_at__isnull=False).order_by("pk")
    for log in open_logs.select_related("municipality"):
        legs = list(Leg.objects.filter(log=log, ended_at=None))
        race = race_of(log)
        if len(legs) == 1 and race.receivers and not race.offer:
            two = [legs[0].holder_id, race.receivers[0].person_id]
            sessions = {str(each): _session(each, log.municipality) for each in two}
            pairs.append({"path": f"/logg/{log.pk}/stafettpinne/", "sessions": sessions})
        if len(pairs) == PAIRS:
            break
    return pairs


def _session(person: UUID, municipality: Any) -> str:
    from stafett.identity.session import begin
    from stafett.identity.session_store import SessionStore

    session = SessionStore()
    begin(session, person, municipality)
    session.save()
    return str(session.session_key)


def _let_mails_leave() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE municipality_municipality SET training = false")
        cursor.execute(
            "INSERT INTO people_contact (person_id, phone, email, interpreter)"
            " SELECT id, '', id || '@familie.example', '' FROM people_person"
            " ON CONFLICT (person_id) DO UPDATE SET email = excluded.email"
        )
        cursor.execute("DELETE FROM book_place WHERE reader IN ('archive', 'notices')")
        cursor.execute(
            "INSERT INTO book_place (reader, book_id, number) SELECT reader, id, count"
            " FROM book_book, (VALUES ('archive'), ('notices')) readers (reader)"
        )
        # They have shown who they are, as one does where people are real.
        cursor.execute(
            "UPDATE identity_signedin SET acr = 'idporten-loa-high', amr = '[\"BankID\"]',"
            " shown_at = now()"
        )
        # What the pattern's logs wait for is tried with the rest.
        cursor.execute("UPDATE archive_delivery SET next_at = now() WHERE next_at IS NOT NULL")


if __name__ == "__main__":
    main()
