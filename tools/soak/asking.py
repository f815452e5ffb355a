"""One request of somebody who is signed in, and how it went."""

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tools.bench.told import Target

SLOWEST = 60  # seconds that somebody waits for a page
TOKEN = "a" * 32
FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    """`status` is 0 where there was no answer."""

    status: int
    text: str
    seconds: float


def ask(port: int, target: Target) -> Answer:
    """Send it through nginx, as a browser does."""
    form, began = target.get("form"), time.monotonic()
    headers = {"Cookie": f"sessionid={target['session']}; csrftoken={TOKEN}"}
    body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if form is not None else None
    if body:
        headers["Content-Type"] = FORM
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST)
    status, text = 0, ""
    try:
        client.request("POST" if body else "GET", target["path"], body, headers)
        answer = client.getresponse()
        text = answer.read().decode(errors="replace")
        status = answer.status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        client.close()
    return Answer(status, text, time.monotonic() - began)
