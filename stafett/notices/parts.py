"""Somebody's part in a log: what that person may read of its book, and what is given to whom.

The worker asks with the person's own eyes (`acting_as`): by the rules of the pages, and by the
database's own functions for what is hidden. Who is let in no more reads nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent.heard import unheard_by
from stafett.logs.access import Right, Standing, in_force, standing
from stafett.logs.hidden import shown_entries
from stafett.logs.models import Absence, Admission, Handover, Log
from stafett.people.models import Person
from stafett.plan.models import Responsible
from stafett.plan.shown import measures_shown
from stafett.voice.models import NextTalk

from .models import Notice
from .rules import Part

# Who is let in to the plan alone reads these; the database's wall says the same.
OF_THE_PLAN = ("plan.", "logs.")
OF_MEASURES = ("due", "late")  # the keys of reminders
OF_TALKS = "talk"
STANDS_IN = ":stands_in"  # how the key ends of what a holder's deputy is reminded of


def people_in(log: Log) -> list[Person]:
    """Everyone who is let in to a log now. One question."""
    let_in = Admission.objects.filter(in_force(), log=log).values("person")
    return list(Person.objects.filter(pk__in=let_in).order_by("pk"))


def readable(person: Person, log_id: UUID, entries: Iterable[Entry]) -> tuple[Standing, set[int]]:
    """The person's standing in the log, and the numbers of those entries that this person may read.

    Raises LookupError for who is not let in. Five questions at most.
    """
    with acting_as(person.pk):
        place = standing(person, log_id)
        if place is None:
            raise LookupError(log_id)
        draft = place.log.state == "draft"
        if not (draft or place.may(Right.READ)):
            return place, set()
        whole = draft or place.hears_child
        numbers = [each.number for each in entries if whole or each.verb.startswith(OF_THE_PLAN)]
        return place, _not_hidden(person, log_id, numbers)


def _not_hidden(person: Person, log_id: UUID, numbers: Collection[int]) -> set[int]:
    said = Content.objects.filter(shown_entries(person), book_id=log_id, number__in=numbers)
    heard = said.exclude(about__overlap=unheard_by(person).values("pk"))
    return set(heard.values_list("number", flat=True))


def measures_unseen(person: Person, log_id: UUID, notices: Iterable[Notice]) -> set[str]:
    """The keys of the reminders of measures that are hidden from this person: whose deadline it is
    shall not be guessed from a mail. One question, where there are reminders."""
    about = {}
    for each in notices:
        what, _colon, rest = each.key.partition(":")
        if what in OF_MEASURES:
            about[each.key] = UUID(rest.partition(":")[0])
    if not about:
        return set()
    with acting_as(person.pk):
        rows = measures_shown(person).filter(log=log_id, pk__in=about.values())
        seen = set(rows.values_list("pk", flat=True))
    return {key for key, measure in about.items() if measure not in seen}


def no_longer_for(place: Standing, notices: Iterable[Notice]) -> set[str]:
    """The keys of what was found for who stands in, and is not for this person: the holder is back,
    or it is about what the child tells. One question, where there are such reminders."""
    in_anothers_place = [each.key for each in notices if each.key.endswith(STANDS_IN)]
    if in_anothers_place and place.stands_in is None:
        return set(in_anothers_place)
    return {key for key in in_anothers_place if key.startswith(OF_TALKS) and not place.hears_child}


def part_of(place: Standing, *, chosen: bool) -> Part:
    """What decides of what this person is told."""
    coordinates = place.is_holder or bool(place.stands_in) or place.may(Right.PREPARE)
    return Part(coordinates=coordinates, family=place.of_family, chosen=chosen)


def given(log: Log, entries: Iterable[Entry]) -> dict[int, set[UUID]]:
    """By an entry's number: to whom the measure, the baton or the talk that it speaks of is given,
    as it stands now. Four questions at most.
    """
    found: dict[int, set[UUID]] = defaultdict(set)
    for entry in entries:
        if entry.verb.startswith("plan.measure_"):
            measures = Responsible.objects.filter(log=log, measure__in=entry.about)
            found[entry.number] |= set(measures.values_list("person_id", flat=True))
        elif entry.verb in ("logs.baton_offered", "logs.part_offered"):
            offers = Handover.objects.filter(log=log, answer=None)
            found[entry.number] |= set(offers.values_list("offered_to_id", flat=True))
        elif entry.verb == "logs.absence_told":
            asked = Absence.objects.filter(log=log, answer=None, ended_at=None)
            found[entry.number] |= set(asked.values_list("deputy_id", flat=True))
        elif entry.verb == "voice.talk_agreed":
            talks = NextTalk.objects.filter(log=log, done_at=None)
            found[entry.number] |= set(talks.values_list("adult_id", flat=True))
    return found
