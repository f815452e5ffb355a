"""Keeping files in a log and serving them. A room that has files keeps them within its own verbs.

Each is behind both walls by its `about`, as an entry of the book is.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import access
from .access import Right, Standing
from .hidden import Reader, shown_about
from .kept_files import File
from .models import Log
from .sniffing import Sniffed, sniff

MOST_FILES = 5
PICTURES = "image/jpeg,image/png,image/webp,image/gif"
ALL_KINDS = f"{PICTURES},.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt"
# Whatever a browser makes of it, it runs nothing and asks for nothing.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


def keep(log: Log, found: Sniffed, about: Sequence[UUID], *, by: Standing, at: datetime) -> File:
    """Keep a file within another action, which has locked the log and notes it in its own entry
    (`told`). `about`: the keys of what it belongs to, as that entry names them.
    """
    key = uuid4()
    file = File(
        pk=key,
        log=log,
        about=[key, *about],
        by=by.person,
        at=at,
        kind=found.kind,
        name=found.name,
        type=found.type,
        size=len(found.content),
        sha256=found.sha256,
        content=found.content,
    )
    file.save(force_insert=True)
    return file


def told(files: Iterable[Sniffed]) -> list[dict[str, str]]:
    """What the book holds of files: the name, and the hash of what is in them."""
    return [{"name": each.name, "sha256": each.sha256} for each in files]


def files_shown(reader: Reader) -> QuerySet[File]:
    """The files that are not hidden from the reader, without what is in them."""
    return File.objects.filter(shown_about(reader)).defer("content")


@require_safe
@signed_in
def file(request: SignedInRequest, log_id: UUID, file_id: UUID) -> HttpResponse:
    """`/logg/<id>/fil/<id>/`: a picture for the page, any other file to take home.

    Who opens it leaves an access record, as for every page of the log (H10).
    """
    standing = access.require(request.person, log_id, Right.READ)
    found = File.objects.filter(shown_about(standing.reader), log_id=log_id, pk=file_id).first()
    if found is None or not found.size:  # deleted by law: its row alone stands
        raise Http404
    return answer(found)


def answer(found: File) -> HttpResponse:
    """The file itself. Whoever asks for it may see it."""
    how = "inline" if found.is_picture else "attachment"
    return HttpResponse(
        bytes(found.content),
        content_type=found.type,
        headers={
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(found.name)}",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
        },
    )


class FilesInput(forms.FileInput):
    """Several files in one field."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All that were chosen."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, []))


class FilesField(forms.Field):
    """Files to send along; what comes out is what may be kept (`Sniffed`)."""

    widget = FilesInput

    def __init__(self, *, most: int = MOST_FILES, only_pictures: bool = False, **more: Any) -> None:
        self.most, self.only_pictures = most, only_pictures
        super().__init__(**more)
        self.widget.attrs["accept"] = PICTURES if only_pictures else ALL_KINDS
        if most > 1:
            self.widget.attrs["multiple"] = True

    def clean(self, value: list[UploadedFile] | None) -> list[Sniffed]:
        """Each file, sniffed. A refusal is an error of this field."""
        chosen = [each for each in super().clean(value) or [] if each]
        if len(chosen) > self.most:
            raise forms.ValidationError(
                _("Choose %(most)s files at most.") % {"most": self.most}, code="many"
            )
        return [self._sniff(each) for each in chosen]

    def _sniff(self, upload: UploadedFile) -> Sniffed:
        try:
            return sniff(upload.name or "", upload.read(), only_pictures=self.only_pictures)
        except Refused as refusal:
            words = f"{upload.name}: {refusal}" if self.most > 1 else str(refusal)
            raise forms.ValidationError(words, code="file") from refusal
