"""The guide as the municipality's administrators change it (screen 13)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator
from stafett.municipality.models import Municipality

from .actions import add_step
from .editing import Editing
from .forms import StepForm
from .queries import guide_of, latest_texts

UNPROCESSABLE = 422


@require_safe
@signed_in
def pages(request: SignedInRequest) -> HttpResponse:
    """`/kommune/veileder/`: every page, and which of them the municipality has written itself."""
    town = administered(request)
    own: dict[str, list[str]] = {}
    for row in latest_texts(town.pk).exclude(text=""):
        own.setdefault(row.page, []).append(row.language)
    guide = guide_of(town.pk, get_language() or "nb", tools=True)
    apart = (guide.danger, guide.before_consent, guide.laws)
    context = {"town": town, "guide": guide, "own": own, "apart": apart}
    return render(request, "guide/pages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, page: str) -> HttpResponse:
    """`/kommune/veileder/step-1-2/?tekstsprak=nn`: one page, with its versions."""
    town = administered(request)
    editing = Editing(request, town, page)
    if not editing.exists:
        raise Http404
    if request.method == "POST" and editing.done():
        return redirect(editing.address)
    return render(request, "guide/edit.html", editing.context(), status=editing.status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_step(request: SignedInRequest) -> HttpResponse:
    """`/kommune/veileder/nytt-steg/`."""
    town = administered(request)
    language = get_language() or "nb"
    form = StepForm(request.POST or None, guide_of(town.pk, language))
    if request.method == "POST" and form.is_valid():
        try:
            page = add_step(
                request.person,
                town.pk,
                after=form.cleaned_data["after"],
                title=form.cleaned_data["title"],
                language=language,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The step is added. Now write what one does in it."))
            return redirect("guide:edit", page)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "guide/new_step.html", {"form": form, "town": town}, status=status)


def administered(request: SignedInRequest) -> Municipality:
    """The municipality whose guide it is. Raises Http404 for everyone but its administrators."""
    preferred = UUID(request.place["id"]) if request.place else None
    return require_administrator(request.person, timezone.localdate(), preferred=preferred)
