"""What a consent means in its municipality, in plain sentences, from the policy it is judged by."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stafett.logs.places import service_to_store
from stafett.logs.rules import decides_on_health
from stafett.municipality.policy import ADULT, Policy
from stafett.municipality.service_words import service_words
from stafett.people.models import Person

from .models import Consent, Named
from .rules import Scope, age_on
from .words import together


def is_minor(owner: Person, on: date) -> bool:
    """Whether the owner has not filled 18 years; an owner without a birth date is an adult."""
    return owner.birth_date is not None and age_on(owner.birth_date, on) < ADULT


def how_long(policy: Policy) -> str:
    """For how long the consent counts."""
    months = policy.consent_valid_months
    if months is None:
        return _("The consent counts until the log is ended or somebody withdraws it.")
    return ngettext(
        "The consent counts for %(n)s month. Then you are asked again.",
        "The consent counts for %(n)s months. Then you are asked again.",
        months,
    ) % {"n": months}


def family_terms(
    policy: Policy,
    owner: Person,
    on: date,
    *,
    left: Sequence[str] | None = None,
    to_owner: bool = False,
) -> list[str]:
    """What the family itself may do in the log (H2, H3, P3).

    `left`: the guardians who still read where the young person has ended some guardian's access;
    None where all with parental responsibility do.
    """
    if to_owner:
        return _terms_to_owner(policy, owner, on, left)
    if not is_minor(owner, on):
        return [_("%(name)s can read and write in the log at any time.") % {"name": owner}]
    alone = decides_on_health(owner.birth_date, on, policy.health_youth_alone_from)
    terms = []
    if left is not None:
        terms.append(_("%(name)s can read and write in the log at any time.") % {"name": owner})
    terms += _guardians_may(policy, alone, left)
    if alone and left != []:
        words = _(
            "%(name)s decides alone which parents see what is marked as health information, and"
            " can change that at any time."
        )
        terms.append(words % {"name": owner})
    if policy.owner_may_close_from is not None:
        words = _("From the age of %(age)s the young person can end the log without others.")
        terms.append(words % {"age": policy.owner_may_close_from})
    return terms


def _guardians_may(policy: Policy, alone: bool, left: Sequence[str] | None) -> list[str]:
    """Of all with parental responsibility, or of those by name who are left."""
    if left is not None:
        write = policy.guardian_access == "write"
        words = _("%(who)s can read and write.") if write else _("%(who)s can read.")
        return [words % {"who": together(left)}] if left else []
    if policy.guardian_access == "write":
        return [_("Those who have parental responsibility can read and write at any time.")]
    if alone:
        return [_("Those who have parental responsibility can read at any time.")]
    return [_("Those who have parental responsibility can read everything at any time.")]


def _terms_to_owner(
    policy: Policy, owner: Person, on: date, left: Sequence[str] | None
) -> list[str]:
    terms = [_("You can read and write in the log at any time.")]
    if not is_minor(owner, on):
        return terms
    alone = decides_on_health(owner.birth_date, on, policy.health_youth_alone_from)
    if left is None and policy.guardian_access == "write":
        terms.append(_("So can those who have parental responsibility."))
    else:
        terms += _guardians_may(policy, alone, left)
    if policy.owner_may_close_from is not None:
        words = _("From the age of %(age)s you can end the log without others.")
        terms.append(words % {"age": policy.owner_may_close_from})
    return terms


def scope_name(scope: str) -> str:
    """A scope in two or three words."""
    names = {
        Scope.OPEN: _("a shared log"),
        Scope.PARTICIPANTS: _("new people in the log"),
        Scope.TRANSITION: _("that the log goes along"),
        Scope.HEALTH: _("sharing about health"),
        Scope.ORDINARY_CARE: _("everyday health care"),
        Scope.EDUCATION: _("the education"),
        Scope.TRANSFER: _("sharing with an individual plan"),
        Scope.REOPEN: _("that the log is opened again"),
    }
    return names[Scope(scope)]


def in_order(scopes: Iterable[str]) -> list[str]:
    """As they are told: health last, which is besides all the others."""
    return sorted(scopes, key=lambda scope: (scope == Scope.HEALTH, scope))


def scope_words(scope: str, owner: Person) -> str:
    """What is asked for, as the one who is asked reads it in the signed text."""
    words = {
        Scope.OPEN: _(
            "A shared log is kept for %(name)s, and those named below share what is written in it."
        ),
        Scope.PARTICIPANTS: _(
            "Those named below may see the log for %(name)s and take part in it."
        ),
        Scope.TRANSITION: _(
            "The log for %(name)s goes along to another service, which takes over the baton."
        ),
        Scope.HEALTH: _(
            "Information about the health of %(name)s is shared with those who are to see health"
            " information."
        ),
        Scope.ORDINARY_CARE: _("%(name)s gets everyday health care."),
        Scope.EDUCATION: _("%(name)s gets the education that is agreed in the log."),
        Scope.TRANSFER: _(
            "What is written in the log for %(name)s is shared with those who make"
            " an individual plan."
        ),
        Scope.REOPEN: _(
            "The log for %(name)s is opened again, and those named below can read everything that"
            " was written in it before."
        ),
    }
    return words[Scope(scope)] % {"name": owner}


def scope_words_to_owner(scope: str) -> str:
    """The same, to the one whom the log is about (I5)."""
    words = {
        Scope.OPEN: _(
            "A shared log is kept for you, and those named below share what is written in it."
        ),
        Scope.PARTICIPANTS: _("Those named below may see your log and take part in it."),
        Scope.TRANSITION: _("Your log goes along to another service, which takes over the baton."),
        Scope.HEALTH: _(
            "Information about your health is shared with those who are to see health information."
        ),
        Scope.ORDINARY_CARE: _("You get everyday health care."),
        Scope.EDUCATION: _("You get the education that is agreed in the log."),
        Scope.TRANSFER: _(
            "What is written in your log is shared with those who make an individual plan."
        ),
        Scope.REOPEN: _(
            "Your log is opened again, and those named below can read everything that was written"
            " in it before."
        ),
    }
    return str(words[Scope(scope)])


def transition_terms(consent: Consent, named: Iterable[Named]) -> list[str]:
    """Who takes over the baton, and when those who leave are out (O2, O3, D11, D32)."""
    if consent.leaving_on is None or consent.leaving_unit is None:
        return []
    next_one = next((each for each in named if each.person_id == consent.next_holder_id), None)
    if next_one is None:
        return []
    words = [
        _("The baton goes to %(name)s, %(title)s, %(service)s, who must say yes to taking it."),
        _(
            "Those from %(unit)s are out after %(day)s. Whoever has the baton stays until it is"
            " taken."
        ),
    ]
    told = {
        "name": next_one.person,
        "title": next_one.title,
        "service": next_one.service_words,
        "unit": service_words(service_to_store(consent.log, consent.leaving_unit)),
        "day": date_format(consent.leaving_on),
    }
    return [sentence % told for sentence in words]


def kept_out_lines(consent: Consent) -> list[str]:
    """What and whom the family keeps out: topics as they were written, then people."""
    topics = [line.strip() for line in consent.kept_out.splitlines() if line.strip()]
    people = sorted(consent.people_kept_out.values_list("name", flat=True))
    return topics + [_("%(name)s is not let in.") % {"name": name} for name in people]
