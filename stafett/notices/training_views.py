"""The mails and text messages that fictional people would have got (S3)."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stafett.identity.request import Request

from .models import Kept

SHOWN = 100
FILE = "stafett.ics"
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Shown:
    """A mail in pieces: some words, and the link that follows them ("" after the last)."""

    mail: Kept
    pieces: list[tuple[str, str]]


@require_safe
def training_mail(request: Request) -> HttpResponse:
    """`/opplaering/e-post/`, open to everybody where everybody is fictional; else not found."""
    place = request.place
    if place is None or not place["training"]:
        raise Http404
    mails = Kept.objects.filter(municipality=UUID(place["id"])).order_by("-at", "key")[:SHOWN]
    context: dict[str, object] = {
        "mails": [_shown(mail) for mail in mails],
        "choose": reverse("notice_settings"),
    }
    context["file"] = FILE
    return render(request, "notices/training_mail.html", context)


@require_safe
def training_file(request: Request, mail_id: UUID) -> HttpResponse:
    """`/opplaering/e-post/<id>/stafett.ics`: a mail's file for the calendar, as text."""
    place = request.place
    if place is None or not place["training"]:
        raise Http404
    mail = Kept.objects.filter(municipality=UUID(place["id"]), pk=mail_id).first()
    if mail is None or not mail.calendar:
        return redirect("training_mail")  # it is kept no longer
    answer = HttpResponse(mail.calendar, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{FILE}"'
    return answer


def _shown(mail: Kept) -> Shown:
    """The links as paths: in training, the site may be reached by another name and port."""
    links = [urlsplit(link).path for link in LINK.findall(mail.text)]
    words = [piece.strip() for piece in LINK.split(mail.text)]
    return Shown(mail, list(zip(words, [*links, ""], strict=True)))
