"""The guide as everybody reads it, signed in or not (B1, screen 14)."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stafett.identity.guard import sign_in_address
from stafett.identity.request import Request
from stafett.municipality.models import Municipality, Role
from stafett.municipality.queries import current_policy, roles_of

from .addresses import Addresses, town_key
from .assembled import Guide, Level, Shown, Step
from .html import Writer
from .light import light
from .queries import guide_of
from .rules import SECTIONS, Section
from .words import heading


@dataclass
class Reading:
    """Somebody reads a municipality's guide."""

    request: Request
    town: str | None
    tools: bool = False

    @cached_property
    def municipality(self) -> tuple[UUID | None, str]:
        """Whose guide it is: the one the address names, else that of the page."""
        if self.town is None:
            place = self.request.place
            return (UUID(place["id"]), place["name"]) if place else (None, "")
        for each in Municipality.objects.all():
            if town_key(each.name) == self.town:
                return each.pk, each.name
        raise Http404

    @cached_property
    def guide(self) -> Guide:
        """Its levels, steps and texts."""
        return guide_of(self.municipality[0], get_language() or "nb", tools=self.tools)

    @cached_property
    def writer(self) -> Writer:
        """Writes its texts."""
        return Writer(self.guide, Addresses(self.town))

    def show(self, template: str, **more: object) -> HttpResponse:
        """A page of it."""
        danger = self.guide.danger.page
        first, _, rest = danger.rest.partition("\n\n")
        context = {
            "guide": self.guide,
            "of": self.municipality[1],
            "addresses": Addresses(self.town),
            "danger": danger,
            "danger_first": self.writer.prose(f"{danger.intro}\n\n{first}"),
            "danger_rest": self.writer.prose(rest),
        }
        return render(self.request, f"guide/{template}.html", context | more)

    def level(self, key: str) -> Level:
        """One of its levels. Raises Http404 for none."""
        for each in self.guide.levels:
            if each.key == key:
                return each
        raise Http404


@require_safe
@light
def overview(request: Request, town: str | None = None) -> HttpResponse:
    """`/veileder/`: the whole path, each level and step a link."""
    reading = Reading(request, town)
    own, _name = reading.municipality
    others = [each.name for each in Municipality.objects.order_by("name") if each.pk != own]
    return reading.show(
        "overview",
        others=[(name, Addresses(town_key(name)).of("overview")) for name in others],
        before=_told(reading, reading.guide.before_consent),
        laws=_told(reading, reading.guide.laws),
    )


@require_safe
@light
def level(request: Request, key: str, town: str | None = None) -> HttpResponse:
    """`/veileder/niva/1/`: what a level is for, and its steps."""
    reading = Reading(request, town)
    here = reading.level(key)
    return reading.show(
        "level",
        level=here,
        text=reading.writer.prose(here.shown.page.rest),
        before=_told(reading, reading.guide.before_consent) if key == "0" else None,
    )


@require_safe
@light
def step(request: Request, key: str, town: str | None = None) -> HttpResponse:
    """`/veileder/steg/1-2/`: what one does, who, and what leads on."""
    reading = Reading(request, town)
    steps = reading.guide.steps
    here = next((each for each in steps if each.key == key), None)
    if here is None:
        raise Http404
    at, of = steps.index(here), reading.level(here.level)
    page = here.shown.page
    return reading.show(
        "step",
        step=here,
        level=of,
        opening=reading.writer.parts(page.opening),
        sections=[_section(reading, each) for each in page.sections],
        previous=steps[at - 1] if at else None,
        following=steps[at + 1] if at + 1 < len(steps) else None,
        start=_start(reading, of, here),
        before=reading.guide.before_consent if here.level == "0" else None,
    )


@require_safe
@light
def tools(request: Request, town: str | None = None) -> HttpResponse:
    """`/veileder/verktoy/`: every form that can be printed."""
    reading = Reading(request, town, tools=True)
    return reading.show("tools")


@require_safe
def tool(request: Request, key: str, town: str | None = None) -> HttpResponse:
    """`/veileder/verktoy/<key>/`: a form for paper. What is typed stays in the browser; nothing
    here takes it (B5, B24)."""
    reading = Reading(request, town, tools=True)
    if key not in reading.guide.tools:
        raise Http404
    here = reading.guide.tools[key]
    opening = reading.writer.parts(here.page.opening)
    sections = [(each.heading, reading.writer.parts(each.text)) for each in here.page.sections]
    kinds = {part["kind"] for held in (opening, *(held for _, held in sections)) for part in held}
    return reading.show(
        "tool",
        tool=here,
        key=key,
        opening=opening,
        sections=sections,
        ticks=kinds <= {"text", "tick"},
    )


def _told(reading: Reading, shown: Shown) -> dict[str, object]:
    text = f"{shown.page.intro}\n\n{shown.page.rest}"
    return {"shown": shown, "text": reading.writer.prose(text)}


def _section(reading: Reading, section: Section) -> dict[str, object]:
    links = reading.writer.links(section.text) if section.heading == "tools" else []
    known = section.heading in SECTIONS
    return {
        "key": section.heading if known else "",
        "heading": heading(section.heading) if known else section.heading,
        "links": links,
        "parts": [] if links else reading.writer.parts(section.text),
    }


def _start(reading: Reading, level: Level, step: Step) -> dict[str, object] | None:
    """The way to a log, on the first step of each level at which the municipality lets one start
    one (B14, B15): for who works there, and by signing in for a visitor."""
    municipality, today = reading.municipality[0], timezone.localdate()
    if municipality is None or step is not level.steps[0]:
        return None
    if int(level.key) < current_policy(municipality, today).start_level:
        return None
    person = reading.request.person
    if person is None:
        return {"sign_in": sign_in_address(reading.request.path)}
    roles = set(roles_of(person.pk, today))
    return {"may": bool(roles & {Role.STAFF, Role.LEADER}), "works": bool(roles)}
