"""Questions that every page asks: written by Django once, and planned by PostgreSQL once.

Django takes longer to write a large question than PostgreSQL to answer it, and PostgreSQL longer to
plan it than to answer. A `Question` is written with marks in the places of its values, and from
then on only the values are sent. What is in force is asked by the day, so it is written anew each
day.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.utils import timezone
from psycopg import Cursor
from psycopg._queries import PostgresQuery

from .written import Value, Written, as_written, is_single, marks

Row = TypeVar("Row")
AT_ONCE = 0  # how often a question is asked on a connection before its plan is kept
KEPT = 250  # plans on a connection: more than there are questions, so that yesterday's go first
_prepares: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


class Question(Generic[Row]):
    """Asked as a function is called: with values, for a list of rows or of their `values_list`.
    Its shape must not depend on the values: no None."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.written: tuple[date, _Rows[Row]] | None = None

    def __call__(self, *values: Value) -> list[Row]:
        """One question, and one for each thing that is fetched with the rows."""
        today = timezone.localdate()
        if self.written is None or self.written[0] != today:
            self.written = today, _Rows(self.build, marks(values))
        return self.written[1].ask(values)


class _Rows(Generic[Row]):
    """How rows become models: as `ModelIterable` does it, with what Django worked out once."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], marked: list[Any]) -> None:
        rows = build(*marked)
        self.compiler: Any = rows.query.get_compiler(connection=connection)
        sql, values = self.compiler.as_sql()
        self.text = as_written(sql, values, marked)
        self.needed = [place for place in range(len(marked)) if _is_needed(build, marked, place)]
        select, told = self.compiler.select, self.compiler.klass_info
        fields = [column[0] for column in select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)
        self.fetched = rows._prefetch_related_lookups  # type: ignore[attr-defined]
        self.kind = rows._iterable_class
        if self.kind is ModelIterable:
            self.model = told["model"]
            self.columns = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
            self.names = [column[0].target.attname for column in select[self.columns]]
            self.related = get_related_populators(told, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
            self.more = self.compiler.annotation_col_map or {}

    def ask(self, values: Sequence[Value]) -> list[Row]:
        if not all(values[place] for place in self.needed):
            return []
        rows = ask(self.text, values)
        converted = self.compiler.apply_converters(rows, self.converters)
        if self.kind is FlatValuesListIterable:
            return [row[0] for row in converted]
        if self.kind is ValuesListIterable:
            return [cast(Row, tuple(row)) for row in converted]
        found = list(self._models(converted))
        if self.fetched:
            prefetch_related_objects(found, *self.fetched)
        return found

    def _models(self, rows: Iterator[Sequence[Any]]) -> Iterator[Any]:
        for row in rows:
            one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
            for related in self.related:
                related.populate(row, one)
            for name, place in self.more.items():
                setattr(one, name, row[place])
            yield one


def _is_needed(build: Callable[..., QuerySet[Any, Any]], marked: list[Any], place: int) -> bool:
    """Whether this is a list, and Django knows that there is nothing where it is empty."""
    if is_single(marked[place]):
        return False
    empty = build(*marked[:place], [], *marked[place + 1 :])
    try:
        empty.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return True
    return False


def ask(text: Written, values: Sequence[Value]) -> list[tuple[Any, ...]]:
    """The rows, from a plan that PostgreSQL keeps."""
    with prepared() as cursor:
        cursor.execute(text.sql, text.filled(values))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class _Cursor(Cursor[Any]):
    """Lets whoever listens to what is asked read it, as Django's own cursor does."""

    def _send_query_prepared(
        self, name: bytes, pgq: PostgresQuery, *, binary: bool | None = None
    ) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, binary=binary)


def prepared(database: str = DEFAULT_DB_ALIAS) -> Any:
    """A cursor on whose connection PostgreSQL keeps the plan of what is asked again; for questions
    whose text is always the same."""
    ours = connections[database]
    # As Django's own cursor does: a connection that was lost is made anew for the next request.
    ours.close_if_health_check_failed()
    ours.ensure_connection()
    with ours.wrap_database_errors:
        raw = ours.connection
        if raw not in _prepares:
            _prepares[raw] = _is_direct(raw)
            raw.prepare_threshold = AT_ONCE if _prepares[raw] else None
            raw.prepared_max = KEPT
        cursor = _Cursor(raw)
    return ours._prepare_cursor(cursor)  # type: ignore[attr-defined]


def _is_direct(raw: Any) -> bool:
    """Whether the connection leads to PostgreSQL itself. A pooler gives a number of its own, and
    may hand the next transaction to another server, where nothing is prepared."""
    with raw.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return bool(cursor.fetchone()[0] == raw.info.backend_pid)
