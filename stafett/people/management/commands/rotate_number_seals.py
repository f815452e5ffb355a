"""`python manage.py rotate_number_seals`: every number sealed with the first key."""

import sys
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from stafett.people.models import NationalIdentity
from stafett.people.seals import SealBroken, sealed_anew, text_sealed_anew

BATCH = 500


class Command(BaseCommand):
    """Runs as the owner: no login that serves people or jobs may replace a seal.

    What the first key opens is left, so that it can be stopped, run again and run beside a
    working Stafett. Prints counts alone.
    """

    help = "Seal every national identity number with the first key of STAFETT_NUMBER_SEALS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work through all rows, a batch a transaction; exit 1 if some do not open."""
        renewed = left = broken = 0
        after: UUID | None = None
        while batch := self._batch(after):
            for outcome in batch.values():
                renewed += outcome == "renewed"
                left += outcome == "left"
                broken += outcome == "broken"
            after = max(batch)
        addresses, shut = self._addresses_of_the_young()
        broken += shut
        self.stdout.write(f"{renewed} numbers sealed anew, {left} had the first key already.")
        if addresses:
            self.stdout.write(f"{addresses} sign-ins of the young sealed anew.")
        if broken:
            self.stderr.write(f"{broken} sealed numbers do not open with any key, or were moved.")
            sys.exit(1)

    @transaction.atomic
    def _batch(self, after: UUID | None) -> dict[UUID, str]:
        rows = NationalIdentity.objects.exclude(sealed="").order_by("pk").select_for_update()
        if after is not None:
            rows = rows.filter(pk__gt=after)
        return {row.pk: self._renew(row) for row in rows[:BATCH]}

    @transaction.atomic
    def _addresses_of_the_young(self) -> tuple[int, int]:
        """Named and not imported: the room that keeps them lies above this one (I2)."""
        renewed = broken = 0
        for row in apps.get_model("identity", "YouthAccount").objects.select_for_update():
            try:
                anew = {
                    name: text_sealed_anew(row.pk, getattr(row, name))
                    for name in ("sent_to", "reach", "secret")
                    if getattr(row, name)
                }
            except SealBroken:
                broken += 1
                continue
            changed = {name: sealed for name, sealed in anew.items() if sealed is not None}
            for name, sealed in changed.items():
                setattr(row, name, sealed)
            row.save(update_fields=list(changed))
            renewed += bool(changed)
        return renewed, broken

    def _renew(self, row: NationalIdentity) -> str:
        try:
            sealed = sealed_anew(row.pk, row.sealed)
        except SealBroken:
            return "broken"
        if sealed is None:
            return "left"
        row.sealed = sealed
        row.save(update_fields=["sealed"])
        return "renewed"
