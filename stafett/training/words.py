"""A short text in the three languages of the screen.

The training municipality is data, not interface, so its texts stand here and not in the catalogues.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The same in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def __add__(self, other: "Words") -> "Words":
        return Words(self.nb + other.nb, self.nn + other.nn, self.en + other.en)


def name(text: str) -> Words:
    """A name, which is the same in every language."""
    return Words(text, text, text)
