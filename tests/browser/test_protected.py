"""A protected address as people meet it: the log, its one page, the box, the clearance."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stafett.plan.models import Goal
from tests import world as w
from tests.browser.test_health import enter, look
from tests.walls.markers.protected import live_apart, open_log, protect

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]


def test_kari_lets_ragnhild_know_the_place_and_marks_what_tells_it(
    open_browser: Callable[..., Page], site: str
) -> None:
    world = w.make_world()
    live_apart(world)
    protect(world)
    log = open_log(world)
    goal = Goal.objects.using("owner").filter(log=log, main=None).get()
    page = open_browser(1280, 900)
    enter(page, site, world, world.kari)
    page.goto(f"{site}/logg/{log.pk}/")
    look(page, "skjermet-logg-klarert")
    page.goto(f"{site}/logg/{log.pk}/mal/{goal.pk}/")
    page.get_by_label("Skriv en kommentar").fill("Bussen fra Bakkegata går 7.40.")
    page.get_by_label("Sier hvor Elias er").check()
    look(page, "skjermet-boks")
    page.get_by_role("button", name="Lagre kommentaren").click()
    page.get_by_text("Bakkegata").wait_for()

    enter(page, site, world, world.ragnhild)
    page.goto(f"{site}/logg/{log.pk}/mal/{goal.pk}/")
    page.get_by_text("Du kommer ikke til å se det her selv.").wait_for()
    expect(page.get_by_role("main")).not_to_contain_text("Bakkegata")
    page.goto(f"{site}/logg/{log.pk}/")
    look(page, "skjermet-logg-ikke-klarert")

    enter(page, site, world, world.kari)
    page.goto(f"{site}/logg/{log.pk}/")
    page.get_by_role("link", name="Telefoner, og hvem som kan vite stedet").first.click()
    page.get_by_label("Hvem", exact=True).select_option(label="Ragnhild Vik")
    page.get_by_label("Hvorfor må denne personen vite det?").fill("Henter Elias på skolen.")
    look(page, "skjermet-side")
    page.get_by_role("button", name="La denne personen få vite det").click()
    page.get_by_text("Notert. Denne personen kan nå se").wait_for()

    enter(page, site, world, world.ragnhild)
    page.goto(f"{site}/logg/{log.pk}/mal/{goal.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Bakkegata")
    page.goto(f"{site}/logg/{log.pk}/skjermet/")
    page.get_by_text("Eikvåg skole").first.wait_for()
