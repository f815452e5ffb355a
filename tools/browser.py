"""A real Chromium for the tests: `python -m tools.browser` says which, and fetches one if needed.

The one on the machine (or the one `STAFETT_CHROMIUM` names); else Debian's package, when root;
else Playwright's own download. Having none is an error, so that no test is silently left out.
"""

import fcntl
import os
import shutil
import subprocess
import sys

from tools import environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """There is no Chromium to be had; the text says what to install."""


def find() -> str:
    """The path of a Chromium that runs. Raises NoBrowser."""
    environment.var().mkdir(parents=True, exist_ok=True)
    with (environment.var() / "browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for candidate in (_on_machine, _from_debian, _from_playwright):
            path = candidate()
            if path and _runs(path):
                return path
    raise NoBrowser(
        "The tests need a Chromium, and none could be found or fetched. Install one"
        " (on Debian: apt-get install chromium) or name one in STAFETT_CHROMIUM."
    )


def _on_machine() -> str | None:
    chosen = os.environ.get("STAFETT_CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Debian's Chromium ...", flush=True)
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        _quietly(["apt-get", "-qq", *wait, *words], DEBIAN_FRONTEND="noninteractive")
    return shutil.which("chromium")


def _from_playwright() -> str | None:
    print("Fetching Playwright's Chromium ...", flush=True)
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    where = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    return _quietly([sys.executable, "-c", where]).strip() or None


def _runs(path: str) -> bool:
    return bool(_quietly([path, "--version"]))


def _quietly(command: list[str], **settings: str) -> str:
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout


if __name__ == "__main__":
    try:
        print(find())
    except NoBrowser as error:
        sys.exit(str(error))
