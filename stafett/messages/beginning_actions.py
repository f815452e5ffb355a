"""Setting the text that a municipality's messages of a kind begin from (L7)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.municipality.access import administers
from stafett.people.models import Person

from .beginnings import Start, ours, own_text
from .models import Beginning


@transaction.atomic
def set_beginning(
    by: Person,
    municipality_id: UUID,
    *,
    kind: str,
    language: str,
    said: Start,
    opened_at: int,
    at: datetime,
) -> None:
    """Write the municipality's own text; an empty one, or Stafett's, brings Stafett's back.

    `opened_at` is the entry number of the municipality's book at which the form was opened. Raises
    Refused for anybody but an administrator, Conflict when somebody changed it since.
    """
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can change its texts."))
    now = own_text(municipality_id, kind, language)
    if now is not None and now.entry > opened_at:
        raise Conflict(
            _("Somebody else changed this text while you wrote. Open the page in another window"
              " to see it, and put the two together.")
        )  # fmt: skip
    back = said in (Start("", ""), ours(kind, language))
    if (now is None and back) or (now is not None and said == Start(now.title, now.text)):
        return
    data: dict[str, object] = {
        "who": str(by), "kind": kind, "language": language,
        "title": "" if back else said.title, "text": "" if back else said.text,
    }  # fmt: skip
    verb = "municipality.message_text_set"
    entry = book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")
    if back:
        if now is not None:
            now.delete()
        return
    row = now or Beginning(municipality_id=municipality_id, kind=kind, language=language)
    row.title, row.text, row.changed_at, row.entry = said.title, said.text, at, entry
    if now is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["title", "text", "changed_at", "entry"])
