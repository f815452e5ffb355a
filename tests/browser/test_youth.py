"""A young person gets a user name, once a parent and who has the baton have said yes."""

import re
from collections.abc import Callable

import pyotp
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.identity.models import YouthAccount
from stafett.people.seals import open_text
from tests import world as w
from tests import young
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.clients import session_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240), pytest.mark.requirement("I2")]


def look(page: Page, name: str, heading: str | re.Pattern[str]) -> None:
    """The page as it is, for everybody, and as a picture."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    no_sideways_scrolling(page)
    axe(page)
    screenshot(page, f"youth-{name}")


@pytest.mark.django_db
@pytest.mark.parametrize("width", [360, 1280])
def test_a_young_person_gets_in(site: str, open_browser: Callable[..., Page], width: int) -> None:
    world = w.make_world()
    log = w.open_log(world)
    about = f"{site}/logg/{log.pk}/innlogging/"
    for name in ("marte", "kari"):
        page = open_browser(width=width, height=800)
        key = session_of(world.people[name], world.eikvag)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(about)
        look(page, f"{width}-1-{name}", re.compile("La Elias logge inn"))
        page.get_by_role("button", name="Ja, la Elias logge inn slik").click()
        expect(page.get_by_text("i dag").first).to_be_visible()
    page.get_by_role("radio", name=re.compile("På papir")).check()
    page.get_by_role("button", name="Gi veien inn").click()
    paper = page.locator(".st-papercode")
    expect(paper).to_be_visible()
    look(page, f"{width}-2-paper", re.compile("La Elias logge inn"))
    code = paper.inner_text()

    elias = open_browser(width=width, height=800)
    elias.goto(f"{site}{young.SIGN_IN}")
    look(elias, f"{width}-3-sign-in", "Logg inn i din egen logg")
    elias.get_by_role("link", name="Skriv den her").click()
    look(elias, f"{width}-4-paper", "Jeg har en kode på et ark")
    elias.get_by_label("Koden på arket").fill(code)
    elias.get_by_role("button", name="Gå videre").click()
    look(elias, f"{width}-5-choose", re.compile("Hei, Elias!"))
    elias.get_by_label("Brukernavn").fill(young.USERNAME)
    elias.get_by_label("Passord", exact=True).fill(young.PASSWORD)
    elias.get_by_label("Det samme passordet").fill(young.PASSWORD)
    elias.get_by_role("radio", name="Fra en app").check()
    elias.get_by_role("button", name="Gå videre").click()
    expect(elias.get_by_role("img", name=re.compile("firkant"))).to_be_visible()
    look(elias, f"{width}-6-app", "Koble til appen")
    account = YouthAccount.objects.using("owner").get()
    digits = pyotp.TOTP(open_text(account.pk, account.secret)).now()
    elias.get_by_label("Koden").fill(digits)
    elias.get_by_role("button", name="Logg inn").click()
    expect(elias.get_by_role("heading", level=1, name=re.compile("Elias|Hei"))).to_be_visible()
    elias.goto(about)
    look(elias, f"{width}-7-own", "Slik logger du inn")
