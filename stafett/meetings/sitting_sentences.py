"""How the history tells of what happens in a meeting. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "meetings.begun": _("%(who)s began the meeting. Here: %(present)s."),
    "meetings.present_changed": _("%(who)s mended who is in the meeting: %(present)s."),
    "meetings.voice_heard": _("The meeting heard what %(child)s wants to say. Noted by %(who)s."),
    "meetings.way_chosen": _("The meeting chose the way on: «%(way_on)s». Noted by %(who)s."),
    "meetings.informing_settled": _(
        "%(adult)s tells %(child)s what the meeting agreed on. Noted by %(who)s."
    ),
    "meetings.task_taken_on": _(
        "In the meeting %(does)s took on: «%(task)s», by %(due)s. Noted by %(who)s."
    ),
    "meetings.task_dropped": _("%(who)s took something out of the meeting’s tasks: «%(task)s»."),
    "meetings.task_done": _("%(who)s noted that this is done: «%(task)s»."),
    "meetings.task_not_done": _("%(who)s noted that this is not done after all: «%(task)s»."),
    "meetings.remark_written": _("%(who)s wrote something in the minutes."),
    "meetings.remark_taken_out": _("%(who)s took something out of the minutes."),
    "meetings.read_out": _(
        "The minutes were read out, and the meeting was over. Noted by %(who)s."
    ),
    "meetings.minutes_corrected": _("%(who)s put something right beside the minutes."),
}
