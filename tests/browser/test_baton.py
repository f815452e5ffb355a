"""The baton passed on in a real browser: by mouse, by keyboard, on a telephone, without scripts."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling
from tests.clients import session_of


@pytest.fixture
def world(db: None) -> w.World:
    return w.make_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


@pytest.fixture
def as_person(world: w.World, site: str, open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """`as_person("kari", 360, 800)`: a browser in which this person is signed in."""

    def start(name: str, width: int = 1280, height: int = 900, **options: object) -> Page:
        page = open_browser(width, height, **options)
        key = session_of(world.people[name], world.eikvag)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return start


def looks_right(page: Page) -> None:
    axe(page)
    no_sideways_scrolling(page)


def offer(page: Page, log: Log, *, to: str, word: str) -> None:
    page.goto(f"/logg/{log.pk}/stafettpinne/")
    page.get_by_label(to).check()
    page.get_by_label("Noen ord til den som tar over").fill(word)
    page.get_by_role("button", name="Tilby stafettpinnen").click()


def test_the_baton_goes_from_hand_to_hand(
    as_person: Callable[..., Page], log: Log, site: str
) -> None:
    kari, ragnhild, marte = as_person("kari"), as_person("ragnhild", 360, 800), as_person("marte")
    kari.goto(f"/logg/{log.pk}/stafettpinne/")
    looks_right(kari)
    offer(kari, log, to="Ragnhild Vik", word="Jeg blir med på det første møtet.")
    expect(kari.get_by_role("status")).to_contain_text("Du har spurt Ragnhild Vik")
    looks_right(kari)

    marte.goto(f"/logg/{log.pk}/stafettpinne/")
    expect(marte.locator("main")).to_contain_text("For dere er ingenting endret ennå")
    looks_right(marte)

    ragnhild.goto("/min-side/")
    expect(ragnhild.locator(".st-first")).to_contain_text("vil gi deg stafettpinnen for Elias")
    looks_right(ragnhild)
    ragnhild.get_by_role("link", name="Les og svar").click()
    expect(ragnhild.locator(".st-baton__name")).to_have_text("Kari Nesheim")
    looks_right(ragnhild)
    ragnhild.get_by_role("button", name="Ja, jeg tar stafettpinnen").click()
    expect(ragnhild.locator(".st-baton__name")).to_have_text("Ragnhild Vik (deg)")
    looks_right(ragnhild)

    kari.get_by_role("button", name="Ta spørsmålet tilbake").click()
    expect(kari.locator("main")).to_contain_text("En annen har stafettpinnen nå.")
    expect(kari.locator(".st-baton__name")).to_have_text("Ragnhild Vik")
    assert kari.title().startswith("Feil:")
    looks_right(kari)

    marte.goto(f"/logg/{log.pk}/historie/")
    expect(marte.locator(".is-baton").first).to_contain_text("Ragnhild Vik har stafettpinnen.")
    looks_right(marte)
    marte.get_by_role("link", name="Stafettpinnen").last.click()
    expect(marte.locator(".st-history li")).to_have_count(4)
    looks_right(marte)


def test_offered_and_declined_by_keyboard_alone(as_person: Callable[..., Page], log: Log) -> None:
    kari, sunniva = as_person("kari"), as_person("sunniva")
    kari.goto(f"/logg/{log.pk}/stafettpinne/")
    _tab_to(kari, "input[type=radio]")
    kari.keyboard.press("ArrowDown")
    expect(kari.get_by_label("Sunniva Aas")).to_be_checked()
    _tab_to(kari, "textarea")
    kari.keyboard.type("Vil du?")
    _tab_to(kari, "button[value=offer]")
    kari.keyboard.press("Enter")
    expect(kari.locator("main")).to_contain_text("Du har spurt om Sunniva Aas")

    sunniva.goto(f"/logg/{log.pk}/stafettpinne/")
    _tab_to(sunniva, "textarea")
    sunniva.keyboard.type("Ikke nå.")
    _tab_to(sunniva, "button[value=decline]")
    sunniva.keyboard.press("Space")
    expect(sunniva.get_by_role("status")).to_contain_text("Stafettpinnen blir der den er.")
    kari.reload()
    expect(kari.locator("main")).to_contain_text("Ikke nå.")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard never comes to {selector}")


def test_a_missing_choice_is_said_at_the_field_and_the_word_is_kept(
    as_person: Callable[..., Page], log: Log
) -> None:
    for width, height in ((1280, 900), (360, 800)):
        page = as_person("kari", width, height)
        page.goto(f"/logg/{log.pk}/stafettpinne/")
        page.get_by_label("Noen ord til den som tar over").fill("Takk for meg 😀 Đ")
        page.get_by_role("button", name="Tilby stafettpinnen").click()
        expect(page.locator(".ds-error-summary")).to_be_focused()
        expect(page.get_by_label("Noen ord til den som tar over")).to_have_value(
            "Takk for meg 😀 Đ"
        )
        looks_right(page)


def test_it_all_works_without_scripts(as_person: Callable[..., Page], log: Log) -> None:
    kari = as_person("kari", java_script_enabled=False)
    offer(kari, log, to="Sunniva Aas", word="")
    sunniva = as_person("sunniva", 360, 800, java_script_enabled=False)
    sunniva.goto(f"/logg/{log.pk}/stafettpinne/")
    sunniva.get_by_role("button", name="Ja, jeg tar stafettpinnen").click()
    expect(sunniva.locator(".st-baton__name")).to_have_text("Sunniva Aas (deg)")


def test_my_page_without_anything_and_with_everything(
    as_person: Callable[..., Page], world: w.World, log: Log
) -> None:
    w.agree_plan(world, log, measures=12)
    w.start_draft(world, owner="nora")
    for name in ("kari", "tor", "henrik", "hanne"):
        for width, height in ((1280, 900), (360, 800)):
            page = as_person(name, width, height)
            page.goto("/min-side/")
            looks_right(page)


def test_a_mother_lands_on_her_child_s_log_and_finds_back(
    as_person: Callable[..., Page], log: Log
) -> None:
    marte = as_person("marte")
    marte.goto("/min-side/")
    assert marte.url.endswith(f"/logg/{log.pk}/")
    marte.get_by_role("navigation", name="Hovedmeny").get_by_role("link", name="Min side").click()
    expect(marte.get_by_role("heading", level=1)).to_contain_text("Marte")
