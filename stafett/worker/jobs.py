"""The job that takes up what a worker left behind: one that was killed, or that lost the database
while it ended a job."""

from collections.abc import AsyncIterator

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager


@app.periodic(cron="* * * * *")
@app.task(name="worker.take_up", queueing_lock="worker.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Let the jobs that are in nobody's hand be done once more: all are safe to run twice."""
    manager = context.app.job_manager
    async for job in _left(manager, context.job):
        if job.queueing_lock:  # another one comes by itself
            await manager.finish_job(job, Status.FAILED, delete_job=True)
        else:
            await manager.retry_job(job)


async def _left(manager: JobManager, mine: Job) -> AsyncIterator[Job]:
    """Of workers that are not heard of any more; and of this very one, which does one job at a time
    (`PROCRASTINATE_WORKER_DEFAULTS`), whatever else it is said to be doing."""
    for job in await manager.get_stalled_jobs():
        yield job
    doing = Status.DOING.value
    for job in await manager.list_jobs_async(status=doing, worker_id=mine.worker_id):
        if job.id != mine.id:
            yield job
