"""Each refusal of a sign-in with ID-porten in plain words: what happened, and what to do (I3)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

BAD_REQUEST, FORBIDDEN, UNAVAILABLE = 400, 403, 503


@dataclass(frozen=True)
class Told:
    """A refusal's page. `again`: trying again may help; `code` is for whoever helps."""

    title: Any
    what: Any
    do: Any = ""
    again: bool = True
    status: int = BAD_REQUEST


_TRY_AGAIN = _("Nothing has happened. Try again, and do it in one go.")
_NOT_TRUSTED = _("We could not be sure that ID-porten sent this")
_TELL_US = _(
    "Nobody is signed in. Try again. If it happens once more, tell the municipality, and give them"
    " the code below."
)

REFUSALS = {
    "cancelled": Told(
        _("You are not signed in"),
        _("You stopped before you were done. Nothing has happened."),
        _("You can try again whenever you want."),
        status=FORBIDDEN,
    ),
    "level": Told(
        _("That ID is not secure enough"),
        _(
            "Stafett holds what is said in confidence about children. So you need BankID, "
            "Buypass or Commfides. MinID is not enough."
        ),
        _(
            "Try again, and choose one of those three. Have you none of them? Ask the "
            "municipality: you can still take part, and say yes or no on paper."
        ),
        status=FORBIDDEN,
    ),
    "lost": Told(
        _("We lost track of your sign-in"),
        _("It was begun in another browser, too long ago, or this page was opened twice."),
        _TRY_AGAIN,
    ),
    "used": Told(
        _("That sign-in has been used already"),
        _("Each answer from ID-porten works once, and only for a minute."),
        _TRY_AGAIN,
    ),
    "expired": Told(
        _("It took too long"),
        _("ID-porten’s answer was too old when it came to us."),
        _TRY_AGAIN,
    ),
    "clock": Told(
        _("The clocks do not agree"),
        _(
            "Stafett’s clock and ID-porten’s show different times, so that we cannot let "
            "anybody in."
        ),
        _("This is for those who run Stafett to mend. Tell the municipality, and try again later."),
        status=UNAVAILABLE,
    ),
    "old": Told(
        _("You must show who you are once more"),
        _(
            "ID-porten let you through without asking. For this you must show your electronic"
            " ID anew."
        ),
        _TRY_AGAIN,
        status=FORBIDDEN,
    ),
    "unknown": Told(
        _("Stafett does not know you yet"),
        _(
            "You are let in when somebody in the municipality has started a log together with"
            " your family, or has invited you to work."
        ),
        _(
            "Have you got an e-mail with a link? Open that link first, and sign in from "
            "there. Otherwise ask the one who helps you, or the municipality."
        ),
        again=False,
        status=FORBIDDEN,
    ),
    "known": Told(
        _("Stafett knows you already, by another way"),
        _(
            "The link is for somebody whom we know by name and e-mail alone, and you are in "
            "Stafett already. We do not mix two people up, so the link is not used."
        ),
        _(
            "Ask the one who sent you the question, or the municipality. They can let you in "
            "as the one you are. You can sign in without the link as before."
        ),
        again=False,
        status=FORBIDDEN,
    ),
    "another": Told(
        _("This was somebody else’s electronic ID"),
        _("You are signed in as one person and showed the ID of another. Nothing is signed."),
        _("Use your own ID. Are you not the one who is signed in here? Sign out first."),
        again=False,
        status=FORBIDDEN,
    ),
    "real": Told(
        _("Only made-up people can sign in here"),
        _(
            "This is for training, and your ID belongs to a real person. We have kept nothing"
            " of it."
        ),
        _("Choose one of the fictional people on the front page instead."),
        again=False,
        status=FORBIDDEN,
    ),
    "down": Told(
        _("ID-porten does not answer now"),
        _("Nobody can sign in until it does. Nothing is wrong with your ID."),
        _(
            "Try again in a few minutes. Is a child in danger, do not wait: use the numbers "
            "at the foot of this page."
        ),
        status=UNAVAILABLE,
    ),
    "issuer": Told(_NOT_TRUSTED, _("The answer names another sender."), _TELL_US),
    "audience": Told(_NOT_TRUSTED, _("The answer was meant for another service."), _TELL_US),
    "nonce": Told(_NOT_TRUSTED, _("The answer was not to what we asked."), _TELL_US),
    "signature": Told(_NOT_TRUSTED, _("The signature on the answer does not hold."), _TELL_US),
    "broken": Told(_NOT_TRUSTED, _("Something is missing in the answer."), _TELL_US),
}
