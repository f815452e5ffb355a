"""Who has looked in a log, as the access records have it: a line a person and minute (H10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from stafett.consent.words import together
from stafett.logs.access import Standing
from stafett.logs.models import Reading
from stafett.municipality.service_words import service_words
from stafett.people.models import Guardianship, Person, Relation

ON_A_PAGE = 50
# What somebody has looked at, by the kind of page (`logs.looking.kind_of`).
LOOKED_AT: Mapping[str, Promise | str] = {
    "log": pgettext_lazy("looked at", "the log’s first page"),
    "plan": pgettext_lazy("looked at", "the plan"),
    "voice": pgettext_lazy("looked at", "what the child says"),
    "consent": pgettext_lazy("looked at", "the consent"),
    "baton": pgettext_lazy("looked at", "the baton"),
    "level": pgettext_lazy("looked at", "the level"),
    "ppt": pgettext_lazy("looked at", "the page about the PPT"),
    "coordination": pgettext_lazy("looked at", "who coordinates"),
    "two_holders": pgettext_lazy("looked at", "who shares the baton"),
    "away": pgettext_lazy("looked at", "who stands in"),
    "transition": pgettext_lazy("looked at", "the way to another service"),
    "promises": pgettext_lazy("looked at", "what is agreed"),
    "family": pgettext_lazy("looked at", "what the register says of the family"),
    "ending": pgettext_lazy("looked at", "the first step of ending the log"),
    "history": pgettext_lazy("looked at", "what has happened"),
    "archive": pgettext_lazy("looked at", "the printed log"),
    "as_seen": pgettext_lazy("looked at", "the log as somebody else sees it"),
    "protected": pgettext_lazy("looked at", "the page about the protected address"),
    "who_looked": pgettext_lazy("looked at", "who has looked"),
    "health": pgettext_lazy("looked at", "who sees what is about health"),
    "search": pgettext_lazy("looked at", "what was searched for"),
    "messages": pgettext_lazy("looked at", "the messages"),
    "meetings": pgettext_lazy("looked at", "the meetings"),
    "contact": pgettext_lazy("looked at", "the own telephone and e-mail"),
    # Not what one asks of the municipality: that is nobody else's to read.
    "deletion": pgettext_lazy("looked at", "a page about the log"),
    "picture": pgettext_lazy("looked at", "the picture"),
    "file": pgettext_lazy("looked at", "a picture or another file"),
}
ANOTHER = pgettext_lazy("looked at", "another page in the log")
AS_WHAT: Mapping[str, Promise | str] = {
    "owner": gettext_lazy("owns the log"),
    "guardian": gettext_lazy("guardian"),
    "asked": gettext_lazy("is asked to consent"),
}
TAKES_PART = gettext_lazy("takes part")


@dataclass(frozen=True)
class Looker:
    """Somebody who has looked. `name` is "" for somebody whom the reader may not know of now."""

    id: UUID
    name: str
    relation: str  # what the child calls the guardian; "" for others


@dataclass(frozen=True)
class Look:
    """One person's readings in one minute."""

    at: datetime
    who: str
    what: str
    mine: bool


@dataclass(frozen=True)
class Looks:
    """A page of looks, the newest first, and whether there are more."""

    looks: list[Look]
    more: bool


def lookers(standing: Standing) -> list[Looker]:
    """Everyone whose looks the reader may see, the one who looked last first. One question."""
    person = Person.objects.filter(pk=OuterRef("person_id"))
    tie = Guardianship.objects.filter(child=standing.log.owner_id, guardian=OuterRef("person_id"))
    found = (
        _readings(standing)
        .values("person_id")
        .annotate(
            last=Max("minute"),
            name=Subquery(person.values(name=Concat("given_name", Value(" "), "family_name"))[:1]),
            relation=Subquery(tie.values("relation")[:1]),
        )
        .order_by("-last")
    )
    return [Looker(row["person_id"], row["name"] or "", row["relation"] or "") for row in found]


def looks_of(standing: Standing, known: list[Looker], only: UUID | None, page: int) -> Looks:
    """One page of looks: by one person, or by everyone but the reader. One question."""
    readings = _readings(standing)
    mine = standing.person.pk
    readings = readings.filter(person=only) if only else readings.exclude(person=mine)
    rows = list(
        readings.values("minute", "person_id", "role", "service")
        .annotate(kinds=ArrayAgg("kind", distinct=True))
        .order_by("-minute", "person_id", "role", "service")[
            page * ON_A_PAGE : (page + 1) * ON_A_PAGE + 1
        ]
    )
    who = {each.id: each for each in known}
    return Looks(
        looks=[
            Look(
                at=row["minute"],
                who=_who(who[row["person_id"]], row["role"], row["service"]),
                what=what(row["kinds"]),
                mine=row["person_id"] == mine,
            )
            for row in rows[:ON_A_PAGE]
        ],
        more=len(rows) > ON_A_PAGE,
    )


def what(kinds: list[str]) -> str:
    """«the consent and what has happened», in the order in which the log has its pages."""
    order = [*LOOKED_AT, *(kind for kind in kinds if kind not in LOOKED_AT)]
    words = [str(LOOKED_AT.get(kind, ANOTHER)) for kind in order if kind in kinds]
    return together(list(dict.fromkeys(words)))


def _readings(standing: Standing) -> QuerySet[Reading]:
    return Reading.objects.filter(log=standing.log)


def _who(looker: Looker, role: str, service: str) -> str:
    """«Kari Nesheim, Eikvåg skole»; «Anders Berg, father»."""
    name = looker.name or _("Somebody who worked here")
    relation = str(Relation(looker.relation).label) if looker.relation else ""
    return f"{name}, {service_words(service) or relation or AS_WHAT.get(role, TAKES_PART)}"
