"""A real nginx before the site and its live pages, set up as `docs/operations.md` says."""

import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from tests import debian
from tools import environment

BLOCKS = re.compile(r"\n```\n(.*?)\n```", re.DOTALL)
BESIDE_SERVER = re.compile(r"# with (limit_\w+ [^;]+?);? beside server")
AROUND = """\
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
    access_log off;
    {temporary}
    {zones}
    server {{
        listen 127.0.0.1:{port};
        {settings}
        location / {{ proxy_pass {site}; }}
        {live}
    }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def settings(site: str, live_port: int, port: int) -> str:
    """The operations page's own lines, with the ports of this test."""
    said = (environment.ROOT / "docs" / "operations.md").read_text()
    (server,) = [block for block in BLOCKS.findall(said) if "proxy_request_buffering" in block]
    (live,) = [block for block in BLOCKS.findall(said) if block.startswith("location")]
    zones = BESIDE_SERVER.findall(server + live)
    assert len(zones) == 2, zones
    return AROUND.format(
        temporary="".join(f"{each}_temp_path {each};" for each in TEMPORARY),
        zones="".join(f"{zone};" for zone in zones),
        port=port,
        settings=server,
        site=site,
        live=live.replace("127.0.0.1:8001", f"127.0.0.1:{live_port}"),
    )


@contextmanager
def running(site: str, live_port: int, port: int) -> Iterator[str]:
    """nginx on loopback; its address."""
    binary = debian.program("nginx", "that the pages are live behind it").path
    home = Path(mkdtemp(prefix="stafett-nginx-"))
    (home / "nginx.conf").write_text(settings(site, live_port, port))
    with (home / "log").open("wb") as log:
        child = subprocess.Popen(
            [binary, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", "stderr"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(child, home, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        child.kill()
        child.wait(timeout=10)
        shutil.rmtree(home)


def _wait(child: "subprocess.Popen[bytes]", home: Path, address: str) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and child.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError(f"nginx did not start: {(home / 'log').read_text()}")
