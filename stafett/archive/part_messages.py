"""The print's pages on messages: to whom, what was answered, who has read it (L7, L8)."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.logs.files import files_shown
from stafett.logs.hidden import Reader
from stafett.logs.models import Audience, File, Log
from stafett.messages.models import Message, Opened
from stafett.messages.queries import messages_shown
from stafett.people.models import Person

from . import wording
from .blocks import Block, heading, note, said


def messages(log: Log, reader: Reader) -> list[Block]:
    """Every message with its answers, the first first. Six questions."""
    rows = messages_shown(reader).filter(log=log).select_related("by").order_by("at")
    threads: dict[UUID, list[Message]] = defaultdict(list)
    for each in rows:
        threads[each.first_id or each.pk].append(each)
    if not threads:
        return []
    audiences = {each.subject: each for each in Audience.objects.filter(subject__in=threads)}
    told_to = {key for each in audiences.values() for key in each.people}
    names = {each.pk: str(each) for each in Person.objects.filter(pk__in=told_to)}
    files, readers = _files(log, reader), _readers(log)
    blocks = [heading(_("Messages"))]
    for key, thread in threads.items():
        first = thread[0]
        blocks += [
            heading(first.title, 2, over=first.get_kind_display()),
            note(_to_whom(audiences.get(key), names)),
        ]
        for each in thread:
            blocks.append(said(each.text, by=wording.by(each.by, each.at)))
            mine = [file for file in files[each.pk] if file.by_id == each.by_id]
            blocks += _below(mine, readers[each.pk])
    return blocks


def _to_whom(audience: Audience | None, names: dict[UUID, str]) -> str:
    if audience is None or audience.everyone:
        return _("To everyone who sees the whole log")
    people = sorted(names[key] for key in audience.people if key in names)
    return _("To %(names)s") % {"names": ", ".join(people)}


def _below(files: Iterable[File], readers: list[str]) -> list[Block]:
    """What was sent with it, by name and hash, and who has opened it."""
    blocks = [
        note(_("Attached: %(name)s (SHA-256 %(hash)s)") % {"name": each.name, "hash": each.sha256})
        for each in files
    ]
    if readers:
        blocks.append(note(_("Read by %(names)s") % {"names": "; ".join(readers)}))
    return blocks


def _files(log: Log, reader: Reader) -> dict[UUID, list[File]]:
    """By what they belong to first."""
    found: dict[UUID, list[File]] = defaultdict(list)
    kept = files_shown(reader).filter(log=log).order_by("name")
    for each in kept:
        found[each.about[1]].append(each)
    return found


def _readers(log: Log) -> dict[UUID, list[str]]:
    """By the message. When the child reads, only the child sees it: not the print's readers."""
    found: dict[UUID, list[str]] = defaultdict(list)
    opened = Opened.objects.filter(log=log).exclude(person=log.owner_id).select_related("person")
    for each in opened.order_by("at"):
        found[each.message_id].append(wording.by(each.person, each.at))
    return found
