"""In with an electronic ID for the first time, a refusal, and out in both places (I1, I3)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.identity.idporten.certified import Certified
from tests.identity.idporten.conftest import KEY, give_number, number

pytestmark = pytest.mark.requirement("I1", "I3", "R1")


@pytest.fixture
def there(site: str, settings: Any) -> Iterator[Certified]:
    made = Certified(site, KEY.as_dict(private=False))
    made.start()
    settings.STAFETT_IDPORTEN_ISSUER = made.issuer
    settings.STAFETT_IDPORTEN_CLIENT = "stafett"
    settings.STAFETT_IDPORTEN_KEY = json.dumps(KEY.as_dict(private=True))
    settings.STAFETT_ADDRESS = site
    yield made
    made.stop()


def look(page: Page, heading: str, name: str) -> None:
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    screenshot(page, name)


def test_a_mother_comes_for_the_first_time(world: w.World, there: Certified, phone: Page) -> None:
    pid = give_number(world.marte, number(0)).digits
    phone.goto("/logg-inn/?neste=/min-side/profil/")
    look(phone, "Logg inn", "idporten-sign-in-phone")
    phone.get_by_role("link", name="Er det første gang").click()
    look(phone, "Første gang du logger inn", "idporten-first-time-phone")
    phone.get_by_role("link", name="Logg inn med ID-porten").click()
    expect(phone.get_by_role("heading", name="Velg innloggingsmetode")).to_be_visible()
    phone.get_by_label("Personidentifikator").fill(pid)
    phone.get_by_role("button", name="MinID").click()
    look(phone, "Denne ID-en er ikke sikker nok", "idporten-refused-phone")
    phone.context.clear_cookies()  # or the provider remembers the level
    phone.goto("/logg-inn/id-porten/?neste=/min-side/profil/")
    phone.get_by_label("Personidentifikator").fill(pid)
    phone.get_by_role("button", name="BankID").click()
    look(phone, "Velkommen, Marte", "idporten-welcome-phone")
    phone.get_by_role("link", name="Gå videre").click()
    expect(phone).to_have_url(f"{there.site}/min-side/profil/")
    phone.goto("/logg-ut/")
    phone.get_by_role("main").get_by_role("button", name="Logg ut").click()
    phone.get_by_role("button", name="Logg ut av ID-porten").click()
    expect(phone.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    phone.goto("/min-side/")
    expect(phone.get_by_role("heading", name="Logg inn")).to_be_visible()
    phone.get_by_role("link", name="Logg inn med ID-porten").click()
    expect(phone.get_by_role("heading", name="Velg innloggingsmetode")).to_be_visible()
