"""A measure's picture, for those who would rather see than read (M5)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs import files
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.picture_form import Chosen

from .shown import chain
from .things import measure_seen


@transaction.atomic
def choose_for_measure(by: Standing, measure_id: UUID, chosen: Chosen, *, at: datetime) -> None:
    """Give a measure a picture, another one, or none. It is hidden where the measure is."""
    log, by = begin(by, Right.WRITE)
    measure = measure_seen(by, measure_id)
    if measure is None:
        raise Refused(_("This measure is not in this log."))
    own = [chosen.own] if chosen.own else []
    data: dict[str, object] = {
        "who": str(by.person),
        "measure_id": str(measure.pk),
        "measure": measure.title,
        "picture": chosen.name,
        "files": files.told(own),
    }
    about = chain(measure)
    # `entry` stays: the measure's words are as they were, nobody's open form is overtaken.
    note(log, "plan.picture_chosen", data, at=at, by=by, about=about)
    measure.picture = chosen.name
    measure.photo = next((files.keep(log, each, about, by=by, at=at) for each in own), None)
    measure.save(update_fields=["picture", "photo"])
