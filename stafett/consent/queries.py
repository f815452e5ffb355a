"""What can be asked about consents: who must answer and why, and what they have said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.book.questions import Question
from stafett.logs.models import Log
from stafett.municipality.models import Position, Role, Unit
from stafett.municipality.policy import Policy
from stafett.municipality.queries import held
from stafett.people.models import Guardianship, Person

from .family import case_of
from .heard import unheard_in
from .models import Asked, Consent, GuardianReview, OralConsent, Reopening, Signature
from .reasons import laws, why
from .terms import is_minor
from .words import called, one_of, together


@dataclass(frozen=True)
class Signer:
    """One of the asked, and the answer; `says_yes` is None until it is given."""

    person: Person
    name: str
    is_you: bool
    says_yes: bool | None
    at: datetime | date | None
    recorded: str  # how and by whom an answer that was not given here was written down


@dataclass(frozen=True)
class Reason:
    """Who must say yes, and why; those with the same reason stand together."""

    names: str
    why: str
    laws: tuple[str, ...]


# By reason and laws: whom it is about, and whether the reader is none of them.
Told = dict[tuple[str, tuple[str, ...]], list[tuple[bool, str]]]


@dataclass(frozen=True)
class Answers:
    """Where the answers to one consent stand."""

    signers: tuple[Signer, ...]
    reasons: tuple[Reason, ...]
    kept: bool  # the answers are not for the reader, who is told whom the question stands with
    closed: bool  # the question can be answered no more
    missing: tuple[str, ...]  # whose yes is waited for: a name, or «Marte or Anders»

    @property
    def you(self) -> Signer | None:
        """The reader, when the reader is one of the asked."""
        return next((each for each in self.signers if each.is_you), None)

    @property
    def refused(self) -> list[Signer]:
        """Those who said no."""
        return [each for each in self.signers if each.says_yes is False]

    @property
    def deciders(self) -> str:
        """«you and Anders»."""
        return together([_("you") if each.is_you else each.name for each in self._you_first()])

    @property
    def awaited(self) -> str:
        """«Marte and Anders»: whose yes is waited for."""
        return together(self.missing)

    def _you_first(self) -> list[Signer]:
        return sorted(self.signers, key=lambda each: not each.is_you)


def answers_to(consent: Consent, reader: Person) -> Answers:
    """The answers to a consent that is sent. Three questions."""
    asked = _asked(consent.pk)
    groups = [list(members) for _number, members in groupby(asked, lambda each: each.group.number)]
    kept = consent.pk in unheard_in(consent.log_id, reader.pk)
    said = {} if kept else {each.person_id: each for each in _signatures(consent.pk)}
    people = {each.person_id: each.person for each in asked}
    names = called(people.values())
    signers = [
        Signer(
            person=person,
            name=names[pk],
            is_you=pk == reader.pk,
            says_yes=said[pk].says_yes if pk in said else None,
            at=_when(said[pk]) if pk in said else None,
            recorded=_recorded(said[pk]) if pk in said else "",
        )
        for pk, person in people.items()
    ]
    order = {pk: (0, each.at.timestamp()) for pk, each in said.items()}
    signers.sort(key=lambda each: (order.get(each.person.pk, (1, 0.0)), each.name))
    return Answers(
        signers=tuple(signers),  # those who have answered first, in their order
        kept=kept,
        closed=consent.ended_at is not None,
        reasons=_frozen_reasons(groups, names, reader),
        missing=tuple(_missing(groups, names, {pk for pk, each in said.items() if each.says_yes})),
    )


@Question
def _asked(consent: UUID) -> QuerySet[Asked]:
    asked = Asked.objects.filter(consent=consent).select_related("group", "person")
    return asked.order_by("group__number")


@Question
def _signatures(consent: UUID) -> QuerySet[Signature]:
    return Signature.objects.filter(consent=consent).select_related("recorded_by")


def _when(signature: Signature) -> datetime | date:
    """The moment of signing here; of an answer given otherwise, the day."""
    return signature.said_on or signature.at


def _recorded(signature: Signature) -> str:
    if signature.recorded_by is None:
        return ""
    words = {"how": signature.get_how_display(), "name": signature.recorded_by}
    return _("%(how)s, recorded by %(name)s") % words


def _missing(
    groups: Sequence[Sequence[Asked]], names: dict[object, str], yes: set[UUID]
) -> list[str]:
    found = []
    for group in groups:
        members = [member.person_id for member in group]
        if not yes & set(members):
            found.append(one_of(sorted(names[pk] for pk in members)))
    return sorted(found)


def _frozen_reasons(
    groups: Sequence[Sequence[Asked]], names: dict[object, str], reader: Person
) -> tuple[Reason, ...]:
    """As they were when the asking was sent, in the language of the moment."""
    language = get_language() or "nb"
    told: Told = {}
    for asked in groups:
        group, members = asked[0].group, [member.person_id for member in asked]
        key = group.why[language], tuple(law[language] for law in group.laws)
        parts = sorted(members, key=lambda pk: (pk != reader.pk, names[pk]))
        joined = one_of([_("you") if pk == reader.pk else names[pk] for pk in parts])
        told.setdefault(key, []).append((reader.pk not in members, joined))
    return _together(told)


def reasons_now(log: Log, policy: Policy, on: date, scopes: list[str]) -> tuple[Reason, ...]:
    """Who would have to say yes if it were asked now, and why.

    Raises Refused where nobody could. Three questions.
    """
    case = case_of(log)
    groups = case.groups(policy, on, scopes)
    members = {case.person_of(member) for group in groups for member in group.members}
    people = {person.pk: str(person) for person in Person.objects.filter(pk__in=members)}
    told: Told = {}
    for group in groups:
        names = [people[case.person_of(member)] for member in group.any_of]
        key = why(group), tuple(laws(group))
        told.setdefault(key, []).append((True, one_of(sorted(names))))
    return _together(told)


def who_for_each(log: Log, policy: Policy, on: date, scopes: Sequence[str]) -> dict[str, str]:
    """For each scope by itself, a sentence on who would have to say yes now. Three questions."""
    case = case_of(log)
    people = {person.pk: person for person in _family_of(log)}
    names = called(people.values())
    found = {}
    for scope in scopes:
        try:
            groups = case.groups(policy, on, [scope])
        except Refused as refusal:
            found[scope] = str(refusal)
            continue
        parts = [
            one_of(sorted(names[case.person_of(m)] for m in group.members)) for group in groups
        ]
        found[scope] = _("%(who)s must say yes.") % {"who": together(parts)}
    return found


def _family_of(log: Log) -> list[Person]:
    ties = Guardianship.objects.filter(child_id=log.owner_id).select_related("guardian")
    return [log.owner, *(tie.guardian for tie in ties)]


def _together(told: Told) -> tuple[Reason, ...]:
    """Each reason once; the reader stands first among those it is about, the others by name."""
    reasons = []
    for (because, by_law), names in told.items():
        joined = together([name for _others, name in sorted(names)])
        reasons.append(Reason(joined[:1].upper() + joined[1:], because, by_law))
    return tuple(reasons)


def said_yes_by_mouth(log: Log) -> list[OralConsent]:
    """Who has said yes by word of mouth, each once, the latest time it was noted (G5)."""
    noted = OralConsent.objects.filter(log=log).select_related("person").order_by("noted_at")
    if log.state == "closed":  # what was said before the log was closed counts no more
        asks = Reopening.objects.filter(log=log, ended_at=None).values("at")[:1]
        noted = noted.filter(noted_at__gte=Subquery(asks))
    return list({each.person_id: each for each in noted}.values())


def deciders_of(log: Log, policy: Policy, on: date, scopes: list[str]) -> list[Person]:
    """Everyone whose yes would count now. Raises Refused where there is nobody."""
    case = case_of(log)
    groups = case.groups(policy, on, scopes)
    members = {case.person_of(member) for group in groups for member in group.members}
    return sorted(Person.objects.filter(pk__in=members), key=str)


def family_names(log: Log, reader: Person) -> str:
    """Who of the family reads everything: the owner, and the guardians of one below 18 (H2)."""
    people = [log.owner]
    if is_minor(log.owner, timezone.localdate()):
        people += sorted((tie.guardian for tie in _reading(log.pk, log.owner_id)), key=str)
    names = called(people)
    words = [_("you") if person.pk == reader.pk else names[person.pk] for person in people]
    joined = together(words)
    return joined[:1].upper() + joined[1:]


@Question
def _reading(log: UUID, owner: UUID) -> QuerySet[Guardianship]:
    ended = GuardianReview.objects.filter(log=log, keeps=False).values("guardian")
    ties = Guardianship.objects.filter(child_id=owner, responsibility=True)
    return ties.exclude(guardian__in=ended).select_related("guardian")


def guardians_left(log: Log) -> list[str] | None:
    """Who still reads as a guardian where the young person has ended some guardian's access; None
    where nobody's is ended, so that all with parental responsibility read (H2)."""
    ended = set(ended_guardians(log))
    if not ended:
        return None
    ties = Guardianship.objects.filter(child_id=log.owner_id, responsibility=True)
    left = ties.exclude(guardian__in=ended).select_related("guardian")
    return sorted(str(tie.guardian) for tie in left)


def ended_guardians(log: Log) -> "QuerySet[GuardianReview, UUID]":
    """Whose access the owner has ended, from when the owner signs alone."""
    return GuardianReview.objects.filter(log=log, keeps=False).values_list("guardian_id", flat=True)


def in_the_making(log: Log) -> Consent | None:
    """The consent that is being written or has been sent, and is not decided."""
    return (
        Consent.objects.filter(log=log, activated_at=None, ended_at=None)
        .select_related("asked_by")
        .first()
    )


def active_consent(log: Log) -> Consent | None:
    """The consent that counts now."""
    return (
        Consent.objects.filter(log=log, activated_at__isnull=False, ended_at=None)
        .select_related("asked_by")
        .first()
    )


def leaders_of(unit: Unit, on: date) -> list[Position]:
    """Those who lead a unit on that day (C7)."""
    return list(
        Position.objects.filter(held(on), unit=unit, role=Role.LEADER)
        .select_related("person")
        .order_by("from_date", "person__family_name")
    )
