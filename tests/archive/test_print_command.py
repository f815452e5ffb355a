"""`manage.py print_log`: a log, or parts of it, as a file."""

from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from stafett.logs.models import Log
from tests import world as w
from tests.archive import reader
from tests.archive.life import lived
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(world: w.World) -> Log:
    """A log with something of everything, also a sign that no font has."""
    return lived(world, strange="😀")


def printed(log: Log, file: Path, **options: str) -> tuple[str, str]:
    """The words on paper, and what the command said on the side."""
    said = StringIO()
    with as_worker():
        call_command("print_log", str(log.pk), output=file, stderr=said, **options)
    return reader.words(file.read_bytes()), said.getvalue()


@pytest.mark.requirement("Q1", "L11")
def test_all_of_it_or_the_parts_that_were_asked_for(log: Log, tmp_path: Path) -> None:
    whole, said = printed(log, tmp_path / "all.pdf")
    assert reader.tight("Alt som har hendt") in whole
    assert "U+1F600" in said
    some, _said = printed(log, tmp_path / "some.pdf", parts="plan, team")
    assert reader.tight("Alt som har hendt") not in some
    assert len(some) < len(whole) / 2
    for kept in ("Mål", "Stafettpinnen"):
        assert reader.tight(kept) in some, kept
    nynorsk, _said = printed(log, tmp_path / "nn.pdf", parts="team", language="nn")
    assert nynorsk != some
    assert "Kommune" in nynorsk


def test_what_there_is_not_is_told_and_nothing_is_written(log: Log, tmp_path: Path) -> None:
    with as_worker():
        with pytest.raises(CommandError, match="No such part: diary"):
            call_command("print_log", str(log.pk), output=tmp_path / "a.pdf", parts="plan,diary")
        with pytest.raises(CommandError, match="There is no such log"):
            call_command("print_log", str(uuid4()), output=tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []
