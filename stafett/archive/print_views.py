"""`/logg/<id>/skriv-ut/`: choose what is printed, see the pages, save them (screen 15; L11, H5)."""

from base64 import b64encode
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from stafett.consent.refusals import UNPROCESSABLE
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from .drawing import AT_A_TIME, Drawn, draw
from .parts import LABELS, PARTS, names
from .printed import print_log
from .reading import LANGUAGES
from .views import file_name

SPOKEN = {"nb": "Bokmål", "nn": "Nynorsk", "en": gettext_lazy("In English")}


class PrintForm(forms.Form):
    """What is printed, and in which language. Its names stand in the address."""

    deler = forms.MultipleChoiceField(
        label=gettext_lazy("What is to be in it?"),
        choices=list(LABELS.items()),
        initial=list(PARTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one thing."),
            "invalid_choice": gettext_lazy("Choose something on the list."),
            "invalid_list": gettext_lazy("Choose something on the list."),
        },
    )
    paa = forms.ChoiceField(
        label=gettext_lazy("In which language?"),
        help_text=gettext_lazy("What people have written stays in their own words."),
        choices=list(SPOKEN.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a language."),
            "invalid_choice": gettext_lazy("Choose something on the list."),
        },
    )


@require_safe
@signed_in
def choose(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """What is to be in it; and when that is chosen, the pages as they will be."""
    by = _who_prints(request, log_id)
    form = _form(request)
    context: dict[str, object] = {"standing": by, "form": form}
    if form.is_bound and form.is_valid():
        parts, language = form.cleaned_data["deler"], form.cleaned_data["paa"]
        sheet, at = _number(request.GET.get("ark", "")), timezone.now()
        drawn = draw(by.log, by.reader, language=language, at=at, parts=parts, sheet=sheet)
        context |= _shown(drawn) | {
            "chosen": urlencode({"deler": parts, "paa": language}, doseq=True),
            "names": [] if len(parts) == len(PARTS) else names(parts),
        }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "archive/print.html", context, status=status)


@require_safe
@signed_in
def save(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """The print as a file; everything in it where nothing is chosen."""
    by = _who_prints(request, log_id)
    form = _form(request)
    chosen = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    if form.is_bound:
        if not form.is_valid():
            raise Http404
        chosen = form.cleaned_data
    until, at = by.log.book.count, timezone.now()
    parts, language = chosen["deler"], chosen["paa"]
    made = print_log(by.log, by.reader, language=language, until=until, at=at, parts=parts)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(at)}"'}
    return HttpResponse(made.pdf, content_type="application/pdf", headers=headers)


def _who_prints(request: SignedInRequest, log_id: UUID) -> Standing:
    by = access.require(request.person, log_id, Right.READ)
    if not by.has_prints:
        raise Http404
    return by


def _form(request: SignedInRequest) -> PrintForm:
    """Bound when something is chosen; else everything is, in the language of the page."""
    here = get_language()
    language = here if here in SPOKEN else LANGUAGES[0]
    is_sent = request.GET.keys() & PrintForm.base_fields.keys()
    return PrintForm(request.GET if is_sent else None, initial={"paa": language})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _shown(drawn: Drawn) -> dict[str, object]:
    """The pages, and which sheets are beside them. Pictures lie within the page: an address each
    would be a print each, and a record each of somebody who has looked."""
    sheet = drawn.first // AT_A_TIME + 1
    return {
        "pages": [
            (number, f"data:image/png;base64,{b64encode(each).decode()}")
            for number, each in enumerate(drawn.pictures, drawn.first)
        ],
        "how_many": drawn.pages,
        "before": sheet - 1,
        "after": sheet + 1 if drawn.first + len(drawn.pictures) <= drawn.pages else 0,
    }
