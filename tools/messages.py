"""The texts of the screen in bokmål and nynorsk: `python -m tools.messages compile|update|check`.

English stands in the code. Each room has its own catalogues,
`stafett/<room>/locale/{nb,nn}/LC_MESSAGES/django.po`. `update [ROOM ...]` adds what is new to them
(`--prune` removes what is no longer used), `compile` makes the .mo files, and `check` finds what is
missing, left over, or said in bokmål where nynorsk is due.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django.conf
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools.environment import ROOT

LANGUAGES = ("nb", "nn")
SAME = ROOT / "tools" / "same_in_nynorsk.txt"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
# Dates and tool names would change with every run.
DULL = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team'
    rb"|Project-Id-Version|Report-Msgid-Bugs-To|MIME-Version|Content-Transfer-Encoding).*\n",
    re.MULTILINE,
)


def rooms() -> list[str]:
    """The rooms, by their folders."""
    return sorted(path.parent.name for path in (ROOT / "stafett").glob("*/__init__.py"))


def catalogue(room: str, language: str) -> Path:
    """Where the room keeps its texts in that language."""
    return ROOT / "stafett" / room / "locale" / language / "LC_MESSAGES" / "django.po"


def spoken(room: str) -> Catalog:
    """All texts in the room's code and templates."""
    folder = ROOT / "stafett" / room
    said = Catalog(charset="utf-8")
    for path in sorted(folder.rglob("*.py")):
        _extract(said, path, path.read_text())
    if room == "web":
        for path in sorted((ROOT / "stafett").glob("*.py")):
            _extract(said, path, path.read_text())
    for path in sorted([*folder.rglob("templates/**/*.html"), *folder.rglob("templates/**/*.txt")]):
        code = templatize(path.read_text(), origin=str(path))
        # The extractor reads Python, where indentation has a meaning.
        _extract(said, path, "\n".join(line.lstrip() for line in code.split("\n")))
    return said


def _extract(said: Catalog, path: Path, code: str) -> None:
    place = str(path.relative_to(ROOT))
    found = extract("python", BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, text, _comments, context in found:
        said.add(text, None, [(place, 0)], context=context)


def read(path: Path, language: str) -> Catalog:
    """The catalogue, or an empty one."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def update(only: list[str], prune: bool) -> None:
    """Bring the catalogues in line with the code, keeping every translation."""
    for room in only or rooms():
        said = spoken(room)
        for language in LANGUAGES:
            path = catalogue(room, language)
            if not len(said) and not path.exists():
                continue
            texts = read(path, language)
            kept = [message for message in texts if message.id and message.string]
            texts.update(said, no_fuzzy_matching=True)
            texts.obsolete.clear()
            for message in kept:
                if not prune and texts.get(message.id, message.context) is None:
                    texts[message.id] = message
            _write(path, texts)


def _write(path: Path, texts: Catalog) -> None:
    texts.header_comment = ""
    texts.fuzzy = False
    file = BytesIO()
    write_po(file, texts, width=96, sort_output=True, include_lineno=False)
    fresh = DULL.sub(b"", file.getvalue()).lstrip(b"#\n")
    if not path.exists() or path.read_bytes() != fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh)
        print(f"Updated {path.relative_to(ROOT)}")


def compile_all() -> None:
    """Make the .mo files that Django reads."""
    for room in rooms():
        for language in LANGUAGES:
            path = catalogue(room, language)
            if path.exists():
                fresh = path.with_suffix(".new")
                with fresh.open("wb") as file:
                    write_mo(file, read(path, language))
                fresh.replace(path.with_suffix(".mo"))


def problems() -> Iterator[str]:
    """Everything that is wrong, one line each."""
    same = set(SAME.read_text().splitlines()) if SAME.exists() else set()
    everywhere: dict[tuple[str, object, str | None], set[tuple[str, ...]]] = defaultdict(set)
    for room in rooms():
        said = spoken(room)
        texts = {language: read(catalogue(room, language), language) for language in LANGUAGES}
        for message in said:
            if not message.id:
                continue
            for language in LANGUAGES:
                found = texts[language].get(message.id, message.context)
                yield from _wrong(f"{room} {language}", message, found)
                if found:
                    key = (language, message.id, message.context)
                    everywhere[key].add(_strings(found.string))
            yield from _copied(room, message, texts, same)
        for language in LANGUAGES:
            for message in texts[language]:
                if message.id and said.get(message.id, message.context) is None:
                    yield f"{room} {language}: no longer used (update --prune): {message.id!r}"
    for (language, text, _context), versions in everywhere.items():
        if len(versions) > 1:
            yield f"{language}: rooms translate {text!r} differently: {sorted(versions)}"


def _wrong(where: str, message: Message, found: Message | None) -> Iterator[str]:
    if found is None or not all(_strings(found.string)):
        yield f"{where}: not translated: {message.id!r}"
        return
    if found.fuzzy:
        yield f"{where}: marked as uncertain: {message.id!r}"
    wanted = set(PLACEHOLDER.findall(_strings(message.id)[-1])) - {"%%"}
    for string in _strings(found.string):
        if set(PLACEHOLDER.findall(string)) - {"%%"} != wanted:
            yield f"{where}: other placeholders than in {message.id!r}: {string!r}"


def _copied(
    room: str, message: Message, texts: dict[str, Catalog], same: set[str]
) -> Iterator[str]:
    nb, nn = (texts[language].get(message.id, message.context) for language in LANGUAGES)
    if not nb or not nn or nb.string != nn.string:
        return
    text = _strings(nn.string)[0].replace("\n", "\\n")
    if text and text not in same and re.search(r"[^\W\d_]", PLACEHOLDER.sub("", text)):
        yield f"{room}: nynorsk is equal to bokmål (list it in {SAME.name} if right): {text}"


def _strings(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (list, tuple)) else (str(text or ""),)


def main(arguments: list[str]) -> int:
    """The commands described on top."""
    django.conf.settings.configure(USE_I18N=True)
    verb, names = arguments[0] if arguments else "", [a for a in arguments[1:] if a[0] != "-"]
    if verb == "compile":
        compile_all()
    elif verb == "update":
        update(names, prune="--prune" in arguments)
    elif verb == "check":
        wrong = [line for line in problems() if not names or line.split()[0].strip(":") in names]
        print("\n".join(wrong) or "Every text is there in bokmål and nynorsk.")
        return 1 if wrong else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
