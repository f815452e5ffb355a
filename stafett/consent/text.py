"""The text that is signed: made once, in every language, when the asking is sent."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from stafett.logs.models import Log
from stafett.municipality.policy import Policy

from . import rules
from .models import Consent, Named
from .reasons import why


def frozen_text(
    log: Log,
    consent: Consent,
    named: Sequence[Named],
    groups: Sequence[rules.Group],
    policy: Policy,
) -> dict[str, str]:
    """What the signers read, by language: who sees what until when, what is kept out, how to undo
    it, and what the archive law means (G2, G3, G18, G21)."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            context = {
                "log": log,
                "consent": consent,
                "named": named,
                "reasons": [why(group) for group in groups],
                "policy": policy,
            }
            texts[language] = render_to_string("consent/text.txt", context).strip()
    return texts
