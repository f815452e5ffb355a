"""The municipality's list of areas of development, for its administrators (A23, C9)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.fields import OpenedAt, Words, area
from stafett.municipality.areas import LONGEST, MOST, areas_of, our_areas, set_areas, stored, told

from .policy_page import CONFLICT, UNPROCESSABLE, administered


class AreasForm(forms.Form):
    """One area a line."""

    areas = Words(
        label=gettext_lazy("The areas, one on each line"),
        help_text=gettext_lazy(
            "Those who write goals and measures choose among them. Take everything away, and"
            " Stafett’s own list holds again."
        ),
        max_length=MOST * (LONGEST + 10),
        widget=area(12),
        required=False,
    )
    opened_at = OpenedAt()

    def lines(self) -> list[str]:
        """What stands on each line, without the empty ones."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["areas"].split("\n"))
        return [line for line in lines if line]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def areas(request: SignedInRequest) -> HttpResponse:
    """`/kommune/omrader/`; not found for everyone but the municipality's administrators."""
    town = administered(request)
    now, posted = [told(each) for each in areas_of(town.pk)], request.method == "POST"
    initial = {"areas": "\n".join(now), "opened_at": town.book.count}
    form = AreasForm(request.POST if posted else None, initial=initial)
    status = UNPROCESSABLE if posted else 200
    if posted and form.is_valid():
        lines, since = form.lines(), form.cleaned_data["opened_at"]
        lines = [] if [stored(each) for each in lines] == our_areas() else lines
        try:
            set_areas(request.person, town.pk, lines, opened_at=since, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, Conflict):
                status = CONFLICT
                data = request.POST.copy()
                data["opened_at"] = str(administered(request).book.count)
                form.data = data
        else:
            messages.success(
                request, _("The list is saved. It holds for what is written from now.")
            )
            return redirect("areas")
    context = {"form": form, "theirs": now if status == CONFLICT else []}
    return render(request, "overview/areas.html", context, status=status)
