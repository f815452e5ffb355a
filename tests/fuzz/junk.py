"""What nobody sends who fills in a form: made by Hypothesis, on top of a form that is filled in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import strategies as st

Pair = tuple[str, str]
FORM = "application/x-www-form-urlencoded"
OTHER_TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\u00e6",
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=nonsense",
    "",
)

NUMBERS = (
    *("0", "-1", "1", "3", "99", "2147483648", "9223372036854775808", "9" * 30, "9" * 5000),
    *("1e9", "1e999", "NaN", "-inf", "0x1", "1_000", " 7 ", "٣", "²", "½", "1.5", "1,5", "--1"),
)
DAYS = (
    *("2027-02-31", "31.02.2027", "2027-02-29", "2026-13-01", "0000-00-00", "0001-01-01"),
    *("1.1.1", "01.01.0001", "9999-12-31", "31.12.9999", "10000-01-01", "-0001-01-01"),
    *("2026-11-23T10:00", "٢٠٢٦-٠١-٠١", "i morgen", "2026-1-1", "1900-01-01", "2999-06-06"),
)
KEYS_OF_NOTHING = (
    *("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    *("{12345678-1234-5678-1234-567812345678}", "urn:uuid:12345678123456781234567812345678"),
    *("12345678123456781234567812345678", "12345678-1234", "x" * 36, "../..", "1", "None"),
)
WORDS = (
    *("", " ", "\0", "a\0b", "\r\n", "\u200b\u2060\u00ad", "\u202eRTL\u202c", "\ud800", "\udfff x"),
    *(
        "سلام עולם",
        "👩‍👩‍👧‍👦",
        "a\u0301" * 300,
        "\ufeff",
        "\ufffe\uffff",
        "İ",
        "ß",
        "\x1b[31m",
        "\x85",
    ),
    *("<script>alert(1)</script>", "{{ request }}", "{% load x %}", "%s %(x)s %", "{0.__class__}"),
    *("' OR 1=1 --", "\\", "$(id)", "[]", "{}", "null", "true", "on", "ja", "yes", "no", "x:y:z"),
    *("//evil.example", "javascript:alert(1)", "nb", "se", "æ" * 5001, "x" * 70_000),
    *("80000000000", "01018012345", "021080 12345", "٠١٠١٨٠١٢٣٤٥"),
)
KEYS = (
    *("do", "consent", "opened_at", "health", "hva", "steg", "step", "samtykke", "hvem", "hvordan"),
    *("vis", "til", "side", "enhet", "logg", "fra", "utgangspunkt", "neste", "sprak", "bli"),
    *("person", "position", "named", "scopes", "answer", "said_on", "number", "child", "which"),
    *("text", "text_hash", "offer", "receiver", "from_date", "preset", "settings", "account"),
    *("csrfmiddlewaretoken", "a[b][c]", "a[]", "__proto__", "form-TOTAL_FORMS", "pk", "id", ""),
)
HEADERS = (
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_HOST", "HTTP_REFERER"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_ORIGIN"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH", "HTTP_RANGE", "HTTP_X_REQUESTED_WITH"),
    *("HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_USER_AGENT", "HTTP_X_CSRFTOKEN"),
    *("HTTP_HX_REQUEST", "HTTP_X_ORIGINAL_URL"),
)
METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "POST", "HEAD", "PUT", "X")


@dataclass(frozen=True)
class Request:
    """One request, as it is sent."""

    how: str
    query: tuple[Pair, ...]
    fields: tuple[Pair, ...]
    files: tuple[str, ...]
    content_type: str
    headers: tuple[Pair, ...]
    numbers: tuple[Pair, ...]  # numbers in the address that are others than those that fit
    tail: str

    def headers_as_sent(self) -> dict[str, str]:
        """As a server hands them on: bytes as Latin-1, no line ends, not too long."""
        return {
            name: value.encode("utf-8", "surrogatepass")
            .translate(None, b"\r\n\0")[:4000]
            .decode("latin-1")
            for name, value in self.headers
        }

    def body(self) -> tuple[bytes, str]:
        """What is sent, and what it says that it is."""
        if self.files:
            pairs: dict[str, Any] = {}
            for name, value in self.fields:
                pairs.setdefault(name, []).append(value.encode(errors="replace").decode())
            for name in self.files:
                pairs[name] = SimpleUploadedFile("bilde\u202e.png", b"\x89PNG\0" * 9, "image/png")
            return encode_multipart(BOUNDARY, pairs), MULTIPART_CONTENT
        return encoded(self.fields).encode(), self.content_type


def encoded(pairs: tuple[Pair, ...]) -> str:
    """As a browser sends a form; half a surrogate pair too, which is no UTF-8."""
    as_bytes = (
        [quote_plus(part.encode("utf-8", "surrogatepass")) for part in pair] for pair in pairs
    )
    return "&".join("=".join(pair) for pair in as_bytes)


def values(known: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Anything that could stand in a field; `known` are keys of what there is."""
    return st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(NUMBERS),
        st.sampled_from(DAYS),
        st.sampled_from((*KEYS_OF_NOTHING, *known)),
        st.text(st.characters(), max_size=40),
    )


@st.composite
def requests(
    draw: st.DrawFn, right: tuple[Pair, ...], query: tuple[Pair, ...], kinds: tuple[str, ...],
    known: tuple[UUID, ...],
) -> Request:  # fmt: skip
    """The right form with one thing or a few changed; now and then the address or the headers."""
    value = values(tuple(map(str, known)))
    mine = tuple(dict.fromkeys(name for name, _value in right)) or ("do",)
    name = st.one_of(st.sampled_from(mine), st.sampled_from(mine), st.sampled_from(KEYS))
    pair = st.tuples(name, value)
    fields = list(right)
    for _turn in range(draw(st.integers(0, 4))):
        changed, instead = draw(pair)
        match draw(st.sampled_from(("replace", "replace", "replace", "remove", "add", "only"))):
            case "replace":
                fields = [each for each in fields if each[0] != changed] + [(changed, instead)]
            case "remove":
                fields = [each for each in fields if each[0] != changed]
            case "add":
                times = draw(st.sampled_from((1, 1, 2, 1100)))
                fields += [(changed, instead if times < 3 else instead[:9])] * times
            case "only":
                fields = [(changed, instead)]
    rarely = st.integers(0, 5).map(lambda turn: turn == 0)
    asked = st.lists(st.tuples(st.one_of(st.sampled_from(KEYS), name), value), max_size=3)
    other = st.tuples(st.sampled_from(kinds or ("",)), value)
    return Request(
        how=draw(st.sampled_from(METHODS)),
        query=tuple(draw(asked)) if draw(rarely | st.booleans()) else query,
        fields=tuple(fields),
        files=tuple(draw(st.lists(name, max_size=2))) if draw(rarely) else (),
        content_type=draw(st.sampled_from(OTHER_TYPES)) if draw(rarely) else FORM,
        headers=tuple(draw(st.lists(st.tuples(st.sampled_from(HEADERS), value), max_size=3)))
        if draw(rarely)
        else (),
        numbers=(draw(other),) if kinds and draw(rarely) else (),
        tail=draw(st.sampled_from(("/", "x", "..%2f", "%00", "%ff", "?")))
        if draw(rarely) and draw(rarely)
        else "",
    )
