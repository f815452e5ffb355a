"""More than Stafett takes is refused in words by the real server, before any of it is kept."""

import http.client
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests import world as w
from tests.clients import session_of
from tests.tooling.processes_of_a_site import start
from tools import postgres

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 5.2.1")]
MB = 1024 * 1024
SEAM = "x" * 20
TOKEN = "a" * 32


@pytest.fixture
def port(site_files: None) -> Iterator[int]:
    """A gunicorn as `make run` starts it, on this test's database."""
    free = postgres.free_port()
    settings = {"STAFETT_PORT": str(free), "STAFETT_WEB_WORKERS": "1"}
    process = start("-m", "gunicorn", login="web", **settings)
    try:
        _wait(process, free)
        yield free
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            web = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            web.request("GET", "/")
            web.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not answer")


def sent(port: int, key: str, log: w.Log, size: int, **headers: str) -> tuple[int, str]:
    """A message with one file of so many bytes; the answer's status and page."""
    file = b"\0" * size
    head = (
        f"--{SEAM}\r\nContent-Disposition: form-data; name=csrfmiddlewaretoken\r\n\r\n{TOKEN}\r\n"
        f"--{SEAM}\r\nContent-Disposition: form-data; name=files; filename=film.mp4\r\n\r\n"
    ).encode()
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    web.request(
        "POST",
        f"/logg/{log.pk}/meldinger/ny/",
        body=head + file + f"\r\n--{SEAM}--\r\n".encode(),
        headers={
            "Cookie": f"sessionid={key}; csrftoken={TOKEN}",
            "Content-Type": f"multipart/form-data; boundary={SEAM}",
            **headers,
        },
    )
    answer = web.getresponse()
    return answer.status, answer.read().decode()


@pytest.mark.timeout(240)
def test_a_file_that_is_too_large_is_told_so_and_one_that_fits_is_read(port: int) -> None:
    world = w.make_world()
    log = w.open_log(world)
    key = session_of(world.kari, world.eikvag)
    status, page = sent(port, key, log, 60 * MB)
    assert status == 413
    assert "Dette er for mye på en gang" in page
    assert "mindre filer" in page
    nynorsk = sent(port, key, log, 60 * MB, **{"Accept-Language": "nn"})
    assert nynorsk[0] == 413
    assert "mindre filer" in nynorsk[1]
    assert 'lang="nn"' in nynorsk[1]
    status, page = sent(port, key, log, 9 * MB)
    assert status == 422  # the form is read, and says what is missing
    assert "for mye på en gang" not in page


@pytest.mark.timeout(240)
def test_a_length_that_is_only_said_is_answered_too(port: int) -> None:
    """Who announces a terabyte and sends nothing gets an answer, and holds nobody else up."""
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    web.putrequest("POST", "/logg-inn/")
    web.putheader("Content-Length", str(10**12))
    web.endheaders()
    web.sock.shutdown(1)
    assert web.getresponse().status == 413
