"""Going to an address of the site with anything at all, as anybody; what must not come of it."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.signals import got_request_exception
from django.urls import reverse

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.plan import actions as plan
from stafett.plan.models import Goal
from tests import world as w
from tests.fuzz.junk import Request, encoded
from tests.matrix.seats import SEATS, VISITOR, Town
from tests.matrix.sent import SENT, Sent
from tests.matrix.sent_to_the_site import NOTHING_SENT, NUMBERS, SENT_TO_THE_SITE
from tests.matrix.table import OF_A_LOG, OF_THE_SITE, Line
from tests.matrix.trying import WRITTEN_BY_A_VISIT, Came, Doors, holds, undone, writes
from tests.walls.addresses import addresses_of_a_log

HERE, ELSEWHERE = "Granskogvika", "Hemmelundstad"  # on pages of this log, and of the other
IN_THE_OTHER_LOG = {"parent of another child", "holder of another log"}
SHOWN = {200, 409, 422}
NO_FORM = Sent(lambda town: {"opened_at": 1})
# Tries are counted, whoever tries.
COUNTED = {name: {"identity_tries"} for name in ("sign_in", "sign_in_as", "invitation")}


@dataclass(frozen=True)
class Place:
    """An address with its form, filled in right."""

    name: str
    form: str
    line: Line
    numbers: tuple[str, ...] = ()


def places() -> list[Place]:
    """Every address of the site with each of its forms."""
    of_logs = [
        Place(each.name, form, OF_A_LOG[each.name], ("log_id", *each.numbers))
        for each in addresses_of_a_log()
        for form in OF_A_LOG[each.name].forms
    ]
    return of_logs + [Place(name, "", line) for name, line in OF_THE_SITE.items()]


def plant(town: Town) -> Log:
    """A word in each of the two logs that nobody outside may come upon; the other log."""
    other = Log.objects.using("owner").exclude(pk=town.log.pk).get()
    Goal.objects.using("owner").filter(log=town.log).update(text=f"Mål {HERE}")
    Log.objects.using("owner").filter(pk=town.log.pk).update(short_name=f"Logg {HERE}")
    Log.objects.using("owner").filter(pk=other.pk).update(short_name=f"Logg {ELSEWHERE}")
    text = {"main_id": None, "text": f"Mål {ELSEWHERE}", "background": "", "review_on": None}
    with acting_as(town.world.lin.pk):
        plan.set_goal(w.stand(town.world.lin, other), at=w.now(), **text)
    return other


def keys_of(town: Town, other: Log) -> tuple[UUID, ...]:
    """Of what there is, to put where something else belongs."""
    people = [person.pk for person in town.world.people.values()]
    positions = [position.pk for position in town.world.positions.values()]
    goal = Goal.objects.using("owner").get(log=other).pk
    return (town.log.pk, other.pk, goal, town.world.school.pk, *people, *positions)


@dataclass
class Fuzz(Doors):
    """Everybody signed in, with anything in their hands."""

    situation: str = "open"
    broke: list[str] = field(default_factory=list)  # the error of the request at work
    asked: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        got_request_exception.connect(self._note_error)

    def _note_error(self, **_told: Any) -> None:
        self.broke.append(traceback.format_exc()[-1500:])

    def sent_at(self, place: Place) -> tuple[Any, Any, Any]:
        """What comes first, the query, and the fields of a seat that fills it in right."""
        if place.numbers:
            sent = SENT.get((place.name, place.form), NO_FORM)
            return sent.first, sent.query, lambda town, seat: sent.fields(town)
        first, query, fields = SENT_TO_THE_SITE.get(place.name, NOTHING_SENT)
        return first, lambda town: query, fields

    def address(self, place: Place, town: Town, request: Request) -> str:
        """The address with the numbers that fit, or with others in their place."""
        if place.numbers:
            numbers = {kind: town.numbers.get(kind) for kind in place.numbers}
            numbers["log_id"] = town.log.pk
        else:
            numbers = NUMBERS[place.name](town) if place.name in NUMBERS else {}
        path = reverse(place.name, kwargs=numbers)
        for kind, instead in request.numbers:
            said = quote(instead.encode("utf-8", "surrogatepass")[:2000], safe="")
            path = path.replace(str(numbers[kind]), said)
        query = f"?{encoded(request.query)}" if request.query else ""
        return path + request.tail + query

    def send(self, seat: str, place: Place, town: Town, request: Request) -> Came:
        """One request; inside `undone`."""
        self.client.cookies.clear()
        if seat != VISITOR:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[seat]
        before, self.broke = writes(), []
        body, content_type = request.body() if request.how != "GET" else (b"", "")
        answer = self.client.generic(
            request.how,
            self.address(place, town, request),
            body,
            content_type,
            **request.headers_as_sent(),  # type: ignore[arg-type]
        )
        self.asked += 1
        wrote = {table for table, count in writes().items() if count != before.get(table, 0)}
        return Came(answer, frozenset(wrote - WRITTEN_BY_A_VISIT))

    def troubles(self, seat: str, place: Place, town: Town, request: Request) -> Iterator[str]:
        """What must not be, of this request."""
        with undone():
            came = self.send(seat, place, town, request)
            kept = holds() if came.answer.status_code == 302 else ""
        status = came.answer.status_code
        if status >= 500 or self.broke:
            yield f"answers {status}: {''.join(self.broke)}"
        if kept:
            yield f"cannot be kept: {kept}"
        text = came.answer.content.decode(errors="replace") + str(came.answer.headers)
        if ELSEWHERE in text and seat not in IN_THE_OTHER_LOG:
            yield "shows something of another log"
        if HERE in text and not self.may_read(seat):
            yield "shows something of this log"
        elsewhere = any(kind == "log_id" for kind, _value in request.numbers)
        if elsewhere and seat in IN_THE_OTHER_LOG:
            return
        changed = self.changed(came, place, request)
        if changed and not self.may_change(seat, place, request):
            yield f"changes {changed}"
        if place.numbers and not elsewhere and not self.may_open(seat, place) and status in SHOWN:
            yield f"answers {status} where there is nothing"

    def changed(self, came: Came, place: Place, request: Request) -> set[str]:
        """The tables in which something was changed by more than the visit itself."""
        changed = set(came.changed) - COUNTED.get(place.name, set())
        chosen = any(name == "sprak" for name, _value in request.query)
        return changed - ({"people_person"} if chosen and came.answer.status_code == 302 else set())

    def may_read(self, seat: str) -> bool:
        """Whether this log's plan, or its name, is for these eyes."""
        return any(
            grid.opening(self.situation, seat) not in ".s"
            for line in OF_A_LOG.values()
            for grid in line.forms.values()
        )

    def may_open(self, seat: str, place: Place) -> bool:
        """Whether anything is shown here."""
        grids_here = place.line.forms.values()
        return any(
            letter != "."
            for grid in grids_here
            for letter in (grid.opening(self.situation, seat), grid.sending(self.situation, seat))
        )

    def may_change(self, seat: str, place: Place, request: Request) -> bool:
        """Whether any form here is taken from this seat."""
        if request.how != "POST":
            return False
        if not place.numbers:
            return place.line.letters(seat)[-1] in "wk>"  # type: ignore[attr-defined,no-any-return]
        if seat not in SEATS:
            return False
        if request.numbers:
            return True
        grids_here = place.line.forms.values()
        return any(grid.sending(self.situation, seat) == "w" for grid in grids_here)
