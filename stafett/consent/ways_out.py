"""How the consent that counts can end: taken back by whom, and when it runs out by itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.queries import Holder, holders

from .models import Consent, Withdrawal
from .queries import Answers
from .withdrawn import is_professional, taken_out_of, whole_withdrawal
from .words import one_of

TOLD_BEFORE = timedelta(days=60)  # in good time for everyone to read, talk and answer


@dataclass(frozen=True)
class WaysOut:
    """What the page says of taking a yes back, to this reader."""

    may_withdraw: bool  # the reader's own yes counts
    may_record: bool  # a professional, whom somebody of the family may tell
    signers: str  # «Marte or Anders», to those of the family whose yes was not asked
    contacts: tuple[Holder, ...]  # whom they talk with
    taken_out: tuple[Withdrawal, ...]


def ways_out(standing: Standing, active: Consent, answers: Answers | None) -> WaysOut:
    """Of the consent that counts. At most two questions."""
    of_family = any(each.role in FAMILY for each in standing.admissions)
    said_yes = [each for each in answers.signers if each.says_yes] if answers else []
    mine = any(each.is_you for each in said_yes)
    asks_others = of_family and not mine
    return WaysOut(
        may_withdraw=mine and standing.may(Right.READ),
        may_record=is_professional(standing),
        signers=one_of([each.name for each in said_yes]) if asks_others else "",
        contacts=tuple(holders(standing)) if asks_others else (),
        taken_out=tuple(taken_out_of(active)) if answers else (),
    )


def runs_out(active: Consent, today: date) -> bool:
    """Whether it is time to say when the consent lapses (`consent_valid_months`)."""
    return active.lapses_on is not None and active.lapses_on <= today + TOLD_BEFORE


def has_receipt(standing: Standing) -> bool:
    """Whether the log was closed because the consent was taken back."""
    return standing.log.state == "closed" and whole_withdrawal(standing.log) is not None
