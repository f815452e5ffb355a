"""The same verbs through the real actions, as the web login and the worker, on real PostgreSQL."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import (
    actions,
    assisted,
    daily,
    endings,
    family_again,
    family_daily,
    reopening,
    review,
    withdrawal,
)
from stafett.consent.models import Consent, Named
from stafett.logs import access, baton
from stafett.logs import actions as logs
from stafett.logs.access import Standing
from stafett.logs.models import Handover, Log
from tests import world as w
from tests.logins import as_worker

from . import reference
from .people import People


class NotFound(Exception):
    """The log is not there for this person."""


class Driver(People):
    """Everything that can be done in the child's logs."""

    def __init__(self, preset: str, family: reference.Family) -> None:
        super().__init__(preset, family)
        self.logs: list[Any] = []  # their keys

    def _as(self, by: str, do: Callable[[Standing], object]) -> None:
        """In a transaction that the person's request would have. Raises Refused, NotFound."""
        person = self.people[by]
        with acting_as(person.pk):
            standing = access.standing(person, self.logs[-1])
            if standing is None:
                raise NotFound
            do(standing)

    def _version(self, number: int) -> Consent:
        return Consent.objects.using("owner").get(log=self.logs[-1], version=number)

    # Each verb as the reference has it; `number` is a version's.

    def start(self, by: str, planned: str) -> None:
        person, today = self.people[by], timezone.localdate()
        with acting_as(person.pk):
            log = logs.start_draft(
                person,
                owner=self.owner,
                unit=self.world.positions[by].unit,
                holder=self.people[planned],
                short_name="Loggen",
                description="",
                level=1,
                groundwork=logs.Groundwork(today, today, today),
                at=w.now(),
            )
        self.logs.append(log.pk)

    def prepare(self, by: str, scopes: set[str]) -> None:
        if Log.objects.using("owner").get(pk=self.logs[-1]).state == "closed":
            self._as(by, lambda place: reopening.begin_question(place, at=w.now()))
            return
        said = {"scopes": sorted(scopes), "purpose": "", "kept_out": ""}
        self._as(by, lambda place: actions.prepare(place, **said, at=w.now()))  # type: ignore[arg-type]

    def let_ask(self, who: str) -> None:
        administrator = self.world.henrik
        with acting_as(administrator.pk):
            reopening.let_ask(
                administrator,
                self.world.eikvag,
                self.logs[-1],
                self.world.positions[who],
                at=w.now(),
            )

    def stop_asking(self) -> None:
        administrator = self.world.henrik
        with acting_as(administrator.pk):
            log_id = self.logs[-1]
            reopening.take_back(administrator, self.world.eikvag, log_id, at=w.now())

    def name(self, by: str, number: int, who: str, sees: str, until: date, health: bool) -> None:
        invitation = actions.Invitation(
            self.world.positions[who].pk, "Hjelper", sees, until, health=health
        )
        pk = self._version(number).pk
        self._as(by, lambda place: actions.invite(place, pk, invitation, at=w.now()))

    def unname(self, by: str, number: int, who: str) -> None:
        named = Named.objects.using("owner").filter(
            consent__log=self.logs[-1], consent__version=number, person=self.people[who]
        )
        version, pk = self._version(number).pk, named.values_list("pk", flat=True).first()
        self._as(by, lambda place: actions.uninvite(place, version, pk))  # type: ignore[arg-type]

    def keep_out(self, by: str, number: int, who: str) -> None:
        pk, position = self._version(number).pk, self.world.positions[who].pk
        self._as(by, lambda place: actions.keep_out(place, pk, position_id=position))

    def choose(self, by: str, number: int, scopes: set[str]) -> None:
        pk = self._version(number).pk
        self._as(by, lambda place: actions.choose_scopes(place, pk, scopes))

    def move(self, by: str, number: int, to: str, last: date) -> None:
        pk, position = self._version(number).pk, self.world.positions[to].pk
        self._as(
            by,
            lambda place: actions.set_transition(place, pk, position, leaving_on=last, at=w.now()),
        )

    def note_oral(self, by: str) -> None:
        said = [self.people["mother"]]
        on = timezone.localdate()
        self._as(by, lambda place: actions.note_oral(place, said, said_on=on, at=w.now()))

    def ask(self, by: str, number: int) -> None:
        pk = self._version(number).pk
        self._as(by, lambda place: actions.ask(place, pk, at=w.now()))

    def answer(self, by: str, number: int, yes: bool) -> None:
        version, sealed = self._version(number), actions.Sealed("training", "none", "nb")
        read = version.text_hash
        self._as(
            by,
            lambda place: actions.answer(
                place, version.pk, says_yes=yes, text_hash=read, sealed=sealed, at=w.now()
            ),
        )

    def record(self, by: str, number: int, who: str, yes: bool, on: date) -> None:
        version, person = self._version(number), self.people[who].pk
        how, read = "paper" if yes else "oral", version.text_hash
        said = {"says_yes": yes, "how": how, "said_on": on, "text_hash": read}
        self._as(
            by,
            lambda place: assisted.record_answer(place, version.pk, person, **said, at=w.now()),  # type: ignore[arg-type]
        )

    def take_back(self, by: str, number: int) -> None:
        pk = self._version(number).pk
        self._as(by, lambda place: actions.take_back(place, pk, at=w.now()))

    def withdraw(self, by: str) -> None:
        self._as(by, lambda place: withdrawal.withdraw(place, at=w.now()))

    def record_withdrawal(self, by: str, who: str) -> None:
        pk = self.people[who].pk
        self._as(by, lambda place: withdrawal.record_withdrawal(place, pk, how="oral", at=w.now()))

    def withdraw_for(self, by: str, who: str) -> None:
        pk = self.people[who].pk
        self._as(by, lambda place: withdrawal.withdraw_for(place, pk, at=w.now()))

    def close(self, by: str) -> None:
        self._as(by, lambda place: endings.close(place, reason="reached", note_text="", at=w.now()))

    def close_by_family(self, by: str) -> None:
        self._as(by, lambda place: endings.close_by_family(place, word="", at=w.now()))

    def review(self, by: str, guardian: str, keeps: bool) -> None:
        pk = self.people[guardian].pk
        self._as(by, lambda place: review.decide(place, pk, keeps=keeps, at=w.now()))

    def offer(self, by: str, to: str) -> None:
        pk = self.people[to].pk
        self._as(by, lambda place: baton.offer_baton(place, pk, word="", at=w.now()))

    def reply(self, by: str, accepts: bool) -> None:
        offer = Handover.objects.using("owner").filter(log=self.logs[-1], answer=None).first()
        if offer is None:
            raise Refused("no offer")
        say = baton.accept_baton if accepts else baton.decline_baton
        self._as(by, lambda place: say(place, offer.pk, word="", at=w.now()))

    def renew(self, by: str) -> None:
        """The register is asked again by one who is about to ask for consent."""

        def do(place: Standing) -> None:
            found = family_again.family_now(place, at=w.now())
            if found is None:
                raise Refused("no number")
            family_again.renew(place, found, at=w.now())

        self._as(by, do)

    def daily(self) -> None:
        with as_worker():
            daily.run(w.now())

    def renew_families(self) -> None:
        with as_worker():
            family_daily.renew_families(w.now())

    def write_a_goal(self) -> None:
        """Something in the plan, by whom has the baton."""
        from stafett.plan import actions as plan

        holder = Log.objects.using("owner").get(pk=self.logs[-1]).started_by
        who = next(who for who, person in self.people.items() if person.pk == holder.pk)
        said = {"main_id": None, "text": "Mål", "background": "", "review_on": None}
        self._as(who, lambda place: plan.set_goal(place, **said, at=w.now()))  # type: ignore[arg-type]


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
