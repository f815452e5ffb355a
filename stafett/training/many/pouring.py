"""Rows into tables by COPY, past the triggers; foreign keys are looked at once, at the end."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

TABLES = """
SELECT DISTINCT t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND t.relnamespace = 'public'::regnamespace
  AND t.relname NOT LIKE 'procrastinate%' ORDER BY 1
"""
FOREIGN_KEYS = """
SELECT t.relname, f.conname, pg_get_constraintdef(f.oid) FROM pg_constraint f
JOIN pg_class t ON t.oid = f.conrelid
WHERE f.contype = 'f' AND t.relnamespace = 'public'::regnamespace
  AND t.relname NOT LIKE 'procrastinate%' ORDER BY 1, 2
"""


class Poured:
    """What is to go into each table, poured when there is enough of it."""

    ENOUGH = 8_000_000  # characters

    def __init__(self, columns: Mapping[str, list[str]]) -> None:
        self.columns = columns
        self.waiting: dict[str, list[str]] = defaultdict(list)
        self.length = 0

    def add(self, rows: Mapping[str, str]) -> None:
        """Rows by table, as COPY reads them."""
        for table, text in rows.items():
            self.waiting[table].append(text)
            self.length += len(text)
        if self.length > self.ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Pour what waits."""
        with connection.cursor() as cursor:
            for table, texts in self.waiting.items():
                columns = SQL(", ").join(map(Identifier, self.columns[table]))
                into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), columns)
                with cursor.copy(into) as copy:
                    copy.write("".join(texts))
        self.waiting.clear()
        self.length = 0


@contextmanager
def quickly() -> Iterator[None]:
    """Within a transaction of the owner's: no trigger fires, and all foreign keys are made anew
    afterwards, which finds a row that points nowhere."""
    _do("SET CONSTRAINTS ALL IMMEDIATE")
    triggers, keys = [table for (table,) in _ask(TABLES)], _ask(FOREIGN_KEYS)
    for table in triggers:
        _do(SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(Identifier(table)))
    for table, name, _words in keys:
        names = map(Identifier, (table, name))
        _do(SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*names))
    yield
    for table, name, words in keys:
        parts = (Identifier(table), Identifier(name), SQL(words))
        _do(SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(*parts))
    for table in triggers:
        _do(SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(Identifier(table)))


def _ask(question: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _do(statement: str | Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
