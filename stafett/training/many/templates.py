"""A text with the places where each of the many differs: keys, hashes, names."""

import re
from collections.abc import Iterable, Mapping

KEY_OR_HASH = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b"
HERE = "\ue000"  # in the patterns' rows: the part's own number comes here


class Template:
    """`words`: the names and phrases that are replaced; in COPY's and JSON's text a new line is
    written `\\n`, so that a name may follow an n."""

    def __init__(self, text: str, words: Iterable[str]) -> None:
        found = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        names = rf"|(?:(?<=\\n)|(?<!\w))(?:{found})(?!\w)" if found else ""
        self.parts = re.split(f"({HERE}|{KEY_OR_HASH}{names})", text)

    @property
    def places(self) -> list[str]:
        """What is replaced, in order, more than once where it stands more than once."""
        return self.parts[1::2]

    def filled(self, with_: Mapping[str, str]) -> str:
        """The text of one of the many; what `with_` does not know stays as it is."""
        made = self.parts.copy()
        made[1::2] = [with_.get(each, each) for each in made[1::2]]
        return "".join(made)
