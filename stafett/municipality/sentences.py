"""How the history tells what happened to a municipality. `%(name)s` are the entry's own data."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise | str] = {
    "municipality.founded": _("%(name)s began to use Stafett."),
    "municipality.policy_set": _("%(who)s set new rules that hold from %(from)s."),
    "municipality.policy_replaced": _("%(who)s changed the rules that were to hold from %(from)s."),
    "municipality.policy_taken_back": _(
        "%(who)s took back the rules that were to hold from %(from)s."
    ),
    "municipality.areas_set": _("%(who)s changed the list of areas of development."),
    "municipality.invited": _("%(who)s invited %(name)s to %(unit)s."),
    "municipality.invited_again": _("%(who)s sent %(name)s the invitation to %(unit)s again."),
    "municipality.invitation_taken_back": _(
        "%(who)s took back the invitation of %(name)s to %(unit)s."
    ),
    "municipality.joined": _("%(name)s said yes to the invitation and works at %(unit)s."),
    "municipality.position_ends": _("%(who)s set %(day)s as the last day of %(name)s at %(unit)s."),
    "municipality.deputy_named": _(
        "%(who)s named %(name)s as deputy for the leader of %(unit)s from %(from)s until %(until)s."
    ),
    "municipality.deputy_ended": _("%(who)s ended %(name)s’s time as deputy at %(unit)s."),
    "municipality.unit_added": _("%(who)s added the unit %(unit)s."),
    "municipality.unit_renamed": _("%(who)s changed the unit %(before)s: it is now %(unit)s."),
    "municipality.unit_moved": _("%(who)s moved the unit %(unit)s."),
    "municipality.unit_ended": _("%(who)s ended the unit %(unit)s."),
    "municipality.unit_taken_up": _("%(who)s took up the unit %(unit)s again."),
    "municipality.baton_assigned": _("%(who)s asked that %(name)s at %(unit)s take a baton."),
    "municipality.trained": _(
        "%(who)s marked that %(name)s at %(unit)s took the training on %(day)s."
    ),
    "municipality.training_taken_back": _(
        "%(who)s took away the mark that %(name)s at %(unit)s has taken the training."
    ),
    "municipality.asked_who_looked": _("%(who)s asked who has accessed a child’s data."),
    "municipality.message_text_set": _("%(who)s changed a text that messages begin with."),
    "municipality.guide_text_set": _("%(who)s changed the guide’s page %(page)s."),
    "municipality.guide_text_restored": _(
        "%(who)s brought back an earlier text of the guide’s page %(page)s."
    ),
    "municipality.guide_place_set": _("%(who)s changed how the guide’s page %(page)s stands."),
    "municipality.guide_step_added": _("%(who)s added the step “%(title)s” to the guide."),
    "municipality.deletion_passed_on": _("%(who)s at %(unit)s handed on a demand for deletion."),
    "municipality.deletion_decided": _("%(who)s decided a demand for deletion."),
    "municipality.archive_asked_again": _(
        "%(who)s asked that what the archive has not got be sent again."
    ),
    "municipality.looked_for_closed_log": _("%(who)s looked for a log that is closed."),
}

POLICY_VERBS = frozenset(verb for verb in SENTENCES if ".policy_" in verb)
