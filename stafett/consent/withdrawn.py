"""What can be asked about yeses that are taken back: who may, for whom, and the receipt."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils import timezone

from stafett.logs.access import Standing
from stafett.logs.models import AdmissionRole, Log
from stafett.people.models import Person

from .actions import taken_out
from .models import Consent, How, Named, Withdrawal


@dataclass(frozen=True)
class Choice:
    """What somebody may take the yes back for. `key` stands in the form."""

    key: str
    name: str  # of the service or the person; "" for the whole consent
    people: tuple[Named, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it is everybody, and the log closes."""
        return self.key == WHOLE


WHOLE = "alt"


@dataclass(frozen=True)
class Receipt:
    """What somebody took back, when, and who lost access by it. Enough to be shown without the log:
    a professional who recorded it can no longer read there."""

    log: str
    owner: str
    who: str
    how: str
    recorder: str  # "" when it was done in Stafett by the signer
    at: datetime
    helpers: tuple[str, ...]

    @property
    def how_words(self) -> str:
        """«by word of mouth», in the reader's language."""
        return str(How(self.how).label)

    def packed(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self) | {"at": self.at.isoformat()}

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> "Receipt":
        """The receipt that the session has kept."""
        told = dict(kept) | {
            "at": datetime.fromisoformat(kept["at"]),
            "helpers": tuple(kept["helpers"]),
        }
        return cls(**told)


def is_professional(standing: Standing) -> bool:
    """Whether the consent itself has let this person in, who can record a withdrawal (G19)."""
    return any(each.role == AdmissionRole.PARTICIPANT for each in standing.admissions)


def signers_of(consent: Consent) -> list[Person]:
    """Those who said yes, by name: each of them can take it back."""
    said = consent.signatures.filter(says_yes=True).select_related("person")
    return sorted((each.person for each in said), key=str)


def has_signed(consent: Consent, person: Person) -> bool:
    """Whether this person's yes is one of those on which the consent rests."""
    return consent.signatures.filter(person=person, says_yes=True).exists()


def let_in(consent: Consent, on: date) -> list[Named]:
    """Those whom a consent let in on a day: not those taken out, or whose day had passed."""
    named = consent.named.filter(until__gte=on).exclude(person_id__in=taken_out(consent))
    return sorted(
        named.select_related("person"),
        key=lambda each: (each.service, str(each.unit_id), str(each.person)),
    )


def choices_of(consent: Consent, holders: set[UUID]) -> list[Choice]:
    """The whole consent, each service with several people, and each person but who has the baton.

    Without the holder nobody would have the log (A19), so a service with the holder in it is not
    taken out as one either.
    """
    everyone = let_in(consent, timezone.localdate())
    alone = [each for each in everyone if each.person_id not in holders]
    choices = [Choice(WHOLE, "", tuple(everyone))]
    for unit, found in groupby(everyone, lambda each: (each.service, each.unit_id)):
        people = tuple(found)
        if len(people) > 1 and not holders & {each.person_id for each in people}:
            choices.append(Choice(str(unit[1]), people[0].service_words, people))
    return choices + [Choice(str(each.person_id), str(each.person), (each,)) for each in alone]


def waits_with(consent: Consent, people: tuple[Named, ...]) -> bool:
    """Whether a new question that waits for answers names one of these people as well."""
    asked = Consent.objects.filter(
        log_id=consent.log_id, asked_at__isnull=False, activated_at=None, ended_at=None
    )
    return asked.filter(named__person__in=[each.person_id for each in people]).exists()


def taken_out_of(consent: Consent) -> list[Withdrawal]:
    """The yeses taken back for one person alone, the latest first."""
    return list(
        consent.withdrawals.filter(only__isnull=False)
        .select_related("by", "only")
        .order_by("-at", "only__family_name")
    )


def whole_withdrawal(log: Log) -> Withdrawal | None:
    """The withdrawal by which a log was closed."""
    return (
        Withdrawal.objects.filter(log=log, only=None)
        .select_related("by", "recorded_by", "consent")
        .order_by("-at")
        .first()
    )


def receipt_of(log: Log, done: Withdrawal) -> Receipt:
    """The receipt of a whole withdrawal, with those who had access until then."""
    helpers = let_in(done.consent, timezone.localdate(done.at))
    return Receipt(
        log=str(log.pk),
        owner=str(log.owner),
        who=str(done.by),
        how=done.how,
        recorder=str(done.recorded_by) if done.recorded_by else "",
        at=done.at,
        helpers=tuple(f"{each.person}, {each.title}, {each.service_words}" for each in helpers),
    )
