"""How the history tells of messages, without what they say. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "messages.sent": _("%(who)s sent a message: «%(title)s»."),
    "messages.answered": _("%(who)s answered the message «%(title)s»."),
}
