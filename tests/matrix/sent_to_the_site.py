"""What is sent to the addresses that belong to no log, by somebody who fills in the forms right."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.identity.models import TrainingAccount
from stafett.logs.models import Leg
from stafett.municipality.actions import change_policy
from stafett.municipality.deputies import name_deputy
from stafett.municipality.models import Invitation, Municipality, Position, Unit
from stafett.municipality.policy import PRESETS
from stafett.municipality.units import add_unit, end_unit
from tests.consent.pages import day, number_of
from tests.matrix.seats import EVERYBODY, Town
from tests.notices.staffing import invite

Fields = dict[str, Any]
LATER = timezone.localdate() + timedelta(days=20)


def nothing_first(town: Town) -> None:
    """All is ready."""


def _home(town: Town, seat: str) -> Municipality:
    name = EVERYBODY.get(seat, "")
    home = town.home(name)
    return Municipality.objects.using("owner").select_related("book").get(pk=home.pk)


def the_draft(town: Town, seat: str) -> Fields:
    """The second step of a new draft, for a child whom nobody has a log for."""
    position = town.world.positions.get(EVERYBODY.get(seat, ""), town.world.positions["kari"])
    return {
        "step": "2",
        "child": "",
        "number": number_of("elias"),
        "leader_told_on": day(-9),
        "child_talked_on": day(-7),
        "guardians_talked_on": day(-6),
        "said_yes": ["0", "1"],
        "said_on": day(-6),
        "holder": str(position.pk),
        "short_name": "Loggen til Elias L",
        "description": "",
        "level": "1",
    }


def the_rules(town: Town, seat: str) -> Fields:
    """New rules, confirmed."""
    settings = PRESETS["sogndal"].as_settings()
    told = {name: "" if value is None else str(value) for name, value in settings.items()}
    opened_at = _home(town, seat).book.count
    return told | {
        "from_date": (LATER + timedelta(days=1)).isoformat(),
        "preset": "sogndal",
        "opened_at": str(opened_at),
        "steg": "lagre",
    }


def some_areas(town: Town, seat: str) -> Fields:
    """The municipality's own list."""
    return {"areas": "Lek\nSpråk", "opened_at": str(_home(town, seat).book.count)}


def an_empty_unit(town: Town) -> None:
    """The administrator has added a service in which nobody works."""
    with acting_as(town.world.henrik.pk):
        add_unit(
            town.world.henrik,
            town.world.eikvag.pk,
            name="Ny barnehage",
            kind="kindergarten",
            parent_id=None,
            at=timezone.now(),
        )


def an_ended_unit(town: Town) -> None:
    """The same, ended."""
    an_empty_unit(town)
    with acting_as(town.world.henrik.pk):
        end_unit(town.world.henrik, which_unit(town)["unit_id"], at=timezone.now())


def which_unit(town: Town) -> Fields:
    """The one in which nobody works."""
    return {"unit_id": Unit.objects.get(name="Ny barnehage").pk}


def a_unit(town: Town, seat: str) -> Fields:
    """Another name, under none."""
    return {"name": "Lia skole", "kind": "school", "parent": "", "opened_at": "9999"}


def a_deputy(town: Town) -> None:
    """Per stands in for the leader of the unit."""
    with acting_as(town.world.bjorg.pk):
        name_deputy(
            town.world.bjorg,
            town.world.positions["per"].pk,
            from_date=timezone.localdate(),
            until=LATER,
            at=timezone.now(),
        )


def which_deputy(town: Town) -> Fields:
    """The one there is."""
    return {"position_id": Position.objects.get(deputy=True).pk}


def a_new_deputy(town: Town, seat: str) -> Fields:
    """Somebody of the own unit, for three weeks."""
    name = "nina" if EVERYBODY.get(seat) in ("nils", "nina") else "per"
    return {
        "position": str(town.world.positions[name].pk),
        "from_date": day(),
        "until": LATER.isoformat(),
    }


def rules_to_come(town: Town) -> None:
    """Both municipalities have rules that have not begun."""
    for name in ("henrik", "nina"):
        home = town.home(name)
        with acting_as(town.world.people[name].pk):
            change_policy(
                town.world.people[name],
                home.pk,
                from_date=LATER,
                preset="sogndal",
                settings=PRESETS["sogndal"].as_settings(),
                opened_at=9999,
                at=timezone.now(),
            )


def the_coming_rules(town: Town, seat: str) -> Fields:
    """Those that are to be taken back."""
    return {"from_date": LATER.isoformat(), "opened_at": "9999"}


def a_family(town: Town, seat: str) -> Fields:
    """A made-up family to try the rules on."""
    return {"owner": "child", "on": day(), "policy": "kommunen", "scopes": "open", "age": "18"}


def an_account(town: Town, seat: str) -> Fields:
    """One of the fictional people."""
    account = TrainingAccount.objects.using("owner").first()
    return {"account": str(account.pk) if account else ""}


def ones_own_telephone(town: Town, seat: str) -> Fields:
    """A number and no e-mail."""
    return {"phone": "012 34 567", "email": ""}


def ones_interpreter(town: Town, seat: str) -> Fields:
    """A language."""
    return {"interpreter": "somali"}


def nothing(town: Town, seat: str) -> Fields:
    """An empty form."""
    return {}


def a_sheet(town: Town, seat: str) -> Fields:
    """A page on which nothing is being written."""
    return {"sheet": "0" * 32}


def everywhere_else(town: Town, seat: str) -> Fields:
    """All of one's other sign-ins."""
    return {"which": "all"}


def how_to_be_told(town: Town, seat: str) -> Fields:
    """Not at all."""
    return {"how": "never", "way": "mail"}


def about_a_child(town: Town, seat: str) -> Fields:
    """Who has looked at this child's data, and why one asks."""
    return {"number": number_of("elias"), "ground": "Familien har spurt oss."}


def an_invitation(town: Town) -> None:
    """The leader of the unit has invited somebody who has not answered."""
    invite(town.world, number_hash="f" * 64)


def which_invitation(town: Town) -> Fields:
    """The one that waits."""
    with acting_as(town.world.bjorg.pk):
        return {"invitation_id": Invitation.objects.get().pk}


def whose_last_day(town: Town) -> Fields:
    """The holder's position in the unit."""
    return {"position_id": town.world.positions["kari"].pk}


def a_link(town: Town) -> Fields:
    """A token that nobody was sent."""
    return {"token": "x" * 43}


def somebody_new(town: Town, seat: str) -> Fields:
    """A substitute, found by the number."""
    return {
        "name": "Live Moen",
        "number": number_of("elias"),
        "title": "Vikar",
        "role": "staff",
        "email": "live@eikvag.example",
        "from_date": day(),
    }


def a_last_day(town: Town, seat: str) -> Fields:
    """In three weeks."""
    return {"last_day": LATER.isoformat()}


def which_baton(town: Town) -> Fields:
    """Lin's, in another log of the unit, which is open in every situation."""
    leg = Leg.objects.using("owner").get(holder=town.world.people["lin"])
    return {"leg_id": leg.pk}


def somebody_to_have_it(town: Town, seat: str) -> Fields:
    """A colleague in the unit."""
    return {"position": str(town.world.positions["per"].pk)}


def a_day_of_training(town: Town, seat: str) -> Fields:
    """The holder took it today."""
    return {"day": day()}


def once_more(town: Town, seat: str) -> Fields:
    """The same invitation by a new link."""
    return {"do": "again"}


def no_picture(town: Town) -> Fields:
    """None that anybody brought; who sees one stands in tests/logs/test_pictures.py."""
    return {"picture_id": uuid4()}


def no_mail(town: Town) -> Fields:
    """A mail that nobody has got."""
    return {"mail_id": uuid4()}


def no_calendar(town: Town) -> Fields:
    """A secret that is nobody's; whose is which stands in tests/meetings/test_calendar.py."""
    return {"token": "x" * 43}


def a_text(town: Town, seat: str) -> Fields:
    """What invitations begin with from now on."""
    opened_at = _home(town, seat).book.count
    return {"title": "Møte", "text": "Hei! Hilsen [avsender]", "opened_at": str(opened_at)}


def a_page_of_the_guide(town: Town, seat: str) -> Fields:
    """The municipality's own words for a step."""
    opened_at = _home(town, seat).book.count
    return {"text": "# Undre seg\n\nSe og hør.", "do": "save", "opened_at": str(opened_at)}


def a_step(town: Town, seat: str) -> Fields:
    """A step more."""
    return {"after": "step-1-2", "title": "Spør helsesykepleier"}


def guide_keys(**keys: str) -> Callable[[Town], Fields]:
    """What stands in an address of the guide."""
    return lambda town: dict(keys)


# The numbers in an address that belongs to no log.
NUMBERS: dict[str, Callable[[Town], Fields]] = {
    "staff_invitation": which_invitation,
    "staff_end": whose_last_day,
    "deputy_end": which_deputy,
    "unit": which_unit,
    "unit_end": which_unit,
    "unit_again": which_unit,
    "training": whose_last_day,
    "assign": which_baton,
    "invitation_link": a_link,
    "help_topic": lambda town: {"topic": "plan"},
    "way_in": a_link,
    "youth_link": a_link,
    "shown_picture": no_picture,
    "meetings:feed": no_calendar,
    "training_file": no_mail,
    "guide:level": guide_keys(key="1"),
    "guide:step": guide_keys(key="1-1"),
    "guide:tool": guide_keys(key="wondering-note"),
    "guide:of_overview": guide_keys(town="eikvag"),
    "guide:of_level": guide_keys(town="eikvag", key="1"),
    "guide:of_step": guide_keys(town="eikvag", key="1-1"),
    "guide:of_tools": guide_keys(town="eikvag"),
    "guide:of_tool": guide_keys(town="eikvag", key="wondering-note"),
    "guide:edit": guide_keys(page="step-0-1"),
}


def a_short_name(town: Town, seat: str) -> Fields:
    """A closed log, as the family knows it."""
    return {"wanted": "Loggen til Elias", "ground": "Familien vil åpne loggen."}


Row = tuple[Callable[[Town], None], str, Callable[[Town, str], Fields]]
NOTHING_SENT: Row = (nothing_first, "", nothing)
# What must come first, what stands after the address, and what is sent.
SENT_TO_THE_SITE: dict[str, Row] = {
    "my_page": (nothing_first, "?bli=1", nothing),
    "own_contact": (nothing_first, "", ones_own_telephone),
    "profile": (nothing_first, "", ones_interpreter),
    "let_go": (nothing_first, "", a_sheet),
    "end_sign_ins": (nothing_first, "", everywhere_else),
    "notice_settings": (nothing_first, "", how_to_be_told),
    "sign_in_as": (nothing_first, "", an_account),
    "consent:start": (nothing_first, "", the_draft),
    "consent:closed_logs": (nothing_first, "", a_short_name),
    "inquiry": (nothing_first, "", about_a_child),
    "areas": (nothing_first, "", some_areas),
    "messages:beginnings": (nothing_first, "", a_text),
    "guide:edit": (nothing_first, "", a_page_of_the_guide),
    "guide:new_step": (nothing_first, "", a_step),
    "policy_change": (nothing_first, "", the_rules),
    "policy_take_back": (rules_to_come, "", the_coming_rules),
    "deputy": (nothing_first, "", a_new_deputy),
    "deputy_end": (a_deputy, "", nothing),
    "unit_new": (nothing_first, "", a_unit),
    "unit": (an_empty_unit, "", a_unit),
    "unit_end": (an_empty_unit, "", nothing),
    "unit_again": (an_ended_unit, "", nothing),
    "staff_invite": (nothing_first, "", somebody_new),
    "staff_invitation": (an_invitation, "", once_more),
    "staff_end": (nothing_first, "", a_last_day),
    "training": (nothing_first, "", a_day_of_training),
    "assign": (nothing_first, "", somebody_to_have_it),
    "policy_try": (nothing_first, "", a_family),
}
