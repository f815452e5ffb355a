"""What is signed wants an electronic ID of the highest level (I1, I2)."""

from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from .access import Standing


def with_eid(by: Standing) -> None:
    """Raises Refused for who has signed in with user name and code."""
    if by.person.own_log_alone:
        raise Refused(
            _(
                "You have signed in with user name and code, and this must be signed. Sign in with "
                "ID-porten, or ask the one who has the baton, who can write down what you say."
            )
        )
