"""Setting up does nothing when nothing has changed, and says plainly what it cannot do."""

import subprocess
import sys
from pathlib import Path

import pytest

from manage import login_for
from tools import environment, setup


def test_a_step_is_done_once_for_the_same_input(tmp_path: Path) -> None:
    done: list[int] = []
    stamp = tmp_path / "stamp"
    for content in ("one", "one", "two"):
        (tmp_path / "input").write_text(content)
        made_from = setup.fingerprint([tmp_path / "input"])
        setup.unless_done(stamp, made_from, lambda: done.append(1))
    assert len(done) == 2


def test_a_step_that_fails_is_done_again(tmp_path: Path) -> None:
    def fail() -> None:
        raise setup.SetupError("no network")

    for _ in range(2):
        with pytest.raises(setup.SetupError):
            setup.unless_done(tmp_path / "stamp", "input", fail)


def test_setting_up_what_is_set_up_is_quick_and_silent(var: Path) -> None:
    command = [sys.executable, "tools/setup.py", "--quiet", "--test"]
    for _ in range(2):
        done = subprocess.run(
            command, cwd=environment.ROOT, capture_output=True, text=True, check=True
        )
    assert done.stdout == ""


def test_an_old_python_is_one_sentence(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    monkeypatch.setattr(setup, "OLDEST", (3, 99))
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 or newer, and"):
        setup.main([])


def test_a_python_without_ensurepip_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(setup.SetupError, match="apt-get install python3-venv"):
        setup.make_environment()


def test_keys_are_made_once_and_for_their_owner_alone(var: Path) -> None:
    first = environment.keys()
    assert first == environment.keys()
    assert all(len(key) > 40 for key in first.values())
    assert (var / "secrets.env").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("words", "login"),
    [
        (["migrate", "--check"], "owner"),
        (["make_logs"], "owner"),
        (["make_training"], "owner"),
        (["reset_training"], "owner"),
        (["verify_book"], "worker"),
        (["list_logs", "--format", "id"], "worker"),
        (["procrastinate", "worker"], "worker"),
    ],
)
def test_each_command_has_its_login(words: list[str], login: str) -> None:
    assert login_for(words) == login


def test_lock_files_name_no_host() -> None:
    for name in ("requirements/run.txt", "requirements/test.txt"):
        text = (environment.ROOT / name).read_text()
        assert "://" not in text
        assert text.count("--hash=sha256:") > 50
    lines = (environment.ROOT / "package-lock.json").read_text().splitlines()
    assert not [line for line in lines if '"resolved"' in line]
