"""Which rows of each table belong to a municipality, read from the database's own catalogue."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier, Placeholder

# The first of these that a table has says whose its rows are.
BELONGS = ("municipality_id", "log_id", "book_id", "unit_id")
# By themselves: in which town a row of theirs is, its own key says.
LAST = {"people_person", "municipality_municipality", "book_book"}
PEOPLE = "people_person"
# A question to the register names a log only where there is one already.
MAY_HAVE_NO_LOG = "people_lookup"

Parents = dict[str, list[tuple[str, str, str]]]  # table: its column, the other table, its column


@dataclass
class Tables:
    """What there is. `of_towns` and `of_people`: tables with the condition for rows that go, in an
    order in which no condition asks a table that has been emptied already."""

    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    of_towns: list[tuple[str, Composable]] = field(default_factory=list)
    of_people: list[tuple[str, Composable]] = field(default_factory=list)
    guarded: list[str] = field(default_factory=list)


def read() -> Tables:
    """Ask the catalogue."""
    tables, parents = Tables(), defaultdict(list)
    for table, column in _ask(COLUMNS):
        tables.keys[table].add(column)
    for table, column, parent, key in _ask(FOREIGN_KEYS):
        if parent == PEOPLE:
            tables.people[table].append(column)
        elif parent not in {table, *LAST}:
            parents[table].append((column, parent, key))
    found = {}
    for table in sorted((tables.keys.keys() | parents.keys()) - LAST):
        told = _condition(table, tables, parents)
        if told:
            found[table] = told
    deepest_first = sorted(found, key=lambda table: -found[table][0])
    tables.of_towns = [(table, found[table][1]) for table in deepest_first]
    tables.of_people = [
        (table, _names_one(columns))
        for table, columns in tables.people.items()
        if table not in found or table == MAY_HAVE_NO_LOG
    ]
    tables.guarded = [table for (table,) in _ask(GUARDED)]
    return tables


def _condition(table: str, tables: Tables, parents: Parents) -> tuple[int, Composable] | None:
    """How deep below a row that says it itself, and the condition; None where nothing tells."""
    column = next((each for each in BELONGS if each in tables.keys[table]), None)
    if column:
        return 0, SQL("{} = ANY({})").format(Identifier(column), Placeholder(column))
    for column, parent, key in parents.get(table, ()):
        above = _condition(parent, tables, parents)
        if above:
            words = SQL("{} IN (SELECT {} FROM {} WHERE {})")
            names = (Identifier(each) for each in (column, key, parent))
            return above[0] + 1, words.format(*names, above[1])
    return None


def _names_one(columns: list[str]) -> Composable:
    each = (SQL("{} = ANY({})").format(Identifier(c), Placeholder("people")) for c in columns)
    return SQL(" OR ").join(each)


def _ask(question: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
  AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
"""
FOREIGN_KEYS = """
SELECT t.relname, a.attname, p.relname, k.attname FROM pg_constraint f
JOIN pg_class t ON t.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = f.conkey[1]
JOIN pg_attribute k ON k.attrelid = p.oid AND k.attnum = f.confkey[1]
WHERE f.contype = 'f' AND cardinality(f.conkey) = 1 AND t.relnamespace = 'public'::regnamespace
  AND t.relname NOT LIKE 'procrastinate%'
ORDER BY 1, 2
"""
GUARDED = """
SELECT DISTINCT t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND (g.tgtype & 8) <> 0 AND t.relnamespace = 'public'::regnamespace
  AND t.relname NOT LIKE 'procrastinate%'
ORDER BY 1
"""
