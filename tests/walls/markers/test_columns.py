"""No text column without somebody having said what it may tell."""

import pytest

from tests.walls.markers import columns


@pytest.mark.requirement("H4")
def test_every_text_column_is_classified() -> None:
    assert list(columns.troubles(columns.in_the_models())) == []


def test_a_new_text_column_is_told_of() -> None:
    new = iter([*columns.in_the_models(), ("plan_goal", "secret")])
    (said,) = columns.troubles(new)
    assert said == "plan_goal.secret is a text: say in columns.py what it may tell, and to whom"
