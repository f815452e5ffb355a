"""The one place that says who may do what in a log. The database's wall says it again.

Read aloud: who starts a draft reads and prepares it. Who is asked reads what is asked, in a draft
or in an open log. In an open log the owner, the guardians and those whom the consent lets in read;
they write, except guardians where the municipality's policy says read. The holder coordinates
besides. A closed log is read by its owner and guardians, and written by nobody; who asks to
open it again, and who is asked, see that question alone. A unit's leader, and where nobody
leads it the municipality's administrator, are told of its drafts and open logs in what state they
are, who has the baton and by when something must be done; not whose log it is, and nothing that is
written. Nobody opens a log by office, whatever the need. Who has signed in with user name and code
is let in to the own log alone, as its owner (I2). Everyone else finds nothing: the log might as
well not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from uuid import UUID

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from stafett.book.questions import Question
from stafett.municipality.models import Role
from stafett.municipality.queries import current_policy
from stafett.people.models import Guardianship, Person, Protection

from .away import Away, away_of, away_today
from .models import Admission, AdmissionRole, Leg, Log, Sees


class Right(Enum):
    """What can be done in a log."""

    SEE = auto()  # know that it exists; see what is asked of whom
    PREPARE = auto()  # write the draft and ask for the first consent
    READ = auto()  # read what is written in it
    WRITE = auto()  # the plan, comments, how it went
    COORDINATE = auto()  # ask for consent, offer the baton, close (the holder)
    OVERSEE = auto()  # be told its state, deadlines and holder beside others'; never to open it


OFFICES = {str(Role.LEADER), str(Role.ADMINISTRATOR)}
FAMILY = {AdmissionRole.OWNER, AdmissionRole.GUARDIAN}
LET_IN = {*FAMILY, AdmissionRole.PARTICIPANT}
ADMITTED = {str(role) for role in AdmissionRole}


def rights(
    state: str, roles: Iterable[str], *, holder: bool, guardians_write: bool
) -> frozenset[Right]:
    """What a person with these admissions in force, or these offices over the log, may do in a log
    in this state (H1–H3, C7, C9)."""
    roles = set(roles)
    overseen = {Right.OVERSEE} if roles & OFFICES and state != "closed" else set()
    return _by_admission(state, roles & ADMITTED, holder, guardians_write) | overseen


def _by_admission(
    state: str, roles: set[str], holder: bool, guardians_write: bool
) -> frozenset[Right]:
    if not roles:
        return frozenset()
    if state == "draft":
        may = {Right.SEE}
        if AdmissionRole.STARTER in roles:
            may.add(Right.PREPARE)
        return frozenset(may)
    if state == "open" and not roles & LET_IN and AdmissionRole.ASKED in roles:
        return frozenset({Right.SEE})  # a guardian who came after the log was opened
    if state == "closed" and not roles & FAMILY:
        return _asked_about_a_closed_log(roles)
    if not roles & LET_IN:
        return frozenset()
    may = {Right.SEE, Right.READ}
    if state == "open":
        guardian_may = AdmissionRole.GUARDIAN in roles and guardians_write
        if guardian_may or roles & {AdmissionRole.OWNER, AdmissionRole.PARTICIPANT}:
            may.add(Right.WRITE)
        if holder:
            may.add(Right.COORDINATE)
    return frozenset(may)


def _asked_about_a_closed_log(roles: set[str]) -> frozenset[Right]:
    """Who asks to open it again, or is only asked, knows of it and reads nothing (P8)."""
    if AdmissionRole.STARTER in roles:
        return frozenset({Right.SEE, Right.PREPARE})
    return frozenset({Right.SEE}) if AdmissionRole.ASKED in roles else frozenset()


@dataclass(frozen=True)
class SeenAs:
    """Somebody looks at a log as a helper would see it, who has health information shared or not:
    what is hidden from either of them is not shown."""

    by: Person
    health: bool


@dataclass(frozen=True)
class Outside(SeenAs):
    """Somebody outside the log whom a part of it is handed to: nothing that is marked, kept from
    somebody or sent to some is shown, nor what is hidden from whoever hands it over."""

    health: bool = False


@dataclass(frozen=True)
class Standing:
    """One person's place in one log now."""

    person: Person
    log: Log
    admissions: tuple[Admission, ...]
    is_holder: bool  # has the baton
    rights: frozenset[Right]
    looked_at_by: Person | None = None  # somebody else, who sees what this person would

    @property
    def reader(self) -> "Person | SeenAs":
        """With whose eyes what is hidden is looked for (`logs.hidden`)."""
        if self.looked_at_by is None:
            return self.person
        return SeenAs(self.looked_at_by, any(each.health for each in self.admissions))

    def may(self, right: Right) -> bool:
        """Whether this person may do it now."""
        return right in self.rights

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """The open ones, with their holders: one question, where somebody wants to know."""
        return tuple(_open_legs(self.log.pk))

    @property
    def stands_in(self) -> Away | None:
        """For a holder who is away today; the family calls this person meanwhile."""
        away = (away_of(leg) for leg in self.legs)
        return next((each for each in away if each and each.deputy_id == self.person.pk), None)

    @property
    def calls_in(self) -> bool:
        """Whether this person invites to meetings: the holder, or who stands in (D15)."""
        return self.may(Right.COORDINATE) or (self.may(Right.WRITE) and self.stands_in is not None)

    @property
    def has_prints(self) -> bool:
        """Whether this person gets the whole log in one file: the family and the holder (H5)."""
        return self.may(Right.READ) and (self.is_holder or self.of_family)

    @property
    def of_family(self) -> bool:
        """Whether this person is the owner or a guardian who is let in."""
        return any(admission.role in FAMILY for admission in self.admissions)

    @property
    def is_owner(self) -> bool:
        """Whether it is this person's own log, let in as its owner."""
        return any(admission.role == AdmissionRole.OWNER for admission in self.admissions)

    @property
    def hears_child(self) -> bool:
        """Whether this person reads the whole log, what the child tells everyone too: not who sees
        the plan alone, unless with the baton. The wall's `my_answers()` says the same."""
        whole = any(
            admission.role in LET_IN and admission.sees == Sees.EVERYTHING
            for admission in self.admissions
        )
        return self.may(Right.READ) and (whole or self.is_holder)

    @property
    def has_messages(self) -> bool:
        """Whether what is sent in the log may be for this person: as what the child tells (G2)."""
        return self.hears_child

    @property
    def sees_as_others(self) -> bool:
        """Whether this person may see the log as one of those whom a consent names sees it: the
        family and the asked, who let them in, and whoever asks for it."""
        roles = {admission.role for admission in self.admissions}
        return self.is_holder or bool(roles - {AdmissionRole.PARTICIPANT})

    @property
    def role(self) -> str:
        """The role that goes into the book's entries."""
        roles = {admission.role for admission in self.admissions}
        for role in (AdmissionRole.OWNER, AdmissionRole.GUARDIAN):
            if role in roles:
                return str(role.value)
        if self.is_holder:
            return "holder"
        known = (AdmissionRole.PARTICIPANT, AdmissionRole.STARTER, AdmissionRole.ASKED)
        return next(str(role.value) for role in known if role in roles)


def in_force() -> Q:
    """The admissions that let somebody in at this moment; the wall's `my_logs()` says the same.

    A guardian, or one asked as a guardian, who has lost parental responsibility is out at once;
    so is a professional who has left the unit, and who does not live with a child whose address is
    strictly confidential, as protected: even a helper's name would lead there.
    """
    responsible = Guardianship.objects.filter(
        child=OuterRef("log__owner"), guardian=OuterRef("person"), responsibility=True
    )
    in_hiding_too = responsible.filter(fixed_residence=True, guardian__protection=Protection.STRICT)
    lasts = Q(until=None) | Q(until__gte=timezone.localdate())
    as_guardian = Q(role__in=[AdmissionRole.GUARDIAN, AdmissionRole.ASKED])
    strict = Q(log__protection=Protection.STRICT)
    guards = ~strict & Exists(responsible) | strict & Exists(in_hiding_too)
    may = ~as_guardian | Q(person=F("log__owner")) | guards
    return Q(ended_at=None) & lasts & may & still_works()


AT_WORK = (AdmissionRole.STARTER, AdmissionRole.PARTICIPANT)


def still_works() -> Q:
    """Those let in at work who have not left the unit since (H6); everyone else passes.

    A position that began after the admission holds it not: who comes back is let in anew. The
    database looks: in a log with a protected address not everybody may know in which unit.
    """
    holds = Func(F("pk"), function="admission_holds", output_field=BooleanField())
    return ~Q(role__in=AT_WORK) | Q(holds)


@Question
def _admissions(person: UUID, log: UUID) -> QuerySet[Admission]:
    baton = Leg.objects.filter(log=OuterRef("log"), holder=OuterRef("person"), ended_at=None)
    rows = Admission.objects.filter(in_force(), log_id=log, person_id=person)
    return rows.annotate(holds=Exists(baton)).select_related(
        "log__book", "log__owner", "log__unit", "log__municipality"
    )


@Question
def _open_legs(log: UUID) -> QuerySet[Leg]:
    legs = Leg.objects.filter(log_id=log, ended_at=None).select_related("holder")
    return legs.annotate(away=away_today(timezone.localdate())).order_by("from_at")


def standing(person: Person | None, log_id: UUID) -> Standing | None:
    """A person's standing in a log, or None where the person has none. Two questions at most."""
    if person is None:
        return None
    admissions = tuple(_admissions(person.pk, log_id))
    if person.own_log_alone:
        admissions = tuple(each for each in admissions if each.role == AdmissionRole.OWNER)
    if not admissions:
        return None
    log, holds = admissions[0].log, admissions[0].holds  # type: ignore[attr-defined]
    roles = {admission.role for admission in admissions}
    may = rights(
        log.state,
        roles,
        holder=holds,
        guardians_write=AdmissionRole.GUARDIAN in roles and _guardians_write(log),
    )
    place = Standing(person, log, admissions, holds, may)
    if person.found is not None:
        person.found[Standing, log_id] = place
    return place


def _guardians_write(log: Log) -> bool:
    policy = current_policy(log.municipality_id, timezone.localdate())
    return policy.guardian_access == "write"


def require(person: Person | None, log_id: UUID, right: Right) -> Standing:
    """The standing of somebody who may do this.

    Raises Http404 for everyone else, the same as for a log that does not exist.
    """
    place = standing(person, log_id)
    if place is None or not place.may(right):
        raise Http404
    return place
