"""The chain's rules: the same gives the same, and any change anywhere gives another hash."""

import uuid
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stafett.book.rules import content_hash, entry_hash, seal

HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "book": st.uuids(),
    "number": st.integers(1, 10**9),
    "at": st.datetimes(timezones=st.just(UTC)).filter(lambda at: 2000 <= at.year <= 9000),
    "actor": st.none() | st.uuids(),
    "role": st.text(max_size=20),
    "verb": st.text(max_size=60),
    "content": HASHES,
    "previous": HASHES,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3)
    ),
    max_leaves=8,
)


@given(entry=st.fixed_dictionaries(FIELDS), data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_change_in_any_field_changes_an_entrys_hash(
    entry: dict[str, Any], data: st.DataObject
) -> None:
    for name, values in FIELDS.items():
        other = data.draw(values, label=name)
        assume(other != entry[name])
        assert entry_hash(**entry) != entry_hash(**(entry | {name: other}))


@given(entry=st.fixed_dictionaries(FIELDS))
def test_the_same_moment_in_another_zone_is_the_same_entry(entry: dict[str, Any]) -> None:
    oslo = entry["at"].astimezone(timezone(timedelta(hours=1)))
    assert entry_hash(**entry) == entry_hash(**(entry | {"at": oslo}))
    assert len(entry_hash(**entry)) == 64


def test_a_microsecond_counts() -> None:
    fixed: dict[str, Any] = {
        "book": uuid.UUID(int=1),
        "number": 1,
        "actor": None,
        "role": "",
        "verb": "",
        "content": "",
        "previous": "",
    }
    at = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    later = at + timedelta(microseconds=1)
    assert entry_hash(at=at, **fixed) != entry_hash(at=later, **fixed)


def test_what_stands_at_the_border_of_two_fields_belongs_to_one_of_them() -> None:
    fixed: dict[str, Any] = {
        "book": uuid.UUID(int=1),
        "number": 1,
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "actor": None,
        "content": "",
        "previous": "",
    }
    one = entry_hash(role="hold", verb="er.gave", **fixed)
    assert one != entry_hash(role="holder", verb=".gave", **fixed)
    assert one != entry_hash(role='hold","er', verb=".gave", **fixed)


@given(salt=st.text(max_size=32), data=JSON, other=JSON)
@settings(max_examples=60, deadline=None)
def test_another_content_or_another_salt_is_another_hash(
    salt: str, data: object, other: object
) -> None:
    # 1 and True are equal to Python and not to JSON.
    assume(repr(data) != repr(other))
    assume(data != other)
    assert content_hash(salt, data) != content_hash(salt, other)
    assert content_hash(salt, data) != content_hash(salt + "x", data)


@given(st.dictionaries(st.text(), JSON, min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_order_of_keys_says_nothing(data: dict[str, object]) -> None:
    turned = dict(reversed(data.items()))
    assert content_hash("s", data) == content_hash("s", turned)


@given(key=st.text(min_size=1), book=st.uuids(), count=st.integers(0, 10**9), last=HASHES)
def test_a_seal_holds_key_book_count_and_hash(
    key: str, book: uuid.UUID, count: int, last: str
) -> None:
    made = seal(key, book, count, last)
    assert made == seal(key, book, count, last)
    assert made != seal(key + "x", book, count, last)
    assert made != seal(key, uuid.UUID(int=book.int ^ 1), count, last)
    assert made != seal(key, book, count + 1, last)
    assert made != seal(key, book, count, last[::-1] + "0")


def test_the_hashes_are_the_same_in_every_version() -> None:
    """What was written with an older Stafett must verify with every newer one."""
    book, at = uuid.UUID(int=1), datetime(2026, 1, 1, tzinfo=UTC)
    assert content_hash("s", {"a": "å"}) == (
        "adbffed39e1300917b1bd908fcf9f5d558d4e329f7c3cdab2888f9f7336cc89a"
    )
    assert entry_hash(book, 1, at, None, "holder", "logs.opened", "c", "p") == (
        "e56dee515654b036f1e23d80a57f9d50ac0d2acc0d28f75a87a9ac80fe08b0c6"
    )
    assert seal("k", book, 1, "h") == (
        "8f28f67d65b01fc4a2ce5d1b98541979f348c36d370e746ce60ce8ad88426561"
    )
