"""How the history tells what happened with the consent. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "consent.prepared": _("%(who)s began to write a question about consent."),
    "consent.oral_noted": _("%(who)s noted that %(people)s said yes by word of mouth on %(on)s."),
    "consent.asked": _("%(who)s asked %(people)s for consent."),
    "consent.signed": _("%(who)s said yes and signed."),
    "consent.refused": _("%(who)s said no."),
    "consent.activated": _(
        "Everyone who had to say yes has said yes. The consent counts from now."
    ),
    "consent.yes_recorded": _("%(by)s recorded that %(who)s said yes (%(how)s) on %(on)s."),
    "consent.no_recorded": _("%(by)s recorded that %(who)s said no (%(how)s) on %(on)s."),
    "consent.answer_disputed": _(
        "%(who)s said that the answer %(by)s had written down is wrong. The question was closed."
    ),
    "consent.withdrawn": _("%(who)s took the consent back."),
    "consent.withdrawal_recorded": _(
        "%(by)s recorded that %(who)s took the consent back (%(how)s)."
    ),
    "consent.withdrawn_for": _(
        "%(who)s took the consent back for %(whom)s, who has no access now."
    ),
    "consent.reopening_allowed": _("%(by)s let %(who)s ask about opening the log again."),
    "consent.reopening_taken_back": _(
        "%(by)s took back that %(who)s could ask about opening the log again."
    ),
    "consent.link_sent": _("%(who)s had a new link sent to %(to)s."),
    "consent.taken_back": _("%(who)s took the question about consent back."),
    "family.responsibility_lost": _(
        "The population register no longer gives %(whom)s parental responsibility."
        " %(whom)s can neither read nor sign here from now."
    ),
    "family.responsibility_gained": _(
        "The population register gives %(whom)s parental responsibility now."
        " %(whom)s sees nothing here before being asked."
    ),
    "family.residence_changed": _(
        "The population register has something new about where %(whom)s has fixed residence."
    ),
    "family.name_changed": _("The population register has a new name: %(whom)s."),
    "family.protection_changed": _(
        "The population register protects the address of %(whom)s in another way than before."
    ),
    "family.not_found": _(
        "The population register no longer finds %(whom)s. Nothing is changed in the log."
    ),
    "family.question_ended": _(
        "The question about consent was closed, because it must be asked anew."
    ),
    "family.seen": _("%(who)s read what the population register says of the family."),
    "consent.birthday_ahead": _(
        "%(who)s turns %(age)s on %(on)s. From then it is not the same people who must say yes."
    ),
    "consent.birthday_reached": _(
        "%(who)s has turned %(age)s. From now it is not the same people who must say yes."
    ),
    "consent.asked_by_age": _("Stafett asked %(people)s for consent, because of a birthday."),
    "consent.outgrown": _(
        "The question about consent was closed: after a birthday others must answer it."
    ),
    "consent.guardian_kept": _("%(who)s said that %(guardian)s can go on reading the log."),
    "consent.guardian_ended": _("%(who)s said that %(guardian)s is not to read the log any more."),
    "consent.guardian_kept_recorded": _(
        "%(by)s noted that %(who)s said that %(guardian)s can go on reading the log."
    ),
    "consent.guardian_ended_recorded": _(
        "%(by)s noted that %(who)s said that %(guardian)s is not to read the log any more."
    ),
    "consent.package_made": _(
        "%(who)s chose parts of the log to be given to %(receiver)s, for an individual plan."
    ),
    "consent.closing_wished": _("%(who)s asked the holder to close the log."),
    "consent.closing_wish_taken_back": _("%(who)s no longer asks for the log to be closed."),
}
