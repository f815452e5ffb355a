"""What a form began with is no longer what stands there (issue 5.5)."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.book.errors import Conflict


class Overtaken(Conflict):
    """Somebody changed the same text since the form was opened. `theirs` is what stands now."""

    def __init__(self, theirs: Mapping[str, str]) -> None:
        super().__init__(
            _("Somebody else changed this while you wrote. Both texts are shown below.")
        )
        self.theirs = theirs


class NotForYou(Conflict):
    """What stood in the form is hidden from its writer since."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You can no longer see what stood here when you began. Nothing was saved. If you "
                "have something of your own to say, write it below."
            )
        )


def still_there(began_with: UUID | None, now: UUID | None) -> None:
    """Raise NotForYou where the form began with something that its writer does not see now (H4):
    saved anew without its mark, it would be read by everyone."""
    if began_with is not None and began_with != now:
        raise NotForYou
