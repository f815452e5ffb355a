"""The parts of a print, as they are chosen and told (L11). The front page is always there."""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the order in which they are printed. The second line of a label explains it.
LABELS: Mapping[str, Promise] = {
    "team": _("The baton and the team\nWho has had the baton, who helps and with what."),
    "voice": _("What the child says\nWhat the child told everyone, and the talks."),
    "plan": _("The plan\nWhat you agree on, the goals and the measures."),
    "evaluations": _("How it has gone\nWhat was said of goals and measures, and who said it."),
    "meetings": _("Meetings and minutes"),
    "messages": _("Messages\nAlso the answers, the pictures and the names of other files."),
    "consent": _("Consent\nWhat was asked, who signed, and the text they signed."),
    "history": _("Everything that happened\nEvery change, with who made it and when."),
}
PARTS = tuple(LABELS)


def names(parts: Collection[str]) -> list[str]:
    """The parts in a few words each, in their order."""
    return [str(label).split("\n")[0] for part, label in LABELS.items() if part in parts]
