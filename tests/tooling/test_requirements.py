"""`make requirements` tells the truth, and no mark names a requirement that is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import requirements as r
from tools.environment import ROOT


def test_a_line_is_shown_by_a_test_or_by_a_screen_or_by_nothing(tmp_path: Path) -> None:
    document = tmp_path / "requirements.md"
    document.write_text(
        "## G\n- **G6** Anew.\n- **D4** Trusted. *Supported by* the page.\n- **G7** At each.\n"
    )
    lines = r.lines(document)
    tests = {"G6": {"tests/a.py::test_b"}, "G66": {"tests/a.py::test_c"}, "WCAG 2.2.1": {"x"}}
    assert r.shown_by_nothing(lines, tests) == ["G7"]
    assert r.unknown(lines, tests) == ["G66"]
    told = r.report(lines, tests)
    assert "G6   Anew.\n       tests/a.py::test_b\n" in told
    assert "supported by the page" in told
    assert told.endswith("Shown by nothing: G7.")


@pytest.mark.slow
def test_every_mark_names_a_line_and_every_line_is_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.requirements"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr or done.stdout[-2000:]
    assert done.stdout.endswith("Shown by nothing: none.\n")
