"""The page on which a guardian and who has the baton open the young person's sign-in, and on which
any of them, or the young person, ends it (I2)."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.identity.session import end as end_session
from stafett.logs.access import Standing

from ..actions import youth as actions
from ..youth import YouthSide, opened, side_of, yeses, youth_door
from ..youth_forms import LinkForm
from .doors import CONFLICT, UNPROCESSABLE


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def sign_in(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """How it stands, and the one thing to do next."""
    standing = youth_door(request.person, log_id)
    form, code, wrong, status = LinkForm(texts=_texts(standing)), "", "", 200
    if request.method == "POST":
        try:
            done = _act(request, standing)
            if isinstance(done, HttpResponse):
                return done
            form, code = done
            status = UNPROCESSABLE if form.errors else 200
        except Refused as refusal:
            wrong = str(refusal)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    shown = {**_shown(standing), "form": form, "code": code, "wrong": wrong}
    return render(request, "voice/youth.html", shown, status=status)


def _act(request: SignedInRequest, standing: Standing) -> HttpResponse | tuple[LinkForm, str]:
    now, form = timezone.now(), LinkForm(texts=_texts(standing))
    match request.POST.get("do"):
        case "yes":
            whole = actions.say_yes(standing, at=now)
            messages.success(request, _both() if whole else _("Your yes is written down."))
        case "end":
            actions.end(standing, at=now)
            if request.person.own_log_alone:
                end_session(request.session)
                return redirect("signed_out")
            messages.success(request, _("The sign-in with user name and code has ended."))
        case _:
            form = LinkForm(request.POST, texts=_texts(standing))
            if not form.is_valid():
                return form, ""
            way, to = form.cleaned_data["way"], form.cleaned_data["to"]
            if code := actions.send_link(standing, way=way, to=to, at=now):
                return form, code
            messages.success(request, _("The link is on its way."))
    return redirect("voice:sign_in", standing.log.pk)


def _both() -> str:
    return _("Both have said yes. Now give the way in to the young person.")


def _texts(standing: Standing) -> bool:
    return standing.log.municipality.training or bool(settings.STAFETT_TEXTS)


def _shown(standing: Standing) -> dict[str, Any]:
    """How it stands. Two questions."""
    said, account = yeses(standing.log), opened(standing.log)
    side = side_of(standing)
    return {
        "standing": standing,
        "tab": "voice",
        "here": _("Sign-in with user name and code"),
        "name": standing.log.owner.given_name,
        "owner": side is YouthSide.OWNER,
        "said": bool(said),
        "home": said.get(YouthSide.GUARDIAN),
        "holder": said.get(YouthSide.HOLDER),
        "mine": side is not None and side.value in said,
        "account": account,
    }
