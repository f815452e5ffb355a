"""Who is let in to the plan alone: what the database itself shows, and what still can be done."""

import pytest
from django.utils import timezone

from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.consent.models import (
    Asked,
    Consent,
    Group,
    Named,
    OralConsent,
    Signature,
    Withdrawal,
)
from stafett.logs.models import Admission, Leg, Log, Preparation
from stafett.plan.models import Comment, Evaluation, Goal, Measure, Understanding
from tests import world as w
from tests.clients import signed_in
from tests.walls.full import fill

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G2", "H3")]
PLAN = (Understanding, Goal, Measure, Evaluation, Comment)


@pytest.fixture
def log(world: w.World) -> Log:
    """Sunniva sees the plan alone, health information too; the family is asked about Tor."""
    log = w.open_log(world)
    fill(world, log)
    mine = Admission.objects.using("owner").filter(log_id=log.pk, person=world.sunniva)
    mine.filter(role="participant").update(sees="plan", health=True)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    return log


def test_the_book_shows_the_plan_and_the_baton_alone(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        seen = list(Entry.objects.filter(book_id=log.pk).values_list("number", "verb"))
        contents = set(Content.objects.values_list("number", flat=True))
    rooms = {verb.split(".")[0] for _number, verb in seen}
    assert rooms == {"plan", "logs"}
    assert contents == {number for number, _verb in seen}
    everything = Entry.objects.using("owner").filter(book_id=log.pk)
    with acting_as(world.kari.pk):
        assert Entry.objects.filter(book_id=log.pk).count() == everything.count() > len(seen)
        assert Content.objects.filter(book_id=log.pk).count() == everything.count()


def test_of_the_consent_what_counts_and_no_more(world: w.World, log: Log) -> None:
    def seen() -> dict[str, int]:
        models = (OralConsent, Group, Asked, Preparation)
        return {model.__name__: model.objects.filter(log=log).count() for model in models}

    with acting_as(world.sunniva.pk):
        assert [each.state for each in Consent.objects.filter(log=log)] == ["active"]
        assert set(seen().values()) == {0}
        for model in (Named, Withdrawal, Signature):
            states = {row.consent.state for row in model.objects.select_related("consent")}
            assert states <= {"active"}, model
        assert all(Signature.objects.values_list("says_yes", flat=True))
    with acting_as(world.kari.pk):
        states = {each.state for each in Consent.objects.filter(log=log)}
        assert states == {"active", "asked", "ended"}
        assert all(seen().values())


def test_the_plan_is_read_whole(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert all(model.objects.filter(log=log).exists() for model in PLAN)


def test_who_has_the_baton_sees_the_whole_log(world: w.World, log: Log) -> None:
    Leg.objects.using("owner").filter(log_id=log.pk).update(holder=world.sunniva)
    with acting_as(world.sunniva.pk):
        assert Consent.objects.filter(log=log).count() == 3
        assert Entry.objects.filter(book_id=log.pk, verb__startswith="consent.").exists()


def test_every_page_of_the_plan_still_shows(world: w.World, log: Log) -> None:
    client = signed_in(world.sunniva, world.eikvag)
    goal, measure = (
        model.objects.using("owner").filter(log_id=log.pk).first() for model in (Goal, Measure)
    )
    for place in (
        "",
        "historie/",
        "innsyn/",
        "samtykke/",
        "samtykke/trekk/noter/",
        "stafettpinne/",
        f"mal/{goal.pk}/",
        f"tiltak/{measure.pk}/",
        f"tiltak/{measure.pk}/hvordan-gar-det/",
    ):
        assert client.get(f"/logg/{log.pk}/{place}").status_code == 200, place
    page = client.get(f"/logg/{log.pk}/historie/").content.decode()
    assert "Du er sluppet inn til planen." in page
    assert "Du er sluppet inn til planen." not in signed_in(world.kari, world.eikvag).get(
        f"/logg/{log.pk}/historie/"
    ).content.decode().replace("\n", " ")


@pytest.mark.requirement("G19")
def test_a_withdrawal_recorded_by_one_who_sees_the_plan_alone_leaves_no_question(
    world: w.World, log: Log
) -> None:
    with acting_as(world.sunniva.pk):
        by = w.stand(world.sunniva, log)
        withdrawal.record_withdrawal(by, world.marte.pk, how="oral", at=timezone.now())
    ends = Consent.objects.using("owner").filter(log_id=log.pk).order_by("version")
    assert [each.end for each in ends] == ["withdrawn", "taken_back", "withdrawn"]
    assert Log.objects.using("owner").get(pk=log.pk).state == "closed"


@pytest.mark.requirement("H1")
def test_one_who_is_asked_about_an_open_log_reads_nothing_of_its_book(world: w.World) -> None:
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    w.add_family(world, "siri", 5, [("nina", "mother")])
    tie = w.Guardianship.objects.using("owner").get(guardian=world.liv)
    w.save(
        w.Guardianship(
            child=world.sander,
            guardian=world.nina,
            kind="parent",
            relation="mother",
            responsibility=True,
            fixed_residence=True,
            checked_at=tie.checked_at,
        )
    )
    version = w.ask_consent(world, log, named=("tor",), said_yes="liv", scopes=("participants",))
    with acting_as(world.nina.pk):
        assert Entry.objects.filter(book_id=log.pk).count() == 0
        assert Content.objects.filter(book_id=log.pk).count() == 0
        assert Consent.objects.filter(pk=version.pk).exists()
    w.answer(world, version, "liv", "nina")
    assert Consent.objects.using("owner").get(pk=version.pk).state == "active"
