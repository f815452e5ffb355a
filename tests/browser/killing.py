"""A browser of one's own that can be killed, as a telephone does when its battery is empty."""

import os
import signal
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tools import browser as chromium

PATIENCE = 30  # seconds until the browser must have started


class Mortal:
    """`with Mortal(browser, folder, site) as page`: a page in a process of its own."""

    def __init__(self, browser: Browser, folder: Path, site: str) -> None:
        self.kind, self.folder, self.site = browser.browser_type, folder, site

    def __enter__(self) -> "Mortal":
        words = [chromium.find(), *chromium.FLAGS, "--headless"]
        words += ["--remote-debugging-port=0", f"--user-data-dir={self.folder}", "about:blank"]
        self.process = subprocess.Popen(
            words, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.browser = self.kind.connect_over_cdp(f"http://127.0.0.1:{self._port()}")
        return self

    def _port(self) -> str:
        told = self.folder / "DevToolsActivePort"
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if told.exists() and (lines := told.read_text().splitlines()):
                return lines[0]
            time.sleep(0.1)
        raise TimeoutError("The browser did not start.")

    def page(self) -> Page:
        """Addresses may be given from the slash on."""
        context = self.browser.new_context(base_url=self.site, locale="nb-NO")
        return context.new_page()

    def kill(self) -> None:
        """All of it at once: it is asked nothing, and says nothing."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)

    def __exit__(self, *_error: object) -> None:
        self.kill()
