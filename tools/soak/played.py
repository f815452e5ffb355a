"""The soak from beginning to end: what is started, who dies when, and what is looked at."""

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

from tools import connections, debian, environment, pooler, postgres, roles
from tools.bench.site import Site as Filled
from tools.mailbox import Mailbox
from tools.soak import told, verify
from tools.soak.deaths import Deaths, lead, say
from tools.soak.follower import Follower
from tools.soak.front import Front
from tools.soak.load import Load
from tools.soak.pair import Pair
from tools.soak.site import Part, Site

LOGS, PEOPLE, FOLLOWERS = 150, 24, 3
SETTLES = 100  # the workers then have so long to do what is left
AGAIN = "UPDATE archive_delivery SET next_at = now() WHERE next_at > now() + interval '1 minute'"


class Soak:
    """All that was started, so that all of it can be stopped."""

    def __init__(self) -> None:
        self.home = environment.var() / "soak"
        self.home.mkdir(parents=True, exist_ok=True)
        for name in ("archive", "log", "pgbouncer", "yes.jsonl"):
            path = self.home / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        (self.home / "log").mkdir()
        (self.home / "yes.jsonl").touch()
        self.front = Front(self.home / "nginx")
        self.bouncer = debian.program("pgbouncer", pooler.libraries)
        self.pair = Pair(self.home)
        self.mailbox = Mailbox()
        self.site = Site(self.home / "log")
        self.pooler: pooler.Pooler | None = None
        self.dead: dict[str, float] = {}

    def play(self) -> list[str]:
        """What is not as it must be; prints the rest."""
        targets = self._databases()
        self._processes()
        since, began = datetime.now(UTC), time.monotonic()
        self.site.began = began
        load = Load(self.front.port, targets, self.home / "yes.jsonl", began)
        followers = [Follower(self.front.port, page, began) for page in targets["log_page"][:6:2]]
        for each in followers:
            each.start()
        load.start(PEOPLE)
        say(f"{PEOPLE} people read and write, others pass batons and sign ...")
        assert self.pooler
        self.dead = Deaths(began, self.site, self.pair, self.pooler).play()
        load.stop()
        for each in followers:
            each.over.set()
        say(f"{load.yes} writes were answered with a yes. The workers do what is left ...")
        self._settle()
        self.site.stop()
        return self._look(since, load, followers)

    def stop(self) -> None:
        """The databases last."""
        self.site.stop()
        self.front.stop()
        if self.pooler:
            self.pooler.stop()
        self.mailbox.shutdown()
        self.pair.stop()

    # The steps

    def _databases(self) -> dict[str, list[Any]]:
        filled = Filled(LOGS)
        say(f"Filling a database with {LOGS} fictional logs, unless it is there ...")
        filled.fill()
        filled.stop()
        say("Starting PostgreSQL and its replica ...")
        self.pair.begin(filled.server)
        self._manage(self.pair.first, "migrate", "--verbosity=0")
        said = self._run(self.pair.first, "-m", "tools.soak.prepare")
        self.pair.follow()
        targets: dict[str, list[Any]] = json.loads(said)
        return targets

    def _processes(self) -> None:
        say("Starting PgBouncer, two web servers, two workers, the live pages and nginx ...")
        first, web = self.pair.first, self.pair.first.url(roles.WEB)
        word = {roles.WEB: first.passwords()[roles.WEB]}
        self.pooler = pooler.Pooler(self.bouncer, self.home / "pgbouncer", roles.DATABASE, word)
        lead(self.pooler, first)
        pooled = web.replace(f":{first.port()}/", f":{self.pooler.port}/")
        self.pooler.start(pooled)
        self.site.adopt(Part("PgBouncer", self.pooler.begin, self.pooler.child))
        ports = [postgres.free_port() for _ in range(3)]
        address = f"http://127.0.0.1:{self.front.port}"
        common = {**environment.keys(), "STAFETT_TRAINING": "1", "STAFETT_ADDRESS": address}
        common |= {"STAFETT_LIVE_ADDRESS": address, "STAFETT_PROXIES": "1"}
        for number, port in enumerate(ports[:2], 1):
            own = {"STAFETT_LOGIN": "web", "STAFETT_WEB_DATABASE_URL": pooled}
            own |= {"STAFETT_PORT": str(port), "STAFETT_WEB_WORKERS": "2"}
            self.site.add(f"web {number}", "-m", "gunicorn", **common, **own)
        for number in (1, 2):
            own = {"STAFETT_LOGIN": "worker", "STAFETT_MAIL": "stafett.notices.port.Smtp"}
            own |= {"STAFETT_WORKER_DATABASE_URL": self.pair.either(roles.WORKER)}
            own |= {"STAFETT_SMTP_HOST": "127.0.0.1", "STAFETT_SMTP_PORT": str(self.mailbox.port)}
            own |= {"STAFETT_ARCHIVE_FOLDER": str(self.home / "archive")}
            self.site.add(
                f"worker {number}", "manage.py", "procrastinate", "worker", **common, **own
            )
        own = {"STAFETT_LIVE_DATABASE_URL": self.pair.either(roles.LIVE)}
        own |= {"STAFETT_LIVE_PORT": str(ports[2]), "STAFETT_ADDRESS": address}
        self.site.add("live", "-m", "stafett.live", **own)
        self.site.keep()
        self.front.start(ports[:2], ports[2])

    def _settle(self) -> None:
        """A deposit that somebody died over is tried again after five minutes; here an
        administrator presses «Prøv igjen nå»."""
        deadline = time.monotonic() + SETTLES
        with self.pair.second.superuser(roles.DATABASE) as database:
            while verify.unsettled(database) and time.monotonic() < deadline:
                database.execute(AGAIN)
                time.sleep(1)

    def _look(self, since: datetime, load: Load, followers: list[Follower]) -> list[str]:
        mails, copies = len(self.mailbox.taken), self.mailbox.taken.total()
        with self.pair.second.superuser(roles.DATABASE) as database:
            counted = verify.writes(database, since, load.file)
            faults = list(verify.faults(database, since, counted))
            faults += verify.archive_faults(database, self.home / "archive")
            faults += verify.mail_faults(database, self.mailbox, len(self.dead))
        say(told.writes(counted))
        say(told.requests(load.tried, self.dead))
        say(told.parts(self.site))
        say(told.follows(followers, self.dead["the database"]))
        deposits = len(list((self.home / "archive").iterdir()))
        say(f"{deposits} deposits in the archive; {mails} mails, {copies - mails} came once more")
        say(self._manage(self.pair.second, "verify_book", login="worker").strip())
        died = self.dead["the database"]
        for what in ("the hang", "the database"):
            at = self.dead[what]
            faults += told.still_failing(load.tried, what, at, told.min_next(self.dead, at))
        faults += told.unwell(self.site, followers, died)
        return faults

    def _manage(self, server: postgres.Server, *command: str, login: str = "owner") -> str:
        return self._run(server, "manage.py", *command, login=login)

    def _run(self, server: postgres.Server, *command: str, login: str = "owner") -> str:
        addresses = {name: server.url(role) for name, role in connections.NAMES.items()}
        fixed = {"STAFETT_TRAINING": "1", "STAFETT_LOGIN": login}
        fixed["DJANGO_SETTINGS_MODULE"] = "stafett.settings"
        done = subprocess.run(
            [sys.executable, *command],
            cwd=environment.ROOT,
            env={**os.environ, **environment.keys(), **addresses, **fixed},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"{done.stdout}\n`{' '.join(command)}` failed.")
        return done.stdout
