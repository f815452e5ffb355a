"""`make docs-check` sees what a document says that is not so."""

from pathlib import Path

import pytest

from tools import docs


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Run `make coffee`.", "make coffee is no target"),
        ("`python manage.py brew_coffee`", "manage.py brew_coffee is no command"),
        ("`manage.py list_logs --colour`", "manage.py list_logs takes no --colour"),
        ("`python -m tools.coffee`", "tools.coffee is no module"),
        ("[here](nowhere.md)", "the link nowhere.md leads nowhere"),
        ("[here](house.md#nowhere)", "the link house.md#nowhere leads nowhere"),
    ],
)
def test_what_is_not_there_is_told(said: str, fault: str) -> None:
    assert list(docs.faults(said, docs.HOUSE)) == [fault]


def test_what_is_there_is_not() -> None:
    said = "`make run`, `manage.py list_logs --format id`, `python -m tools.run`, [x](#the-matrix)"
    assert not list(docs.faults(f"{said}\n## The matrix", docs.HOUSE))


def test_the_table_of_settings_is_held_against_the_code() -> None:
    table = docs.OPERATIONS.read_text()
    assert not list(docs.settings_at_odds(table))
    assert list(docs.settings_at_odds(table + "\n| `STAFETT_COFFEE` | hot |\n")) == [
        "STAFETT_COFFEE is read nowhere"
    ]
    without = "\n".join(row for row in table.splitlines() if "`STAFETT_PROXIES`" not in row)
    assert list(docs.settings_at_odds(without)) == ["STAFETT_PROXIES is not in the table"]


def test_a_room_that_is_none_is_told() -> None:
    table = Path(docs.HOUSE).read_text()
    assert "kitchen" in set(docs.rooms_at_odds(table + "\n| 6 | `kitchen` | coffee |\n"))
