"""The log and its plan in a real browser: on a telephone, by keyboard, without scripts."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from tests import world as w
from tests.browser.looking import Enter, axe, no_sideways_scrolling
from tests.plan.full import make_full, said

# A filled button is the primary one; those in the baton's surface are inverted.
PRIMARY = "main .ds-button:not([data-variant]):not(.st-baton *):visible"
LONG = "Rødgrøtmedfløteogblåbærsyltetøysmørbrødsfatet" * 3
SCREEN = 800  # px of a telephone, below which one must scroll


def addresses(log: Log, ids: dict[str, UUID]) -> list[str]:
    base = f"/logg/{log.pk}/"
    return [
        base,
        f"{base}felles-forstaelse/",
        f"{base}mal/{ids['main']}/",
        f"{base}mal/{ids['main']}/delmal/",
        f"{base}mal/{ids['sub']}/",
        f"{base}mal/{ids['sub']}/endre/",
        f"{base}mal/{ids['sub']}/avslutt/",
        f"{base}tiltak/ny/{ids['sub']}/",
        f"{base}tiltak/{ids['due']}/",
        f"{base}tiltak/{ids['krok']}/",
        f"{base}tiltak/{ids['due']}/endre/",
        f"{base}tiltak/{ids['due']}/hvordan-gar-det/",
    ]


def lowest(page: Page, *selectors: str) -> float:
    """How far down the page the last of these ends, in px."""
    boxes = [page.locator(selector).first.bounding_box() for selector in selectors]
    assert all(boxes), selectors
    return max(box["y"] + box["height"] for box in boxes if box)


FIRST_SCREEN = ("h1", ".st-baton__name", ".st-counts", PRIMARY)
TELEPHONE = ".st-baton a[href^='tel:']"


def test_the_first_screen_of_a_telephone_holds_what_matters(
    phone: Page, enter: Enter, world: w.World, log: Log
) -> None:
    def fits(name: str) -> None:
        enter(phone, name).goto(f"/logg/{log.pk}/")
        # Who has the baton needs no telephone to herself.
        wanted = FIRST_SCREEN if name == "kari" else (*FIRST_SCREEN, TELEPHONE)
        assert lowest(phone, *wanted) <= SCREEN, name

    fits("kari")  # nothing written yet
    fits("marte")
    ids = make_full(world, log)
    for name in ("kari", "marte", "sunniva", "ragnhild"):
        fits(name)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    fits("marte")
    with acting_as(world.kari.pk):
        long = said(
            "Et tiltak med en så lang tittel at den går over flere linjer " * 3, -3, world.marte.pk
        )
        plan.agree_measure(w.stand(world.kari, log), ids["sub"], long, at=w.now())
    fits("anders")
    fits("sunniva")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_fits_and_has_one_primary_button(
    open_browser: Callable[..., Page], enter: Enter, log: Log, ids: dict[str, UUID], width: int
) -> None:
    page = enter(open_browser(width), "kari")
    for address in addresses(log, ids):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)
        ended = address.endswith(f"{ids['krok']}/")
        expect(page.locator(PRIMARY)).to_have_count(0 if ended else 1)


@pytest.mark.parametrize("width", [360, 1280])
def test_errors_and_an_overtaken_text_are_accessible_too(
    open_browser: Callable[..., Page],
    enter: Enter,
    world: w.World,
    log: Log,
    ids: dict[str, UUID],
    width: int,
) -> None:
    page = enter(open_browser(width), "kari")
    page.goto(f"/logg/{log.pk}/tiltak/ny/{ids['sub']}/")
    page.get_by_role("button", name="Lagre tiltaket").click()
    expect(page.get_by_text("Se på dette før du går videre")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Velg hvor det skjer.").click()
    expect(page.get_by_label("Hjemme")).to_be_focused()
    page.goto(f"/logg/{log.pk}/felles-forstaelse/")
    page.get_by_label("Hva er dere enige om?").fill("Min tekst.")
    with acting_as(world.marte.pk):
        plan.write_understanding(
            w.stand(world.marte, log),
            concern="",
            shared="Mammas tekst.",
            written_by="Marte",
            opened_at=10_000,
            at=w.now(),
        )
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Mammas tekst.")).to_be_visible()
    expect(page.get_by_label("Hva er dere enige om?")).to_have_value("Min tekst.")
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_label("Hva er dere enige om?").fill("Mammas tekst. Min tekst.")
    page.get_by_role("button", name="Lagre det dere er enige om").click()
    expect(page.get_by_text("Mammas tekst. Min tekst.")).to_be_visible()


def test_long_names_and_words_break_and_nothing_is_wider_than_the_window(
    open_browser: Callable[..., Page], enter: Enter, world: w.World, log: Log, ids: dict[str, UUID]
) -> None:
    for person in (world.elias, world.kari, world.marte):
        Person.objects.using("owner").filter(pk=person.pk).update(
            given_name="Aleksandra-Wilhelmine", family_name=LONG[:90]
        )
    Measure.objects.using("owner").filter(pk=ids["due"]).update(title=LONG, place=LONG[:100])
    log.goals.using("owner").filter(pk=ids["main"]).update(text=LONG * 3)
    for width in (320, 360, 768, 1280):
        page = enter(open_browser(width), "kari")
        for address in addresses(log, ids):
            page.goto(address)
            no_sideways_scrolling(page)


def test_the_counts_lead_to_what_they_count(
    phone: Page, enter: Enter, log: Log, ids: dict[str, UUID]
) -> None:
    enter(phone, "marte").goto(f"/logg/{log.pk}/")
    expect(phone.get_by_text("Elias savnet hjem mer etter samtalen.")).to_be_hidden()
    phone.get_by_role("link", name="2 ferdige").click()
    expect(phone.get_by_text("Elias savnet hjem mer etter samtalen.")).to_be_visible()
    phone.get_by_role("link", name="1 forsinket").click()
    expect(phone.locator(f"#tiltak-{ids['late']}")).to_be_in_viewport()


def test_by_keyboard_alone(page: Page, enter: Enter, log: Log, world: w.World) -> None:
    enter(page, "kari").goto(f"/logg/{log.pk}/")
    to(page, "Skriv det ned")
    page.keyboard.press("Enter")
    page.wait_for_url("**/felles-forstaelse/")
    to(page, "Hva er dere enige om?")
    page.keyboard.type("Elias liker fotball.")
    to(page, "Lagre det dere er enige om")
    page.keyboard.press("Space")
    page.wait_for_url(f"**/logg/{log.pk}/")
    expect(page.get_by_role("status")).to_contain_text("er lagret")
    expect(page.get_by_text("Elias liker fotball.")).to_be_visible()


def to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        words = "e => e.ariaLabel || (e.labels && e.labels[0] || e).innerText || ''"
        if page.evaluate(f"({words})(document.activeElement)").strip().startswith(name):
            return
    raise AssertionError(f"Tab never reaches {name!r} on {page.url}")


def test_a_plan_is_made_and_followed_without_scripts(
    open_browser: Callable[..., Page], enter: Enter, log: Log, world: w.World
) -> None:
    page = enter(open_browser(360, 800, java_script_enabled=False), "kari")
    page.goto(f"/logg/{log.pk}/mal/ny/")
    page.get_by_label("Målet", exact=True).fill("Elias er på skolen hver dag.")
    page.get_by_role("button", name="Lagre målet").click()
    page.get_by_role("link", name="Avtal et tiltak").first.click()
    page.get_by_label("Hva skal gjøres?").fill("Dagsplan på pulten")
    page.get_by_role("checkbox", name="Marte Berg").check()
    page.get_by_role("checkbox", name="Kari Nesheim").check()
    page.get_by_label("Hjemme").check()
    deadline = timezone.localdate() + timedelta(days=3)
    page.get_by_label("Når forteller dere senest").fill(deadline.isoformat())
    page.get_by_role("button", name="Lagre tiltaket").click()
    expect(page.get_by_role("heading", name="Dagsplan på pulten")).to_be_visible()
    page.get_by_role("link", name="Dagsplan på pulten").first.click()
    page.get_by_role("link", name="Fortell hvordan det har gått").click()
    page.get_by_label("Det virket", exact=True).check()
    page.get_by_label("Hvorfor tror dere").fill("Han visste hva som kom.")
    page.get_by_label("Vi avslutter tiltaket").check()
    page.get_by_role("button", name="Lagre hvordan det gikk").click()
    expect(page.get_by_text("Han visste hva som kom.")).to_be_visible()
    page.goto(f"/logg/{log.pk}/")
    expect(page.get_by_text("1 tiltak som er ferdig")).to_be_visible()


def test_the_familys_page_after_the_end_is_accessible(
    phone: Page, enter: Enter, world: w.World, log: Log, ids: dict[str, UUID]
) -> None:
    with acting_as(world.kari.pk):
        note = {"reason": "reached", "note_text": "Elias går på skolen nå."}
        endings.close(w.stand(world.kari, log), **note, at=w.now())
    enter(phone, "marte").goto(f"/logg/{log.pk}/")
    expect(phone.get_by_role("heading", name="Loggen er avsluttet")).to_be_visible()
    expect(phone.get_by_text("Elias går på skolen nå.")).to_be_visible()
    axe(phone)
    no_sideways_scrolling(phone)
