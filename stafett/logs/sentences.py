"""How the history tells what happened to the log itself. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "logs.started": _("%(who)s started a draft of the log."),
    "logs.opened": _("Everyone who had to say yes has said yes. The log was opened."),
    "logs.reopened": _("Everyone who had to say yes has said yes. The log was opened again."),
    "logs.leg_began": _("%(holder)s has the baton."),
    "logs.baton_offered": _("%(from)s offered the baton to %(to)s."),
    "logs.baton_assigned": _(
        "%(who)s, who leads the unit, asks that %(to)s take the baton. It needs the family’s yes."
    ),
    "logs.baton_accepted": _("%(to)s said yes to the baton from %(from)s."),
    "logs.baton_declined": _("%(to)s said no to the baton. It stays with %(from)s."),
    "logs.offer_taken_back": _("%(from)s took back the offer of the baton to %(to)s."),
    "logs.decision_asked": _(
        "%(who)s asked the municipality to decide which service coordinates. «%(about)s»."
    ),
    "logs.decision_recorded": _(
        "The municipality decided that %(unit)s coordinates. Decided by %(decider)s, %(on)s."
        " «%(reason)s»."
    ),
    "logs.coordinator_appointed": _(
        "%(person)s is appointed child coordinator and is to have the baton. Decided by"
        " %(decider)s, %(on)s. «%(reason)s»."
    ),
    "logs.part_offered": _(
        "%(from)s asked %(to)s to have the baton too. %(division)s. The family contacts"
        " %(contact)s."
    ),
    "logs.part_accepted": _("%(to)s has the baton too, together with %(from)s."),
    "logs.baton_divided": _(
        "%(who)s wrote who does what. %(division)s. The family contacts %(contact)s."
    ),
    "logs.baton_gathered": _("%(who)s no longer has the baton. It is with %(holder)s alone."),
    "logs.holder_wished": _("%(who)s about who has the baton: «%(text)s»."),
    "logs.absence_told": _(
        "%(who)s is away from %(from)s until %(until)s, and asked %(deputy)s to stand in."
    ),
    "logs.stand_in_accepted": _("%(deputy)s said yes to standing in for %(who)s."),
    "logs.stand_in_declined": _("%(deputy)s cannot stand in for %(who)s."),
    "logs.absence_ended": _("%(who)s is back. %(deputy)s no longer stands in."),
    "logs.level_raised": _("%(who)s noted that the log goes from level %(was)s to %(level)s."),
    "logs.level_lowered": _(
        "%(who)s noted that the log goes back from level %(was)s to %(level)s."
    ),
    "logs.referred": _("%(who)s noted that the child is referred to the PPT."),
    "logs.referred_early": _(
        "%(who)s noted that the child is referred to the PPT before everything else was tried."
    ),
    "logs.left": _("%(who)s no longer works at %(unit)s, and can no longer read the log."),
    "logs.lapsed": _("The consent ran out, and the log was closed."),
    "logs.contact_shared": _("%(who)s shows the team a telephone or an e-mail."),
    "logs.contact_taken_back": _("%(who)s no longer shows the team telephone or e-mail."),
    "logs.picture_chosen": _("%(who)s chose a new picture for the log."),
    "logs.health_marked": _("%(who)s marked something as health information."),
    "logs.health_unmarked": _("%(who)s noted that something is not health information."),
    "logs.place_marked": _("%(who)s marked something as telling where the child is."),
    "logs.place_unmarked": _("%(who)s noted that something does not tell where the child is."),
    "logs.health_insight_given": _("%(who)s lets %(guardian)s see what is about health."),
    "logs.health_insight_ended": _("%(who)s no longer lets %(guardian)s see what is about health."),
    "logs.keeping_asked": _("%(who)s asked that something be kept from the parents."),
    "logs.keeping_granted": _("%(who)s decided that it is kept from the parents. %(reason)s."),
    "logs.keeping_declined": _("%(who)s decided that the parents can see it. %(reason)s."),
    "logs.keeping_taken_back": _("%(who)s no longer asks for it to be kept from the parents."),
    "logs.cleared": _("%(who)s let %(person)s know where the child is."),
    "logs.clearance_ended": _("%(who)s no longer lets %(person)s know where the child is."),
    "logs.closed": _("%(who)s closed the log. %(reason)s."),
    "logs.content_deleted": _("After a demand the municipality deleted this: %(kinds)s."),
    "logs.archived": _(
        "The municipality’s archive has taken over the log as it was at entry %(until)s."
        " The archive’s receipt: %(receipt)s."
    ),
    "logs.not_archived": _(
        "The municipality’s archive could not take over the log as it was at entry %(until)s."
        " Those who answer for Stafett in the municipality are told."
    ),
}

# The entries of the race itself, which the history marks.
BATON = frozenset(
    {
        "logs.leg_began",
        "logs.baton_offered",
        "logs.baton_accepted",
        "logs.baton_declined",
        "logs.offer_taken_back",
        "logs.decision_asked",
        "logs.decision_recorded",
        "logs.coordinator_appointed",
        "logs.part_offered",
        "logs.part_accepted",
        "logs.baton_divided",
        "logs.baton_gathered",
        "logs.holder_wished",
        "logs.absence_told",
        "logs.stand_in_accepted",
        "logs.stand_in_declined",
        "logs.absence_ended",
    }
)
