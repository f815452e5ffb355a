"""Pages are compressed on the line, and their length tells a listener nothing (BREACH)."""

import gzip
from io import BytesIO

import pytest
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from stafett.web.compression import compression
from tests.training_town import make_town, sign_in

TAKES = {"Accept-Encoding": "gzip, deflate, br, zstd"}
FROM_HERE = TAKES | {"Sec-Fetch-Site": "same-origin"}
FROM_ELSEWHERE = TAKES | {"Sec-Fetch-Site": "cross-site"}
LONG = "Elias har fått en ball. " * 100


def through(answer: HttpResponseBase, **headers: str) -> HttpResponseBase:
    """What leaves the house of this answer."""
    request = RequestFactory().get("/", headers=TAKES | headers)
    return compression(lambda _: answer)(request)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/logg-inn/", "/min-side/", "/finnes/ikke/", "/?a=%00"])
def test_every_page_is_compressed_and_says_the_same(client: Client, address: str) -> None:
    sign_in(client, make_town().kari)
    plain = client.get(address)
    small = client.get(address, headers=FROM_HERE)
    assert plain.status_code == small.status_code
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) == int(small["Content-Length"]) < len(plain.content) / 2
    title = plain.content.partition(b"</title>")[0]
    assert gzip.decompress(small.content).startswith(title)
    assert not plain.has_header("Content-Encoding")
    assert all("Accept-Encoding" in answer["Vary"] for answer in (plain, small))


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_who_takes_no_gzip_gets_none(accepted: str) -> None:
    answer = through(HttpResponse(LONG), **{"Accept-Encoding": accepted})
    assert not answer.has_header("Content-Encoding")


@pytest.mark.django_db
def test_words_that_another_site_chose_are_not_compressed_with_the_rest(client: Client) -> None:
    sign_in(client, make_town().kari)
    for headers, compressed in ((FROM_HERE, True), (FROM_ELSEWHERE, False), (TAKES, False)):
        answer = client.get("/hjelp/?q=gjettet", headers=headers)
        assert answer.status_code == 200
        assert answer.has_header("Content-Encoding") == compressed, headers
        form = client.post("/logg-inn/", {"username": "gjettet"}, headers=headers)
        assert form.status_code == 422
        assert form.has_header("Content-Encoding") == compressed, headers
    link = client.get("/hjelp/", headers=FROM_ELSEWHERE)
    assert link["Content-Encoding"] == "gzip"


def test_the_length_does_not_tell_what_is_on_the_page() -> None:
    answers = [through(HttpResponse(LONG)) for _ in range(60)]
    lengths = {len(each.content) for each in answers if isinstance(each, HttpResponse)}
    assert len(lengths) > 20


@pytest.mark.django_db
def test_a_page_that_is_as_it_was_is_known_again(client: Client) -> None:
    first = client.get("/veileder/", headers=TAKES)
    assert first["Content-Encoding"] == "gzip"
    assert first["ETag"].startswith('W/"')
    again = client.get("/veileder/", headers=TAKES | {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "answer",
    [
        StreamingHttpResponse([LONG.encode()], content_type="text/event-stream"),
        FileResponse(BytesIO(LONG.encode()), content_type="text/plain"),
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse(LONG, content_type="image/jpeg"),
        HttpResponse("Kort."),
    ],
    ids=["stream", "file", "pdf", "picture", "short"],
)
def test_files_and_streams_go_as_they_are(answer: HttpResponseBase) -> None:
    assert not through(answer).has_header("Content-Encoding")
