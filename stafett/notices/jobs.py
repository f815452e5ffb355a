"""The jobs that tell people by mail."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import letters, letting_in, meetings, reading, reminders, sending, tidying, youth
from .rules import REMIND_FROM, REMIND_UNTIL

# A mail server that is down is asked again after 4, 16, 64 ... seconds, for a day and a half.
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="notices.invite", retry=AGAIN)
def invite(invitation_id: str) -> None:
    """Mail somebody an invitation to a unit."""
    sending.invite(UUID(invitation_id))


@app.task(name="notices.let_in", retry=AGAIN)
def let_in(admission_id: str) -> None:
    """Mail somebody who is let in to something."""
    letting_in.let_in(UUID(admission_id))


@app.task(name="notices.link", retry=AGAIN)
def link(admission_id: str) -> None:
    """Mail somebody from outside the municipality a new link."""
    letting_in.new_link(UUID(admission_id))


@app.task(name="notices.asked", retry=AGAIN)
def asked(consent_id: str) -> None:
    """Mail those whose answer a question waits for."""
    sending.asked(UUID(consent_id))


@app.task(name="notices.recorded", retry=AGAIN)
def recorded(signature_id: str) -> None:
    """Mail the one in whose name staff wrote down an answer."""
    sending.recorded(UUID(signature_id))


@app.task(name="notices.meeting_called", retry=AGAIN)
def meeting_called(call_id: str) -> None:
    """Mail an invitation to a meeting, or that it is changed."""
    meetings.called(UUID(call_id))


@app.task(name="notices.meeting_restored", retry=AGAIN)
def meeting_restored(call_id: str) -> None:
    """Mail that a cancelled meeting takes place after all."""
    meetings.called(UUID(call_id), after_all=True)


@app.task(name="notices.meeting_cancelled", retry=AGAIN)
def meeting_cancelled(meeting_id: str) -> None:
    """Mail that a meeting is cancelled."""
    meetings.cancelled(UUID(meeting_id))


@app.task(name="notices.youth_code", retry=AGAIN)
def youth_code(code_id: str) -> None:
    """Send a young person the code of a sign-in."""
    youth.code(UUID(code_id))


@app.task(name="notices.youth_link", retry=AGAIN)
def youth_link(person_id: str) -> None:
    """Send a young person the link to choose user name and password."""
    youth.link(UUID(person_id))


@app.task(name="notices.unattended", retry=AGAIN)
def unattended(leg_id: str) -> None:
    """Mail the leaders who are to find a new holder."""
    sending.unattended(UUID(leg_id))


@app.periodic(cron="* * * * * */15")
@app.task(name="notices.read", queueing_lock="notices.read")
def read(timestamp: int) -> None:
    """Read the books, and send what it is time to send. A reading that waits already is not asked
    for again."""
    try:
        reading.read_all()
    finally:
        letters.send_all(timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="notices.remind", queueing_lock="notices.remind")
def remind(timestamp: int) -> None:
    """Look for what people are to be reminded of; the next reading sends it."""
    now = timezone.now()
    if REMIND_FROM <= timezone.localtime(now).hour < REMIND_UNTIL:
        reminders.remind(now)


@app.periodic(cron="25 3 * * *")
@app.task(name="notices.tidy", queueing_lock="notices.tidy")
def tidy(timestamp: int) -> None:
    """Delete what was told long ago."""
    tidying.tidy(timezone.now())


@app.task(name="notices.told_alone", retry=AGAIN)
def told_alone(log_id: str, told_id: str, person_id: str) -> None:
    """What a child has told one alone, or asked one for (M11): in no book, so not read from it."""
    reminders.told_alone(UUID(log_id), UUID(told_id), UUID(person_id), at=timezone.now())
