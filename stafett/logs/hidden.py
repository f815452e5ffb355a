"""What in a log a reader is shown, as questions ask it: `hiding` says what is hidden, and why.

The database's restrictive policies leave the same rows out.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.lookups import Overlap
from django.db.models import BooleanField, F, Func, Q, UUIDField
from django.db.models.expressions import RawSQL

from stafett.book.questions import ask
from stafett.book.written import Written
from stafett.people.models import Person

from .access import Outside, SeenAs
from .hiding import Eyes, hides_in, keys_hidden, let_in, not_cleared
from .models import Log

# Whoever reads with no eyes but the archive's own, which keeps everything.
EVERYTHING = None
KEYS = ArrayField(UUIDField())


class Keys(NamedTuple):
    """What is hidden from somebody: things, and the logs whose place the person may not know."""

    things: Collection[UUID] = ()
    uncleared: Collection[UUID] = ()


Reader = Person | SeenAs | Keys | None


def keys_of(reader: Reader) -> Keys:
    """The keys of what is hidden from the reader: with them a `Question` is asked, and in it they
    are the reader. One question the first time in a request."""
    if reader is EVERYTHING:
        return Keys()
    return _looked_up(reader) or _ask(_eyes(reader))


def shown(reader: Reader, *columns: str) -> Q:
    """The rows in which none of these columns names something hidden from the reader.

    Name the keys of what a row belongs to besides its own. One question the first time in a
    request, none elsewhere.
    """
    keys = Func(*columns, template="ARRAY[%(expressions)s]", output_field=KEYS)
    return _none_hidden(reader, keys)


def is_shown(reader: Reader, keys: Iterable[UUID]) -> bool:
    """The same for one row that is read already: `keys` is its own, and of what it belongs to."""
    return set(keys).isdisjoint(keys_of(reader).things)


def shown_entries(reader: Reader) -> Q:
    """The contents of a book that speak of nothing hidden from the reader, and name no place to
    one who is not cleared."""
    if reader is EVERYTHING:
        return Q()
    found = _looked_up(reader)
    if found is None:
        return shown_about(reader) & ~(not_cleared("book") & _tells_place())
    return shown_about(reader) & ~(Q(book__in=[*found.uncleared]) & _tells_place())


def shown_about(reader: Reader) -> Q:
    """The rows whose `about` names nothing hidden from the reader."""
    return _none_hidden(reader, F("about"))


def sees_health(reader: Person, log: Log) -> bool:
    """Whether this person reads health information in the log. One question."""
    return let_in(reader.pk).filter(log=log, sees_health=True).exists()


def something_hidden(reader: Person, log: Log) -> bool:
    """Whether anything at all in the log is hidden from this person. Two questions at most."""
    if hides_in(_eyes(reader), log):
        return True
    return log.hides_places and Log.objects.filter(not_cleared("pk"), pk=log.pk).exists()


def _tells_place() -> Q:
    """What was written before the protection came, and names a service, a telephone or an e-mail
    of those who help. Only the database can compare with all of them at once."""
    words = Func(F("book"), F("number"), function="entry_tells_place", output_field=BooleanField())
    return Q(words)


def _none_hidden(reader: Reader, keys: "F | Func[Any]") -> Q:
    """None of these keys is hidden from the reader: they are not among those that were found, or
    each row is asked for its own."""
    if reader is EVERYTHING:
        return Q()
    found = _looked_up(reader)
    if found is None:
        return ~Q(_Hidden(keys, _eyes(reader)))
    things = RawSQL("%s::uuid[]", ([*found.things],), output_field=KEYS)
    return ~Q(Overlap(keys, things)) if found.things else Q()


class _Hidden(Func):
    """Whether any of a row's keys is hidden from these eyes."""

    output_field = BooleanField()

    def __init__(self, keys: "F | Func[Any]", eyes: Eyes) -> None:
        super().__init__(keys)
        self.eyes = eyes

    def as_sql(self, compiler: Any, connection: Any, *_how: Any, **_more: Any) -> tuple[str, Any]:
        (keys,) = self.source_expressions
        named, values = compiler.compile(keys)
        hidden = keys_hidden(self.eyes)
        # Counted, for PostgreSQL joins EXISTS: then it reads all that is sent in the country.
        question = f"""(SELECT count(*) > 0 FROM ({hidden.sql}) AS hidden (key)
            WHERE hidden.key = ANY ({named}))"""  # noqa: S608 Django wrote it
        return question, (*hidden.filled([self.eyes.me]), *values)


def _looked_up(reader: Person | SeenAs | Keys) -> Keys | None:
    """The keys of what is hidden from the one who asks in this request, asked once until something
    is written. Each question of a page would ask it anew, and take longer over it than over all
    else. None for any other eyes: they are asked for where they look."""
    if isinstance(reader, Keys):
        return reader
    person = reader.by if isinstance(reader, SeenAs) else reader
    if person.found is None:
        return None
    eyes = _eyes(reader)
    return person.once(eyes, lambda: _ask(eyes))


def _ask(eyes: Eyes) -> Keys:
    """One question."""
    hidden = keys_hidden(eyes)
    text = f"SELECT ARRAY({hidden.sql}), ARRAY(SELECT my_uncleared())"
    return Keys(*(tuple(keys) for keys in ask(Written(text, hidden.values), [eyes.me])[0]))


def _eyes(reader: Person | SeenAs | Keys) -> Eyes:
    assert not isinstance(reader, Keys)
    if isinstance(reader, SeenAs):
        outside = isinstance(reader, Outside)
        return Eyes(reader.by.pk, lent=True, health=reader.health, outside=outside)
    return Eyes(reader.pk)
