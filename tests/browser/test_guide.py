"""The action guide on a telephone: forms for paper that send nothing, boxes that stay in the
window, and the municipality's own text written there."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests import world as w
from tests.browser.looking import Enter, axe, no_sideways_scrolling

pytestmark = pytest.mark.django_db
KEPT = "() => localStorage.length + sessionStorage.length + document.cookie.length"


@pytest.mark.requirement("B5", "B24")
def test_what_is_written_on_a_form_for_paper_never_leaves_the_page(
    phone: Page, world: w.World
) -> None:
    phone.goto("/veileder/verktoy/wondering-note/")
    expect(phone.get_by_role("button", name="Skriv ut eller lagre som PDF")).to_be_visible()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.get_by_label("Hva så eller hørte jeg?").fill("Han satt alene.\n" * 12)
    phone.get_by_label("Dato").fill("2026-11-20")
    phone.get_by_label("Ferdig").check()
    phone.get_by_label("Hvem skriver?").press("Enter")
    field = phone.get_by_label("Hva så eller hørte jeg?")
    assert field.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
    assert not asked
    assert phone.evaluate(KEPT) == 0
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    phone.on("dialog", stay)
    phone.goto("/veileder/")
    assert questions == ["beforeunload"]


def test_boxes_are_kept_in_the_window_alone_until_they_are_cleared(
    phone: Page, world: w.World
) -> None:
    phone.goto("/veileder/verktoy/wondering-checklist/")
    box = phone.get_by_role("checkbox").first
    clear = phone.get_by_role("button", name="Fjern kryssene")
    expect(clear).to_be_hidden()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    box.check()
    assert not asked
    phone.reload()
    expect(box).to_be_checked()
    elsewhere = phone.context.new_page()
    elsewhere.goto(phone.url)
    expect(elsewhere.get_by_role("checkbox").first).not_to_be_checked()
    clear.tap()
    expect(box).not_to_be_checked()
    assert phone.evaluate("() => sessionStorage.length") == 0


@pytest.mark.requirement("B1")
def test_the_municipality_writes_its_own_step_on_a_telephone(
    phone: Page, enter: Enter, world: w.World
) -> None:
    page = enter(phone, "henrik")
    page.goto("/kommune/veileder/step-1-2/")
    text = page.get_by_label("Teksten på siden")
    expect(text).to_have_value(re.compile("## Dette gjør du"))
    text.fill("# Lag en plan\n\nSlik gjør vi det her.\n\n## Dette gjør du\n- Møt familien")
    page.get_by_role("button", name="Se hvordan det blir").tap()
    expect(page.get_by_text("Det er ikke lagret ennå")).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    page.get_by_role("button", name="Lagre siden").tap()
    expect(page.get_by_text("Siden er lagret")).to_be_visible()
    axe(page)
    page.goto("/veileder/steg/1-2/")
    expect(page.get_by_role("heading", name="Lag en plan")).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
