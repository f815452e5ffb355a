"""`make audit` sees a lock that no longer holds."""

import json
import shutil
from pathlib import Path

import pytest

from tools import audit


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(audit.ROOT / "requirements", tmp_path / "requirements")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(audit.ROOT / name, tmp_path)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    return tmp_path


def test_our_own_locks_hold(copy: Path) -> None:
    assert [each for question in audit.OFFLINE for each in question()] == []
    assert "django" in audit.locked("run")


@pytest.mark.parametrize(
    "line", ["evil @ git+https://x.example/evil", "evil==1.0", "evil>=1 \\\n    --hash=sha256:0"]
)
def test_a_package_without_version_and_hash_is_found(copy: Path, line: str) -> None:
    with (copy / "requirements" / "run.txt").open("a") as file:
        file.write(f"{line}\n")
    assert "evil" in " ".join(audit.python_locks())


def test_another_version_than_the_locked_one_is_found(copy: Path) -> None:
    file = copy / "requirements" / "test.txt"
    file.write_text(file.read_text().replace("\ndjango==", "\ndjango==0."))
    assert any(each.startswith("django ") for each in audit.installed_is_locked())


def test_a_front_end_package_without_checksum_is_found(copy: Path) -> None:
    lock = json.loads((copy / "package-lock.json").read_text())
    lock["packages"]["node_modules/axe-core"] = {"resolved": "git+ssh://x", "version": "1.0.0"}
    (copy / "package-lock.json").write_text(json.dumps(lock))
    found = list(audit.node_locks())
    assert [each.split("axe-core ")[1][:6] for each in found] == ["has no", "is fro"]
