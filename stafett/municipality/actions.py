"""What can be done with a municipality: founding it, and setting its policy from a date on.

Each is one transaction with its entry in the municipality's own book.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.people.models import Person

from .access import administers
from .models import Municipality, PolicyVersion
from .policy import PRESETS, Policy, PolicyError
from .policy_checks import changes, require_signers
from .policy_texts import explain
from .queries import current_policy
from .sentences import POLICY_VERBS

YEARS_AHEAD = 10  # later than that is a slip of the hand


def found(
    name: str,
    *,
    preset: str,
    from_date: date,
    at: datetime,
    department: str = "",
    email: str = "",
    training: bool = False,
    using: str | None = None,
) -> Municipality:
    """Make a municipality with its book and its first policy. `using` is the owner's connection.

    Raises KeyError for an unknown preset.
    """
    settings = PRESETS[preset].as_settings()
    with transaction.atomic(using=using):
        municipality = Municipality(
            book=book.new_book(uuid4(), using=using),
            name=name,
            department=department,
            email=email,
            training=training,
        )
        municipality.save(force_insert=True, using=using)
        PolicyVersion(
            municipality=municipality, from_date=from_date, preset=preset, settings=settings
        ).save(force_insert=True, using=using)
        data: dict[str, object] = {
            "name": name,
            "from": from_date.isoformat(),
            "preset": preset,
            "settings": settings,
        }
        book.write(
            municipality.book, "municipality.founded", data, at=at, actor=None, role="stafett"
        )
    # What is made of it next may go through another connection.
    municipality._state.db = municipality.book._state.db = None
    return municipality


@transaction.atomic
def change_policy(
    by: Person,
    municipality_id: UUID,
    *,
    from_date: date,
    preset: str,
    settings: Mapping[str, Any],
    opened_at: int,
    at: datetime,
) -> PolicyVersion:
    """Set the policy that holds from a day on, today at the earliest; a version of that day that
    has not begun is replaced. Settings left out are the preset's. What is signed stays as signed.

    `opened_at` is the book's count when the administrator saw what holds. Raises Refused for
    anybody but an administrator of the municipality, for settings that are no policy or leave an
    age without a signer (the age named), for a wrong day, and where nothing would change;
    Conflict when another administrator has changed the policy since.
    """
    cover = _begin(by, municipality_id, opened_at, at)
    today = timezone.localdate(at)
    policy = _checked(preset, settings)
    _check_day(from_date, today)
    version = PolicyVersion.objects.filter(
        municipality_id=municipality_id, from_date=from_date
    ).first()
    if version is not None and from_date == today:
        raise Refused(_("Other rules have begun to hold today. Choose tomorrow or later."))
    changed = changes(current_policy(municipality_id, from_date), policy)
    if not changed:
        raise Refused(_("Nothing would change: from that day these rules hold already."))
    if version is None:
        verb = "municipality.policy_set"
        version = PolicyVersion(
            municipality_id=municipality_id,
            from_date=from_date,
            preset=preset,
            settings=policy.as_settings(),
        )
        version.save(force_insert=True)
    else:
        verb = "municipality.policy_replaced"
        version.preset, version.settings = preset, policy.as_settings()
        version.save(update_fields=["preset", "settings"])
    data: dict[str, object] = {
        "who": str(by),
        "from": from_date.isoformat(),
        "preset": preset,
        "changes": [asdict(change) for change in changed],
        "settings": policy.as_settings(),
    }
    book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")
    return version


@transaction.atomic
def take_back_policy(
    by: Person, municipality_id: UUID, from_date: date, *, opened_at: int, at: datetime
) -> None:
    """Take back a version that has not begun. Raises as `change_policy`."""
    cover = _begin(by, municipality_id, opened_at, at)
    version = PolicyVersion.objects.filter(
        municipality_id=municipality_id,
        from_date=from_date,
        from_date__gt=timezone.localdate(at),
    ).first()
    if version is None:
        raise Conflict(_("These rules have begun to hold, or are taken back already."))
    data: dict[str, object] = {
        "who": str(by),
        "from": from_date.isoformat(),
        "settings": version.settings,
    }
    version.delete()
    book.write(
        cover,
        "municipality.policy_taken_back",
        data,
        at=at,
        actor=by.pk,
        role="administrator",
    )


def _begin(by: Person, municipality_id: UUID, opened_at: int, at: datetime) -> Book:
    """Lock the municipality's book, and look at who acts now that nothing moves."""
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can change its rules."))
    later = Entry.objects.filter(book=cover, number__gt=opened_at, verb__in=POLICY_VERBS)
    if later.exists():
        raise Conflict(
            _(
                "Another administrator has changed the rules since you opened the page."
                " Nothing of yours is saved. Look at what was changed, and save again if you"
                " still want to."
            )
        )
    return cover


def _checked(preset: str, settings: Mapping[str, Any]) -> Policy:
    if preset not in PRESETS:
        raise Refused(_("Choose one of the starting points."))
    try:
        policy = Policy.from_settings(settings, base=PRESETS[preset])
        require_signers(policy)
    except PolicyError as error:
        raise Refused(explain(error)) from error
    return policy


def _check_day(from_date: date, today: date) -> None:
    if from_date < today:
        raise Refused(_("Rules can hold from today at the earliest."))
    if from_date.year > today.year + YEARS_AHEAD:
        raise Refused(_("This is more than ten years ahead. Check the year."))
