"""A page's Markdown as HTML, with links to steps and tools in the reader's own guide."""

import re
from collections.abc import Callable
from itertools import count

from django.utils.safestring import SafeString, mark_safe

from stafett.markdown import as_html

from . import content
from .addresses import Addresses
from .assembled import Guide
from .rules import LINK, Kind, Part, parts

ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>\s*", re.DOTALL)


class Writer:
    """Writes the texts of one guide."""

    def __init__(self, guide: Guide, addresses: Addresses) -> None:
        self._steps = {step.key for step in guide.steps}
        self._addresses = addresses
        self._count = count(1)

    def prose(self, text: str) -> SafeString:
        """Paragraphs, lists, headings. A link to a step that is hidden is its words alone."""
        return as_html(LINK.sub(self._linked, text), highest_heading=1)

    def line(self, text: str) -> SafeString:
        """Words within a line: without the paragraph around them."""
        html = self.prose(text)
        one = ONE_PARAGRAPH.fullmatch(html)
        return mark_safe(one[1]) if one and "<p>" not in one[1] else html  # noqa: S308 (as_html's)

    def parts(self, text: str) -> list[dict[str, object]]:
        """A section's pieces, ready for the template."""
        return [self._part(part) for part in parts(text)]

    def links(self, text: str) -> list[tuple[str, str]]:
        """The words and the address of each tool that a section names."""
        found = ((each[1], self._address(each[2], each[3])) for each in LINK.finditer(text))
        return [(words, address) for words, address in found if address]

    def _part(self, part: Part) -> dict[str, object]:
        write: Callable[[str], SafeString] = self.prose if part.kind is Kind.TEXT else self.line
        field = f"felt-{next(self._count)}"
        return {
            "kind": part.kind.value,
            "id": field,
            "words": write(part.text),
            "choices": part.choices,
        }

    def _linked(self, found: re.Match[str]) -> str:
        address = self._address(found[2], found[3])
        return f"[{found[1]}]({address})" if address else found[1]

    def _address(self, kind: str, key: str) -> str:
        if kind == "step":
            return self._addresses.of("step", key=key) if key in self._steps else ""
        known = f"{content.TOOL}{key}" in content.names()
        return self._addresses.of("tool", key=key) if known else ""
