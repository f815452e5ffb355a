"""The fixtures give what they promise: three logins, a clean table, real threads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.template import engines
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params


def _ask(alias: str, query: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("alias", "role"),
    [("default", "stafett_web"), ("owner", "stafett_owner"), ("worker", "stafett_worker")],
)
def test_each_alias_is_a_login(db: None, alias: str, role: str) -> None:
    assert _ask(alias, "SELECT current_user") == role


@pytest.mark.parametrize("turn", [1, 2])
def test_rows_and_settings_of_one_test_are_gone_in_the_next(db: None, turn: int) -> None:
    query = "SELECT count(*) FROM django_session"
    assert _ask("owner", query) == 0
    assert not _ask("default", "SELECT current_setting('stafett.person', true)")
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
    _ask("default", "SELECT set_config('stafett.person', 'somebody', false)")
    assert _ask("owner", query) == 1


def test_threads_start_together_and_errors_come_back(at_once: Callable[..., list[Any]]) -> None:
    def boom() -> None:
        raise ValueError("no")

    found = at_once(lambda: _ask("default", "SELECT pg_backend_pid()"), boom)
    assert isinstance(found[0], int)
    assert isinstance(found[1], ValueError)


def test_an_unknown_variable_in_a_template_fails_the_test() -> None:
    engine = engines["django"]
    assert engine.from_string("{% if missing %}a{% endif %}b").render({}) == "b"
    with pytest.raises(pytest.fail.Exception, match="missing"):
        engine.from_string("{{ missing.name }}").render({})


def test_a_job_that_the_web_defers_is_done_by_the_worker(
    db: None, at_once: Callable[..., list[Any]]
) -> None:
    done: list[int] = []
    app.task(name="tests.note")(lambda number: done.append(number))
    app.configure_task("tests.note", queue="tests").defer(number=7)

    connector = PsycopgConnector(kwargs=connector_params("worker"))

    def work() -> None:
        with app.replace_connector(connector) as worker:
            # A queue of its own: the rooms' own jobs are not for this thread.
            worker.run_worker(
                queues=["tests"], wait=False, listen_notify=False, install_signal_handlers=False
            )

    assert at_once(work) == [None]
    assert done == [7]
    # A job that went well leaves nothing behind.
    query = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'tests'"
    assert _ask("worker", query) == 0
