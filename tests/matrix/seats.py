"""Who stands where: every relation that somebody can have to one log, in every state of it.

Tuva is sixteen; Gro and Odd are her parents and live together. Kari starts the log and has the
baton. Everybody whom no table line lets in is a stranger (H1): that is not said again in each line.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import assisted, daily, endings, reopening, withdrawal
from stafett.consent.models import Consent
from stafett.identity.models import Group, TrainingAccount, WayIn
from stafett.logs.models import Log, Sees
from stafett.municipality import staffing
from stafett.municipality.models import Municipality, PolicyVersion, Role, Unit
from stafett.municipality.policy import PRESETS
from stafett.people.models import Guardianship, Relation
from tests import world as w
from tests.logins import as_worker
from tests.walls.addresses import numbers_in
from tests.walls.full import hand_to_the_archive, hear_the_child, invite, write

# The columns of the table's grids, with the person who sits there.
SEATS = {
    "owner": "tuva",
    "mother": "gro",
    "father": "odd",
    "asked": "inga",  # a guardian who came after the log was opened, and is asked
    "holder": "kari",  # before the log is open: its starter
    "helper": "sunniva",  # a participant who is let in to everything
    "planner": "ragnhild",  # a participant who is let in to the plan
}
STRANGERS = {
    "father without responsibility": "roar",
    "parent of another child": "liv",
    "holder of another log": "lin",
    "colleague in the unit": "per",
    "leader of the unit": "bjorg",
    "professional in another unit, asked about": "tor",
    "administrator": "henrik",
    "outsider in another log": "oda",  # of Statped, who takes part by consent and is no staff
    "leader in another municipality": "nils",
    "administrator of another municipality": "nina",
}
VISITOR = "visitor"
EVERYBODY = {**SEATS, **STRANGERS}


@dataclass
class Town:
    """One log in one situation, and everybody around it."""

    world: w.World
    log: Log
    numbers: dict[str, UUID] = field(default_factory=dict)

    def home(self, name: str) -> Municipality:
        """Where this person has signed in."""
        return self.world.nordvik if name in ("nils", "nina") else self.world.eikvag

    def question(self) -> Consent:
        """The latest question, whoever asks."""
        return Consent.objects.using("owner").filter(log=self.log).order_by("-version")[0]


def people() -> w.World:
    """The municipalities, and everybody who has a seat."""
    world = w.make_world()
    Unit.objects.using("owner").filter(pk=world.school.pk).update(key="eikvag-skole")
    world.school.key = "eikvag-skole"
    w.add_family(world, "tuva", 16, [("gro", Relation.MOTHER), ("odd", Relation.FATHER)])
    for name in ("lin", "per"):
        w.add_staff(world, name, "Moe", world.school, "Lærer")
    abroad = world.positions["nils"].unit
    w.add_staff(world, "nina", "Bye", abroad, "Systemansvarlig", Role.ADMINISTRATOR)
    statped = w.save(Unit(municipality=world.eikvag, key="statped", name="Statped", kind="state"))
    w.add_staff(world, "oda", "Lie", statped, "Psykolog", Role.OUTSIDER)
    add_guardian(world, "roar", responsibility=False)
    # Nobody came in by it, so that whoever has the baton may send a new one.
    w.save(WayIn(person=world.kari, token_hash="0" * 64, lapses_at=w.now()))
    told = {"line_nb": "Mor", "line_nn": "Mor", "line_en": "Mother", "group": Group.FAMILY}
    w.save(TrainingAccount(person=world.liv, municipality=world.eikvag, name="Liv", **told))
    elsewhere = w.start_draft(world, owner="sander", starter="lin")
    version = w.ask_consent(world, elsewhere, by="lin", named=("lin", "oda"), said_yes="liv")
    w.answer(world, version, "liv")
    return world


def add_guardian(world: w.World, name: str, *, responsibility: bool) -> None:
    """Somebody in the parents' place, as the register says."""
    person = w.save(w.Person(given_name=name.capitalize(), family_name="Ek"))
    world.people[name] = person
    w.save(
        Guardianship(
            child=world.tuva,
            guardian=person,
            kind="other",
            relation=Relation.OTHER,
            responsibility=responsibility,
            fixed_residence=False,
            checked_at=timezone.now(),
        )
    )


NAMED = {"kari": Sees.EVERYTHING, "sunniva": Sees.EVERYTHING, "ragnhild": Sees.PLAN}


def prepare(world: w.World, log: Log, named: dict[str, str], scope: str) -> Consent:
    """A question that is written and not sent. Only Gro has said yes by word of mouth."""
    until = timezone.localdate() + timedelta(days=200)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=[scope], purpose="Hjelp", kept_out="", at=w.now())
        already = set(version.named.values_list("person_id", flat=True))
        for name in named:
            if world.people[name].pk not in already:
                position = world.positions[name].pk
                who = consent.Invitation(position, "Hjelper", named[name], until)
                consent.invite(by, version.pk, who, at=w.now())
        consent.note_oral(by, [world.gro], said_on=timezone.localdate(), at=w.now())
    return version


def send(world: w.World, log: Log, version: Consent) -> Consent:
    """The question goes out."""
    with acting_as(world.kari.pk):
        return consent.ask(w.stand(world.kari, log), version.pk, at=w.now())


def prepared() -> Town:
    """Before consent: Kari writes the question, and nobody else knows of the log."""
    world = people()
    log = w.start_draft(world, owner="tuva")
    prepare(world, log, NAMED, "open")
    return Town(world, log)


def asked() -> Town:
    """Before consent: the family is asked; those who are named see nothing (G6, G22)."""
    world = people()
    log = w.start_draft(world, owner="tuva")
    add_guardian(world, "inga", responsibility=True)
    send(world, log, prepare(world, log, NAMED, "open"))
    return Town(world, log)


def agreed() -> Town:
    """An open log with a plan, a print in the archive, and an answer that was recorded."""
    world = people()
    log = w.start_draft(world, owner="tuva")
    version = send(world, log, prepare(world, log, NAMED, "open"))
    w.answer(world, version, "tuva", "gro")
    with acting_as(world.kari.pk):
        assisted.record_answer(
            w.stand(world.kari, log),
            version.pk,
            world.odd.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=version.text_hash,
            at=w.now(),
        )
    log = Log.objects.using("owner").get(pk=log.pk)
    w.agree_plan(world, log, measures=1)
    hear_the_child(world, log, "tuva")
    hand_to_the_archive(log)
    write(world.kari, log.pk)
    invite(world, log, "tuva", "gro", "odd", "sunniva")
    return Town(world, log)


def asked_anew(town: Town) -> Town:
    """The family is asked to let Tor in; Inga, who has become a guardian, is asked too."""
    add_guardian(town.world, "inga", responsibility=True)
    named = {"tor": Sees.EVERYTHING}
    send(town.world, town.log, prepare(town.world, town.log, named, "participants"))
    return town


def open_() -> Town:
    """Consent is given, guardians write, and a new question waits for answers."""
    return asked_anew(agreed())


def guardians_read() -> Town:
    """The same where the municipality lets guardians read only (H1, Z4)."""
    town = open_()
    settings = PRESETS["national"].as_settings() | {"guardian_access": "read"}
    today = timezone.localdate()
    w.save(
        PolicyVersion(
            municipality=town.world.eikvag, from_date=today, preset="national", settings=settings
        )
    )
    return town


def over() -> Town:
    """Sunniva is taken out by Gro, and Ragnhild's last day was yesterday (G18, H6)."""
    town = agreed()
    with acting_as(town.world.gro.pk):
        withdrawal.withdraw_for(
            w.stand(town.world.gro, town.log), town.world.sunniva.pk, at=w.now()
        )
    yesterday = timezone.localdate() - timedelta(days=1)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE logs_admission SET until = %s WHERE person_id = %s",
            [yesterday, town.world.ragnhild.pk],
        )
    return asked_anew(town)


def left() -> Town:
    """Sunniva's leader has ended her work at the school today; no job has run since (H6)."""
    town = agreed()
    leader, position = town.world.bjorg, town.world.positions["sunniva"]
    with acting_as(leader.pk):
        staffing.end_position(leader, position.pk, last_day=timezone.localdate(), at=w.now())
    return asked_anew(town)


def lost() -> Town:
    """The register takes Gro's parental responsibility away after she has signed."""
    town = open_()
    tie = Guardianship.objects.using("owner").filter(guardian=town.world.gro.pk)
    assert tie.update(responsibility=False) == 1
    return town


def closed() -> Town:
    """Kari has ended the log (P1)."""
    town = open_()
    with acting_as(town.world.kari.pk):
        place = w.stand(town.world.kari, town.log)
        endings.close(place, reason="reached", note_text="Det gikk fint.", at=w.now())
    return town


def lapsed() -> Town:
    """Nobody has answered the new question, and the consent has run out today."""
    town, today = open_(), timezone.localdate()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE consent_consent DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE consent_consent SET lapses_on = %s WHERE log_id = %s", [today, town.log.pk]
        )
        cursor.execute("ALTER TABLE consent_consent ENABLE TRIGGER USER")
    with as_worker():
        for version in daily.lapsed(today):
            daily.lapse(version, at=w.now())
    return town


def reopened() -> Town:
    """Kari has ended the log, may ask again, and has all the yeses and the baton (H7, P8)."""
    town = agreed()
    world, log = town.world, town.log
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with acting_as(world.henrik.pk):
        kari = world.positions["kari"]
        reopening.let_ask(world.henrik, world.eikvag, log.pk, kari, at=w.now())
    version = send(world, log, prepare(world, log, NAMED, "reopen"))
    w.answer(world, version, "tuva", "gro", "odd")
    return asked_anew(town)


def withdrawn() -> Town:
    """Gro has taken the whole consent back (G18)."""
    town = open_()
    with acting_as(town.world.gro.pk):
        withdrawal.withdraw(w.stand(town.world.gro, town.log), at=w.now())
    return town


# The rows of the table's grids.
SITUATIONS: dict[str, Callable[[], Town]] = {
    "prepared": prepared,
    "asked": asked,
    "open": open_,
    "readonly": guardians_read,
    "over": over,
    "left": left,
    "lost": lost,
    "closed": closed,
    "lapsed": lapsed,
    "withdrawn": withdrawn,
    "reopened": reopened,
}


def build(situation: str) -> Town:
    """The log in this situation, written for good, with one number of each kind in it."""
    town = SITUATIONS[situation]()
    town.log = Log.objects.using("owner").get(pk=town.log.pk)
    town.numbers = numbers_in(town.log)
    return town
