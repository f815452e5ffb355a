"""Ten steps through a helper's job, each done when the log's own rows say so (S3).

Nothing is kept of the tour itself: it goes on wherever one has come, also on another machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from stafett.consent.models import Consent
from stafett.logs.models import Handover, Log
from stafett.meetings.models import Meeting
from stafett.overview.models import Seen
from stafett.people.models import Person
from stafett.plan.models import Evaluation, Measure, Understanding

from .practice.families import Family, Stage, families


@dataclass
class Reached:
    """How far somebody has come. `mine` is the log that was started on the tour; `logs` are those
    of the own families, by stage, as far as they are open to the reader."""

    number: int
    prepared: bool
    seen: bool = False
    mine: Log | None = None
    logs: dict[Stage, Log] = field(default_factory=dict)
    asked: bool = False
    understood: bool = False
    measure: Measure | None = None
    called: bool = False
    evaluated: bool = False
    offered: bool = False

    @property
    def opened(self) -> bool:
        """Whether the one who was asked has signed."""
        return self.mine is not None and self.mine.opened_at is not None

    @property
    def closed(self) -> bool:
        """A closed log is the family's alone: whoever closed it sees it no longer."""
        return self.prepared and Stage.READY not in self.logs

    @property
    def families(self) -> dict[Stage, Family]:
        """The own families."""
        return families(self.number)


def reached(person: Person, number: int, made_at: datetime, *, prepared: bool) -> Reached:
    """What the rows say, as this person may see them; a fixed number of questions."""
    found = Reached(number, prepared, seen=Seen.objects.filter(person=person).exists())
    stages = {str(f.child.given_name): stage for stage, f in found.families.items()}
    mark = f"(demo{number})"
    own = Q(owner__family_name__endswith=mark) | Q(started_by=person, started_at__gte=made_at)
    for log in Log.objects.filter(own).select_related("owner").order_by("started_at", "pk"):
        marked = log.owner.family_name.endswith(mark)
        stage = stages.get(log.owner.given_name, Stage.NEW) if marked else Stage.NEW
        if stage == Stage.NEW and log.started_by_id == person.pk:
            found.mine = log
        elif stage != Stage.NEW:
            found.logs[stage] = log
    _what_was_done(found, person)
    return found


def _what_was_done(found: Reached, person: Person) -> None:
    mine = found.mine.pk if found.mine else None
    taken = found.logs[Stage.OFFERED].pk if Stage.OFFERED in found.logs else None
    found.asked = Consent.objects.filter(log_id=mine).exclude(asked_at=None).exists()
    found.understood = Understanding.objects.filter(log_id=mine).exclude(shared="").exists()
    found.measure = Measure.objects.filter(log_id=mine).order_by("deadline", "pk").first()
    found.called = Meeting.objects.filter(log_id=mine).exists()
    found.evaluated = Evaluation.objects.filter(log_id=mine, by=person).exists()
    found.offered = Handover.objects.filter(
        Q(log_id=mine, offered_by=person) | Q(log_id=taken, offered_to=person, answer__isnull=False)
    ).exists()


@dataclass(frozen=True)
class Step:
    """One step: what to do, and why. `address`: where; "" until an earlier step is done."""

    title: str
    what: str
    why: str
    done: bool
    address: str = ""
    button: str = ""
    sign_in_as: str = ""  # the stage whose guardian is to be signed in as, in place of an address


def steps(found: Reached) -> list[Step]:
    """The ten, in order."""
    return [*_beginning(found), *_working(found), *_passing_on(found)]


def _beginning(found: Reached) -> Iterator[Step]:
    new = found.families[Stage.NEW]
    child = f"{new.child.given_name} {new.child.family_name}"
    guardian = f"{new.parent.given_name} {new.parent.family_name}"
    log = found.mine
    yield Step(
        _("Find your logs"),
        _("Go to my page and open one of your logs."),
        _("My page says what waits for you. It is where every day with Stafett begins."),
        found.seen,
        reverse("my_page") + "?bli",
        _("Go to my page"),
    )
    yield Step(
        _("Start a log"),
        _("Choose %(child)s. The name stands last in the list.") % {"child": child},
        _("A log begins together with the family, when you have talked with them and your leader."),
        log is not None,
        reverse("consent:start"),
        _("Start a log"),
    )
    yield Step(
        _("Ask for consent"),
        _("Say who is to see what, and for how long. Then send the question."),
        _("Nobody sees anything of the log before the family has said yes."),
        found.asked,
        reverse("consent:show", args=[log.pk]) if log else "",
        _("Go to the question"),
    )
    yield Step(
        _("Answer as the family"),
        _("Sign in as %(guardian)s and say yes. Then come back here.") % {"guardian": guardian},
        _("You see what the family reads before it answers."),
        found.opened,
        button=_("Sign in as %(name)s") % {"name": guardian},
        sign_in_as=Stage.NEW if found.asked else "",
    )


def _working(found: Reached) -> Iterator[Step]:
    log = found.mine if found.opened else None
    yield Step(
        _("Write what you agree it is about"),
        _("Write what worries you, and what you all think it is about."),
        _("Those who agree on what it is about, find better measures."),
        found.understood,
        reverse("plan:understanding", args=[log.pk]) if log else "",
        _("Write it"),
    )
    yield Step(
        _("Set a goal and agree on a measure"),
        _("Write one goal. Under it, say who does what by when."),
        _("A measure with a name and a day is done more often."),
        found.measure is not None,
        reverse("plan:new_goal", args=[log.pk]) if log else "",
        _("Set a goal"),
    )
    yield Step(
        _("Invite to a meeting"),
        _("Choose a time and who is to come."),
        _("In the meeting you look at each measure together, and decide what now."),
        found.called,
        reverse("meetings:call", args=[log.pk]) if log else "",
        _("Invite to a meeting"),
    )
    yield Step(
        _("Say how a measure goes"),
        _("Say whether it works, and what you do now."),
        _("What does not work is changed at once, and not in half a year."),
        found.evaluated,
        reverse("plan:evaluate", args=[log.pk, found.measure.pk]) if log and found.measure else "",
        _("Say how it goes"),
    )


def _passing_on(found: Reached) -> Iterator[Step]:
    log = found.mine if found.opened else found.logs.get(Stage.OFFERED)
    ready = found.logs.get(Stage.READY)
    yield Step(
        _("Pass the baton on"),
        _("Offer the baton to somebody in your log, or answer the one who offers you a baton."),
        _("Nobody lets go before another has said yes. So the family always has one to call."),
        found.offered,
        reverse("baton", args=[log.pk]) if log else "",
        _("Go to the baton"),
    )
    family = found.families[Stage.READY]
    child = {"child": f"{family.child.given_name} {family.child.family_name}"}
    yield Step(
        _("Close a log"),
        _("The goal of %(child)s is reached. Close the log.") % child,
        _("A log ends with words about what was reached. Afterwards the family alone reads it."),
        found.closed,
        reverse("consent:close", args=[ready.pk]) if ready else "",
        _("Close the log"),
    )
