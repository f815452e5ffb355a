"""The action guide's levels at which a log is kept, and what a municipality calls them."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .models import Municipality


class Level(models.IntegerChoices):
    """The action guide's levels at which a log is kept (B11–B13)."""

    ONE = 1, gettext_lazy("Level 1: measures where the child is every day")
    TWO = 2, gettext_lazy("Level 2: several help together")
    THREE = 3, gettext_lazy("Level 3: several services that need much coordination")


@dataclass(frozen=True)
class LevelName:
    """What a level is called: its number, or the letter in its place, and its title."""

    number: str
    title: str

    @property
    def short(self) -> str:
        """«Level 2», where there is little room."""
        return _("Level %(level)s") % {"level": self.number}

    def __str__(self) -> str:
        return _("Level %(level)s: %(title)s") % {"level": self.number, "title": self.title}


def level_name(municipality: Municipality, level: int) -> LevelName:
    """What the municipality calls a level in its guide, and Stafett where it says nothing (B1).

    Asks nothing: the names lie in the municipality's own row. A title written in another language
    alone holds for all, as in the guide.
    """
    own = municipality.level_names.get(str(level), {})
    languages = (get_language() or "", *(code for code, _name in settings.LANGUAGES))
    stafetts = str(Level(level).label).partition(": ")[2]
    title = next((own[each] for each in languages if each in own), stafetts)
    return LevelName(own.get("number", str(level)), title)
