"""The book: what happened, numbered, chained and never changed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

NO_HASH = "0" * 64


class Book(models.Model):
    """The cover of one log's entries. Its head (count, last hash) is sealed with a key that the
    database does not have, so that a tail cut off or written anew shows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    count = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default=NO_HASH)
    seal = models.CharField(max_length=64)


class Entry(models.Model):
    """One thing that happened. `hash` covers all of it, `content_hash` what lies in Content.

    `about` are the keys of the things it speaks of, and of those they belong to: whoever may not
    see one of them does not see the entry, nor its content.
    """

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)  # None: Stafett itself, on a date
    role = models.CharField(max_length=20)
    verb = models.CharField(max_length=60)
    content_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    about = ArrayField(models.UUIDField(), default=list)


class Content(models.Model):
    """What an entry says. Erased by law: `salt` and `data` go, the chain still verifies.

    `about` is the entry's: the wall around one table does not ask another.
    """

    pk = models.CompositePrimaryKey("book_id", "number")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="contents")
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32, null=True)
    data = models.JSONField(null=True)
    about = ArrayField(models.UUIDField(), default=list)


class Place(models.Model):
    """How far a reader (the archive, the notices) has read in one book."""

    pk = models.CompositePrimaryKey("reader", "book_id")
    reader = models.CharField(max_length=30)
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveIntegerField()


class Verification(models.Model):
    """That every book was held against itself one night, and how many faults there were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    books = models.PositiveIntegerField()
    faults = models.PositiveIntegerField()
