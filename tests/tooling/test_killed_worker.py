"""A worker that is killed with a mail in its hand: another sends it, and sends it once."""

import subprocess
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from stafett.notices.models import Kept, Letter
from tests import world as w
from tests.jobs import waiting_jobs
from tests.notices.staffing import LINK, invite
from tests.tooling.processes_of_a_site import start

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I4")]
WORKER = ("manage.py", "procrastinate", "worker")
SECONDS = 90


def until_reached(said: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and not said.exists():
        assert process.poll() is None, "the worker ended by itself"
        time.sleep(0.1)
    assert said.exists(), "the worker never came to the mail"


def jobs_at_work() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_mail_in_a_killed_workers_hand_is_sent_once_by_another(var: Path) -> None:
    invitation = invite(w.make_world())
    said = var / "reached"
    stuck = {"STAFETT_MAIL": "tests.tooling.stuck_post.StuckPost", "STUCK_POST": str(said)}
    worker = start(*WORKER, login="worker", **stuck)
    try:
        until_reached(said, worker)
    finally:
        worker.kill()
        worker.wait(timeout=30)
    (letter,) = Letter.objects.using("owner").all()
    assert letter.sent_at is None
    assert not Kept.objects.using("owner").exists()
    assert "notices.invite" not in waiting_jobs()  # it is in nobody's hand, and nobody else's yet

    # It was at work on something of another room as well.
    app.configure_task("deletion.carry_out").defer(demand_id=str(uuid4()))
    # A minute later: the killed worker has not been heard of, and the next one looks.
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing',"
            " worker_id = (SELECT min(worker_id) FROM procrastinate_jobs)"
            " WHERE task_name = 'deletion.carry_out'"
        )
        minute_ago = timezone.now() - timedelta(minutes=1)
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = %s", [minute_ago])
    if "worker.take_up" not in waiting_jobs():  # it comes by itself every minute
        app.configure_task("worker.take_up").defer(timestamp=0)
    next_one = start(*WORKER, "--one-shot", login="worker")
    assert next_one.wait(timeout=SECONDS) == 0
    assert not jobs_at_work()
    (mail,) = Kept.objects.using("owner").all()
    assert LINK.search(mail.text)
    letter.refresh_from_db(using="owner")
    assert letter.sent_at is not None
    invitation.refresh_from_db(using="owner")
    assert invitation.token_hash

    # Asked for again, nothing is sent.
    app.configure_task("notices.invite").defer(invitation_id=str(invitation.pk))
    again = start(*WORKER, "--one-shot", login="worker")
    assert again.wait(timeout=SECONDS) == 0
    assert Kept.objects.using("owner").get().at == mail.at
