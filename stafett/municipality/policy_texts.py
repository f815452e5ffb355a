"""The words for what is wrong with a policy, or weak in it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .policy import PolicyError, UnknownSetting, Wanted, WrongSetting
from .policy_checks import AgeWithoutSigner, Weaker

WANTED_TEXTS: Mapping[Wanted, Promise] = {
    Wanted.AGE: _("“%(setting)s” must be an age in whole years (0 to 120), or not set."),
    Wanted.LIMIT: _("“%(setting)s” must be a whole number from 1 to 1000, or not set."),
    Wanted.NUMBER: _("“%(setting)s” must be a whole number from 1 to 1000."),
    Wanted.LEVEL: _("“%(setting)s” must be a level: 1, 2 or 3."),
    Wanted.YES_NO: _("“%(setting)s” must be yes or no (true or false)."),
    Wanted.ACCESS: _("“%(setting)s” must be “read” or “write”."),
    Wanted.WORDS: _("“%(setting)s” must be one line of text."),
    Wanted.NOTE: _("“%(setting)s” must be one line of text, or not set."),
    Wanted.LINK: _("“%(setting)s” must be an address that begins with https://, or not set."),
}

UNKNOWN_SETTING = _("There is no setting “%(setting)s”.")
AGE_WITHOUT_SIGNER = _(
    "Nobody would be asked when the child is %(ages)s. Let the young person sign earlier, or the"
    " guardians longer."
)

WEAKER_TEXTS: Mapping[str, Promise] = {
    "youth_signs_from": _("Young people are asked later than at 15, or not at all."),
    "guardians_sign_until": _("Guardians are not asked all the way until the child is 18."),
    "health_youth_alone_from": _(
        "Young people decide alone about health before the age of 16, which the law on"
        " patients’ rights names."
    ),
    "education_youth_alone_from": _(
        "Young people decide alone about their education before the age of 15, which the law"
        " on children names."
    ),
    "ordinary_care_one_guardian": _(
        "One guardian can say yes to everyday health care without the other being asked."
    ),
    "one_guardian_when_together": _(
        "One of two parents who live together can say yes without the other being asked."
    ),
    "nonresident_guardian_signs": _(
        "The parent with whom the child does not live is not asked, though they share"
        " parental responsibility."
    ),
    "guardian_access": _("Guardians can read the log, but not write in it."),
    "owner_may_close_from": _("Young people may close the log later than at 15, or not at all."),
    "simple_login_below": _(
        "More young people sign in with user name, password and a one-time code, which is"
        " less safe than BankID."
    ),
    "archive_after_months": _(
        "The log is archived less often than every second month, or not at intervals at all."
    ),
    "consent_valid_months": _(
        "A consent lasts longer than a year without the family being asked again."
    ),
    "draft_kept_days": _("A draft that nobody has said yes to is kept for more than 30 days."),
}


def weaker_reason(weaker: Weaker) -> str:
    """Why this setting asks less than the national choice, in the language of the moment."""
    return str(WEAKER_TEXTS[weaker.setting])


def explain(error: PolicyError) -> str:
    """What is wrong with the settings, in the language of the moment."""
    if isinstance(error, WrongSetting):
        return str(WANTED_TEXTS[error.wanted]) % {"setting": error.setting}
    if isinstance(error, UnknownSetting):
        return str(UNKNOWN_SETTING) % {"setting": error.setting}
    if isinstance(error, AgeWithoutSigner):
        return str(AGE_WITHOUT_SIGNER) % {"ages": ", ".join(map(str, error.ages))}
    return str(error)
