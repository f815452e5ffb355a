"""A drill: back up while people write, lose the database, put it back, and find it whole (Q2)."""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.plan import actions as plan
from tests import commands, database
from tests import world as w
from tests.tooling.started import Started
from tools import backup, environment, restore


class Writer(threading.Thread):
    """Somebody who comments on a measure again and again, and knows what was answered."""

    def __init__(self, world: w.World, log: Log, measure: UUID) -> None:
        super().__init__(daemon=True)
        self.world, self.log, self.measure = world, log, measure
        self.stop = threading.Event()
        self.answered: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            text = f"Dette ble skrevet {len(self.answered)}"
            with acting_as(self.world.kari.pk):
                by = w.stand(self.world.kari, self.log)
                plan.comment(by, measure_id=self.measure, text=text, at=w.now())
            self.answered.append(text)
        connections.close_all()

    def wait_for(self, more: int) -> None:
        wanted = len(self.answered) + more
        while len(self.answered) < wanted and self.is_alive():
            self.stop.wait(0.01)
        assert self.is_alive()


@pytest.fixture
def elsewhere(db: None) -> Iterator[tuple[str, str]]:
    """An empty database on the test's server: the superuser's address of it, and its name."""
    server, name = database.session_server(), "test_restored"
    with server.superuser() as connection:
        database.copy(connection, name, template="template0")
    yield server.url("postgres", name), name
    with server.superuser() as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("Q2")
def test_what_was_answered_before_the_backup_is_there_after_the_loss(
    elsewhere: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = w.make_world()
    log = w.open_log(world)
    writer = Writer(world, log, w.agree_plan(world, log)[0])
    writer.start()
    writer.wait_for(5)
    before = list(writer.answered)
    owner = connections["owner"].settings_dict
    where = f"{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    backup.dump(f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{where}", tmp_path / "dump")
    writer.wait_for(5)
    writer.stop.set()
    writer.join(timeout=20)
    assert len(before) >= 5
    assert oct((tmp_path / "dump").stat().st_mode)[-3:] == "600"

    address, name = elsewhere
    restore.load(address, tmp_path / "dump")
    with psycopg.connect(address) as there:
        rows = there.execute("SELECT text FROM plan_comment").fetchall()
        count = "SELECT count(*), max(number) FROM book_entry WHERE book_id = %s"
        entries = there.execute(count, [log.pk]).fetchone()
    kept = {text for (text,) in rows}
    assert set(before) <= kept <= {*writer.answered, *before}
    assert entries
    assert entries[0] == entries[1] <= Entry.objects.using("owner").filter(book=log.pk).count()
    # The walls stand there too, and the books verify with the same key.
    monkeypatch.setitem(connections["worker"].settings_dict, "NAME", name)
    said = commands.manage("verify_book")
    assert (said.returncode, "all whole" in said.stdout) == (0, True), said
    web = connections["default"].settings_dict
    with psycopg.connect(
        f"postgresql://{web['USER']}:{web['PASSWORD']}@{web['HOST']}:{web['PORT']}/{name}"
    ) as as_web:
        assert as_web.execute("SELECT count(*) FROM plan_comment").fetchone() == (0,)


@pytest.mark.slow
def test_ones_own_database_is_lost_and_put_back(
    var: Path, start: type[Started], capsys: pytest.CaptureFixture[str]
) -> None:
    """`make run`, `make backup`, everything lost, `make restore`, `make run`."""
    running = start(var)
    running.wait()
    assert backup.main([]) == 0
    (made,) = (var / "backup").iterdir()
    assert oct(made.stat().st_mode)[-3:] == "600"
    assert restore.main([str(made)]) == 1  # it is in use
    assert "Stafett is running" in capsys.readouterr().err
    running.process.terminate()
    running.process.wait(timeout=60)
    assert restore.main([str(made)]) == 0
    aside = re.search(r"before lies in (.+)\.\n", capsys.readouterr().out)
    assert aside
    assert Path(aside[1]).is_dir()
    again = start(var)
    again.wait()
    logs = environment.read(var / "database.env")["STAFETT_DATABASE_URL"]
    with psycopg.connect(logs) as connection:
        assert connection.execute("SELECT count(*) > 5 FROM logs_log").fetchone() == (True,)
    again.process.terminate()
    again.process.wait(timeout=60)


def test_what_is_no_backup_changes_nothing(
    var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert restore.main([]) == 1
    assert restore.main([str(tmp_path / "no.dump")]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert backup.main([]) == 1
    assert "There is no database" in capsys.readouterr().err
    assert not (var / "backup").exists() or list((var / "backup").iterdir()) == []
    assert os.listdir(tmp_path) == []
