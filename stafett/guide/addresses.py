"""Where the guide's pages are: the page's municipality's, or those of one by name."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a"})


@dataclass(frozen=True)
class Addresses:
    """The guide's addresses; `town` is what stands in them where they name a municipality."""

    town: str | None = None

    def of(self, page: str, **keys: str) -> str:
        """The address of `overview`, `level`, `step`, `tools` or `tool`."""
        if self.town is None:
            return reverse(f"guide:{page}", kwargs=keys)
        return reverse(f"guide:of_{page}", kwargs=keys | {"town": self.town})


def town_key(name: str) -> str:
    """What a municipality is called in an address: «Eikvåg kommune» is eikvag."""
    return slugify(name.translate(NORWEGIAN)).removesuffix("-kommune")
