"""Jobs in nobody's hand are taken up by another worker, or by the one that lost hold of them."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.jobs import Job, Status

from stafett.worker.jobs import take_up

pytestmark = pytest.mark.requirement("I4")


def job(number: int, worker: int | None, queueing_lock: str | None = None) -> Job:
    return Job(
        id=number,
        status="doing",
        queue="default",
        lock=None,
        queueing_lock=queueing_lock,
        task_name="deletion.carry_out",
        worker_id=worker,
    )


class Manager:
    """Procrastinate's, with the jobs that are being done."""

    def __init__(self, jobs: list[Job], dead: tuple[int | None, ...]) -> None:
        self.jobs, self.dead = jobs, dead
        self.again: list[int | None] = []
        self.forgotten: list[int | None] = []

    async def get_stalled_jobs(self) -> Iterator[Job]:
        return iter([each for each in self.jobs if each.worker_id in self.dead])

    async def list_jobs_async(self, *, status: str, worker_id: int) -> Iterator[Job]:
        assert status == Status.DOING.value
        return iter([each for each in self.jobs if each.worker_id == worker_id])

    async def retry_job(self, job: Job) -> None:
        self.again.append(job.id)

    async def finish_job(self, job: Job, status: Status, *, delete_job: bool) -> None:
        assert delete_job
        self.forgotten.append(job.id)


def test_a_job_that_nobody_does_any_more_is_done_again() -> None:
    """Killed workers' jobs, and what this worker, which does one at a time, did not get to end when
    the database went away. Another living worker's job is its own."""
    mine, living, dead = 7, 8, 9
    this = job(1, mine)
    jobs = [this, job(2, mine), job(3, living), job(4, dead), job(5, None), job(6, None, "x.read")]
    manager = Manager(jobs, (dead, None))
    context: Any = SimpleNamespace(app=SimpleNamespace(job_manager=manager), job=this)
    asyncio.run(take_up.func(context, timestamp=0))
    assert sorted(each or 0 for each in manager.again) == [2, 4, 5]
    assert manager.forgotten == [6]  # it comes by itself
