"""A young person's answer is not for guardians who are not asked, until it counts (I5)."""

import pytest

from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.consent import actions
from stafett.consent.models import Consent, Signature
from stafett.logs.models import Log
from tests import world as w
from tests.consent.pages import address, client_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I5")]
SECRETS = ("Nora Fjell sa nei", "Nora sa nei", "sa nei", "Noen sa nei", "har sagt nei")


@pytest.fixture
def world() -> w.World:
    """From 15 the young sign alone, and their guardians still read."""
    return w.make_world("sogndal")


@pytest.fixture
def log(world: w.World) -> Log:
    """Nora's log, which she alone said yes to."""
    return w.open_log(world, owner="nora", signers=("nora",))


@pytest.fixture
def alone(world: w.World, log: Log) -> Consent:
    """A question about one more helper, which is Nora's alone to answer."""
    return w.ask_consent(world, log, scopes=("participants",), named=("tor",), said_yes="nora")


def everything(world: w.World, log: Log, question: Consent, who: str) -> str:
    reader = client_of(world, who)
    pages = [
        address(log, "samtykke"),
        address(log, "samtykke", question.pk),
        address(log, "historie"),
        address(log),
        "/min-side/?bli",
    ]
    return " ".join(words(reader.get(page)) for page in pages)


def said(world: w.World, who: str, question: Consent) -> tuple[int, int]:
    """How many answers and entries about them the database gives."""
    with acting_as(world.people[who].pk):
        entries = Content.objects.filter(about__contains=[question.pk])
        return Signature.objects.filter(consent=question).count(), entries.count()


def test_a_no_is_never_told_to_a_guardian_who_is_not_asked(
    world: w.World, log: Log, alone: Consent
) -> None:
    before = everything(world, log, alone, "hanne")
    assert "Spørsmålet ligger hos Nora" in before
    assert "Nora har ikke svart" not in before
    w.answer(world, alone, "nora", says_yes=False)
    after = everything(world, log, alone, "hanne")
    assert "Spørsmålet ligger hos Nora" in after
    for secret in SECRETS:
        assert secret not in after, secret
    assert said(world, "hanne", alone) == (0, 0)
    for who in ("nora", "kari"):
        assert "sa nei" in everything(world, log, alone, who)
        assert said(world, who, alone) == (1, 1)
    with acting_as(world.kari.pk):
        actions.take_back(w.stand(world.kari, log), alone.pk, at=w.now())
    ended = everything(world, log, alone, "hanne")
    for secret in SECRETS:
        assert secret not in ended, secret
    assert said(world, "hanne", alone) == (0, 0)


def test_a_yes_is_told_when_it_counts(world: w.World, log: Log, alone: Consent) -> None:
    w.answer(world, alone, "nora")
    assert said(world, "hanne", alone) == (1, 1)
    assert "sa ja" in everything(world, log, alone, "hanne")


def test_guardians_who_are_asked_too_see_each_others_answers() -> None:
    world = w.make_world()
    log = w.open_log(world, owner="nora", signers=("nora", "hanne"))
    both = w.ask_consent(world, log, scopes=("participants",), said_yes="nora")
    w.answer(world, both, "nora", says_yes=False)
    assert said(world, "hanne", both) == (1, 1)
