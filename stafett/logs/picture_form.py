"""Choosing a picture: one of the open set, one of one's own, or none. For a log and a measure."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .fields import OpenedAt
from .files import FilesField
from .picture_names import NAMES, NO_PICTURE
from .sniffing import Sniffed, for_show


@dataclass(frozen=True)
class Chosen:
    """A picture's name in the set, or one of one's own; neither: no picture."""

    name: str = ""
    own: Sniffed | None = None


class PictureForm(forms.Form):
    """Each picture is a button that sends its name; a picture of one's own is sent beside."""

    own = FilesField(
        label=gettext_lazy("A picture of your own"),
        help_text=gettext_lazy(
            "A thing, a drawing, an animal. Not a picture by which others can be recognised."
        ),
        most=1,
        only_pictures=True,
        error_messages={
            "required": gettext_lazy("Choose a picture, or find one of your own first.")
        },
    )
    picture = forms.CharField(required=False, widget=forms.HiddenInput)
    opened_at = OpenedAt()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named = self.is_bound and self.data.get("picture", "") in {*NAMES, NO_PICTURE}
        self.fields["own"].required = not named

    def clean(self) -> dict[str, Any]:
        """`chosen`: what was chosen."""
        said: dict[str, Any] = super().clean() or {}
        if not self.fields["own"].required:
            name = said["picture"]
            said["chosen"] = Chosen("" if name == NO_PICTURE else name)
        elif said.get("own"):
            said["chosen"] = Chosen(own=for_show(said["own"][0]))
        return said
