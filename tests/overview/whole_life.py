"""Logs in which everything has happened that can."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from stafett.archive.delivering import keep_answer
from stafett.archive.models import Trouble
from stafett.archive.packing import pack
from stafett.archive.port import Receipt, Refused
from stafett.archive.reading import deposit_now
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import (
    assisted,
    daily,
    endings,
    family_again,
    family_daily,
    family_news,
    in_your_name,
    outside,
    reopening,
    review,
    withdrawal,
)
from stafett.identity.models import WayIn
from stafett.logs import baton, coordinating, leaving, levels, places, standing_in, two_holders
from stafett.logs import health as acts
from stafett.logs.acting import lock
from stafett.logs.assigning import assign_baton, carry_out
from stafett.logs.models import Assignment, Clearance, Handover, Leg, Log
from stafett.logs.picture_form import Chosen
from stafett.logs.picturing import choose_picture
from stafett.logs.referrals import Before, refer
from stafett.logs.sharing import share_contact
from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.actions import agenda, answering, calling, restoring
from stafett.meetings.sitting_models import Decision, Remark, Task
from stafett.meetings.sitting_tasks import Errand
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from stafett.municipality.models import PolicyVersion, Position
from stafett.municipality.policy import Policy
from stafett.people.models import Guardianship, Person, Relation
from stafett.people.renewal import Change, News
from stafett.plan import actions as plan
from stafett.plan import agreement, ordering, scale
from stafett.plan import reopening as reopening_plan
from stafett.plan.models import Goal
from stafett.plan.picturing import choose_for_measure
from stafett.voice.actions import private, talks, telling, youth
from tests import health, sittings, young
from tests import world as w
from tests.consent.coming import born, family, open_for
from tests.consent.coming import run as run_daily
from tests.deletion.steps import delete
from tests.logins import as_worker


def whole_life(world: w.World) -> Log:
    """A log in which everything that can be done has been done."""
    log = w.start_draft(world, holder="sunniva")
    refused = w.ask_consent(world, log, named=("kari", "sunniva"))
    w.answer(world, refused, "marte", says_yes=False)
    with acting_as(world.kari.pk):
        consent.take_back(w.stand(world.kari, log), refused.pk, at=w.now())
    version = w.ask_consent(world, log, named=("kari", "sunniva", "ragnhild"))
    w.answer(world, version, "marte", "anders")
    _pass_the_baton(world, log)
    _stand_in(world, log)
    _send_a_link(world, log)
    _leader_asks(world, log)
    (measure,) = w.agree_plan(world, log, measures=1)
    _work_on_the_plan(world, log, measure)
    _hear_the_child(world, log)
    _write_to_each_other(world, log)
    _meet(world, log)
    _hold_a_meeting(world, log)
    with acting_as(world.sunniva.pk):
        endings.close(w.stand(world.sunniva, log), reason="reached", note_text="Takk.", at=w.now())
    _archive(log)
    return log


def _archive(log: Log) -> None:
    """The archive refuses the log first, and takes it over when somebody there has looked."""
    with as_worker():
        key = deposit_now(log.pk).pk
        for answer in (Refused(Trouble.NOT_UNDERSTOOD), Receipt("2026/118")):
            keep_answer(key, answer, w.now())


def _pass_the_baton(world: w.World, log: Log) -> None:
    kari, sunniva = world.kari, world.sunniva
    with acting_as(sunniva.pk):
        offer = Handover.objects.get(log=log, answer=None)
        baton.decline_baton(w.stand(sunniva, log), offer.pk, word="Ikke ennå", at=w.now())
    for last in (False, True):
        with acting_as(kari.pk):
            offer = baton.offer_baton(w.stand(kari, log), sunniva.pk, word="Nå?", at=w.now())
            if not last:
                baton.take_back_offer(w.stand(kari, log), offer.pk, at=w.now())
    with acting_as(sunniva.pk):
        baton.accept_baton(w.stand(sunniva, log), offer.pk, word="Ja", at=w.now())


def _stand_in(world: w.World, log: Log) -> None:
    """Sunniva is away: Kari cannot stand in at first, then does; Sunniva is back."""
    kari, sunniva, today = world.kari, world.sunniva, timezone.localdate()
    for answer in (standing_in.decline_standing_in, standing_in.accept_standing_in):
        with acting_as(sunniva.pk):
            days = {"from_date": today, "until": today + timedelta(days=7)}
            by = w.stand(sunniva, log)
            asked = standing_in.tell_absence(by, **days, deputy_id=kari.pk, at=w.now())
        with acting_as(kari.pk):
            answer(w.stand(kari, log), asked.pk, at=w.now())
    with acting_as(sunniva.pk):
        standing_in.come_back(w.stand(sunniva, log), at=w.now())


def _send_a_link(world: w.World, log: Log) -> None:
    """Sunniva has a new link sent to Ragnhild, whose link has lapsed."""
    w.save(WayIn(person=world.ragnhild, token_hash="0" * 64, lapses_at=w.now()))
    with acting_as(world.sunniva.pk):
        by = w.stand(world.sunniva, log)
        seen = outside.links_of(by)[world.ragnhild.pk]
        outside.send_link_again(by, world.ragnhild, seen=seen, at=w.now())


def _leader_asks(world: w.World, log: Log) -> None:
    """The unit's leader wants somebody to have the baton whom the family has not said yes to."""
    leg = Leg.objects.using("owner").get(log_id=log.pk, ended_at=None)
    with acting_as(world.bjorg.pk):
        assign_baton(world.bjorg, leg.pk, world.positions["tor"], at=w.now())
    wish = Assignment.objects.using("owner").get(log_id=log.pk)
    with as_worker():
        carry_out(wish.pk, at=w.now())


def _write_to_each_other(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        letter = Letter("invitation", "Møte", "Velkommen.")
        sent = messages.send(w.stand(world.kari, log), letter, [world.marte.pk], at=w.now())
    with acting_as(world.marte.pk):
        answer = Letter("message", "", "Vi kommer.")
        messages.answer(w.stand(world.marte, log), sent.pk, answer, at=w.now())


def _meet(world: w.World, log: Log) -> None:
    """The holder invites, changes, sets the agenda and cancels; the mother suggests and answers."""
    holder, mother = world.sunniva, world.marte
    said = calling.Invitation(w.now() + timedelta(days=7), 60, holder.pk, mother.pk, "Rom 2")
    with acting_as(holder.pk):
        by = w.stand(holder, log)
        meeting = calling.call_meeting(by, said, [holder.pk, mother.pk], at=w.now())
        items = [agenda.add_item(by, meeting.pk, text=text, at=w.now()) for text in "ABC"]
        agenda.arrange_agenda(by, meeting.pk, [each.pk for each in items[::-1]], at=w.now())
        agenda.take_out(by, items[0].pk, at=w.now())
    with acting_as(mother.pk):
        by = w.stand(mother, log)
        more = agenda.add_item(by, meeting.pk, text="Ferien", at=w.now())
        answering.answer(by, meeting.pk, coming="part", word="Til 14", at=w.now())
    with acting_as(holder.pk):
        by, people = w.stand(holder, log), [holder.pk, mother.pk, world.kari.pk]
        agenda.take_in(by, more.pk, at=w.now())
        later = replace(said, starts_at=w.now() + timedelta(days=8))
        calling.change_meeting(by, meeting.pk, later, people, opened_at=1, at=w.now())
        calling.cancel_meeting(by, meeting.pk, why="Sykdom", at=w.now())
        restoring.restore_meeting(by, meeting.pk, at=w.now())
        calling.cancel_meeting(by, meeting.pk, why="Sykdom likevel", at=w.now())


def _hold_a_meeting(world: w.World, log: Log) -> None:
    """A meeting in which something is written and taken out again, and a higher level chosen."""
    with acting_as(world.kari.pk):
        by, soon = w.stand(world.kari, log), timezone.localdate() + timedelta(days=3)
        main = Goal.objects.get(log=log, main=None)
        told = ("Ut på tur", "", "home", "", None, soon, (world.kari.pk,))
        measure = plan.agree_measure(by, main.pk, plan.MeasureText(*told), at=w.now())
    meeting = sittings.call(world, log, writer="kari")
    sittings.hold(world, log, meeting, measure.pk)
    with acting_as(world.kari.pk):
        sitting.meet(by, meeting, [world.kari.pk], at=w.now())
        errand = Errand("Feil", world.kari.pk, timezone.localdate())
        wrong = sitting_tasks.take_on(by, meeting, errand, at=w.now())
        sitting_tasks.drop(by, meeting, wrong.pk, at=w.now())
        (said,) = Remark.objects.filter(log=log)
        sitting_tasks.take_remark_out(by, meeting, said.pk, at=w.now())
        seen = str(Decision.objects.get(log=log).pk)
        up = sitting.Chosen("level", "Flere hjelper.", 2, "resource", "moves")
        sitting.choose_way(by, meeting, up, seen=seen, at=w.now())
    with acting_as(world.sunniva.pk):
        down = levels.Settled("Det går bedre.", [world.marte.pk], "stays")
        levels.change_level(w.stand(world.sunniva, log), 1, down, was=2, at=w.now())
        for before in (Before(None, "no", "Haster"), Before(timezone.localdate(), "yes")):
            refer(w.stand(world.sunniva, log), before, at=w.now())
    sittings.read_out(world, log, meeting)
    sittings.say(world, log, meeting, "marte", "yes", "partly")
    with acting_as(world.kari.pk):
        task = Task.objects.get(log=log, taken_out_at=None)
        for done in (True, False):
            sitting_tasks.finish(by, task.pk, done=done, at=w.now())
        sitting_tasks.remark(by, meeting, "Det var tirsdag.", at=w.now())


def _work_on_the_plan(world: w.World, log: Log, measure: Any) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        sub = Goal.objects.exclude(main=None).get(log=log)
        said = plan.MeasureText(
            title="Dagsplan 2",
            description="",
            arena="home",
            place="",
            starts_on=None,
            deadline=timezone.localdate() + timedelta(days=3),
            responsible=(world.marte.pk, world.elias.pk, world.kari.pk),
        )
        plan.change_measure(by, measure, said, opened_at=999, at=w.now())
        plan.comment(by, measure_id=measure, text="Går bra", at=w.now())
        choose_for_measure(by, measure, Chosen("school"), at=w.now())
        choose_picture(by, Chosen("owl"), at=w.now())
        plan.evaluate(
            by, measure, result="worked", why="Han liker det", next_step="end", at=w.now()
        )
        reopening_plan.reopen_measure(by, measure, at=w.now())
        plan.evaluate(by, measure, result="worked", why="Nå og", next_step="end", at=w.now())
        plan.change_goal(
            by, sub.pk, text="Inne", background="", review_on=None, opened_at=999, at=w.now()
        )
        new = {"main_id": sub.main_id, "text": "Ute", "background": "", "review_on": None}
        second = plan.set_goal(by, **new, at=w.now())
        ordering.arrange(by, [second.pk, sub.pk], opened_at=999, at=w.now())
        main_id = sub.main_id
    with acting_as(world.marte.pk):
        mother = w.stand(world.marte, log)
        for yes in (True, False):
            agreement.answer_goal(mother, main_id, agrees=yes, opened_at=999, at=w.now())
        scale.rate(mother, main_id, value=6, word="Han ler mer.", at=w.now())
    with acting_as(world.kari.pk):
        plan.close_goal(by, sub.pk, comment="Nådd", at=w.now())
        reopening_plan.reopen_goal(by, sub.pk, at=w.now())
        plan.close_goal(by, sub.pk, comment="Nådd igjen", at=w.now())


def _hear_the_child(world: w.World, log: Log) -> None:
    """What the child tells everyone. What only some are told, no entry tells of."""
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        for phone in ("012 34 567", ""):
            share_contact(by, phone=phone, email="", at=w.now())
        for kind in ("how", "not_working"):
            words = private.keep(by, kind=kind, feeling="", text="Bråk", at=w.now())
            telling.share(by, words.pk, chosen=None, at=w.now())
    with acting_as(world.kari.pk):
        by, today = w.stand(world.kari, log), timezone.localdate()
        said = {"talked_on": today, "way": "talk", "words": "Jeg liker ball."}
        talks.write_talk(by, adult_id=world.sunniva.pk, **said, at=w.now())
        talks.agree_next(by, adult_id=world.kari.pk, on=today, at=w.now())
        judged = talks.Judged("Med i møtet.", "Hen vil.", "Ro.", "Nei.", "Til Sunniva.")
        talks.write_participation(by, judged, opened_at=9999, at=w.now())
    _signs_in_by_code(world, log)


def _signs_in_by_code(world: w.World, log: Log) -> None:
    """Mother and who has the baton let the child sign in, give the way in, and end it."""
    with acting_as(world.kari.pk):
        holder = "kari" if w.stand(world.kari, log).is_holder else "sunniva"
    young.say_yes(world, log, "marte", holder)
    young.give_way(world, log, by=holder)
    with acting_as(world.elias.pk):
        youth.end(w.stand(world.elias, log), at=w.now())


def lives(world: w.World) -> list[Log]:
    """Logs in which, taken together, everything that can be done has been done."""
    return [
        _opened_again(world, whole_life(world)),
        _by_word_of_mouth(world),
        _taken_back(world),
        _run_out(world),
        _about_health(world),
        _protected(world),
        _family_renewed(world),
        _closed_by_the_family(world),
        _carried_over(world),
        _come_of_age(world),
        _signs_alone(world),
        _shared(world),
        _left(world),
    ]


def _opened_again(world: w.World, log: Log) -> Log:
    """The administrator lets Tor ask, and the parents say yes."""
    with acting_as(world.henrik.pk):
        tor = world.positions["tor"]
        reopening.let_ask(world.henrik, world.eikvag, log.pk, tor, at=w.now())
        reopening.take_back(world.henrik, world.eikvag, log.pk, at=w.now())
    with acting_as(world.henrik.pk):  # another day
        reopening.let_ask(world.henrik, world.eikvag, log.pk, tor, at=w.now())
    with acting_as(world.tor.pk):
        question = reopening.begin_question(w.stand(world.tor, log), at=w.now())
        by = w.stand(world.tor, log)
        consent.note_oral(by, [world.marte], said_on=timezone.localdate(), at=w.now())
        asked = consent.ask(by, question.pk, at=w.now())
    w.answer(world, asked, "marte", "anders")
    return log


def _protected(world: w.World) -> Log:
    """The holder lets a helper from another service know the place, and takes it back."""
    child = w.add_family(world, "ylva", 6, [("siv", Relation.MOTHER)], together=False)
    Person.objects.using("owner").filter(pk=child.pk).update(protection="confidential")
    log = w.open_log(world, owner="ylva", signers=("siv",), named=("kari", "ragnhild"))
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        places.clear(by, world.ragnhild.pk, ground="Henter Ylva", at=w.now())
        row = Clearance.objects.get(log=log)
        places.end_clearance(by, row.pk, at=w.now())
        by, said = w.stand(world.kari, log), acts.Marks(place=True)
        goal = plan.set_goal(
            by,
            main_id=None,
            text="Trives",
            background="",
            review_on=None,
            at=w.now(),
            health=said,
        )
        acts.mark(by, [goal.pk], acts.Marks(place=False), at=w.now())
    return log


def _about_health(world: w.World) -> Log:
    """A child asks twice that something be kept, and grows up to decide alone."""
    log = health.open_health_log(world, signers=("hanne", "nora"), owner="nora")
    written = health.write(world, log, "helse")
    measure = [written.open_measure, written.open_main]
    with acting_as(world.kari.pk):
        acts.mark(w.stand(world.kari, log), measure, True, at=w.now())
    for about, reason in ((measure, "trust"), ([written.understanding], "needed")):
        wish = health.keep(world, log, about)
        with acting_as(world.kari.pk):
            acts.judge_keeping(w.stand(world.kari, log), wish.pk, reason=reason, at=w.now())
    with acting_as(world.nora.pk):
        acts.take_wish_back(w.stand(world.nora, log), wish.pk, at=w.now())
        acts.mark(w.stand(world.nora, log), measure, False, at=w.now())
    health.of_age(world, "nora", 16)
    health.let_see(world, log)
    health.shut_out(world, log)
    return log


def _by_word_of_mouth(world: w.World) -> Log:
    """A mother answers on paper and by word of mouth, takes one out, and at last takes all back."""
    log = w.start_draft(world, owner="sander")
    for says_yes, right in ((False, True), (False, False), (True, True)):
        asked = w.ask_consent(world, log, named=("kari", "sunniva"), said_yes="liv")
        with acting_as(world.kari.pk):
            assisted.record_answer(
                w.stand(world.kari, log),
                asked.pk,
                world.liv.pk,
                says_yes=says_yes,
                how="paper",
                said_on=timezone.localdate(),
                text_hash=asked.text_hash,
                at=w.now(),
            )
            if right and not says_yes:
                consent.take_back(w.stand(world.kari, log), asked.pk, at=w.now())
        if not right:
            with acting_as(world.liv.pk):
                in_your_name.say_it_is_wrong(w.stand(world.liv, log), asked.pk, at=w.now())
    with acting_as(world.liv.pk):
        withdrawal.withdraw_for(w.stand(world.liv, log), world.sunniva.pk, at=w.now())
    with acting_as(world.kari.pk):
        withdrawal.record_withdrawal(w.stand(world.kari, log), world.liv.pk, how="oral", at=w.now())
    return log


def _taken_back(world: w.World) -> Log:
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    with acting_as(world.liv.pk):
        withdrawal.withdraw(w.stand(world.liv, log), at=w.now())
    return log


def _closed_by_the_family(world: w.World) -> Log:
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    with acting_as(world.sander.pk):
        endings.wish_closed(w.stand(world.sander, log), word="Nå holder det.", at=w.now())
        endings.take_back_wish(w.stand(world.sander, log), at=w.now())
    with acting_as(world.liv.pk):
        endings.close_by_family(w.stand(world.liv, log), word="", at=w.now())
    delete(world, log, ["messages"], by="liv")
    return log


def _carried_over(world: w.World) -> Log:
    """What is chosen for an individual plan, with a yes to that."""
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    version = w.ask_consent(world, log, named=(), said_yes="liv", scopes=("transfer",))
    w.answer(world, version, "liv")
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        pack(by, receiver="Åse Lie", parts=["goals"], at=w.now())
        endings.close(by, reason="individual_plan", note_text="", at=w.now())
    return log


def _come_of_age(world: w.World) -> Log:
    """Told ahead, a question outgrown, and another asked on the day by itself."""
    family(world, "ola", born(15, 1))
    log = open_for(world, "ola")
    run_daily(0)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",), said_yes="m_ola")
    run_daily(1)
    return log


def _signs_alone(world: w.World) -> Log:
    """One who signs alone keeps and ends her guardians' access, herself and through the holder."""
    family(world, "ida", born(16, -1))
    log = w.open_alone(world, "ida")
    for who, guardian in ((world.nils, "m_ida"), (world.ida, "f_ida")):
        for keeps in (True, False):
            with acting_as(who.pk):
                place, person = w.stand(who, log), world.people[guardian]
                review.decide(place, person.pk, keeps=keeps, at=w.now())
    return log


def _run_out(world: w.World) -> Log:
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    with as_worker():
        daily.run(w.now() + timedelta(days=400))
    return log


def _family_renewed(world: w.World) -> Log:
    """The register says everything new that it can say, while a question waits for answers."""
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    w.ask_consent(world, log, named=("kari", "sunniva"), said_yes="liv", scopes=("participants",))
    Guardianship.objects.using("owner").filter(guardian=world.liv).update(responsibility=False)
    with as_worker(), transaction.atomic():
        locked = lock(log.pk)
        changes = [Change(news, world.liv) for news in News]
        family_again.follow(locked, changes, at=w.now())
        family_daily.tell_not_found([locked], at=w.now())
    with acting_as(world.kari.pk):
        family_news.seen(w.stand(world.kari, log), at=w.now())
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    Guardianship.objects.using("owner").filter(guardian=world.liv).update(responsibility=True)
    return log


def _left(world: w.World) -> Log:
    """A holder's last day has passed."""
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    position = Position.objects.using("owner").filter(pk=world.positions["kari"].pk)
    position.update(until=timezone.localdate() - timedelta(days=1))
    with as_worker():
        leaving.let_go(w.now())
    return log


def two_allowed(world: w.World) -> None:
    """From today two may have the baton in Eikvåg."""
    settings = Policy(holders_max=2).as_settings()
    of = {"municipality": world.eikvag, "preset": "national", "from_date": timezone.localdate()}
    w.save(PolicyVersion(settings=settings, **of))


def _shared(world: w.World) -> Log:
    """Two have the baton together, divide it anew, and one lets go; the mother has her say."""
    two_allowed(world)
    w.add_family(world, "mia", 6, [("astrid", Relation.MOTHER)], together=False)
    log = w.open_log(world, owner="mia", signers=("astrid",), named=("kari", "sunniva", "ragnhild"))
    kari, sunniva = world.kari, world.sunniva
    with acting_as(world.astrid.pk):
        two_holders.wish_for_holder(w.stand(world.astrid, log), text="Gjerne to.", at=w.now())
    with acting_as(kari.pk):
        by, part = w.stand(kari, log), two_holders.Division("Skolen", "Hjemmet", True)
        offer = two_holders.offer_part(by, sunniva.pk, part, word="Vil du?", at=w.now())
    with acting_as(sunniva.pk):
        baton.accept_baton(w.stand(sunniva, log), offer.pk, word="Ja", at=w.now())
    with acting_as(kari.pk):
        by, today = w.stand(kari, log), timezone.localdate()
        decided = {"decider": "Rådmannen", "decided_on": today, "reason": "Nærmest."}
        coordinating.ask_for_decision(by, about="Hvem samordner?", at=w.now())
        unit = world.school.pk
        coordinating.record_decision(by, unit_id=unit, **decided, at=w.now())
        named = world.ragnhild.pk
        offer = coordinating.appoint_coordinator(by, named, **decided, at=w.now())
        baton.take_back_offer(by, offer.pk, at=w.now())
    with acting_as(kari.pk):
        tasks = {kari.pk: "Møtene", sunniva.pk: "Familien"}
        two_holders.divide(w.stand(kari, log), tasks, kari.pk, at=w.now())
    with acting_as(kari.pk):
        two_holders.gather_baton(w.stand(kari, log), kari.pk, at=w.now())
    return log
