"""«Undo» in the message that says that something was ended, closed or removed.

    undo.offer(request, _("The goal is closed."), reverse("plan:reopen_goal", args=[…]))

instead of `messages.success(…)`. The message holds a form with one button, which sends nothing to
that address: there the reverse verb is done, with its own rights, refusals and entry. The words
stand on the next page alone, as every message does; how long the verb can be done is its own to
say.
"""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

TAG = "undo="


def offer(request: HttpRequest, words: str, address: str) -> None:
    """Say on the next page that it is done, with a button that sends to `address`."""
    messages.success(request, words, extra_tags=f"{TAG}{address}")


def address_of(message: Message) -> str:
    """Where a message's «Undo» sends; "" for a message without."""
    tags = message.extra_tags or ""
    return tags.removeprefix(TAG) if tags.startswith(TAG) else ""
