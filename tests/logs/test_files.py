"""Files behind the walls: who gets one, how it is served, and what the database itself shows."""

from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image

from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.logs import files
from stafett.logs.access import Right
from stafett.logs.acting import begin, note
from stafett.logs.health import settle
from stafett.logs.models import Audience, File, Log, Reading
from stafett.logs.sniffing import sniff
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "H2", "H4", "H5")]


@pytest.fixture
def log(world: w.World) -> Log:
    """Kari has the baton, Sunniva helps, Ragnhild sees the plan alone."""
    return w.open_log(world, plan_alone=("ragnhild",))


def drawing() -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 30), "green").save(out, "PNG")
    return out.getvalue()


def kept(
    world: w.World,
    log: Log,
    content: bytes = b"%PDF-1.7",
    to: tuple[str, ...] | None = (),
    by: str = "kari",
    health: bool = False,
) -> File:
    """A file of Kari's: sent to all (`to` empty), to some, or (None) part of the plan."""
    subject, person = uuid4(), world.people[by]
    with acting_as(person.pk):
        the_log, place = begin(w.stand(person, log), Right.WRITE)
        if to is not None:
            people = [world.people[name].pk for name in to]
            Audience(
                subject=subject, log=the_log, by=person, everyone=not people, people=people
            ).save(force_insert=True)
        file = files.keep(the_log, sniff("Referat.pdf", content), [subject], by=place, at=w.now())
        note(the_log, "plan.commented", {"who": "Kari"}, at=w.now(), by=place, about=[subject])
        settle(the_log, [subject], health or None, by=place, at=w.now())
    return file


def get(client: Client, file: File) -> int:
    return client.get(f"/logg/{file.log_id}/fil/{file.pk}/").status_code


def gets(world: w.World, file: File) -> set[str]:
    """Who is given the file, by page; the database must say the same of each."""
    names = ("elias", "marte", "anders", "kari", "sunniva", "ragnhild", "tor", "henrik", "hanne")
    by_page, by_wall = set(), set()
    for name in names:
        if get(signed_in(world.people[name], world.eikvag), file) == 200:
            by_page.add(name)
        with acting_as(world.people[name].pk):
            if File.objects.filter(pk=file.pk).exists():
                by_wall.add(name)
    assert by_page == by_wall
    return by_page


FAMILY = {"elias", "marte", "anders"}


@pytest.mark.requirement("K20")
def test_a_picture_stands_on_the_page_and_a_document_is_taken_home(
    world: w.World, log: Log
) -> None:
    kari = signed_in(world.kari, world.eikvag)
    for content, how, mime in (
        (drawing(), "inline", "image/jpeg"),
        (b"%PDF-1.7", "attachment", "application/pdf"),
        (b"<script>alert(1)</script>", "attachment", "text/plain; charset=utf-8"),
    ):
        file = kept(world, log, content)
        answer = kari.get(f"/logg/{log.pk}/fil/{file.pk}/")
        assert answer.status_code == 200
        assert answer["Content-Type"] == mime
        assert answer["Content-Disposition"].startswith(f"{how}; filename*=UTF-8''Referat")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"


def test_what_belongs_to_the_plan_is_for_all_and_what_is_sent_is_not_for_the_plan_alone(
    world: w.World, log: Log
) -> None:
    assert gets(world, kept(world, log, to=None)) == FAMILY | {"kari", "sunniva", "ragnhild"}
    assert gets(world, kept(world, log)) == FAMILY | {"kari", "sunniva"}


def test_what_is_sent_to_some_is_read_by_them_the_family_and_who_has_the_baton(
    world: w.World, log: Log
) -> None:
    assert gets(world, kept(world, log, to=("marte",))) == FAMILY | {"kari"}
    assert gets(world, kept(world, log, to=("sunniva",))) == FAMILY | {"kari", "sunniva"}
    assert gets(world, kept(world, log, to=("marte",), by="sunniva")) == FAMILY | {
        "kari",
        "sunniva",
    }


def test_a_health_mark_hides_it(world: w.World, log: Log) -> None:
    file = kept(world, log, by="marte", health=True)
    assert gets(world, file) == FAMILY


def test_who_is_taken_out_loses_it(world: w.World, log: Log) -> None:
    file = kept(world, log, to=("sunniva",))
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())
    assert gets(world, file) == FAMILY | {"kari"}


def test_to_open_it_leaves_an_access_record(world: w.World, log: Log) -> None:
    file = kept(world, log)
    get(signed_in(world.sunniva, world.eikvag), file)
    read = Reading.objects.using("owner").filter(log=log, person=world.sunniva.pk)
    assert [each.kind for each in read] == ["file"]


def test_nobody_is_told_whom_others_write_to(world: w.World, log: Log) -> None:
    kept(world, log, to=("marte",))
    with acting_as(world.sunniva.pk):
        assert not Audience.objects.filter(log=log).exists()


def test_the_audience_is_said_first_once_and_by_oneself(world: w.World, log: Log) -> None:
    file = kept(world, log, to=("marte",))
    said: UUID = file.about[1]

    def refused(subject: UUID, by: str) -> bool:
        row = Audience(subject=subject, log_id=log.pk, by_id=world.people[by].pk, everyone=True)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except DatabaseError:
            return True
        return False

    with acting_as(world.sunniva.pk):
        assert refused(said, "sunniva")
        assert refused(uuid4(), "kari"), "in another's name"
        written = kept_in_the_plan(world, log)
        assert refused(written, "sunniva"), "after it was written"
        assert not refused(uuid4(), "sunniva")


def kept_in_the_plan(world: w.World, log: Log) -> UUID:
    the_log, place = begin(w.stand(world.sunniva, log), Right.WRITE)
    key = uuid4()
    note(the_log, "plan.commented", {"who": "Sunniva"}, at=w.now(), by=place, about=[key])
    return key


def test_files_are_never_changed_and_never_in_anothers_name(world: w.World, log: Log) -> None:
    file = kept(world, log)
    with acting_as(world.kari.pk):
        for change in (
            lambda: File.objects.filter(pk=file.pk).update(name="x"),
            lambda: File.objects.filter(pk=file.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    with acting_as(world.sunniva.pk), pytest.raises(DatabaseError), transaction.atomic():
        File(
            log_id=log.pk, about=[uuid4()], by_id=world.kari.pk, at=w.now(), size=1, content=b"x"
        ).save(force_insert=True)
