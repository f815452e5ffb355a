"""How the history tells of meetings. `%(name)s` are the entry's own data; never the place."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "meetings.called": _("%(who)s invited to a meeting on %(on)s at %(time)s."),
    "meetings.changed": _("%(who)s changed the meeting. It is on %(on)s at %(time)s."),
    "meetings.cancelled": _("%(who)s cancelled the meeting on %(on)s at %(time)s."),
    "meetings.restored": _("%(who)s holds the meeting on %(on)s at %(time)s after all."),
    "meetings.answered": _("%(who)s answered about the meeting on %(on)s: «%(coming)s»."),
    "meetings.item_added": _("%(who)s put something on the agenda: «%(item)s»."),
    "meetings.item_suggested": _("%(who)s suggested something for the agenda: «%(item)s»."),
    "meetings.item_taken_in": _("%(who)s took in what %(from)s suggested: «%(item)s»."),
    "meetings.item_taken_out": _("%(who)s took something off the agenda: «%(item)s»."),
    "meetings.impression_given": _("%(who)s said how the meeting on %(on)s was."),
    "meetings.agenda_arranged": _("%(who)s changed the order of the agenda."),
}
