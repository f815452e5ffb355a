"""The room's job: sign-ins and counts that no longer hold are cleared away every night."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from .models import IDLE, LONGEST, SignedIn, Tries, YouthAccount, YouthCode
from .throttle import WINDOW
from .youth import may_have


@app.periodic(cron="45 2 * * *")
@app.task(name="identity.clear", queueing_lock="identity.clear")
def run(timestamp: int) -> None:
    """Delete what has ended: nobody can use it, and nothing is to be kept of it."""
    now = timezone.now()
    SignedIn.objects.filter(began_at__lte=now - LONGEST).delete()
    SignedIn.objects.filter(seen_at__lte=now - IDLE).delete()
    Session.objects.filter(expire_date__lte=now).delete()
    YouthCode.objects.filter(asked_at__lte=now - timedelta(hours=1)).delete()
    for account in YouthAccount.objects.select_related("person"):
        if not may_have(account.pk, account.person.birth_date, account.municipality_id):
            account.delete()
    Tries.objects.filter(since__lte=now - WINDOW - timedelta(hours=1)).delete()
