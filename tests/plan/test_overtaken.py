"""Two who change the same text: both are shown, nothing is lost, and both can be joined."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stafett.logs.models import Log
from stafett.plan.models import Goal, Measure, Understanding
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_writing import in_days, opened

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def hidden(page: str) -> str:
    found = re.search(r'name="opened_at" value="(\d+)"', page)
    assert found
    return found[1]


def other_text(page: str) -> str:
    return page.split('class="st-theirs"')[1].split("</section>")[0]


def test_understanding(world: w.World, log: Log, client_of: ClientOf) -> None:
    make_full(world, log)
    address = f"/logg/{log.pk}/felles-forstaelse/"
    kari, marte = client_of("kari"), client_of("marte")
    from_kari, from_marte = opened(kari, address), opened(marte, address)
    assert (
        marte.post(address, from_marte | {"shared": "Mamma: han liker fotball."}).status_code == 302
    )
    mine = {"shared": "Kari: han liker matte.", "concern": "Magen.", "written_by": "Kari"}
    answer = kari.post(address, from_kari | mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre endret dette mens du skrev." in page
    assert "Mamma: han liker fotball." in other_text(page)
    assert "Kari: han liker matte." not in other_text(page)
    assert "Kari: han liker matte.</textarea>" in page
    assert Understanding.objects.using("owner").get(log=log).shared == "Mamma: han liker fotball."
    joined = {"shared": "Han liker fotball og matte.", "opened_at": hidden(page)}
    assert kari.post(address, from_kari | mine | joined).status_code == 302
    assert Understanding.objects.using("owner").get(log=log).shared == "Han liker fotball og matte."


def test_goal(world: w.World, log: Log, client_of: ClientOf) -> None:
    ids = make_full(world, log)
    address = f"/logg/{log.pk}/mal/{ids['sub']}/endre/"
    kari, marte = client_of("kari"), client_of("marte")
    from_kari = opened(kari, address)
    theirs = {"text": "Elias er inne før det ringer.", "review_on": in_days(40)}
    assert marte.post(address, opened(marte, address) | theirs).status_code == 302
    answer = kari.post(address, from_kari | {"text": "Elias kommer hver dag."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Elias er inne før det ringer." in other_text(page)
    assert "Elias kommer hver dag.</textarea>" in page
    again = {"text": "Elias kommer hver dag før det ringer.", "opened_at": hidden(page)}
    assert kari.post(address, from_kari | again).status_code == 302
    assert Goal.objects.using("owner").get(pk=ids["sub"]).text == again["text"]


def test_measure_shows_people_place_and_day_too(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    ids = make_full(world, log)
    address = f"/logg/{log.pk}/tiltak/{ids['due']}/endre/"
    kari, marte = client_of("kari"), client_of("marte")
    from_kari = opened(kari, address)
    same: dict[str, Any] = {"title": "Bilde", "deadline": in_days(5)}
    theirs = {"arena": "elsewhere", "place": "På hytta", "responsible": [str(world.anders.pk)]}
    assert marte.post(address, opened(marte, address) | same | theirs).status_code == 302
    mine = {"arena": "home", "responsible": [str(world.marte.pk), str(world.kari.pk)]}
    answer = kari.post(address, from_kari | same | mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    panel = other_text(page)
    for text in ("Anders Berg", "Et annet sted", "På hytta"):
        assert text in panel
    assert "Bilde" not in panel  # what is the same in both is not repeated
    assert page.count("checked") == 3  # two people and the place are still mine
    assert (
        kari.post(address, from_kari | same | mine | {"opened_at": hidden(page)}).status_code == 302
    )
    assert Measure.objects.using("owner").get(pk=ids["due"]).arena == "home"


@pytest.mark.requirement("F4")
def test_telling_how_it_went_overtakes_nobody(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    ids = make_full(world, log)
    base = f"/logg/{log.pk}/tiltak/{ids['due']}/"
    kari, marte = client_of("kari"), client_of("marte")
    from_kari = opened(kari, f"{base}endre/")
    told = {"result": "worked", "why": "Ro.", "next_step": "go_on"}
    assert marte.post(f"{base}hvordan-gar-det/", told).status_code == 302
    mine = {"title": "Nytt", "arena": "home", "deadline": in_days(5)}
    answer = kari.post(f"{base}endre/", from_kari | mine | {"responsible": [str(world.marte.pk)]})
    assert answer.status_code == 302


def test_at_once_there_is_one_winner_and_the_other_keeps_the_text(
    world: w.World, log: Log, client_of: ClientOf, at_once: Callable[..., list[Any]]
) -> None:
    make_full(world, log)
    address = f"/logg/{log.pk}/felles-forstaelse/"
    people = {name: client_of(name) for name in ("kari", "marte", "anders")}
    forms = {
        name: opened(one, address) | {"shared": f"Fra {name}."} for name, one in people.items()
    }
    answers = at_once(
        *(lambda name=name: people[name].post(address, forms[name]) for name in people)
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409]
    stored = Understanding.objects.using("owner").get(log=log).shared
    for name, answer in zip(people, answers, strict=True):
        if answer.status_code == 409:
            page = answer.content.decode()
            assert f"Fra {name}.</textarea>" in page
            assert stored in other_text(page)
