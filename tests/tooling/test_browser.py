"""Where a Chromium comes from, and that having none is said."""

import pytest

from tools import browser


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each source in the order it was tried; none has one."""
    tried: list[str] = []
    for name in ("_on_machine", "_from_debian", "_from_playwright"):
        monkeypatch.setattr(browser, name, lambda name=name: tried.append(name))
    return tried


def test_no_browser_anywhere_is_an_error_that_says_what_to_install(tried: list[str]) -> None:
    with pytest.raises(browser.NoBrowser, match="apt-get install chromium"):
        browser.find()
    assert tried == ["_on_machine", "_from_debian", "_from_playwright"]


def test_one_that_does_not_run_is_passed_over(
    tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "_on_machine", lambda: "/bin/false")
    monkeypatch.setattr(browser, "_from_debian", lambda: "/bin/echo")
    assert browser.find() == "/bin/echo"
    assert tried == []
