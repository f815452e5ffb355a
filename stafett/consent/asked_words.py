"""How a consent is put to the one who is asked: the question, and what a yes means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stafett.logs.models import Log
from stafett.people.models import Person

from .models import Consent, Named
from .rules import Scope
from .terms import in_order, scope_words, scope_words_to_owner, transition_terms
from .who import Picture, Row
from .words import together


@dataclass(frozen=True)
class Point:
    """One thing that a yes means, with the sign beside it."""

    icon: str
    text: str


def question(consent: Consent, log: Log, picture: Picture | None, reader: Person) -> str:
    """The page's title: «Vil du la PPT bli med i loggen til Elias?»."""
    mine = log.owner_id == reader.pk
    words = {"name": log.owner.given_name, "who": together(_newcomers(picture))}
    if Scope.OPEN in consent.scopes:
        ask_owner, ask = _("Do you want a shared log?"), _("Do you say yes to a log for %(name)s?")
        said = ask_owner if mine else ask
    elif Scope.REOPEN in consent.scopes:
        ask_owner = _("Do you want your log opened again?")
        ask = _("Do you say yes to opening the log for %(name)s again?")
        said = ask_owner if mine else ask
    elif words["who"]:
        said = (
            _("Do you let %(who)s into your log?")
            if mine
            else _("Do you let %(who)s into the log for %(name)s?")
        )
    elif mine:
        said = _("Do you say yes to the changes in your log?")
    else:
        said = _("Do you say yes to the changes in the log for %(name)s?")
    return said % words


def _newcomers(picture: Picture | None) -> list[str]:
    """A service that is new by its name, a new person in a known service by theirs."""
    services = picture.services if picture else ()
    known = {service.name for service in services if not service.is_new}
    names: list[str] = []
    for service in services:
        if service.is_new and service.name in known:
            names += [str(row.named.person) for row in service.rows]
        elif service.is_new:
            names.append(service.name)
    return names


def points(consent: Consent, log: Log, picture: Picture | None, reader: Person) -> list[Point]:
    """What a yes means, in a few lines."""
    mine = log.owner_id == reader.pk
    named = [row.named for row in picture.rows] if picture else []
    new = picture.new if picture else []
    about = [scope for scope in in_order(consent.scopes) if not (new and scope in SAID_BY_NAMES)]
    said = [Point("pen", _scope(scope, log, mine)) for scope in about]
    said += [Point("pass", sentence) for sentence in transition_terms(consent, named)]
    if not new:
        return [
            *said,
            Point("eye", _("Each of them sees only what stands beside the name.")),
            Point("calendar", _("They are out by themselves after the day that stands there.")),
        ]
    return [*said, *(_newcomer(row.named) for row in new), Point("calendar", _when_out(new))]


# Those who come in are named one by one.
SAID_BY_NAMES = (Scope.PARTICIPANTS,)


def _scope(scope: str, log: Log, mine: bool) -> str:
    return scope_words_to_owner(scope) if mine else scope_words(scope, log.owner)


def _newcomer(named: Named) -> Point:
    words = _("%(name)s, %(title)s, %(service)s, comes in. Task: %(task)s")
    return Point(
        "eye",
        words
        % {
            "name": named.person,
            "title": named.title,
            "service": named.service_words,
            "task": named.task,
        },
    )


def _when_out(new: Sequence[Row]) -> str:
    days = {row.named.until for row in new}
    if len(days) > 1:
        return _("They are out by themselves after the day that stands there.")
    words = _("The access ends by itself after %(day)s.")
    return words % {"day": date_format(days.pop())}
