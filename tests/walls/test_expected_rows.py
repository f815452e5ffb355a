"""PostgreSQL knows how many rows a function gives: else it expects a thousand, and reads whole
tables for a person with two logs, the slower the more logs there are."""

import pytest
from django.db import connections

from tests.walls import catalogue

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_every_function_says_how_many_rows_it_gives() -> None:
    found = catalogue.ask(
        connections["owner"],
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND proretset AND prorows = 1000 AND proname NOT LIKE 'procrastinate%%'",
    )
    assert {name for (name,) in found} == set()
