"""A log with something in every table that belongs to a log or to its family."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import connections
from django.urls import reverse
from django.utils import timezone

from stafett.archive.models import Delivery, Deposit, DepositFile, Package
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings, withdrawal
from stafett.consent.models import Birthday, Consent, GuardianReview, OriginalText, Reopening
from stafett.deletion.models import Appeal, Decision, Demand
from stafett.identity.models import SignedIn, WayIn, Welcomed, YouthAccount, YouthCode
from stafett.logs import baton
from stafett.logs.coordinating import ask_for_decision
from stafett.logs.looking import note_reading
from stafett.logs.models import (
    Admission,
    Assignment,
    Audience,
    Clearance,
    HealthInsight,
    HealthMark,
    Inquiry,
    Keeping,
    Leg,
    LevelChange,
    Log,
    Referral,
    Workplace,
)
from stafett.logs.sharing import share_contact
from stafett.logs.sniffing import Sniffed
from stafett.logs.standing_in import tell_absence
from stafett.logs.two_holders import wish_for_holder
from stafett.meetings.actions import calling
from stafett.meetings.calendar_models import CalendarFeed
from stafett.meetings.models import (
    AgendaItem,
    Answer,
    Cancelled,
    Invited,
    Meeting,
    MeetingCall,
)
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from stafett.messages.models import Message
from stafett.municipality.models import Unit
from stafett.notices.models import Notice, Preference
from stafett.overview.models import Seen
from stafett.people.models import Contact, LookUp, NationalIdentity, Person
from stafett.plan import actions as plan
from stafett.plan import agreement, scale
from stafett.plan.models import Measure
from stafett.unfinished import actions as unfinished
from stafett.voice.actions import private, talks, telling
from stafett.voice.models import SignInYes
from tests import sittings
from tests import world as w

SECRET, CONFIDED = "Bare for meg selv.", "Bare til Kari."


def fill(world: w.World, log: Log) -> None:
    """Live in an open log: plan, evaluation, comment, a baton declined, Ragnhild taken out."""
    (measure, *_more) = w.agree_plan(world, log)
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        plan.evaluate(
            place, measure, result="worked", why="Han gikk inn.", next_step="go_on", at=w.now()
        )
        plan.comment(place, measure_id=measure, text="Fint.", at=w.now())
        offer = baton.offer_baton(place, world.sunniva.pk, word="Hei", at=w.now())
    with acting_as(world.marte.pk):
        wish_for_holder(w.stand(world.marte, log), text="Vi vil ha Kari.", at=w.now())
        goal = Measure.objects.get(pk=measure).goal_id
        mother = w.stand(world.marte, log)
        agreement.answer_goal(mother, goal, agrees=True, opened_at=9999, at=w.now())
        scale.rate(mother, goal, value=6, word="Han ler mer.", at=w.now())
    with acting_as(world.sunniva.pk):
        baton.decline_baton(w.stand(world.sunniva, log), offer.pk, word="Nei", at=w.now())
    with acting_as(world.kari.pk):
        today = timezone.localdate()
        days = {"from_date": today, "until": today + timedelta(days=7)}
        ask_for_decision(w.stand(world.kari, log), about="Hvem samordner?", at=w.now())
        tell_absence(w.stand(world.kari, log), **days, deputy_id=world.sunniva.pk, at=w.now())
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.ragnhild.pk, at=w.now())
    hear_the_child(world, log)
    meet(world, log, measure)
    for reader in (world.kari, world.marte):
        with acting_as(reader.pk):
            note_reading(log.pk, "log")
    with acting_as(world.anders.pk):
        endings.wish_closed(w.stand(world.anders, log), word="Nå?", at=w.now())
    for place_in_line, name in enumerate(("elias", "marte", "anders")):
        person = world.people[name]
        w.save(NationalIdentity(person=person, number_hash=f"{place_in_line}" * 64))
        w.save(Contact(person=person, phone="01234567", email=f"{name}@familie.example"))
        when = {"began_at": w.now(), "seen_at": w.now()}
        w.save(SignedIn(person=person, key_hash=f"{place_in_line}" * 64, **when))
        w.save(Welcomed(person=person, at=w.now()))
        w.save(WayIn(person=person, token_hash=f"{place_in_line}" * 64, lapses_at=w.now()))
    w.save(WayIn(person=world.kari, token_hash="9" * 64, lapses_at=w.now()))
    of = {"municipality": world.eikvag, "opened_at": w.now(), "name_hash": "0" * 64}
    account = w.save(YouthAccount(person=world.elias, **of))
    w.save(YouthCode(account=account, asked_at=w.now()))
    w.save(SignInYes(log_id=log.pk, side="holder", by=world.kari, at=w.now()))
    asked = {"subject": world.elias, "subject_hash": "0" * 64, "ground": "renew_family"}
    w.save(LookUp(by=world.kari, log_id=log.pk, at=w.now(), found=True, **asked))
    asked = {"asked_by": world.henrik, "subject_hash": "0" * 64, "ground": "Familien spurte."}
    w.save(Inquiry(municipality=world.eikvag, child=world.elias, at=timezone.now(), **asked))
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        question = consent.prepare(
            place, scopes=["participants"], purpose="", kept_out="", at=w.now()
        )
        consent.keep_out(place, question.pk, name="Per Vik, Fjellheim")
        consent.take_back(place, question.pk, at=w.now())
    was = {"starter": world.kari, "by": world.henrik, "until": timezone.localdate()}
    w.save(Reopening(log_id=log.pk, at=w.now(), ended_at=w.now(), **was))
    leg = Leg.objects.using("owner").get(log_id=log.pk, ended_at=None)
    wish = {"leg_id": leg.pk, "receiver": world.sunniva, "by": world.bjorg, "ended_at": w.now()}
    w.save(Assignment(log_id=log.pk, at=w.now(), told_at=w.now(), **wish))
    # Kari shares health information, and sees what follows.
    mine = Admission.objects.using("owner").filter(log_id=log.pk, person=world.kari)
    mine.filter(role="participant").update(health=True)
    about = {"log_id": log.pk, "subject": measure, "at": timezone.now()}
    w.save(HealthMark(by=world.elias, **about))
    w.save(Keeping(by=world.elias, **about))
    w.save(HealthInsight(log_id=log.pk, guardian=world.marte, by=world.elias, at=timezone.now()))
    _birthday(world, log)
    write(world.kari, log.pk)
    show_a_telephone(world, log)
    address = reverse("messages:new", args=[log.pk])
    with acting_as(world.kari.pk):
        half = unfinished.Sheet(uuid4(), address, {"text": ["Hei, jeg"]})
        unfinished.keep(world.kari, half, at=w.now())
    with acting_as(world.sunniva.pk):
        by = w.stand(world.sunniva, log)
        messages.opened(by, Message.objects.filter(log=log), at=w.now())
    w.save(OriginalText(consent_id=question.pk, log_id=log.pk, text={"nb": "Eikvåg skole"}))
    w.save(
        Clearance(
            log_id=log.pk, person=world.tor, ground="Henter", by=world.kari, at=timezone.now()
        )
    )
    home = world.school.municipality
    skole = w.save(
        Unit(municipality=home, key="x", name="Skole", kind="school", stands_in_log=log.pk)
    )
    w.save(Workplace(stand_in=skole, log_id=log.pk, unit=world.school))
    w.save(CalendarFeed(person=world.kari, token_hash="0" * 64, made_at=timezone.now()))
    w.save(Seen(person=world.kari, log_id=log.pk, number=3, at=timezone.now()))
    w.save(Preference(person=world.marte, how="daily", at=w.now()))
    told = {"municipality": home, "log_id": log.pk, "kind": "news", "at": w.now()}
    w.save(Notice(key=f"entry:{log.pk}:1", person=world.marte, **told))
    hand_to_the_archive(log)
    demand_deletion(world, log)
    come_down(world, log)


def come_down(world: w.World, log: Log) -> None:
    """The log was at a higher level for a while, and the PPT was asked."""
    Log.objects.using("owner").filter(pk=log.pk).update(level=log.level + 1)
    said = {"reason": "Det går bedre.", "heard": [world.marte.pk], "onwards": "stays"}
    way = {"was": log.level + 1, "level": log.level, "by": world.kari, "at": timezone.now()}
    w.save(LevelChange(log_id=log.pk, **way, **said))
    w.save(Referral(log_id=log.pk, tried="yes", by=world.kari, at=timezone.now()))


def show_a_telephone(world: w.World, log: Log) -> None:
    """Marte lets the others reach her."""
    with acting_as(world.marte.pk):
        place = w.stand(world.marte, log)
        share_contact(place, phone="012 34 567", email="", at=w.now())


def write(by: Person, log_id: UUID) -> None:
    """A message that somebody sends to everyone, with a file."""
    with acting_as(by.pk):
        letter = Letter(
            "note",
            "Samtale",
            "Vi snakket.",
            [Sniffed("document", "a.pdf", "application/pdf", b"%PDF-")],
        )
        messages.send(w.stand(by, log_id), letter, (), at=w.now())


def meet(world: w.World, log: Log, measure: UUID) -> None:
    """A meeting that everyone is told of, with an item of the agenda and an answer, cancelled."""
    key, by = uuid4(), world.kari
    of = {"log_id": log.pk}
    w.save(Audience(subject=key, by=by, everyone=True, **of))
    w.save(Meeting(id=key, called_at=w.now(), called_by=by, **of))
    of |= {"meeting_id": key}
    when = {"starts_at": w.now(), "minutes": 60, "written_at": w.now(), "written_by": by}
    w.save(MeetingCall(number=1, place="Grupperommet", leader=by, minute_taker=by, **when, **of))
    w.save(Invited(person=world.marte, since=w.now(), **of))
    w.save(Answer(person=world.marte, coming="yes", word="Ja", answered_at=w.now(), **of))
    about = {"measure_id": measure, "text": "Hvordan går det?", "order": 1}
    w.save(AgendaItem(by=by, written_at=w.now(), taken_in_at=w.now(), **about, **of))
    w.save(Cancelled(by=by, at=w.now(), why="Syk", **of))
    held = sittings.call(world, log)
    sittings.hold(world, log, held, measure)
    over = sittings.held_and_read(world, log)
    for name in ("marte", "kari"):
        sittings.say(world, log, over, name, "yes", "partly")


def invite(world: w.World, log: Log, *names: str) -> None:
    """Kari invites these people to a meeting in a week."""
    people = [world.people[name].pk for name in ("kari", *names)]
    said = calling.Invitation(w.now() + timedelta(days=7), 60, world.kari.pk, place="Rom 2")
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        calling.call_meeting(by, said, people, agenda=["Neste møte"], at=w.now())


def hear_the_child(world: w.World, log: Log, child: str = "elias") -> None:
    """The child writes for itself, asks Kari for a talk, and tells everyone how it is."""
    with acting_as(world.people[child].pk):
        place = w.stand(world.people[child], log)
        private.keep(place, kind="not_working", feeling="", text=SECRET, at=w.now())
        telling.ask_for_talk(place, world.kari.pk, text=CONFIDED, at=w.now())
        words = private.keep(place, kind="how", feeling="good", text="Gym er gøy.", at=w.now())
        telling.share(place, words.pk, chosen=None, at=w.now())
    with acting_as(world.kari.pk):
        place, today = w.stand(world.kari, log), timezone.localdate()
        said = {"talked_on": today, "way": "talk", "words": "Jeg liker ball."}
        talks.write_talk(place, adult_id=world.sunniva.pk, **said, at=w.now())
        talks.agree_next(place, adult_id=world.kari.pk, on=today, at=w.now())
        judged = talks.Judged("Med i møtet.", "Hen vil.", "Ro.", "Nei.", "Til Sunniva.")
        talks.write_participation(place, judged, opened_at=9999, at=w.now())


def hand_to_the_archive(log: Log) -> None:
    """A print of the log, as the archive's reader leaves it, and a package for a plan."""
    made = {"from_entry": 1, "to_entry": 2, "made_at": timezone.now()}
    deposit = w.save(Deposit(log_id=log.pk, cause=2, pdf_sha256="0" * 64, **made))
    w.save(DepositFile(deposit=deposit, log_id=log.pk, pdf=b"%PDF"))
    w.save(Delivery(deposit=deposit, log_id=log.pk, next_at=timezone.now()))
    first = Consent.objects.using("owner").filter(log_id=log.pk).order_by("version").first()
    chosen = {"receiver": "Koordinator", "parts": ["goals", "voice"]}
    made = {"consent": first, "made_by": first.asked_by, "made_at": timezone.now()}
    w.save(Package(log_id=log.pk, **made, **chosen))


def demand_deletion(world: w.World, log: Log) -> None:
    """Marte demands that the messages be deleted, gets an answer, and appeals."""
    of = {"log_id": log.pk, "at": timezone.now()}
    demand = w.save(Demand(by=world.marte, kinds=["messages"], words="Alt.", **of))
    said = {"by_name": "Henrik Dale", "reason": "Må tas vare på.", "appeal_to": "Klagenemnda"}
    until = timezone.localdate() + timedelta(days=21)
    decision = Decision(
        demand=demand, by=world.henrik, deleted=[], appeal_until=until, **said, **of
    )
    w.save(decision)
    w.save(Appeal(decision=decision, by=world.marte, words="Nei.", **of))


def _birthday(world: w.World, log: Log) -> None:
    """Elias is too young for both: a birthday, and a review past the trigger that says so."""
    told = {"age": 15, "on": timezone.localdate(), "asks_owner": True, "goes": []}
    w.save(Birthday(log_id=log.pk, told_at=timezone.now(), **told))
    switch = "ALTER TABLE consent_guardianreview {} TRIGGER review_is_the_owners"
    with connections["owner"].cursor() as cursor:
        cursor.execute(switch.format("DISABLE"))
        w.save(
            GuardianReview(log_id=log.pk, guardian_id=world.marte.pk, keeps=True, at=timezone.now())
        )
        cursor.execute(switch.format("ENABLE"))
