"""The room's job: every fourteen days the training municipality is made anew (S3).

The worker's login can neither take a book out nor make anybody, and no function lets it. So a
process of its own does it, with the owner's login, which a training installation gives the worker
in `STAFETT_TRAINING_DATABASE_URL`; where real people are, `web.readiness` refuses to start with it.
"""

import logging
import os
import subprocess
import sys

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from .reset import is_due

log = logging.getLogger(__name__)
LONGEST = 600  # seconds; killed then, and the transaction is as if it had never begun


@app.periodic(cron="0 * * * *")
@app.task(name="training.reset", queueing_lock="training.reset", lock="training.reset")
def run(timestamp: int) -> None:
    """Every hour: is it time?"""
    if not settings.TRAINING or not is_due(timezone.now()):
        return
    address = os.environ.get("STAFETT_TRAINING_DATABASE_URL", "")
    if not address:
        log.warning("Training is due to be made anew: run `manage.py reset_training`.")
        return
    logins = {f"STAFETT_{name}DATABASE_URL" for name in ("WEB_", "WORKER_", "LIVE_", "TRAINING_")}
    kept = {name: value for name, value in os.environ.items() if name not in logins}
    subprocess.run(
        [sys.executable, "manage.py", "reset_training", "--if-due"],
        cwd=settings.ROOT,
        env={**kept, "STAFETT_DATABASE_URL": address, "STAFETT_LOGIN": "owner"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        timeout=LONGEST,
        check=True,
    )
