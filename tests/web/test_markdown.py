"""What an administrator writes in Markdown becomes a page, and never a script."""

import re

import pytest

from stafett.markdown import as_html


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        "[press](data:text/html,<script>alert(1)</script>)",
        '<a href="/" onclick="alert(1)">press</a>',
        "![picture](https://elsewhere.example/a.png)",
    ],
)
def test_nothing_written_runs_or_comes_from_elsewhere(written: str) -> None:
    html = as_html(written)
    assert "<script" not in html
    assert not re.search(r"<[^>]*(javascript:|data:|onclick)", html)
    assert "<img" not in html


def test_headings_begin_below_the_pages_own() -> None:
    assert as_html("# One\n\n## Two") == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert as_html("# One", highest_heading=3) == "<h3>One</h3>\n"


def test_a_table_and_a_link_of_the_site() -> None:
    html = as_html("| a |\n| - |\n| [b](/veileder/) |")
    assert "<table>" in html
    assert '<a href="/veileder/">b</a>' in html
