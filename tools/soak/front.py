"""A real nginx before both web servers and the live pages."""

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tools import debian, postgres, processes

START_SECONDS = 90  # both web servers start meanwhile
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
SETTINGS = """\
daemon off; master_process off; pid nginx.pid; error_log stderr warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    {temporary}
    upstream stafett {{ {web} }}
    server {{
        listen 127.0.0.1:{port};
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_connect_timeout 2s;
        location / {{ proxy_pass http://stafett; }}
        location ~ "^/logg/[0-9a-f-]{{36}}/direkte$" {{
            proxy_pass http://127.0.0.1:{live};
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering off;
        }}
    }}
}}
"""


class Front:
    """All of it in the folder `home`, which is made."""

    def __init__(self, home: Path) -> None:
        self.program, self.home = debian.program("nginx"), home
        self.port = postgres.free_port()
        self.child: subprocess.Popen[bytes] | None = None

    def start(self, web: Sequence[int], live: int) -> None:
        """Raises debian.NotHere when it does not start."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        text = SETTINGS.format(
            temporary="".join(f"{each}_temp_path {each};" for each in TEMPORARY),
            # One that does not answer is left alone for a second, not for ten.
            web=" ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in web),
            port=self.port,
            live=live,
        )
        (self.home / "nginx.conf").write_text(text)
        where = ["-p", str(self.home), "-c", str(self.home / "nginx.conf"), "-e", "stderr"]
        self.child = debian.start(self.program, self.home, *where)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and processes.running(self.child.pid):
            address = f"http://127.0.0.1:{self.port}/tilstand/"
            with suppress(OSError), urllib.request.urlopen(address, timeout=5):
                return
            time.sleep(0.1)
        raise debian.NotHere(f"nginx did not start: {(self.home / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        """Asked first, killed then."""
        if self.child:
            processes.stop([each for each in [processes.running(self.child.pid)] if each], 10)
            self.child.wait(timeout=10)
