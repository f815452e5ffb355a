"""What a machine that watches is told: that Stafett answers, and figures with a token alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db
FIGURES = "/tilstand/tall/"


def test_it_says_that_it_answers() -> None:
    answer = Client().get("/tilstand/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_without_the_token_there_are_no_figures(settings: Any) -> None:
    assert Client().get(FIGURES).status_code == 404
    settings.STAFETT_FIGURES_TOKEN = "t" * 32
    for said in ("", "Bearer ", "Bearer " + "u" * 32, "Bearer æ"):
        assert Client().get(FIGURES, headers={"Authorization": said}).status_code == 404


def test_what_waits_too_long_is_counted_without_a_word_of_it(settings: Any) -> None:
    settings.STAFETT_FIGURES_TOKEN = "t" * 32
    with connections["owner"].cursor() as cursor:
        for status, ago in (("todo", 120), ("todo", -900), ("failed", 600)):
            at = timezone.now() - timedelta(seconds=ago)
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, scheduled_at)"
                " VALUES ('q', 'a.task', %s::jsonb, %s::procrastinate_job_status, %s)",
                ('{"log": "secret"}', status, at),
            )
    answer = Client().get(FIGURES, headers={"Authorization": "Bearer " + "t" * 32})
    assert answer.status_code == 200
    told = dict(
        line.split() for line in answer.content.decode().splitlines() if not line.startswith("#")
    )
    assert told["stafett_jobs_due"] == "1"
    assert told["stafett_jobs_failed"] == "1"
    assert 119 <= float(told["stafett_jobs_oldest_due_seconds"]) < 300
    assert "secret" not in answer.content.decode()
