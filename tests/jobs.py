"""The worker's part of a test: the jobs that wait are done, one after the other, by its login."""

import json

from django.db import connections
from procrastinate.contrib.django import app

from tests.logins import as_worker


def run_jobs(*names: str) -> list[str]:
    """Do every job that waits (of these names, if any are given); what was done, in order."""
    app.perform_import_paths()
    done = []
    while job := _next(names):
        name, arguments = job
        with as_worker():
            app.tasks[name](**arguments)
        done.append(name)
    return done


def waiting_jobs() -> list[str]:
    """The names of the jobs that wait."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def _next(names: tuple[str, ...]) -> tuple[str, dict[str, str]] | None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs"
            " WHERE status = 'todo' AND (%s OR task_name = ANY (%s)))"
            " RETURNING task_name, args",
            [not names, list(names)],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    arguments = row[1] if isinstance(row[1], dict) else json.loads(row[1])
    return row[0], arguments
