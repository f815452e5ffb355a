"""What shows that each requirement holds: `make requirements`.

The lines of `docs/requirements.md`, each with the tests marked for it
(`@pytest.mark.requirement("G6")`) or the screen that supports it, and last those that nothing
shows. A mark that names neither a line nor a standard is an error.
"""

import contextlib
import io
import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.environment import ROOT

DOCUMENT = ROOT / "docs" / "requirements.md"
LINE = re.compile(r"^- \*\*([A-Z]\d+)\*\* (.+)$", re.MULTILINE)
SUPPORTED = re.compile(r"^(.*?) \*Supported by\* (.+)$")
STANDARDS = ("WCAG ", "ASVS ")


@dataclass(frozen=True)
class Requirement:
    """A line of the document. `screen` names what supports it where it is people's own duty."""

    key: str
    words: str
    screen: str = ""


class Marks:
    """A pytest plugin that only looks: the tests of each mark."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Called by pytest when it has found every test."""
        for item in items:
            for mark in item.iter_markers("requirement"):
                for key in mark.args:
                    self.tests[key].add(item.nodeid.partition("[")[0])


def lines(document: Path = DOCUMENT) -> list[Requirement]:
    """The requirements as the document has them."""
    found = []
    for key, words in LINE.findall(document.read_text()):
        supported = SUPPORTED.match(words)
        found.append(
            Requirement(key, *supported.groups()) if supported else Requirement(key, words)
        )
    return found


def marked_tests() -> dict[str, set[str]]:
    """The tests of each mark, as pytest collects them; nothing is run.

    Raises SystemExit with pytest's own words where they cannot be collected.
    """
    marks, said = Marks(), io.StringIO()
    with contextlib.redirect_stdout(said):
        code = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider"], plugins=[marks])
    if code != pytest.ExitCode.OK:
        raise SystemExit(said.getvalue())
    return marks.tests


def unknown(requirements: list[Requirement], tests: Mapping[str, set[str]]) -> list[str]:
    """Marks that name no line of the document and no standard."""
    keys = {each.key for each in requirements}
    return sorted(key for key in tests if key not in keys and not key.startswith(STANDARDS))


def shown_by_nothing(requirements: list[Requirement], tests: Mapping[str, set[str]]) -> list[str]:
    """The keys of the lines without a test and without a screen."""
    return [each.key for each in requirements if not tests.get(each.key) and not each.screen]


def report(requirements: list[Requirement], tests: Mapping[str, set[str]]) -> str:
    """Every line with what shows it, for a reader."""
    told = []
    for each in requirements:
        told.append(f"{each.key:4} {each.words}")
        told += [f"       {test}" for test in sorted(tests.get(each.key, ()))]
        if each.screen:
            told.append(f"       people's own; supported by {each.screen}")
    nothing = shown_by_nothing(requirements, tests)
    tested = sum(1 for each in requirements if tests.get(each.key))
    told.append(f"\n{len(requirements)} requirements, {tested} of them shown by tests.")
    told.append(f"Shown by nothing: {', '.join(nothing) or 'none'}.")
    return "\n".join(told)


def main() -> None:
    """Print all of it."""
    requirements, tests = lines(), marked_tests()
    print(report(requirements, tests))
    if wrong := unknown(requirements, tests):
        sys.exit(f"Marks that name nothing: {', '.join(wrong)}.")


if __name__ == "__main__":
    main()
