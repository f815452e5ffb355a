"""What waits for somebody, gathered in one letter and sent once.

A letter is claimed in one transaction and sent in another, which holds its row until the receiver
has answered: of two workers one sends, and a worker that is killed lets go of the row at once. What
a training municipality's page shows is written in that same transaction: exactly once. A mail
server's yes can be lost with the worker that got it; then the same mail is sent once more, with the
same Message-ID, by which mail systems know it (texts: `Idempotency-Key`).
"""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from stafett.book.models import Entry
from stafett.municipality.models import Municipality, Role
from stafett.municipality.queries import positions_of
from stafett.people.models import Person

from .addresses import Reached, reached
from .models import How, Kind, Letter, Notice, Way
from .parts import measures_unseen, no_longer_for, readable
from .port import Mail, post
from .reading import leaders_over
from .rules import due
from .texts import Text
from .texts import send as send_text
from .words import notice_words

OURS = "notices:"
# A mail server that is down is asked again after 4, 16, 64 ... seconds, for a day.
MOST_TRIES = 8


def send_all(now: datetime) -> None:
    """Send what it is time to send. What could not be sent is raised as an ExceptionGroup at the
    end, and is tried again later."""
    waiting = Notice.objects.filter(done_at=None, letter=None).order_by()
    for person_id, town_id in waiting.values_list("person", "municipality").distinct():
        claim(person_id, town_id, now)
    ready = Q(next_at=None) | Q(next_at__lte=now)
    unsent = Letter.objects.filter(ready, sent_at=None, tries__lt=MOST_TRIES, key__startswith=OURS)
    troubles = []
    for key in list(unsent.order_by("begun_at").values_list("key", flat=True)):
        try:
            deliver(key)
        except Exception as error:  # noqa: BLE001 (raised below)
            _try_later(key)
            troubles.append(error)
    if troubles:
        raise ExceptionGroup("Some notices could not be sent.", troubles)


@transaction.atomic
def claim(person_id: UUID, town_id: UUID, now: datetime) -> None:
    """Put what waits for one person in a letter, if it is time; drop what that person may no longer
    know of, and everything for who wants to be told nothing."""
    waits = Notice.objects.filter(
        person=person_id, municipality=town_id, done_at=None, letter=None
    ).select_for_update(skip_locked=True)
    notices = list(waits.order_by("at"))
    if not notices:
        return
    person, town = Person.objects.get(pk=person_id), Municipality.objects.get(pk=town_id)
    to = reached(person, town)
    since, by_text = timezone.localtime(notices[0].at), to.way == Way.TEXT
    never = to.how == How.NEVER or not to.address
    if not never and not due(to.how, by_text=by_text, since=since, now=timezone.localtime(now)):
        return
    stand = set() if never else still_so(person, notices)
    keys = [each.key for each in notices]
    Notice.objects.filter(key__in=set(keys) - stand).update(done_at=now)
    if stand:
        letter = Letter(key=f"{OURS}{uuid4()}", begun_at=now)
        letter.save(force_insert=True)
        Notice.objects.filter(key__in=stand).update(letter=letter)


@transaction.atomic
def deliver(key: str) -> None:
    """Send a letter that nobody else is sending, and note that it is sent."""
    unsent = Letter.objects.filter(key=key, sent_at=None).select_for_update(skip_locked=True)
    letter = unsent.first()
    if letter is None:
        return
    notices = list(letter.notices.select_related("person", "municipality"))
    person, town = notices[0].person, notices[0].municipality
    to = reached(person, town)
    stand = still_so(person, notices)
    if stand and to.address:
        _send(key, person, town, to, {each.kind for each in notices if each.key in stand})
    Letter.objects.filter(key=key).update(sent_at=timezone.now())
    letter.notices.update(done_at=timezone.now())


def _send(key: str, person: Person, town: Municipality, to: Reached, kinds: set[str]) -> None:
    subject, text = notice_words(person.language, kinds, by_text=to.way == Way.TEXT)
    if to.way == Way.TEXT:
        send_text(Text(key, town, str(person), to.address, text))
    else:
        post().send(Mail(key, town, str(person), to.address, subject, text))


def still_so(person: Person, notices: list[Notice]) -> set[str]:
    """The keys of those that this person may still be told of: who has lost access, and from whom
    the entry was hidden meanwhile, hears nothing. Eight questions a log."""
    by_log: dict[UUID | None, list[Notice]] = defaultdict(list)
    for each in notices:
        by_log[each.log_id].append(each)
    of_a_unit = by_log.pop(None, [])
    found = {
        key for log_id, mine in by_log.items() if log_id for key in _in_log(person, log_id, mine)
    }
    return found | ({each.key for each in of_a_unit} if of_a_unit and _leads(person) else set())


def _leads(person: Person) -> bool:
    positions = positions_of(person.pk, timezone.localdate())
    return positions.filter(role__in=[Role.LEADER, Role.ADMINISTRATOR]).exists()


def _in_log(person: Person, log_id: UUID, notices: list[Notice]) -> set[str]:
    found = set()
    leads = [each for each in notices if each.kind == Kind.LEADS]
    if leads and leads[0].log and person.pk in leaders_over(leads[0].log):
        found |= {each.key for each in leads}
    others = [each for each in notices if each.kind != Kind.LEADS]
    numbers = [each.number for each in others if each.number is not None]
    entries = Entry.objects.filter(book_id=log_id, number__in=numbers)
    try:
        place, mine = readable(person, log_id, entries)
    except LookupError:
        return found
    unseen = measures_unseen(person, log_id, others) | no_longer_for(place, others)
    return found | {
        each.key
        for each in others
        if (each.number is None or each.number in mine) and each.key not in unseen
    }


def _try_later(key: str) -> None:
    with transaction.atomic():
        letter = Letter.objects.select_for_update(skip_locked=True).filter(key=key).first()
        if letter:
            tries = letter.tries + 1
            again = timezone.now() + timedelta(seconds=4**tries)
            Letter.objects.filter(key=key).update(tries=tries, next_at=again)
