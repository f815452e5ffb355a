"""Questions that every page asks: written by Django once, and planned by PostgreSQL once.

Django takes longer to write a large question than PostgreSQL to answer it, and PostgreSQL longer to
plan it than to answer. A `Question` is written with marks in the places of its values, and from
then on only the values are sent. What is in force is asked by the day, so it is written anew each
day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.utils import timezone
from psycopg import Cursor
from psycopg._queries import PostgresQuery

M = TypeVar("M", bound=Model)
Value = UUID | date | datetime | str
AT_ONCE = 0  # how often a question is asked on a connection before its plan is kept
_prepares: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


@dataclass(frozen=True)
class Written:
    """SQL, and its values: with the place of a mark among them, or as they always are."""

    sql: str
    values: tuple[tuple[int | None, Any], ...]

    def filled(self, values: Sequence[Value]) -> tuple[Any, ...]:
        """The values, with those given in the marks' places."""
        return tuple(fixed if place is None else values[place] for place, fixed in self.values)


def marks(values: Sequence[Value]) -> list[Value]:
    """A mark of each value's kind, that no row holds."""
    return [_mark(type(value), place) for place, value in enumerate(values)]


def _mark(kind: type, place: int) -> Value:
    if issubclass(kind, UUID):
        return UUID(int=place + 1)
    if issubclass(kind, datetime):
        return datetime(1, 1, 1, second=place, tzinfo=UTC)
    if issubclass(kind, date):
        return date(1, 1, place + 1)
    return f"\x01{place}"


def as_written(sql: str, values: Sequence[Any], marked: Sequence[Value]) -> Written:
    """What Django wrote with marks. Raises ValueError where one of them is not found: the question
    would be asked without it."""
    places = {mark: place for place, mark in enumerate(marked)}
    kept = tuple((_place(places, value), value) for value in values)
    if {place for place, _value in kept} - {None} != set(places.values()):
        raise ValueError("A value of this question does not stand in it as it was given.")
    return Written(sql, kept)


def _place(places: dict[Value, int], value: Any) -> int | None:
    return places.get(value) if isinstance(value, UUID | date | datetime | str) else None


class Question(Generic[M]):
    """Asked as a function is called: with values, for a list of rows. Its shape must not depend on
    the values: no lists, no None."""

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build
        self.written: tuple[date, _Rows[M]] | None = None

    def __call__(self, *values: Value) -> list[M]:
        """One question."""
        today = timezone.localdate()
        if self.written is None or self.written[0] != today:
            self.written = today, _Rows(self.build, marks(values))
        return self.written[1].ask(values)


class _Rows(Generic[M]):
    """How rows become models: as `ModelIterable` does it, with what Django worked out once."""

    def __init__(self, build: Callable[..., QuerySet[M]], marked: Sequence[Value]) -> None:
        self.compiler: Any = build(*marked).query.get_compiler(connection=connection)
        sql, values = self.compiler.as_sql()
        self.text = as_written(sql, values, marked)
        select, told = self.compiler.select, self.compiler.klass_info
        self.columns = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
        self.model: type[M] = told["model"]
        self.names = [column[0].target.attname for column in select[self.columns]]
        self.related = get_related_populators(told, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        self.more = self.compiler.annotation_col_map or {}
        fields = [column[0] for column in select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(fields)

    def ask(self, values: Sequence[Value]) -> list[M]:
        rows = ask(self.text, values)
        converted = self.compiler.apply_converters(rows, self.converters)
        return list(self._models(converted))

    def _models(self, rows: Iterator[Sequence[Any]]) -> Iterator[M]:
        for row in rows:
            one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
            for related in self.related:
                related.populate(row, one)
            for name, place in self.more.items():
                setattr(one, name, row[place])
            yield one


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
        cursor = _Cursor(raw)
    return ours._prepare_cursor(cursor)  # type: ignore[attr-defined]


def _is_direct(raw: Any) -> bool:
    """Whether the connection leads to PostgreSQL itself. A pooler gives a number of its own, and
    may hand the next transaction to another server, where nothing is prepared."""
    with raw.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return bool(cursor.fetchone()[0] == raw.info.backend_pid)
