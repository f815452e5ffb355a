"""What the municipality's administrators do with its guide (screen 13, 14).

Each is one transaction with its entry in the municipality's book; the texts stand in their
versions, so an entry names the page alone.
"""

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

from . import content
from .assembled import Standing, default_place
from .models import GuidePlace, GuideText
from .queries import standings
from .rules import LEVELS, missing, step_key

LONGEST = 20_000
MOST_STEPS = 15  # of one level; more is no path that anybody walks


@transaction.atomic
def set_text(
    by: Person,
    municipality_id: UUID,
    *,
    page: str,
    language: str,
    text: str,
    opened_at: int,
    at: datetime,
) -> None:
    """Write a new version of a page; what is the same as now is nothing, and Stafett's own text
    brings Stafett's back.

    `opened_at` is the count of the municipality's book when the text was opened. Raises Refused
    for others than its administrators and for a text without a title, Conflict when somebody has
    changed that text since.
    """
    cover = _begin(by, municipality_id, at)
    if missing(text) or len(text) > LONGEST:
        raise Refused(_("The first line is the title: # and a space, and then the name."))
    _unless_overtaken(municipality_id, page, language, opened_at)
    now = _text_now(municipality_id, page, language)
    wanted = "" if text.strip() == content.ours(language).get(page, "").strip() else text
    if wanted == now:
        return
    verb = "municipality.guide_text_set"
    _write_version(cover, by, verb, page=page, language=language, text=wanted, at=at)


@transaction.atomic
def restore_text(
    by: Person,
    municipality_id: UUID,
    *,
    page: str,
    language: str,
    version: int,
    opened_at: int,
    at: datetime,
) -> None:
    """Make an earlier version hold again, as a new one; 0 is Stafett's own text.

    Raises as `set_text`, and Refused for a version that is not there.
    """
    cover = _begin(by, municipality_id, at)
    _unless_overtaken(municipality_id, page, language, opened_at)
    text = ""
    if version:
        of = GuideText.objects.filter(municipality=municipality_id, page=page, language=language)
        row = of.filter(entry=version).first()
        if row is None:
            raise Refused(_("This version is not there. Choose one of the list."))
        text = row.text
    elif page not in content.names():
        raise Refused(_("Stafett has no text for this step. Hide the step if you do not use it."))
    if text == _text_now(municipality_id, page, language):
        return
    verb = "municipality.guide_text_restored"
    _write_version(cover, by, verb, page=page, language=language, text=text, at=at)


@transaction.atomic
def set_place(
    by: Person,
    municipality_id: UUID,
    *,
    page: str,
    number: str,
    hidden: bool,
    opened_at: int,
    at: datetime,
) -> None:
    """Settle what a level or a step is numbered, and whether a step is shown.

    An empty number is counted. Raises Refused for others than administrators, and where a level
    would be hidden or left without steps; Conflict as `set_text`.
    """
    cover = _begin(by, municipality_id, at)
    if hidden and step_key(page) is None:
        raise Refused(_("A level is always shown. Hide the steps that you do not use."))
    if hidden and not _other_steps(municipality_id, page):
        raise Refused(_("This is the only step of its level. A level needs one step."))
    now = GuidePlace.objects.filter(municipality=municipality_id, page=page).first()
    if now is not None and now.entry > opened_at:
        raise Conflict(_overtaken())
    if now is None and not (number or hidden):
        return
    if now is not None and (now.number, now.hidden) == (number, hidden):
        return
    data: dict[str, object] = {
        "who": str(by), "page": page, "number": number, "hidden": hidden,
    }  # fmt: skip
    verb = "municipality.guide_place_set"
    entry = book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")
    row = now or GuidePlace(municipality_id=municipality_id, page=page, place=default_place(page))
    row.number, row.hidden, row.entry = number, hidden, entry
    if now is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["number", "hidden", "entry"])


@transaction.atomic
def add_step(
    by: Person,
    municipality_id: UUID,
    *,
    after: str,
    language: str,
    title: str,
    at: datetime,
) -> str:
    """Add a step after another one (or first, after its level); gives its page's name.

    Raises Refused for others than administrators, for no such page, and for more steps than
    anybody walks.
    """
    cover = _begin(by, municipality_id, at)
    stands = standings(municipality_id)
    level, place = _where(after, stands)
    taken = {
        key[1] for key in map(step_key, {*content.names(), *stands}) if key and key[0] == level
    }
    if len(taken) >= MOST_STEPS:
        raise Refused(_("This level has as many steps as it can have."))
    page = f"step-{level}-{max(taken, default=0) + 1}"
    verb = "municipality.guide_step_added"
    data: dict[str, object] = {"who": str(by), "page": page, "title": title}
    entry = book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")
    GuidePlace(municipality_id=municipality_id, page=page, place=place, entry=entry).save(
        force_insert=True
    )
    GuideText(
        municipality_id=municipality_id, page=page, language=language, text=f"# {title}\n",
        by=by, by_name=str(by), at=at, entry=entry,
    ).save(force_insert=True)  # fmt: skip
    return page


def _begin(by: Person, municipality_id: UUID, at: datetime) -> Book:
    """Lock the municipality's book, and look at who acts now that nothing moves."""
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can change its guide."))
    return cover


def _unless_overtaken(municipality_id: UUID, page: str, language: str, opened_at: int) -> None:
    of = GuideText.objects.filter(municipality=municipality_id, page=page, language=language)
    if of.filter(entry__gt=opened_at).exists():
        raise Conflict(_overtaken())


def _overtaken() -> str:
    return _(
        "Another administrator has changed this since you opened the page. Nothing of yours is"
        " saved yet. Look at what stands now, and save again if yours shall hold."
    )


def _text_now(municipality_id: UUID, page: str, language: str) -> str:
    of = GuideText.objects.filter(municipality=municipality_id, page=page, language=language)
    row = of.order_by("-entry").first()
    return row.text if row else ""


def _write_version(
    cover: Book, by: Person, verb: str, *, page: str, language: str, text: str, at: datetime
) -> None:
    data: dict[str, object] = {"who": str(by), "page": page, "language": language}
    entry = book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")
    GuideText(
        municipality_id=cover.pk, page=page, language=language, text=text,
        by=by, by_name=str(by), at=at, entry=entry,
    ).save(force_insert=True)  # fmt: skip


def _other_steps(municipality_id: UUID, page: str) -> bool:
    """Whether the level of this step has another one that is shown."""
    level, stands = step_key(page), standings(municipality_id)
    if level is None:
        return False
    keys = {each: step_key(each) for each in {*content.names(), *stands}}
    return any(
        key[0] == level[0] and each != page and not (each in stands and stands[each].hidden)
        for each, key in keys.items()
        if key
    )


def _where(after: str, stands: dict[str, Standing]) -> tuple[str, int]:
    """The level and the place of a step that comes after this page."""
    key = step_key(after)
    if key and (after in content.names() or after in stands):
        place = stands[after].place if after in stands and stands[after].place else 0
        return key[0], (place or default_place(after)) + 1
    level = after.removeprefix("level-")
    if level in LEVELS:
        return level, 1
    raise Refused(_("Choose what the step comes after."))
