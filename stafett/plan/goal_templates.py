"""Beginnings of goals, to fill in: the sentence stands, the dots are the family's own (K4, K5)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Template:
    """What it is about, and how the sentence begins; `%(name)s` is the child."""

    key: str
    about: Promise
    sentence: Promise

    def text(self, name: str) -> str:
        """The sentence with the child's name."""
        return str(self.sentence) % {"name": name}


MAIN = (
    Template("presence", _("Being there"), _("%(name)s is at … the whole day, … days a week.")),
    Template("friends", _("Friends"), _("%(name)s plays with … other children every day.")),
    Template("language", _("Language"), _("%(name)s tells in whole sentences …, every day.")),
    Template("calm", _("Feeling safe"), _("%(name)s knows what will happen, and … every day.")),
)
SUB = (
    Template("asks", _("Asks"), _("%(name)s asks … at least … times a week.")),
    Template("tells", _("Says so"), _("%(name)s tells … when …, … of … times.")),
    Template("manages", _("Manages"), _("%(name)s … alone at least … days a week.")),
    Template("together", _("Together"), _("%(name)s and … do … together every ….")),
)


def templates(*, main: bool) -> tuple[Template, ...]:
    """Those of the main goal, or of subgoals."""
    return MAIN if main else SUB


def begun(key: str, name: str, *, main: bool) -> str:
    """The sentence of this template; "" for one that does not exist."""
    return next((each.text(name) for each in templates(main=main) if each.key == key), "")
