"""The text that is signed: made once, in every language, when the asking is sent."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from stafett.logs.models import Log
from stafett.logs.rules import decides_on_health
from stafett.municipality.policy import Policy

from .models import Consent, Group, Named
from .queries import guardians_left
from .rules import Scope
from .terms import (
    family_terms,
    how_long,
    in_order,
    is_minor,
    kept_out_lines,
    scope_words,
    transition_terms,
)
from .words import one_of, together


def frozen_text(
    log: Log, consent: Consent, named: Sequence[Named], policy: Policy
) -> dict[str, str]:
    """What the signers read, by language: who asks whom for what, who sees what until when, what
    is kept out, how to undo it, and what the archive law means (G2, G3, G18, G21).

    The asking's time, asker and groups must be set. The same consent gives the same text.
    """
    groups = list(
        Group.objects.filter(consent=consent).prefetch_related("members__person").order_by("number")
    )
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            context = _context(log, consent, named, groups, policy, language)
            texts[language] = _tidy(render_to_string("consent/text.txt", context))
    return texts


def _context(
    log: Log,
    consent: Consent,
    named: Sequence[Named],
    groups: Sequence[Group],
    policy: Policy,
    language: str,
) -> dict[str, Any]:
    assert consent.asked_at is not None
    day = timezone.localdate(consent.asked_at)
    left = guardians_left(log)
    return {
        "log": log,
        "consent": consent,
        "day": day,
        "opens": Scope.OPEN in consent.scopes,
        "asker": next((each for each in named if each.person_id == consent.asked_by_id), None),
        "scopes": [
            *(scope_words(scope, log.owner) for scope in in_order(consent.scopes)),
            *transition_terms(consent, named),
        ],
        "named": sorted(named, key=lambda each: (each.service, str(each.person), each.task)),
        "purpose": lines_of(consent.purpose),
        "kept_out": kept_out_lines(consent),
        "signers": [_signer(group, language) for group in groups],
        "health_alone": decides_on_health(
            log.owner.birth_date, day, policy.health_youth_alone_from
        ),
        "minor": is_minor(log.owner, day) and left != [],
        "left": together(left or []),
        "terms": [how_long(policy), *family_terms(policy, log.owner, day, left=left)],
    }


def _signer(group: Group, language: str) -> dict[str, Any]:
    names = sorted(str(member.person) for member in group.members.all())
    return {
        "names": one_of(names),
        "why": group.why[language],
        "laws": [law[language] for law in group.laws],
    }


def lines_of(text: str) -> list[str]:
    """The lines somebody wrote, without the empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tidy(text: str) -> str:
    """No more than one empty line between two others, and none at either end."""
    tidy: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or tidy[-1]:
            tidy.append(line.rstrip())
    return "\n".join(tidy)
