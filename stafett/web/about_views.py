"""What the municipality says of itself: privacy, and whether everybody can use Stafett.

What these pages say of time is read where it is decided, so that it is never wrong.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stafett.identity.models import IDLE, LONGEST
from stafett.identity.request import Request
from stafett.municipality.policy_words import said
from stafett.notices.tidying import KEPT_FOR
from stafett.unfinished.rules import KEPT

from . import language
from .own_words import own_policy

IN_WORDS = ("consent_valid_months", "draft_kept_days", "archive_after_months")


@require_safe
def privacy(request: Request) -> HttpResponse:
    """`/personvern/`: what is kept, why, for how long, who sees it, one's rights, whom to ask."""
    policy = own_policy(request.place)
    context = {
        "contact": policy.privacy_contact or "",
        "idle_minutes": _minutes(IDLE),
        "longest_hours": _minutes(LONGEST) // 60,
        "unfinished_days": KEPT.days,
        "notices_days": KEPT_FOR.days,
        "language_days": timedelta(seconds=language.KEPT_SECONDS).days,
        "cookies": {
            "session": settings.SESSION_COOKIE_NAME,
            "csrf": settings.CSRF_COOKIE_NAME,
            "language": f"{settings.STAFETT_COOKIE_PREFIX}{language.PARAMETER}",
        },
        **{name: said(name, getattr(policy, name)) for name in IN_WORDS},
    }
    return render(request, "web/privacy.html", context)


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """`/tilgjengelighet/`: the municipality's statement at uustatus.no where it has told of one,
    and how Stafett is made for everybody."""
    policy = own_policy(request.place)
    context = {"statement": policy.accessibility_statement or ""}
    return render(request, "web/accessibility.html", context)


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
