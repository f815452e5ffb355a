"""What can be done about being told. It belongs to no log, so no book has it."""

from datetime import datetime

from django.db import transaction

from stafett.people.models import Person

from .models import Preference


@transaction.atomic
def choose(person: Person, *, how: str, way: str | None, at: datetime) -> None:
    """Keep how this person wants to be told (`models.How`, `models.Way`). `way` None: as before."""
    kept = {"how": how, "at": at} | ({"way": way} if way else {})
    Preference.objects.update_or_create(person=person, defaults=kept)
