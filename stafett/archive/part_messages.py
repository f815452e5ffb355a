"""The print's pages on messages: to whom, what was answered, who has read it (L7, L8)."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.logs.files import files_shown
from stafett.logs.hidden import Reader
from stafett.logs.models import Audience, File, Log
from stafett.messages.models import Message, Opened
from stafett.messages.queries import messages_shown
from stafett.people.models import Person

from . import wording
from .blocks import Block, attached, heading, note, said
from .pictures import OnPaper, on_paper


def messages(log: Log, reader: Reader) -> list[Block]:
    """Every message with its answers, the first first. Seven questions."""
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
    drawn = _pictures(files)
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
            blocks += [attached(file, drawn.get(file.pk)) for file in mine]
            if readers[each.pk]:
                blocks.append(note(_("Read by %(names)s") % {"names": "; ".join(readers[each.pk])}))
    return blocks


def _to_whom(audience: Audience | None, names: dict[UUID, str]) -> str:
    if audience is None or audience.everyone:
        return _("To everyone who sees the whole log")
    people = sorted(names[key] for key in audience.people if key in names)
    return _("To %(names)s") % {"names": ", ".join(people)}


def _files(log: Log, reader: Reader) -> dict[UUID, list[File]]:
    """By what they belong to first."""
    found: dict[UUID, list[File]] = defaultdict(list)
    kept = files_shown(reader).filter(log=log).order_by("name")
    for each in kept:
        found[each.about[1]].append(each)
    return found


def _pictures(files: Mapping[UUID, list[File]]) -> dict[UUID, OnPaper]:
    """Those that are pictures, one at a time: together they may be large. What is deleted by law
    has nothing in it."""
    wanted = [each.pk for kept in files.values() for each in kept if each.is_picture and each.size]
    rows = File.objects.filter(pk__in=wanted).values_list("pk", "content").iterator(chunk_size=10)
    drawn = {key: on_paper(bytes(content)) for key, content in rows}
    return {key: picture for key, picture in drawn.items() if picture}


def _readers(log: Log) -> dict[UUID, list[str]]:
    """By the message. When the child reads, only the child sees it: not the print's readers."""
    found: dict[UUID, list[str]] = defaultdict(list)
    opened = Opened.objects.filter(log=log).exclude(person=log.owner_id).select_related("person")
    for each in opened.order_by("at"):
        found[each.message_id].append(wording.by(each.person, each.at))
    return found
