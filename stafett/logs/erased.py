"""That content of a log was deleted by law, as its book tells it; `deletion` does it."""

from django.utils.translation import gettext_lazy as _

CONTENT_DELETED = "logs.content_deleted"
# What went, as the entry names it.
KINDS = {
    "messages": _("messages and notes"),
    "files": _("pictures and other files"),
    "voice": _("what the child has said, and how it takes part"),
    "meetings": _("meetings and minutes"),
    "plan": _("the plan"),
    "words": _("the description, words with the baton and the closing note"),
}
