"""Try a rule before relying on it: who must sign in this case, and why."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from stafett.consent import reasons
from stafett.consent.case import BrokenCase, CannotAnswer, Trouble
from stafett.consent.who_must_sign import answer
from stafett.municipality import policy_texts
from stafett.municipality.policy import PolicyError

NO_ANSWER = 2  # exit status


class Command(BaseCommand):
    """Print the answer to a case as JSON; exit 2 where no answer can be given."""

    help = "Who must sign in this case, and why, as JSON. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("case", help="a file with the case as JSON, or - for standard input")
        parser.add_argument("--language", choices=["nb", "nn", "en"], default="nb")

    def handle(self, *args: Any, case: str, language: str, **options: Any) -> None:
        with translation.override(language):
            try:
                reply, status = answer(_read(case)), 0
            except CannotAnswer as error:
                reply, status = {"error": reasons.explain(error)}, NO_ANSWER
            except PolicyError as error:
                reply, status = {"error": policy_texts.explain(error)}, NO_ANSWER
        self.stdout.write(json.dumps(reply, ensure_ascii=not self._speaks_unicode(), indent=2))
        if status:
            sys.exit(status)

    def _speaks_unicode(self) -> bool:
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        return encoding.lower().replace("-", "") == "utf8"


def _read(case: str) -> str:
    """The text of the case; raises `BrokenCase` for what is not there or not UTF-8."""
    try:
        raw = sys.stdin.buffer.read() if case == "-" else Path(case).read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenCase(Trouble.NOT_JSON, detail=str(error)) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        detail = getattr(error, "strerror", None) or str(error)
        where = case.encode("utf-8", "replace").decode()
        raise BrokenCase(Trouble.UNREADABLE, where=where, detail=detail) from error
