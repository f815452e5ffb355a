"""Nothing that is written is lost: the browser dies, the session ends, two pages are open."""

from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Locator, Page, expect

from stafett.book.wall import acting_as
from stafett.identity.models import SignedIn, TrainingAccount
from stafett.logs.models import Log
from stafett.plan import actions as plan
from stafett.plan.models import Understanding
from tests import world as w
from tests.browser.killing import Mortal
from tests.browser.looking import Enter, axe, no_sideways_scrolling, screenshot

pytestmark = [pytest.mark.slow, pytest.mark.requirement("A23")]
FIELD = "Hva er dere enige om?"
TEXT = "Elias går inn selv når Kari står i døra."
KEPT, OFFER = "men tatt vare på", "Du skrev noe her"


def write(page: Page, log: Log, text: str = TEXT) -> Locator:
    page.goto(f"/logg/{log.pk}/felles-forstaelse/")
    field = page.get_by_label(FIELD)
    field.press_sequentially(text)
    return field


def come_back(page: Page, log: Log) -> Locator:
    page.goto(f"/logg/{log.pk}/felles-forstaelse/")
    expect(page.get_by_text(OFFER).first).to_be_visible()
    return page.get_by_label(FIELD)


def test_the_browser_dies_and_the_text_is_found_again(
    browser: Browser,
    site: str,
    tmp_path: Path,
    log: Log,
    enter: Enter,
    phone: Page,
) -> None:
    with Mortal(browser, tmp_path, site) as mortal:
        page = enter(mortal.page(), "kari")
        write(page, log)
        expect(page.get_by_text(KEPT)).to_be_visible()
        mortal.kill()
    field = come_back(enter(phone, "kari"), log)
    expect(field).to_have_value("")
    axe(phone)
    no_sideways_scrolling(phone)
    screenshot(phone, "unfinished-offer-360")
    phone.get_by_role("button", name="Hent fram").tap()
    expect(field).to_have_value(TEXT)
    expect(phone.get_by_text(OFFER)).to_have_count(0)
    phone.get_by_role("button", name="Lagre det dere er enige om").tap()
    expect(phone.get_by_text("Det dere er enige om, er lagret.")).to_be_visible()
    assert Understanding.objects.using("owner").get().shared == TEXT
    asked = phone.expect_response("**/ta-vare/?adresse=*")
    with asked:
        phone.goto(f"/logg/{log.pk}/felles-forstaelse/")
    expect(phone.get_by_text(OFFER)).to_have_count(0)


def test_a_page_that_is_left_at_once_keeps_the_last_word(
    log: Log, enter: Enter, page: Page
) -> None:
    write(enter(page, "kari"), log)
    page.goto("/min-side/")
    page.goto("/min-side/uferdig/")
    for _ in range(20):  # the browser sends it while it goes on
        if page.get_by_text(TEXT).is_visible():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_text(TEXT)).to_be_visible()
    axe(page)
    screenshot(page, "unfinished-mine-1280")
    page.get_by_role("link", name="Skriv videre").click()
    expect(page.get_by_text(OFFER)).to_be_visible()
    screenshot(page, "unfinished-offer-1280")
    page.get_by_role("button", name="Slett").click()
    expect(page.get_by_text(OFFER)).to_have_count(0)
    page.goto("/min-side/uferdig/")
    expect(page.get_by_text("Alt du har skrevet, er ferdig.")).to_be_visible()


def test_the_session_ends_in_the_middle_of_a_sentence(
    world: w.World, log: Log, enter: Enter, page: Page
) -> None:
    w.save(
        TrainingAccount(
            person=world.kari,
            municipality=world.eikvag,
            name="Kari Nesheim",
            username="demo1",
            password=make_password("BTI2000"),
        )
    )
    field = write(enter(page, "kari"), log, "Elias går inn ")
    expect(page.get_by_text(KEPT)).to_be_visible()
    SignedIn.objects.using("owner").all().delete()
    with page.expect_response("**/ta-vare/") as answer:
        field.press_sequentially("selv når Kari ")
    assert answer.value.headers["stafett-kept"] == "1"
    field.press_sequentially("står i døra.")
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("er tatt vare på i en halv time")).to_be_visible()
    axe(page)
    screenshot(page, "unfinished-signed-out-1280")
    page.get_by_role("link", name="Logg inn").last.click()
    page.get_by_label("Brukernavn").fill("demo1")
    page.get_by_label("Passord").fill("BTI2000")
    page.get_by_role("main").get_by_role("button", name="Logg inn").click()
    expect(page.get_by_text(OFFER)).to_be_visible()
    page.get_by_role("button", name="Hent fram").click()
    expect(page.get_by_label(FIELD)).to_have_value(TEXT)


def test_two_tabs_and_a_telephone_keep_a_text_each(
    log: Log, enter: Enter, page: Page, phone: Page
) -> None:
    other = enter(page, "kari").context.new_page()
    for tab, text in ((page, "Fra den ene."), (other, "Fra den andre."), (phone, "Fra mobilen.")):
        write(enter(tab, "kari"), log, text)
        expect(tab.get_by_text(KEPT)).to_be_visible()
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Det dere er enige om, er lagret.")).to_be_visible()
    come_back(page, log)
    expect(page.get_by_text(OFFER)).to_have_count(2)
    page.get_by_role("button", name="Hent fram").first.click()
    expect(page.get_by_label(FIELD)).to_have_value("Fra mobilen.")
    # It was written before the first was saved: both are shown, and nothing is overwritten.
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Dette skrev en annen i mellomtida")).to_be_visible()
    assert Understanding.objects.using("owner").get().shared == "Fra den ene."
    expect(page.get_by_text(OFFER)).to_have_count(1)


def test_a_refused_form_is_not_offered_what_already_stands_in_it(
    world: w.World, log: Log, enter: Enter, page: Page
) -> None:
    write(enter(page, "kari"), log)
    expect(page.get_by_text(KEPT)).to_be_visible()
    with acting_as(world.marte.pk):
        by = w.stand(world.marte, log)
        words = {"concern": "", "shared": "Noe annet", "written_by": "Marte"}
        plan.write_understanding(by, **words, opened_at=99, at=w.now())
    with page.expect_response("**/ta-vare/?adresse=*"):
        page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Dette skrev en annen i mellomtida")).to_be_visible()
    expect(page.get_by_text(OFFER)).to_have_count(0)
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Det dere er enige om, er lagret.")).to_be_visible()
    page.goto("/min-side/uferdig/")
    expect(page.get_by_text("Alt du har skrevet, er ferdig.")).to_be_visible()
