"""Asking the database for keys, of more than one row."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from psycopg.sql import Composable

Told = Mapping[str, Any]


def keys(question: str | Composable, told: Told) -> list[Any]:
    """The first column of the answer, without what is empty."""
    with connection.cursor() as cursor:
        cursor.execute(question, told)
        return [key for (key, *_more) in cursor.fetchall() if key is not None]
