"""A mail server that takes the mail and never answers; the test kills whoever waits for it."""

import os
import time
from pathlib import Path

from stafett.notices.port import Mail, TrainingPost


class StuckPost(TrainingPost):
    """Says in a file that it was reached, and hangs."""

    def send(self, mail: Mail) -> None:
        """Never comes back."""
        Path(os.environ["STUCK_POST"]).write_text(mail.key)
        time.sleep(300)
