"""What an operator sees of the logs: that they are there."""

import pytest
from django.utils import timezone

from stafett.book.models import Book
from tests import commands
from tests import world as w
from tests.archive.life import close

pytestmark = pytest.mark.django_db


def test_it_tells_of_every_log_without_its_content() -> None:
    world = w.make_world()
    draft = w.start_draft(world, owner="nora", short_name="Noras hemmelighet")
    in_use = w.open_log(world)
    ended = w.open_log(world, owner="sander", signers=("liv",))
    close(world, ended)
    done = commands.manage("list_logs")
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = [line.split() for line in done.stdout.splitlines()]
    names = "id municipality unit state started opened closed holder entries"
    assert head == names.split()
    today = timezone.localdate().isoformat()
    counts = {book.pk: str(book.count) for book in Book.objects.using("owner").all()}
    assert rows == [
        [str(draft.pk), "Eikvåg", "school", "draft", today, "-", "-", "no", counts[draft.pk]],
        [str(in_use.pk), "Eikvåg", "school", "open", today, today, "-", "yes", counts[in_use.pk]],
        [
            str(ended.pk),
            "Eikvåg",
            "school",
            "closed",
            today,
            today,
            today,
            "no",
            counts[ended.pk],
        ],
    ]
    for secret in ("Nora", "Elias", "Sander", "Berg", "hemmelighet", "Kari", "skole"):
        assert secret not in done.stdout


def test_ids_alone_are_for_other_programs() -> None:
    world = w.make_world()
    assert commands.manage("list_logs", "--format", "id").stdout == ""
    logs = [w.start_draft(world, owner=owner) for owner in ("elias", "nora")]
    done = commands.manage("list_logs", "--format", "id")
    assert done.stdout.split() == [str(log.pk) for log in logs]


def test_another_format_is_refused() -> None:
    done = commands.manage("list_logs", "--format", "names")
    assert done.returncode == 2
    assert "invalid choice" in done.stderr
