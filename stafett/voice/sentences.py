"""How the history tells of the child's voice. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "voice.how_told": _("%(who)s told everyone how it is going."),
    "voice.talked": _("%(adult)s talked with %(child)s %(on)s. Written by %(who)s."),
    "voice.talk_agreed": _("%(adult)s is to talk with %(child)s by %(on)s. Agreed by %(who)s."),
    "voice.participation_written": _("%(who)s wrote how %(child)s takes part."),
    "voice.sign_in_agreed": _(
        "%(who)s said yes to %(child)s signing in with user name and code. One more must say yes."
    ),
    "voice.sign_in_opened": _(
        "%(who)s said yes to %(child)s signing in with user name and code. Both have said yes."
    ),
    "voice.sign_in_link_given": _("%(who)s gave %(child)s the way to a user name of the own."),
    "voice.sign_in_ended": _("%(who)s ended %(child)s's sign-in with user name and code."),
    "voice.trouble_told": _("%(who)s told everyone that something is not working."),
}
