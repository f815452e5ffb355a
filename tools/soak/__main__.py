"""`make soak`: exit status 0 when nothing that was answered is lost, and nothing is there twice."""

import sys

from tools import debian
from tools.postgres_place import PostgresError
from tools.soak.played import Soak


def main() -> int:
    """Play it, and print what was found."""
    soak: Soak | None = None
    try:
        soak = Soak()
        faults = soak.play()
    except (debian.NotHere, PostgresError) as error:
        print(f"The soak cannot be played here: {error}")
        return 2
    finally:
        if soak:
            soak.stop()
    print("\n".join(f"NOT SO: {fault}" for fault in faults) or "All as it must be.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
