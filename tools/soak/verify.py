"""What must be so after all that died, asked of the database that goes on."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from tools.mailbox import Mailbox

# Each text of the soak begins with this.
TEXTS = {
    "comment": "SELECT text FROM plan_comment WHERE text LIKE 'Ord %%'",
    "evaluation": "SELECT why FROM plan_evaluation WHERE why LIKE 'Ord %%'",
    "message": "SELECT text FROM messages_message WHERE text LIKE 'Ord %%'",
    "offer": "SELECT word FROM logs_handover WHERE word LIKE 'Ord %%'",
    "accept": "SELECT answer_word FROM logs_handover"
    " WHERE answer = 'accepted' AND answer_word LIKE 'Ord %%'",
    "signature": "SELECT consent_id::text FROM consent_signature WHERE at >= %(since)s",
}
VERBS = {
    "comment": "plan.commented",
    "evaluation": "plan.measure_evaluated",
    "message": "messages.sent",
    "offer": "logs.baton_offered",
    "accept": "logs.baton_accepted",
    "signature": "consent.signed",
}
ENTRIES = "SELECT count(*) FROM book_entry WHERE verb = %(verb)s AND at >= %(since)s"
UNREAD = (
    "SELECT count(*) FROM book_book b JOIN logs_log l ON l.id = b.id LEFT JOIN book_place p"
    " ON p.book_id = b.id AND p.reader = '{}' WHERE b.count > coalesce(p.number, 0)"
)
# Each counts what must not be, the latter what the workers come to by themselves.
CAUSES = ["consent.activated", "logs.baton_accepted", "logs.closed", "logs.lapsed"]
NEVER = {
    # Its own, or one that the night made of all there was.
    "causes without a deposit": "SELECT count(*) FROM book_entry e WHERE e.at >= %(since)s"
    " AND e.verb = ANY(%(causes)s) AND NOT EXISTS (SELECT FROM archive_deposit d"
    " JOIN book_entry c ON c.book_id = d.log_id AND c.number = d.cause"
    " WHERE d.log_id = e.book_id AND (d.cause = e.number OR c.verb <> ALL(%(causes)s)"
    " AND e.number BETWEEN d.from_entry AND d.to_entry))",
    "deposits twice for one cause": "SELECT count(*) FROM (SELECT FROM archive_deposit"
    " GROUP BY log_id, cause HAVING count(*) > 1) twice",
    "receipts twice in a book": "SELECT count(*) FROM (SELECT FROM book_entry e"
    " JOIN book_content c USING (book_id, number) WHERE e.verb = 'logs.archived'"
    " GROUP BY book_id, c.data->>'until' HAVING count(*) > 1) twice",
}
WAITS = {
    "books the archive has not read": UNREAD.format("archive"),
    "books the notices have not read": UNREAD.format("notices"),
    "deposits without a receipt": "SELECT count(*) FROM archive_delivery WHERE received_at IS NULL",
    "notices that wait": "SELECT count(*) FROM notices_notice WHERE done_at IS NULL",
    "letters unsent": "SELECT count(*) FROM notices_letter WHERE sent_at IS NULL",
    "jobs in nobody's hand": "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
    " AND queueing_lock IS NULL",
}
DEPOSITS = "SELECT deposit_id::text FROM archive_delivery WHERE received_at IS NOT NULL"


@dataclass
class Counted:
    """A line of the table: so many yes, so many found, and how many nobody was told of."""

    kind: str
    yes: int
    found: int
    lost: int
    double: int

    @property
    def unasked(self) -> int:
        """Kept, though the one who wrote it was never told so: looks again, and finds it."""
        return self.found - self.yes + self.lost


def writes(database: psycopg.Connection, since: datetime, file: Path) -> list[Counted]:
    """Each yes of the file, held against the rows."""
    said: dict[str, Counter[str]] = {kind: Counter() for kind in TEXTS}
    for line in file.read_text().splitlines():
        told = json.loads(line)
        said[told["kind"]][told.get("text") or told["consent"]] += 1
    counted = []
    for kind, query in TEXTS.items():
        rows = Counter(text for (text,) in database.execute(query, {"since": since}))
        double = 0 if kind == "signature" else sum(number - 1 for number in rows.values())
        lost = sum((said[kind] - rows).values())
        counted.append(Counted(kind, said[kind].total(), rows.total(), lost, double))
    return counted


def faults(database: psycopg.Connection, since: datetime, found: list[Counted]) -> Iterator[str]:
    """What is not as it must be, each a line."""
    for each in found:
        if each.lost:
            yield f"{each.lost} of {each.kind} were answered with a yes and are not there"
        if each.double:
            yield f"{each.double} of {each.kind} are there twice"
        # A row without its entry, or an entry without its row, is half of something.
        asked = {"verb": VERBS[each.kind], "since": since}
        entries = _one(database, ENTRIES, asked)
        if entries != each.found:
            yield f"{each.found} of {each.kind}, and {entries} entries of them"
    for name, query in {**NEVER, **WAITS}.items():
        if number := _one(database, query, {"since": since, "causes": CAUSES}):
            yield f"{number} {name}"


def unsettled(database: psycopg.Connection) -> int:
    """How much the workers still have to do."""
    return sum(_one(database, query, {}) for query in WAITS.values())


def archive_faults(database: psycopg.Connection, folder: Path) -> Iterator[str]:
    """The archive and the database tell of the same deposits."""
    here = {key for (key,) in database.execute(DEPOSITS)}
    there = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
    if missing := here - there:
        yield f"{len(missing)} deposits have a receipt and are not in the archive"
    if strange := there - here:
        yield f"{len(strange)} deposits are in the archive and Stafett does not know of it"


def mail_faults(database: psycopg.Connection, mailbox: Mailbox, deaths: int) -> Iterator[str]:
    """Each letter came under one name; a copy is allowed for each time that something died."""
    letters = _one(database, "SELECT count(*) FROM notices_letter WHERE sent_at IS NOT NULL", {})
    if len(mailbox.taken) > letters:
        yield f"{len(mailbox.taken)} mails came and {letters} letters were written"
    copies = mailbox.taken.total() - len(mailbox.taken)
    if copies > deaths:
        yield f"{copies} mails came once more, and only {deaths} things died"
    if any(len(each) > 1 for each in mailbox.texts.values()):
        yield "two different mails had the same Message-ID"


def _one(database: psycopg.Connection, query: str, told: dict[str, object]) -> int:
    row = database.execute(query, told).fetchone()
    return int(row[0]) if row else 0
