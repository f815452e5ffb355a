"""Signing in to a training municipality."""

from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from . import throttle
from .models import TrainingAccount
from .session import begin


def sign_in_as(session: SessionBase, account: TrainingAccount) -> None:
    """Sign in as a fictional person, who needs no password."""
    begin(session, account.person_id, account.municipality)


def training_account(account_id: int) -> TrainingAccount | None:
    """An account on the start page's list."""
    return _accounts().exclude(group="").filter(pk=account_id).first()


def sign_in_with_password(session: SessionBase, username: str, password: str, address: str) -> UUID:
    """Sign in a training user (S3); answers with the person's id.

    Raises Refused when the two do not belong together, or after too many tries from an address.
    """
    name = username.strip().casefold()
    if throttle.resting(name, address):
        raise Refused(
            _("There have been too many tries with this user name. Wait ten minutes and try again.")
        )
    account = _accounts().filter(username=name).first()
    # An unknown user name takes as long as a wrong password.
    stored = account.password if account and account.password else make_password(None)
    if not check_password(password, stored) or account is None:
        throttle.count_wrong(name, address)
        raise Refused(
            _(
                "The user name and the password do not belong together. "
                "Check both, and mind small and capital letters in the password."
            )
        )
    throttle.forget(name, address)
    begin(session, account.person_id, account.municipality)
    return account.person_id


def _accounts() -> QuerySet[TrainingAccount]:
    return TrainingAccount.objects.filter(municipality__training=True).select_related(
        "municipality"
    )
