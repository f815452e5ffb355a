"""A folder as the archive: whole or not there, and the same receipt for the same."""

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from stafett.archive import folder_archive
from stafett.archive.folder_archive import FolderArchive
from stafett.archive.models import Trouble
from stafett.archive.port import NotNow, Receipt, Refused

pytestmark = pytest.mark.requirement("R3")
KEY = UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    settings.STAFETT_ARCHIVE_FOLDER = tmp_path / "arkiv"
    return tmp_path / "arkiv"


def deposit(where: Path, *, log: bytes = b"%PDF", message: bytes = b"<a/>") -> Path:
    there = where / str(uuid4())
    there.mkdir()
    for name, content in {
        "stafettlogg.pdf": log,
        "arkivmelding.xml": message,
        "segl.txt": message[::-1],
    }.items():
        (there / name).write_bytes(content)
    return there


def test_the_same_again_has_the_same_receipt(root: Path, tmp_path: Path) -> None:
    made, to = deposit(tmp_path), FolderArchive()
    first = to.hand_over(made, KEY)
    shutil.rmtree(made)
    assert isinstance(first, Receipt)
    assert sorted(each.name for each in (root / str(KEY)).iterdir()) == [
        "arkivmelding.xml",
        "segl.txt",
        "stafettlogg.pdf",
    ]
    # Who has the baton may be another by now, and the message says so.
    assert to.hand_over(deposit(tmp_path, message=b"<b/>"), KEY) == first
    assert (root / str(KEY) / "arkivmelding.xml").read_bytes() == b"<a/>"
    assert to.hand_over(deposit(tmp_path), uuid4()) == first
    assert list(to.receipts()) == []


def test_something_else_under_the_same_key_needs_somebody(root: Path, tmp_path: Path) -> None:
    to = FolderArchive()
    to.hand_over(deposit(tmp_path), KEY)
    answer = to.hand_over(deposit(tmp_path, log=b"another"), KEY)
    assert answer == Refused(Trouble.OTHER_THERE)
    assert (root / str(KEY) / "stafettlogg.pdf").read_bytes() == b"%PDF"


def test_half_a_deposit_is_never_there(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while it copies, and asked once more."""

    class Killed(BaseException):
        pass

    def dies(*_: object) -> None:
        raise Killed

    made = deposit(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(folder_archive.os, "rename", dies)
        patched.setattr(folder_archive.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            FolderArchive().hand_over(made, KEY)
    assert not (root / str(KEY)).exists()
    assert isinstance(FolderArchive().hand_over(made, KEY), Receipt)
    assert [each.name for each in root.iterdir()] == [str(KEY)]


def test_a_disk_that_is_full_or_away_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = deposit(tmp_path)
    for number, trouble in ((28, Trouble.FULL), (13, Trouble.SHUT_OUT), (5, Trouble.UNREACHABLE)):

        def fails(*_: object, number: int = number) -> None:
            raise OSError(number, "")

        with monkeypatch.context() as patched:
            patched.setattr(folder_archive.shutil, "copyfile", fails)
            assert FolderArchive().hand_over(made, KEY) == NotNow(trouble)
        assert not (root / str(KEY)).exists()
