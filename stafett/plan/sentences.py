"""How the history tells what happened in the plan. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "plan.understanding_written": _("%(who)s wrote what you agree on."),
    "plan.goal_set": _("%(who)s set a goal: «%(goal)s»."),
    "plan.goal_changed": _("%(who)s changed a goal. It now says: «%(goal)s»."),
    "plan.goal_closed": _("%(who)s closed the goal «%(goal)s»."),
    "plan.goal_reopened": _("%(who)s went on with the goal «%(goal)s»."),
    "plan.measure_agreed": _("%(who)s wrote down a measure you agreed on: «%(measure)s»."),
    "plan.measure_changed": _("%(who)s changed the measure «%(measure)s»."),
    "plan.measure_evaluated": _("%(who)s told how «%(measure)s» has gone."),
    "plan.measure_ended": _("%(who)s ended the measure «%(measure)s»."),
    "plan.picture_chosen": _("%(who)s chose a picture for the measure «%(measure)s»."),
    "plan.measure_reopened": _("%(who)s went on with the measure «%(measure)s»."),
    "plan.goal_agreed": _("%(who)s agrees with the goal «%(goal)s»."),
    "plan.goal_disagreed": _("%(who)s wants other words for the goal «%(goal)s»."),
    "plan.rated": _("%(who)s said how near the goal «%(goal)s» is: %(value)s of 10."),
    "plan.arranged": _("%(who)s changed the order of goals and measures."),
    "plan.commented": _("%(who)s wrote a comment on «%(about)s»."),
}
