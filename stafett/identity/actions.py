"""Signing in to a training municipality."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from . import throttle
from .models import TrainingAccount
from .session import begin


@dataclass(frozen=True)
class Machine:
    """Where somebody signs in: the address that tries are counted by, and the browser's name."""

    address: str = ""
    user_agent: str = ""


def sign_in_as(session: SessionBase, account: TrainingAccount, machine: Machine) -> None:
    """Sign in as a fictional person, who needs no password."""
    begin(session, account.person_id, account.municipality, machine.user_agent)


def training_account(account_id: int) -> TrainingAccount | None:
    """An account on the start page's list."""
    return _accounts().exclude(group="").filter(pk=account_id).first()


def sign_in_with_password(
    session: SessionBase, username: str, password: str, machine: Machine
) -> UUID:
    """Sign in a training user (S3); answers with the person's id.

    Raises Refused when the two do not belong together, or TooMany after too many tries.
    """
    name = username.strip().casefold()
    limits = throttle.limits(name, machine.address)
    throttle.take(limits)
    account = _accounts().filter(username=name).first()
    # An unknown user name takes as long as a wrong password.
    stored = account.password if account and account.password else make_password(None)
    if not check_password(password, stored) or account is None:
        raise Refused(
            _(
                "The user name and the password do not belong together. "
                "Check both, and mind small and capital letters in the password."
            )
        )
    throttle.give_back(limits)
    begin(session, account.person_id, account.municipality, machine.user_agent)
    import_string(settings.STAFETT_WELCOME)(account.person_id)  # lies in a room above
    return account.person_id


def _accounts() -> QuerySet[TrainingAccount]:
    accounts = TrainingAccount.objects.select_related("municipality")
    return accounts.filter(municipality__training=True) if settings.TRAINING else accounts.none()
