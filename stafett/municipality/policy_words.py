"""Every setting in plain words: its name, and what a value of it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .policy import Setting

Say = Callable[[Setting], str]

# How an administrator reads them, in groups.
GROUPS: Mapping[Promise, tuple[str, ...]] = {
    _("Whose yes is needed"): (
        "youth_signs_from",
        "guardians_sign_until",
        "one_guardian_when_together",
        "nonresident_guardian_signs",
        "assisted_signing",
    ),
    _("Health and education"): (
        "health_youth_alone_from",
        "ordinary_care_one_guardian",
        "education_youth_alone_from",
    ),
    _("Starting, seeing and ending"): (
        "start_level",
        "guardian_access",
        "holders_max",
        "owner_may_close_from",
    ),
    _("Signing in"): ("simple_login_below",),
    _("Archive and time limits"): (
        "consent_valid_months",
        "archive_after_months",
        "draft_kept_days",
        "silent_days",
        "offer_days",
        "archive_basis",
    ),
    _("What the pages say of you"): (
        "help_contact",
        "help_films",
        "privacy_contact",
        "accessibility_statement",
    ),
}

NAMES: Mapping[str, Promise] = {
    "youth_signs_from": _("The young person’s own yes"),
    "guardians_sign_until": _("The guardians’ yes"),
    "one_guardian_when_together": _("Parents who live together"),
    "nonresident_guardian_signs": _("Parents who live apart, when the child lives with one"),
    "assisted_signing": _("Yes on paper or by word of mouth"),
    "health_youth_alone_from": _("Health: the young person decides alone"),
    "ordinary_care_one_guardian": _("Everyday health care"),
    "education_youth_alone_from": _("Education: the young person decides alone"),
    "start_level": _("When a log can be started"),
    "guardian_access": _("What guardians may do in the log"),
    "holders_max": _("How many can have the baton"),
    "owner_may_close_from": _("The young person can end the log alone"),
    "simple_login_below": _("Signing in with user name and one-time code"),
    "consent_valid_months": _("How long a consent holds"),
    "archive_after_months": _("Archiving at fixed intervals"),
    "draft_kept_days": _("A draft that nobody has said yes to"),
    "silent_days": _("A log in which nothing happens"),
    "offer_days": _("An offered baton that nobody has answered to"),
    "archive_basis": _("The law that keeps the archived log from the public"),
    "help_contact": _("Whom people ask about Stafett"),
    "help_films": _("Films and guides of your own"),
    "privacy_contact": _("The data protection officer"),
    "accessibility_statement": _("The accessibility statement at uustatus.no"),
}

PRESET_NAMES: Mapping[str, Promise] = {
    "national": _("The careful starting point"),
    "hustadvika-2020": _("As Hustadvika in 2020"),
    "hustadvika": _("As Hustadvika now"),
    "sogndal": _("As Sogndal"),
    "aardal": _("As Årdal"),
    "ullensaker": _("As Ullensaker"),
}


def said(setting: str, value: Setting) -> str:
    """What a value means, in the language of the moment; as it stands where that is not known.

    The book keeps values for ever, also those that a later Stafett no longer allows.
    """
    try:
        return _SAID[setting](value)
    except (KeyError, TypeError, ValueError):
        return str(value)


def _set(words: Promise, none: Promise) -> Say:
    """With the value as `%(n)s`; `none` where it is not set."""
    return lambda value: str(none) if value is None else str(words) % {"n": value}


def _told_or(otherwise: Promise) -> Say:
    """The words themselves; what is shown instead where nothing is set."""
    return lambda value: str(otherwise if value is None else value)


def _one_of(choices: Mapping[Setting, Promise]) -> Say:
    return lambda value: str(choices[value])


def _number(value: Setting) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _holders(value: Setting) -> str:
    number = _number(value)
    if number == 1:
        return gettext("One at a time")
    return gettext("Up to %(n)s at once") % {"n": number}


def _valid(value: Setting) -> str:
    if value is None:
        return gettext("Until somebody withdraws it or the log is ended")
    number = _number(value)
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": number}


def _archived(value: Setting) -> str:
    if value is None:
        return gettext("No, only when something in the log calls for it")
    number = _number(value)
    if number == 1:
        return gettext("Every month")
    return gettext("Every %(n)s months") % {"n": number}


def _kept(value: Setting) -> str:
    number = _number(value)
    return ngettext("Deleted after %(n)s day", "Deleted after %(n)s days", number) % {"n": number}


def _silent(value: Setting) -> str:
    if value is None:
        return gettext("Nobody is reminded")
    number = _number(value)
    words = ngettext(
        "Who has the baton is reminded after %(n)s day, the leader two weeks later",
        "Who has the baton is reminded after %(n)s days, the leader two weeks later",
        number,
    )
    return words % {"n": number}


def _unanswered(value: Setting) -> str:
    if value is None:
        return gettext("The leader is not told")
    number = _number(value)
    words = ngettext(
        "The leader is told after %(n)s day", "The leader is told after %(n)s days", number
    )
    return words % {"n": number}


_FROM, _NOT_BEFORE_18 = _("From the age of %(n)s"), _("Not before 18")
_BOTH, _ONE = _("Both must say yes"), _("One of them is enough")

_SAID: Mapping[str, Say] = {
    "youth_signs_from": _set(_FROM, _("Not asked before 18")),
    "guardians_sign_until": _set(
        _("Until the child is %(n)s"), _("Guardians are not asked for their yes")
    ),
    "one_guardian_when_together": _one_of({False: _BOTH, True: _ONE}),
    "nonresident_guardian_signs": _one_of(
        {True: _BOTH, False: _("Only the one the child lives with")}
    ),
    "assisted_signing": _one_of(
        {True: _("An employee can record it"), False: _("No, only signatures in Stafett")}
    ),
    "health_youth_alone_from": _set(_FROM, _NOT_BEFORE_18),
    "ordinary_care_one_guardian": _one_of(
        {
            False: _("Everyone who must say yes otherwise"),
            True: _("One of those who must say yes otherwise"),
        }
    ),
    "education_youth_alone_from": _set(_FROM, _NOT_BEFORE_18),
    "start_level": lambda value: gettext("From level %(n)s") % {"n": _number(value)},
    "guardian_access": _one_of({"write": _("Read and write"), "read": _("Read only")}),
    "holders_max": _holders,
    "owner_may_close_from": _set(_FROM, _NOT_BEFORE_18),
    "simple_login_below": _set(_("Below the age of %(n)s"), _("For nobody")),
    "consent_valid_months": _valid,
    "archive_after_months": _archived,
    "draft_kept_days": _kept,
    "silent_days": _silent,
    "offer_days": _unanswered,
    "archive_basis": str,
    "help_contact": _told_or(_("The municipality’s own e-mail")),
    "help_films": _told_or(_("None")),
    "privacy_contact": _told_or(_("The municipality’s own e-mail")),
    "accessibility_statement": _told_or(_("Stafett’s own words about how it is made")),
}
