"""Choosing a picture as a child does on a telephone, and finding a new measure again."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests.browser.looking import Enter, axe, no_sideways_scrolling, screenshot

TRACTOR = re.compile(r"/pictures/tractor")


def drawing() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 600), "#3a7").save(out, "PNG")
    return out.getvalue()


@pytest.mark.requirement("J6", "M5", "K8")
def test_a_child_chooses_what_it_likes_and_the_teacher_draws_what_to_do(
    open_browser: Callable[..., Page],
    enter: Enter,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    child = enter(open_browser(360, 800), "elias")
    teacher = enter(open_browser(1280), "kari")
    child.goto(f"/logg/{log.pk}/mitt-rom/")
    child.get_by_role("link", name="Velg et annet bilde").click()
    axe(child)
    no_sideways_scrolling(child)
    child.locator("summary", has_text="Biler og båter").click()
    child.get_by_role("button", name="traktor").click()
    expect(child.get_by_role("status")).to_contain_text("Bildet er byttet")
    teacher.goto(f"/logg/{log.pk}/")
    expect(teacher.locator("img.st-owner__picture")).to_have_attribute("src", TRACTOR)
    teacher.goto(f"/logg/{log.pk}/tiltak/{ids['own']}/")
    teacher.get_by_role("link", name="Velg et bilde").click()
    axe(teacher)
    screenshot(teacher, "measure-picture-1280")
    teacher.get_by_role("button", name="Bruk dette bildet").click()
    expect(teacher.get_by_text("eller finn et eget først").first).to_be_visible()
    file = {"name": "plan.png", "mimeType": "image/png", "buffer": drawing()}
    teacher.locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    teacher.get_by_role("button", name="Bruk dette bildet").click()
    expect(teacher.get_by_role("status")).to_contain_text("Bildet er byttet")
    child.goto(f"/logg/{log.pk}/mitt-rom/")
    shown = child.locator("img.st-photo")
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    child.wait_for_function("() => document.querySelector('img.st-photo').naturalWidth > 100")
    axe(child)
    screenshot(child, "room-pictures-360")


def test_a_new_measure_is_led_to_and_marked(
    open_browser: Callable[..., Page],
    enter: Enter,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    phone = enter(open_browser(360, 800), "kari")
    phone.goto(f"/logg/{log.pk}/tiltak/ny/{ids['sub2']}/")
    phone.get_by_label("Hva skal gjøres?").fill("Ro i gangen")
    phone.get_by_role("checkbox", name="Kari Nesheim").check()
    phone.get_by_label("Hjemme").check()
    deadline = timezone.localdate() + timedelta(days=30)
    phone.get_by_label("Når forteller dere senest").fill(deadline.isoformat())
    phone.get_by_role("button", name="Lagre tiltaket").click()
    new = phone.locator(".st-measure--new")
    expect(new).to_contain_text("Ro i gangen")
    expect(new).to_contain_text("Nytt, lagret nå")
    expect(new).to_be_in_viewport()
    expect(new).to_be_focused()
    axe(phone)
    no_sideways_scrolling(phone)
    screenshot(phone, "new-measure-360")
