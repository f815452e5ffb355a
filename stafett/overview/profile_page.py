"""My profile: what Stafett knows of me, and where I change it (I6)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.fields import Line
from stafett.logs.sharing import UNPROCESSABLE
from stafett.people.own_contact import own_contact, own_interpreter, set_own_interpreter


class InterpreterForm(forms.Form):
    """The language in one's own words, sign language too; empty for none."""

    interpreter = Line(
        label=gettext_lazy("Do you need an interpreter?"),
        help_text=gettext_lazy(
            "Write the language, or «sign language». Those who are in a log with you see it, so"
            " that they can book one. Leave it empty if you need none."
        ),
        max_length=60,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """`/min-side/profil/`: everybody's own. Two questions."""
    me, posted = request.person, request.method == "POST"
    known = {"interpreter": own_interpreter(me)}
    form = InterpreterForm(request.POST if posted else None, initial=known)
    if posted and form.is_valid():
        set_own_interpreter(me, form.cleaned_data["interpreter"])
        messages.success(request, _("Saved."))
        return redirect("profile")
    context = {"form": form, "reached": own_contact(me)}
    status = UNPROCESSABLE if posted else 200
    return render(request, "overview/profile.html", context, status=status)
