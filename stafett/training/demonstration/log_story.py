"""How a log is told from its start to its end: who let whom in, and who has the baton."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.consent.models import Consent
from stafett.logs import actions as logs
from stafett.logs import baton
from stafett.logs.access import Standing, standing
from stafett.logs.models import ClosingReason, Log, Sees
from stafett.logs.queries import open_offer
from stafett.municipality.levels import Level
from stafett.people.actions import find_family, take_in
from stafett.people.look_ups import Asker
from stafett.people.models import Guardianship, Person
from stafett.people.national_number import NationalNumber
from stafett.people.register import Ground, UnitChild

from ..register import TrainingUnitChildren
from .stage import Stage

HELPS_FOR = timedelta(days=240)


class LogStory:
    """One log. Told in order of time, for its book is written as it is told."""

    def __init__(
        self,
        stage: Stage,
        starter: str,
        child: str | NationalNumber,
        short_name: str,
        days_ago: int,
        *,
        description: str = "",
        level: Level = Level.ONE,
    ) -> None:
        """`starter` starts a draft for `child`: the key in the own unit's list, or the number."""
        self.stage = stage
        unit = stage.position(starter).unit
        with stage.eyes_of(starter) as person:
            at = stage.at(days_ago, "13:10")
            number = _child(unit.key, child).number if isinstance(child, str) else child
            found = find_family(number, Ground.START_LOG, Asker(person.pk, at))
            self.log: Log = logs.start_draft(
                person,
                owner=take_in(found, at=at),
                unit=unit,
                holder=person,
                short_name=short_name,
                description=description,
                level=level,
                groundwork=logs.Groundwork(
                    child_talked_on=stage.on(days_ago + 4),
                    guardians_talked_on=stage.on(days_ago + 3),
                    leader_told_on=stage.on(days_ago + 3),
                ),
                at=at,
            )

    @property
    def guardian(self) -> UUID:
        """The only guardian, of a child who has one."""
        with self.stage.eyes_of(str(self.log.started_by)):
            return Guardianship.objects.get(child_id=self.log.owner_id).guardian_id

    @contextmanager
    def by(self, name: str) -> Iterator[Standing]:
        """Act as somebody in this log."""
        with self.stage.eyes_of(name) as person:
            place = standing(person, self.log.pk)
            if place is None:
                raise LookupError(f"{name} is not let in to «{self.log.short_name}».")
            yield place

    def ask(
        self,
        asker: str,
        scope: str,
        days_ago: int,
        said_yes: tuple[str, ...],
        named: dict[str, tuple[str, Sees]],
        *,
        purpose: str = "",
        kept_out: str = "",
        goes_to: tuple[str, int] | None = None,
    ) -> Consent:
        """Ask for a consent that names these people besides those named before. `goes_to`: who is
        to have the baton, and in how many days the asker's own service is out."""
        with self.by(asker) as place:
            at = self.stage.at(days_ago, "14:05")
            version = consent.prepare(
                place, scopes=[scope], purpose=purpose, kept_out=kept_out, at=at
            )
            for name, (task, sees) in named.items():
                position = self.stage.position(name).pk
                until = self.stage.day + HELPS_FOR
                invitation = consent.Invitation(position, task, sees, until)
                consent.invite(place, version.pk, invitation, at=at)
            if goes_to:
                receiver, days = self.stage.position(goes_to[0]).pk, self.stage.on(-goes_to[1])
                consent.set_transition(place, version.pk, receiver, leaving_on=days, at=at)
            people = list(Person.objects.filter(pk__in=[self.stage.ids[n] for n in said_yes]))
            said_on, about = self.stage.on(days_ago + 1), scope if scope == "transition" else ""
            consent.note_oral(place, people, said_on=said_on, at=at, about=about)
            return consent.ask(place, version.pk, at=at)

    def sign(self, version: Consent, name: str, days_ago: int, clock: str) -> None:
        """Somebody who was asked says yes."""
        with self.by(name) as place:
            consent.answer(
                place,
                version.pk,
                says_yes=True,
                text_hash=version.text_hash,
                sealed=consent.Sealed("training", "none", "nb"),
                at=self.stage.at(days_ago, clock),
            )

    def offer(self, name: str, days_ago: int, receiver: str, word: str) -> None:
        """Offer the baton."""
        with self.by(name) as place:
            receiver_id = self.stage.ids[receiver]
            baton.offer_baton(place, receiver_id, word=word, at=self.stage.at(days_ago, "11:30"))

    def accept(self, name: str, days_ago: int, word: str) -> None:
        """Take the offered baton."""
        with self.by(name) as place:
            offer = open_offer(place.log)
            if offer is None:
                raise LookupError(f"Nobody has offered {name} the baton.")
            baton.accept_baton(place, offer.pk, word=word, at=self.stage.at(days_ago, "11:45"))

    def close(self, name: str, days_ago: int, reason: ClosingReason, note: str) -> None:
        """The holder closes the log."""
        with self.by(name) as place:
            at = self.stage.at(days_ago, "15:30")
            endings.close(place, reason=reason, note_text=note, at=at)


def _child(unit_key: str, key: str) -> UnitChild:
    return next(c for c in TrainingUnitChildren().children(unit_key) if c.key == key)
