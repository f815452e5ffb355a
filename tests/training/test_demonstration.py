"""The logs that the training municipality begins with: kept by their own people, whole and true."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.verify import faults
from stafett.book.wall import acting_as
from stafett.consent.models import Consent, Signature
from stafett.identity.models import TrainingAccount
from stafett.logs.access import Right, standing
from stafett.logs.models import Admission, Handover, Leg, Log
from stafett.meetings.models import Impression, Sitting
from stafett.meetings.sitting_queries import held as look_at
from stafett.people.models import Person
from stafett.plan.models import Comment, Measure
from stafett.training.demonstration import TELLERS, play
from stafett.training.making import make
from stafett.training.management.commands import make_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> None:
    """The training municipality with its logs, written by the web login through the wall."""
    day = timezone.localdate()
    make(day=day, at=timezone.now(), tell=lambda what: None, using="owner")
    play(day)


def log_of(name: str) -> Log:
    return Log.objects.using("owner").get(short_name=name)


def person(name: str) -> Person:
    account = TrainingAccount.objects.get(name=name)
    return Person.objects.using("owner").get(pk=account.person_id)


def rights(name: str, log: Log) -> frozenset[Right]:
    somebody = person(name)
    with acting_as(somebody.pk):
        place = standing(somebody, log.pk)
    return place.rights if place else frozenset()


@pytest.mark.usefixtures("town")
def test_the_logs_stand_where_they_should() -> None:
    # One database for all questions, for it takes some seconds to make.
    states = {log.short_name: log.state for log in Log.objects.using("owner")}
    assert states == {
        "Elias": "open",
        "Nora": "open",
        "Sander": "open",
        "Ida H.": "open",
        "Jakub": "draft",
        "Jakob": "closed",
        "Maja": "open",
    }
    _elias_is_at_work()
    _the_ppt_waits_for_mother()
    _the_baton_is_where_it_should_be()
    _nora_has_signed_herself()
    _a_meeting_was_held()
    _a_draft_shows_its_people_nothing_yet()
    _the_books_are_whole_and_in_order()
    _a_stranger_finds_nothing()


def _elias_is_at_work() -> None:
    today = timezone.localdate()
    measures = list(Measure.objects.using("owner").filter(log=log_of("Elias")))
    late = [m for m in measures if m.ended_at is None and m.deadline < today]
    assert [(m.title, m.deadline) for m in late] == [
        ("Dagsplan med bilder på pulten", today - timedelta(days=6))
    ]
    assert Counter(m.ended_at is None for m in measures) == {True: 5, False: 3}
    assert Comment.objects.using("owner").filter(by=person("Elias Lunde Berg")).count() == 1


def _the_ppt_waits_for_mother() -> None:
    log = log_of("Elias")
    assert rights("Tor-Erik Haugen", log) == frozenset()
    versions = Consent.objects.using("owner").filter(log=log).order_by("version")
    assert [version.state for version in versions] == ["active", "asked"]
    signed = Signature.objects.using("owner").filter(consent=versions[1])
    assert [s.person for s in signed] == [person("Anders Berg")]
    assert Right.WRITE in rights("Marte Lunde", log)


def _the_baton_is_where_it_should_be() -> None:
    legs = Leg.objects.using("owner").filter(ended_at=None)
    assert {leg.log.short_name: str(leg.holder) for leg in legs} == {
        "Elias": "Kari Nesheim",
        "Nora": "Kari Nesheim",
        "Sander": "Sunniva Aas",
        "Ida H.": "Ragnhild Vik",
        "Maja": "Lars Petter Ness",
    }
    offers = Handover.objects.using("owner").filter(answer=None)
    assert [(o.log.short_name, str(o.offered_to)) for o in offers] == [("Ida H.", "Kari Nesheim")]


def _nora_has_signed_herself() -> None:
    signers = Signature.objects.using("owner").filter(log=log_of("Nora"))
    assert {str(s.person) for s in signers} == {
        "Nora Amundsen",
        "Linda Amundsen",
        "Trond Amundsen",
    }


def _a_meeting_was_held() -> None:
    """With minutes, a decision, a task, and how it was for some of those who were there."""
    (held,) = Sitting.objects.using("owner").exclude(read_at=None)
    assert held.log == log_of("Sander")
    reader = person("Camilla Moe")
    with acting_as(reader.pk):
        there = look_at(held.meeting_id, reader)
        assert there
        assert there.decision
        assert there.informing
        assert there.decision.way == "go_on"
        assert [str(task.person) for task in there.tasks] == ["Geir Tangen"]
        assert len(there.reviewed) == 2
        assert there.present == ["Camilla Moe", "Geir Tangen", "Sander Moe", "Sunniva Aas"]
    assert Impression.objects.using("owner").filter(meeting=held.meeting_id).count() == 3


def _a_draft_shows_its_people_nothing_yet() -> None:
    draft = log_of("Jakub")
    assert rights("Ingrid Solli", draft) == frozenset()
    assert rights("Paweł Gałązka", draft) == {Right.SEE}
    assert rights("Lars Petter Ness", draft) == {Right.SEE, Right.PREPARE}


def _the_books_are_whole_and_in_order() -> None:
    assert Entry.objects.using("worker").count() > 100
    assert _faults() == []
    for log in Log.objects.using("owner"):
        times = list(
            Entry.objects.using("owner")
            .filter(book=log.pk)
            .order_by("number")
            .values_list("at", flat=True)
        )
        assert times == sorted(times), log.short_name
        assert times[-1] < timezone.now()


def _faults() -> list[object]:
    """As the worker, who alone sees every book; `faults` asks the default connection."""
    from django.db import connections

    web = connections["default"]
    connections["default"] = connections["worker"]
    try:
        return list(faults())
    finally:
        connections["default"] = web


def _a_stranger_finds_nothing() -> None:
    for log in Log.objects.using("owner"):
        for name in ("Torbjørn Nygård", "Bjørg Solheim", "Henrik Dale", "Anette Haugland"):
            assert rights(name, log) == frozenset()
    assert not Admission.objects.using("owner").filter(person=person("Kenneth Ulvik")).exists()


def test_the_command_tells_of_the_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[date] = []

    def play_along(day: date) -> int:
        played.append(day)
        return 7

    monkeypatch.setattr(make_training, "play", play_along)
    out = StringIO()
    call_command("make_training", "--database=owner", stdout=out)
    assert played == [timezone.localdate()]
    assert "7 logs" in out.getvalue()


def test_every_teller_tells_one_log() -> None:
    assert len(set(TELLERS)) == len(TELLERS) == 7
