"""Secrets in any file of any commit, found by detect-secrets. Run by `tools.audit`.

Its kinds of random-looking text are left out: our lists of hashes are nothing else. What it finds
in tests and examples is looked at once by a person and stands in `tools/no_secrets.txt`.
"""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector"}
LONGEST_LINE = 4000


def texts() -> Iterator[tuple[str, str]]:
    """Path and text of every version of every file."""
    listed = _git("rev-list", "--all", "--objects").decode().splitlines()
    paths = dict(line.split(" ", 1) for line in listed if " " in line)
    shown = _git("cat-file", "--batch", given="\n".join(paths).encode())
    place = 0
    while place < len(shown):
        end = shown.index(b"\n", place)
        name, kind, size = shown[place:end].decode().split()
        body = shown[end + 1 : end + 1 + int(size)]
        place = end + 2 + int(size)
        if kind == "blob" and b"\0" not in body:
            yield paths[name], body.decode(errors="replace")


def found() -> Iterator[tuple[str, str, str]]:
    """Path, kind and fingerprint of each suspicion, once a line."""
    seen: set[str] = set()
    for path, text in texts():
        for line in text.splitlines():
            if line in seen or len(line) > LONGEST_LINE:
                continue
            seen.add(line)
            for secret in scan_line(line):
                mark = sha256(str(secret.secret_value).encode()).hexdigest()[:16]
                yield path, secret.type, mark


def main() -> int:
    """Exit status 1 when there is something that nobody has looked at."""
    known = {line.split()[0] for line in _known() if line and not line.startswith("#")}
    names = {cls.__name__ for cls in get_mapping_from_secret_type_to_class().values()}
    plugins = [{"name": name} for name in sorted(names - LEFT_OUT)]
    with transient_settings({"plugins_used": plugins}):
        new = [each for each in found() if each[2] not in known]
    for path, kind, mark in new:
        print(f"{mark} {path}: {kind}")
    print(f"Secrets: {len(new)} suspicions in the whole history that nobody has looked at.")
    return 1 if new else 0


def _known() -> list[str]:
    return (ROOT / "tools" / "no_secrets.txt").read_text().splitlines()


def _git(*arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run(["git", *arguments], cwd=ROOT, input=given, capture_output=True)
    done.check_returncode()
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
