"""Whom a question is sent to, by age, home, policy and what it is about; and what must come first.

Through the actions; the rules' own tables are in `test_rules_sources`.
"""

import pytest

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions
from stafett.logs.models import Log
from stafett.plan import actions as plan
from tests import world as w

from .coming import asked_of, born, family, open_for

pytestmark = pytest.mark.django_db


def log_of(preset: str, years: int) -> tuple[w.World, Log]:
    """A draft for Ola, who has filled these years, with mother and father who live together."""
    world = w.make_world(preset)
    family(world, "ola", born(years, 0))
    return world, w.start_draft(world, owner="ola")


OWNER, BOTH = {"ola"}, {"m_ola", "f_ola"}


@pytest.mark.parametrize(
    ("preset", "years", "scopes", "asked"),
    [
        pytest.param("national", 14, ("open",), BOTH, marks=pytest.mark.requirement("G1", "G10")),
        pytest.param(
            "hustadvika-2020",
            15,
            ("open",),
            OWNER | BOTH,
            marks=pytest.mark.requirement("G10", "G11"),
        ),
        pytest.param("sogndal", 15, ("open",), OWNER, marks=pytest.mark.requirement("G10", "G12")),
        pytest.param(
            "sogndal", 15, ("open", "health"), OWNER | BOTH, marks=pytest.mark.requirement("G14")
        ),
        pytest.param(
            "sogndal", 16, ("open", "health"), OWNER, marks=pytest.mark.requirement("G13")
        ),
    ],
)
def test_a_draft_asks(preset: str, years: int, scopes: tuple[str, ...], asked: set[str]) -> None:
    world, log = log_of(preset, years)
    version = w.ask_consent(world, log, said_yes="m_ola", scopes=scopes)
    assert asked_of(version) == asked
    w.answer(world, version, *sorted(asked)[:-1])
    assert Log.objects.using("owner").get(pk=log.pk).state == "draft"
    w.answer(world, version, sorted(asked)[-1])
    assert Log.objects.using("owner").get(pk=log.pk).state == "open"


@pytest.mark.requirement("G16")
@pytest.mark.parametrize("preset", ["national", "hustadvika-2020", "hustadvika"])
def test_parents_apart_with_whom_the_child_has_both_homes_must_both_sign(preset: str) -> None:
    world = w.make_world(preset)
    w.add_family(world, "ola", 8, [("m_ola", "mother"), ("f_ola", "father")], together=False)
    version = w.ask_consent(world, w.start_draft(world, owner="ola"), said_yes="m_ola")
    assert asked_of(version) == BOTH
    w.answer(world, version, "m_ola")
    assert Log.objects.using("owner").get(pk=version.log_id).state == "draft"


@pytest.mark.requirement("G12", "G15", "G17")
@pytest.mark.parametrize(
    ("preset", "years", "about", "asked"),
    [
        ("national", 16, "education", OWNER | BOTH),
        ("aardal", 16, "education", OWNER | BOTH),
        ("national", 16, "ordinary_care", OWNER | BOTH),
        ("hustadvika", 10, "ordinary_care", BOTH),
        ("sogndal", 16, "education", OWNER),
    ],
)
def test_a_log_rests_on_those_who_let_it_be_kept_whatever_a_new_version_is_about(
    preset: str, years: int, about: str, asked: set[str]
) -> None:
    world = w.make_world(preset)
    family(world, "ola", born(years, 0))
    owner = preset == "sogndal" or (preset == "national" and years >= 15)
    log = open_for(world, "ola", owner=owner, guardians=preset != "sogndal")
    version = w.ask_consent(world, log, said_yes="m_ola", scopes=(about,))
    assert asked_of(version) == asked


@pytest.mark.requirement("G5", "G22", "A18", "B7", "B8", "J1")
def test_nothing_is_asked_before_a_spoken_yes_and_nothing_planned_before_the_signed_one() -> None:
    world, log = log_of("national", 8)
    kari, today = world.kari, w.timezone.localdate()
    with acting_as(kari.pk):
        place = w.stand(kari, log)
        version = actions.prepare(place, scopes=["open"], purpose="", kept_out="", at=w.now())
        invitation = actions.Invitation(world.positions["kari"].pk, "Hjelper", "everything", today)
        actions.invite(place, version.pk, invitation, at=w.now())
    with pytest.raises(Refused, match="hvem som har sagt ja"), acting_as(kari.pk):
        actions.ask(w.stand(kari, log), version.pk, at=w.now())
    goal = {"main_id": None, "text": "Mål", "background": "", "review_on": None}
    with acting_as(kari.pk):
        said = [world.people["m_ola"]]
        actions.note_oral(w.stand(kari, log), said, said_on=today, at=w.now())
        actions.ask(w.stand(kari, log), version.pk, at=w.now())
    with pytest.raises(Refused), acting_as(kari.pk):
        plan.set_goal(w.stand(kari, log), **goal, at=w.now())  # type: ignore[arg-type]
    version.refresh_from_db(using="owner")
    version._state.db = None
    w.answer(world, version, "m_ola", "f_ola")
    with acting_as(kari.pk):
        plan.set_goal(w.stand(kari, log), **goal, at=w.now())  # type: ignore[arg-type]
