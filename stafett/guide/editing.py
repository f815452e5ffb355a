"""One page of the guide being changed: what is asked of it, and what is done with it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.request import SignedInRequest
from stafett.municipality.levels import Level
from stafett.municipality.models import Municipality

from . import actions, content
from .addresses import Addresses
from .assembled import Standing
from .forms import PlaceForm, TextForm
from .html import Writer
from .models import GuideText
from .queries import guide_of, standings, versions
from .rules import parse, step_key
from .words import with_keys, with_words

UNPROCESSABLE, CONFLICT = 422, 409
LEVELS_OF_LOGS = {f"level-{each.value}" for each in Level}
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


class Editing:
    """A request to see or change a page. `status` is the answer's."""

    def __init__(self, request: SignedInRequest, town: Municipality, page: str) -> None:
        self.request, self.town, self.page = request, town, page
        asked = request.GET.get("tekstsprak", "")
        spoken = get_language() or content.LANGUAGES[0]
        self.language = asked if asked in content.LANGUAGES else spoken
        self.status = 200
        self.preview: dict[str, object] | None = None
        self.theirs = ""
        self.refusal = ""  # of bringing back a version: it has no field of its own

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """What is settled of levels and steps."""
        return standings(self.town.pk)

    @property
    def exists(self) -> bool:
        """Whether there is such a page."""
        added = step_key(self.page) is not None and self.page in self.standings
        return added or self.page in content.names()

    @cached_property
    def versions(self) -> list[GuideText]:
        """What was written of it in this language, the newest first."""
        return versions(self.town.pk, self.page, self.language)

    @property
    def own(self) -> str:
        """The municipality's own text; empty where Stafett's holds."""
        return self.versions[0].text if self.versions else ""

    @property
    def now(self) -> str:
        """The text as it stands in this language; where there is none, to begin from."""
        return self.own or content.our_text(self.page, self.language)[0] or "# "

    @property
    def address(self) -> str:
        """This page in this language."""
        query = urlencode({"tekstsprak": self.language})
        return f"{reverse('guide:edit', args=[self.page])}?{query}"

    @cached_property
    def text_form(self) -> TextForm:
        """The text, or an earlier one of its versions to look at and save again."""
        text = self._in_words(self._asked_version() or self.now)
        initial = {"text": text, "opened_at": self.town.book.count}
        return TextForm(self._sent("text"), initial=initial)

    @cached_property
    def place_form(self) -> PlaceForm | None:
        """Number and whether it is shown; None for a page that is neither level nor step."""
        if not (self.page.startswith("level-") or step_key(self.page)):
            return None
        stands = self.standings.get(self.page, Standing())
        opened_at = self.town.book.count
        initial = {"number": stands.number, "hidden": stands.hidden, "opened_at": opened_at}
        form = PlaceForm(self._sent("number"), initial=initial, auto_id="id_place_%s")
        if step_key(self.page) is None:
            del form.fields["hidden"]
        return form

    def done(self) -> bool:
        """Do what was sent. False where the page must be shown again, with `status`."""
        match self.request.POST.get("do"):
            case "place" if self.place_form:
                return self._try(self.place_form, self._set_place, _("Saved."))
            case "restore":
                return self._try(None, self._restore, _("The earlier text holds again."))
            case "preview":
                self._show_preview()
                return False
        said = _("The page is saved. Everybody can read it now.")
        return self._try(self.text_form, self._set_text, said)

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        shown = parse(self.now)
        return {
            "town": self.town,
            "page": self.page,
            "title": shown.title or self.page,
            "language": self.language,
            "languages": [(code, NAMES[code]) for code in content.LANGUAGES],
            "own": bool(self.own),
            "written_in": content.our_text(self.page, self.language)[1] == self.language,
            "latest": self.versions[0] if self.versions else None,
            "versions": self.versions,
            "has_ours": self.page in content.names(),
            "form": self.text_form,
            "place_form": self.place_form,
            "names_logs": self.page in LEVELS_OF_LOGS,
            "preview": self.preview,
            "theirs": self.theirs,
            "refusal": self.refusal,
            "count": self.town.book.count,
            "looking_at": self._asked_version() != "",
        }

    def _try(self, form: Form | None, do: Callable[[], None], said: str) -> bool:
        if form is not None and not form.is_valid():
            self.status = UNPROCESSABLE
            return False
        try:
            do()
        except Refused as refusal:
            taken = isinstance(refusal, Conflict)
            self.status = CONFLICT if taken else UNPROCESSABLE
            if form is None:
                self.refusal = str(refusal)
                return False
            form.add_error(None, str(refusal))
            if taken:
                self._show_both(form)
            return False
        messages.success(self.request, said)
        return True

    def _common(self) -> dict[str, Any]:
        return {"page": self.page, "at": timezone.now()}

    def _set_text(self) -> None:
        said = self.text_form.cleaned_data
        actions.set_text(
            self.request.person, self.town.pk, language=self.language,
            text=self._in_keys(said["text"]),
            opened_at=said["opened_at"], **self._common(),
        )  # fmt: skip

    def _restore(self) -> None:
        sent = self.request.POST
        number, opened_at = (
            int(sent[name]) if sent.get(name, "").isdecimal() and len(sent[name]) < 10 else -1
            for name in ("version", "opened_at")
        )
        actions.restore_text(
            self.request.person, self.town.pk, language=self.language, version=number,
            opened_at=opened_at, **self._common(),
        )  # fmt: skip

    def _set_place(self) -> None:
        assert self.place_form is not None
        said = self.place_form.cleaned_data
        actions.set_place(
            self.request.person, self.town.pk, number=said["number"],
            hidden=said.get("hidden", False), opened_at=said["opened_at"], **self._common(),
        )  # fmt: skip

    def _show_preview(self) -> None:
        form = self.text_form
        if not form.is_valid():
            self.status = UNPROCESSABLE
            return
        guide = guide_of(self.town.pk, self.language)
        writer, page = (
            Writer(guide, Addresses()),
            parse(with_words(form.cleaned_data["text"], self.language)),
        )
        self.preview = {
            "title": page.title,
            "intro": writer.prose(page.intro),
            "parts": writer.parts(page.rest),
        }

    def _show_both(self, form: Form) -> None:
        """Theirs beside what one wrote; sent again, one's own holds."""
        data = self.request.POST.copy()
        data["opened_at"] = str(self.town.book.count)
        form.data = data
        self.theirs = self._in_words(self.now) if form is self.text_form else ""

    def _in_words(self, text: str) -> str:
        return with_words(text, self.language) if step_key(self.page) else text

    def _in_keys(self, text: str) -> str:
        return with_keys(text) if step_key(self.page) else text

    def _sent(self, field: str) -> Any:
        """What was sent, to the form that it was sent from."""
        return self.request.POST if field in self.request.POST else None

    def _asked_version(self) -> str:
        asked = self.request.GET.get("versjon", "")
        return next((each.text for each in self.versions if str(each.entry) == asked), "")
