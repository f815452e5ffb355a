"""The contact and reservation register (KRR), as a port: how a person wants to be reached (I6).

`STAFETT_CONTACT_REGISTER` names the adapter, a class that can be called without arguments; empty:
nobody is looked up. It only fetches: `look_ups.look_up_contact` notes each question. What somebody
has written in Stafett goes before it. The documented shape of Digdir's: docs/operations.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from .national_number import NationalNumber


@dataclass(frozen=True, slots=True)
class RegisteredContact:
    """What somebody has said in the register; "" where nothing is said. Who is reserved gets
    nothing by these addresses."""

    email: str = ""
    phone: str = ""
    reserved: bool = False
    updated_at: datetime | None = None


class ContactRegister(Protocol):
    """Where a person's own e-mail and telephone are looked up."""

    def contact(self, number: NationalNumber) -> RegisteredContact | None:
        """What stands there, or None for who is not registered. Raises `RegisterUnavailable`."""
        ...


def contact_register() -> ContactRegister | None:
    """The contact register of this installation, or None where there is none."""
    adapter = settings.STAFETT_CONTACT_REGISTER
    return cast(ContactRegister, import_string(adapter)()) if adapter else None
