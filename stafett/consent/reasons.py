"""The words for who must say yes and why, and for why no answer can be given.

Rules give codes with parameters; here they become sentences in the language of the moment.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .case import CannotAnswer, Trouble
from .groups import Group
from .voices import Reason, Why

WHY: Mapping[Why, Promise] = {
    Why.ADULT: _("Whoever has turned %(age)s decides for themselves."),
    Why.GIVEN_AS_ADULT: _("The log is about an adult, and adults decide for themselves."),
    Why.YOUTH_ALONE: _("From the age of %(age)s the young person decides this alone."),
    Why.YOUTH_TOO: _("From the age of %(age)s the young person must say yes as well."),
    Why.YOUTH_TOO_HEALTH: _(
        "When it is about health, the young person says yes together with those who have"
        " parental responsibility."
    ),
    Why.HEALTH_ALONE: _(
        "From the age of %(age)s young people decide for themselves whether information about"
        " their health is shared."
    ),
    Why.CARE_ALONE: _(
        "From the age of %(age)s young people decide for themselves about everyday health care."
    ),
    Why.EDUCATION_ALONE: _(
        "From the age of %(age)s young people choose their education themselves."
    ),
    Why.GUARDIANS: _(
        "Until the child is %(age)s, those who have parental responsibility must say yes."
    ),
    Why.GUARDIANS_HEALTH: _(
        "Until the child is %(age)s, those who have parental responsibility must say yes before"
        " information about health is shared."
    ),
    Why.GUARDIANS_CARE: _(
        "Until the child is %(age)s, those who have parental responsibility must say yes to"
        " everyday health care."
    ),
    Why.ONE_IS_ENOUGH: _("For everyday health care it is enough that one of them says yes."),
    Why.TOGETHER: _("The parents live together, and each of them must say yes."),
    Why.TOGETHER_ONE: _("The parents live together. It is enough that one of them says yes."),
    Why.SHARED: _(
        "The parents do not live together, and the child has a fixed home with both."
        " Then both must say yes."
    ),
    Why.RESIDENT: _("The child has its fixed home with this parent."),
    Why.NOT_RESIDENT: _(
        "The child has its fixed home with the other parent, but this parent must say yes too."
    ),
    Why.ELSEWHERE: _(
        "The child has its fixed home somewhere else, but whoever has parental responsibility"
        " must still say yes."
    ),
    Why.IN_PARENTS_PLACE: _(
        "Has been given parental responsibility in the parents’ place, and must say yes too."
    ),
}

TROUBLES: Mapping[Trouble, Promise] = {
    Trouble.NO_RESPONSIBILITY: _(
        "Nobody can say yes to “%(scope)s”: none of the guardians named has parental"
        " responsibility. Find out who has it. Before that the log cannot be opened."
    ),
    Trouble.NOBODY_ASKED: _(
        "Nobody can say yes to “%(scope)s”: at the age of %(age)s the settings ask neither the"
        " young person nor the guardians. Change “youth_signs_from” or “guardians_sign_until”."
    ),
    Trouble.NO_SCOPES: _("“scopes” is empty. Say what the consent is to be about."),
    Trouble.BIRTH_AFTER: _("The birth date (%(birth)s) is later than “on” (%(on)s)."),
    Trouble.BIRTH_UNKNOWN: _("“owner” needs a “birth” date, or “adult”: true."),
    Trouble.ID_TWICE: _("Two guardians have the same id: “%(value)s”."),
    Trouble.ID_RESERVED: _("No guardian can have the id “%(value)s”: it means the child."),
    Trouble.ID_EMPTY: _("“%(where)s” is empty. Give each guardian an id."),
    Trouble.MISSING: _("“%(where)s” is missing."),
    Trouble.UNKNOWN_KEY: _("“%(where)s” is not known here."),
    Trouble.KEY_TWICE: _("“%(where)s” stands there twice."),
    Trouble.UNKNOWN_PRESET: _("There is no preset “%(value)s”. There are: %(known)s."),
    Trouble.UNKNOWN_SCOPE: _("There is no scope “%(value)s”. There are: %(known)s."),
    Trouble.UNKNOWN_KIND: _("There is no kind of guardian “%(value)s”. There are: %(known)s."),
    Trouble.WANTS_OBJECT: _("“%(where)s” must be an object: {…}."),
    Trouble.WANTS_LIST: _("“%(where)s” must be a list: […]."),
    Trouble.WANTS_TEXT: _("“%(where)s” must be text."),
    Trouble.WANTS_DATE: _("“%(where)s” must be a date such as 2026-11-22."),
    Trouble.WANTS_YES_NO: _("“%(where)s” must be true or false."),
    Trouble.WANTS_POLICY: _(
        "“%(where)s” must be the name of a preset, or an object with settings."
    ),
    Trouble.NOT_JSON: _("This is not JSON that can be read: %(detail)s"),
    Trouble.UNREADABLE: _("“%(where)s” cannot be read: %(detail)s"),
}


def sentence(reason: Reason) -> str:
    """One reason as a sentence."""
    return str(WHY[reason.why]) % {"age": reason.age}


def why(group: Group) -> str:
    """Why this group must say yes."""
    return " ".join(sentence(reason) for reason in group.reasons)


def laws(group: Group) -> list[str]:
    """The laws that the group rests on, by name and section."""
    language = get_language() or "nb"
    return [reference.title(language) for reference in group.laws]


def explain(error: CannotAnswer) -> str:
    """Why no answer can be given, and what is missing."""
    return str(TROUBLES[error.trouble]) % error.details
