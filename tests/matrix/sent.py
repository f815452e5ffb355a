"""What somebody sends who fills in the forms right, and what must stand so that it can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Consent, Named
from stafett.identity.models import WayIn
from stafett.logs import access, acting, baton
from stafett.logs.models import Sees
from stafett.logs.standing_in import tell_absence
from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.actions import calling
from stafett.meetings.sitting_tasks import Errand
from stafett.municipality.models import Unit
from stafett.plan import actions as plan
from stafett.plan.models import Goal, Measure
from stafett.voice.models import Told
from tests import world as w
from tests.matrix.seats import Town

Fields = dict[str, Any]
SOON = (w.today() + timedelta(days=9)).isoformat()


@dataclass(frozen=True)
class Sent:
    """What a form sends. `first` is done before anybody comes, in the same transaction."""

    fields: Callable[[Town], Fields]
    first: Callable[[Town], None] = lambda town: None
    query: Callable[[Town], str] = lambda town: ""


def by_kari(town: Town, act: Callable[[Any], Any]) -> Any:
    """Kari does something first, in the situations in which she can."""
    with acting_as(town.world.kari.pk):
        by = access.standing(town.world.kari, town.log.pk)
        try:
            return act(by) if by else None
        except Refused:
            return None


def writing(town: Town) -> None:
    """A question is being written, in which Tor is named (in a draft: Ragnhild)."""
    by_kari(town, lambda by: _write_anew(town, by))


def _write_anew(town: Town, by: Any) -> None:
    version = Consent.objects.filter(log=by.log, ended_at=None, activated_at=None).first()
    if version is not None and version.state == "asked":
        consent.take_back(by, version.pk, at=w.now())
        scope = "open" if by.log.state == "draft" else "participants"
        version = consent.prepare(by, scopes=[scope], purpose="", kept_out="", at=w.now())
    assert version is not None
    if not version.named.filter(person=town.world.tor.pk).exists():
        until = w.today() + timedelta(days=200)
        who = consent.Invitation(town.world.positions["tor"].pk, "Hjelper", Sees.PLAN, until)
        consent.invite(by, version.pk, who, at=w.now())
    town.numbers["consent_id"] = version.pk
    town.numbers["named_id"] = Named.objects.get(consent=version, person=town.world.tor.pk).pk


def moving(town: Town) -> None:
    """The question that is written is about a transition to another unit."""
    writing(town)
    number = town.numbers["consent_id"]
    by_kari(town, lambda by: consent.choose_scopes(by, number, ["transition"]))


def told_by_the_register(town: Town) -> None:
    """The register has said something new of the family."""

    def tell(by: Any) -> None:
        log, by = acting.begin(by, access.Right.SEE)
        told: dict[str, object] = {"who": str(town.world.gro)}
        acting.note(log, "family.residence_changed", told, at=w.now(), by=by)

    by_kari(town, tell)


def asking(town: Town) -> None:
    """The numbers are those of the question that is sent, or of the last that was."""
    town.numbers["consent_id"] = town.question().pk


def asking_about_somebody(town: Town) -> None:
    """The same, and somebody who is named in it."""
    asking(town)
    named = Named.objects.using("owner").filter(consent=town.question())
    town.numbers["named_id"] = named.exclude(person=town.world.kari)[0].pk


def with_a_link(town: Town) -> None:
    """Of those whom the consent names, Kari has a link that nobody came in by."""
    named = Named.objects.using("owner").filter(log=town.log, person=town.world.kari)
    for each in named.exclude(consent__activated_at=None).order_by("consent__version"):
        town.numbers["named_id"] = each.pk


def nothing_written(town: Town) -> None:
    """No question is being written or waits."""
    by_kari(town, _take_back)


def _take_back(by: Any) -> None:
    for version in Consent.objects.filter(log=by.log, ended_at=None, activated_at=None):
        consent.take_back(by, version.pk, at=w.now())


def offering(town: Town) -> None:
    """Kari offers the baton to Sunniva."""
    receiver: UUID = town.world.sunniva.pk
    offer = by_kari(town, lambda by: baton.offer_baton(by, receiver, word="", at=w.now()))
    if offer:
        town.numbers["offer"] = offer.pk


def standing_in_asked(town: Town) -> None:
    """Kari is away for some days and asks Sunniva to stand in."""
    days = {"from_date": w.today(), "until": w.today() + timedelta(days=9)}
    deputy: UUID = town.world.sunniva.pk
    by_kari(town, lambda by: tell_absence(by, **days, deputy_id=deputy, at=w.now()))


def about_the_main_goal(town: Town) -> None:
    """A subgoal serves the main goal."""
    main = Goal.objects.using("owner").filter(log=town.log, main=None).first()
    town.numbers |= {"goal_id": main.pk} if main else {}


def about_a_subgoal(town: Town) -> None:
    """Measures and endings hang on a subgoal."""
    sub = Goal.objects.using("owner").filter(log=town.log).exclude(main=None).first()
    town.numbers |= {"goal_id": sub.pk} if sub else {}


def about_a_new_subgoal(town: Town) -> None:
    """One without measures, which can be closed."""
    about_the_main_goal(town)
    main = town.numbers.get("goal_id")
    new = {"text": "Hun legger seg i tide.", "background": "", "review_on": None, "at": w.now()}
    goal = by_kari(town, lambda by: plan.set_goal(by, main_id=main, **new))
    town.numbers |= {"goal_id": goal.pk} if goal else {}


def about_a_closed_subgoal(town: Town) -> None:
    """One that was just closed."""
    about_a_new_subgoal(town)
    key = town.numbers["goal_id"]
    by_kari(town, lambda by: plan.close_goal(by, key, comment="Vi er framme.", at=w.now()))


def about_an_ended_measure(town: Town) -> None:
    """One that was just ended, under an open goal."""
    key = town.numbers["measure_id"]
    told = {"result": "worked", "why": "Det hjalp.", "next_step": "end", "at": w.now()}
    by_kari(town, lambda by: plan.evaluate(by, key, **told))


def the_last_first(town: Town) -> Fields:
    """The newest subgoal before the others."""
    return {"place": town.numbers["goal_id"]}


def every_goal_closed(town: Town) -> None:
    """The plan as it is between two main goals."""
    by_kari(town, _end_everything)


def _end_everything(by: Any) -> None:
    told = {"result": "worked", "why": "Det hjalp.", "next_step": "end", "at": w.now()}
    for measure in Measure.objects.filter(log=by.log):
        plan.evaluate(by, measure.pk, **told)
    for goal in Goal.objects.filter(log=by.log).order_by(F("main").desc(nulls_last=True)):
        plan.close_goal(by, goal.pk, comment="Vi er framme.", at=w.now())


def active(town: Town) -> str:
    """The consent that counts, or counted last."""
    rows = Consent.objects.using("owner").filter(log=town.log).exclude(activated_at=None)
    return "".join(str(row.pk) for row in rows.order_by("-version")[:1])


def press(do: str) -> Callable[[Town], Fields]:
    """The page of the question that is being written."""
    return lambda town: {
        "do": do,
        "consent": town.numbers["consent_id"],
        "purpose": "Tor skal hjelpe Tuva med lesing.",
        "kept_out": "",
    }


def say(answer: str) -> Callable[[Town], Fields]:
    """Yes or no to exactly the text that was asked."""
    return lambda town: {"do": answer, "text_hash": town.question().text_hash}


def opened_at(town: Town) -> int:
    """How far the log's book has come, as it stands in a form that is opened now."""
    return int(by_kari(town, lambda by: by.log.book.count) or 0)


def a_goal(town: Town) -> Fields:
    """A goal's words."""
    return {"text": "Tuva sover om natta.", "background": "", "opened_at": opened_at(town)}


def a_measure(town: Town) -> Fields:
    """A measure that everyone in the log can agree on: Kari sees to it."""
    return {
        "title": "Ringe hver fredag",
        "description": "",
        "arena": "home",
        "place": "",
        "responsible": str(town.world.kari.pk),
        "deadline": SOON,
        "opened_at": opened_at(town),
    }


def an_invitation(town: Town) -> Fields:
    """Kari and Tuva, who are there in every situation, in nine days."""
    kari = str(town.world.kari.pk)
    people = [kari, str(town.world.tuva.pk)]
    return {
        "on": SOON, "at": "13:00", "minutes": "60", "place": "Rom 3", "video_link": "",
        "people": people, "leader": kari, "minute_taker": "", "text": "Velkommen.",
        "kind": "regular", "agenda": "Neste møte", "weeks": "", "times": "2",
        "opened_at": opened_at(town),
    }  # fmt: skip


def meeting_cancelled(town: Town) -> None:
    """Kari has cancelled the meeting."""
    key = town.numbers["meeting_id"]
    by_kari(town, lambda by: calling.cancel_meeting(by, key, why="Sykdom", at=w.now()))


def meeting_held(town: Town) -> None:
    """The meeting has begun."""
    key, kari = town.numbers["meeting_id"], town.world.kari.pk
    by_kari(town, lambda by: sitting.meet(by, key, [kari], at=w.now()))


def meeting_read_out(town: Town) -> None:
    """Kari has taken something on in the meeting, and its minutes have been read out."""
    meeting_held(town)
    key = town.numbers["meeting_id"]
    errand = Errand("Ringe", town.world.kari.pk, w.today())
    task = by_kari(town, lambda by: sitting_tasks.take_on(by, key, errand, at=w.now()))
    town.numbers |= {"task_id": task.pk, "text_id": task.pk} if task else {}
    by_kari(town, lambda by: sitting.read_out(by, key, at=w.now()))


def named(town: Town) -> Fields:
    """What is said of somebody who is to take part."""
    return {"task": "Leser med Tuva", "sees": "plan", "until": SOON}


def somebody_from_outside(town: Town) -> Fields:
    """A psychologist whom nobody knows here."""
    who = {"given_name": "Signe", "family_name": "Hauge", "title": "Psykolog"}
    return named(town) | who | {"email": "signe@bup.example"}


def words(**fields: Any) -> Callable[[Town], Fields]:
    """Fields that are the same everywhere."""
    return lambda town: {"opened_at": opened_at(town)} | fields


def told_to_all(town: Town) -> Fields:
    """What the child has told everyone."""
    rows = Told.objects.using("owner").filter(log=town.log, to_all=True)
    return {"told": "".join(str(row.pk) for row in rows)}


SENT: dict[tuple[str, str], Sent] = {
    ("as_seen", ""): Sent(words(), asking_about_somebody),
    ("baton", "offer"): Sent(
        lambda town: {"do": "offer", "receiver": town.world.sunniva.pk, "word": "Lykke til!"}
    ),
    ("baton", "accept"): Sent(
        lambda town: {"do": "accept", "offer": town.numbers.get("offer", ""), "word": "Gjerne."},
        offering,
    ),
    ("consent:prepare", "save"): Sent(press("save"), writing),
    ("consent:prepare", "ask"): Sent(press("ask"), writing),
    ("consent:prepare", "begin"): Sent(words(do="begin", scopes="participants"), nothing_written),
    ("family", "seen"): Sent(words(), told_by_the_register),
    ("consent:about", "choose"): Sent(words(scopes="participants"), writing),
    ("consent:transition", "choose"): Sent(
        lambda town: {"position": town.world.positions["ragnhild"].pk, "leaving_on": SOON},
        moving,
        lambda town: f"?enhet={town.world.kindergarten.pk}",
    ),
    ("consent:keep_out", "name"): Sent(words(name="Onkel Per"), writing),
    ("consent:oral", "note"): Sent(
        lambda town: {
            "said_yes": str(town.world.odd.pk),
            "said_on": w.today().isoformat(),
        },
        writing,
    ),
    ("consent:add", "name"): Sent(
        lambda town: named(town) | {"position": town.world.positions["per"].pk},
        writing,
        lambda town: f"?enhet={town.world.school.pk}",
    ),
    ("consent:add_outsider", "name"): Sent(
        somebody_from_outside, writing, lambda town: f"?enhet={Unit.objects.get(key='statped').pk}"
    ),
    ("consent:link", "send"): Sent(
        lambda town: {"seen": WayIn.objects.using("owner").get().lapses_at.isoformat()}, with_a_link
    ),
    ("consent:change", "change"): Sent(named, writing),
    ("consent:sign", "yes"): Sent(say("yes"), asking),
    ("consent:sign", "no"): Sent(say("no"), asking),
    ("consent:record", "record"): Sent(
        lambda town: {
            "person": town.world.odd.pk,
            "answer": "ja",
            "how": "paper",
            "said_on": w.today().isoformat(),
            "heard": "on",
            "text_hash": town.question().text_hash,
        },
        asking,
    ),
    ("consent:take_back", "take_back"): Sent(words(), asking),
    ("consent:withdraw", "all"): Sent(lambda town: {"hva": "alt", "samtykke": active(town)}),
    ("consent:record_withdrawal", "heard"): Sent(
        lambda town: {"hvem": town.world.gro.pk, "hvordan": "oral", "samtykke": active(town)}
    ),
    ("consent:discard", "discard"): Sent(words()),
    ("consent:close", "close"): Sent(
        words(reason="reached", assessment="Det gikk fint.", conclusion="Gro ringer.", told="on")
    ),
    ("archive:packages", "make"): Sent(words(parts="goals", receiver="Koordinator")),
    ("consent:close", "end"): Sent(words(do="close", word="Takk for nå.")),
    ("consent:review", "keep"): Sent(lambda town: {"do": f"keep {town.world.gro.pk}"}),
    ("messages:new", "send"): Sent(words(title="Møte", text="Velkommen.", to="everyone")),
    ("messages:thread", "answer"): Sent(words(text="Vi kommer gjerne.")),
    ("meetings:call", "call"): Sent(an_invitation),
    ("meetings:meeting", "answer"): Sent(words(coming="part", word="Fra klokka to.")),
    ("meetings:change", "change"): Sent(lambda town: an_invitation(town) | {"opened_at": 1}),
    ("meetings:restore", "restore"): Sent(words(), meeting_cancelled),
    ("meetings:cancel", "cancel"): Sent(words(why="Sykdom")),
    ("meetings:after", "answer"): Sent(words(heard="yes", knows_next="partly"), meeting_read_out),
    ("meetings:agenda", "add"): Sent(words(text="Ferien")),
    ("meetings:sitting", "begin"): Sent(lambda town: {"present": town.world.tuva.pk}),
    ("meetings:sitting_voice", "hear"): Sent(words(), meeting_held),
    ("meetings:sitting_measure", "review"): Sent(
        words(result="worked", why="Hun sover.", next_step="go_on"), meeting_held
    ),
    ("meetings:sitting_way", "choose"): Sent(words(way="go_on", reason="Virker."), meeting_held),
    ("meetings:sitting_next", "settle"): Sent(
        lambda town: {"adult": town.world.kari.pk, "how": "På vei hjem."}, meeting_held
    ),
    ("meetings:sitting_meeting", "agree"): Sent(
        words(on=SOON, at="13:00", minutes="60", place="Rom 3"), meeting_held
    ),
    ("meetings:sitting_tasks", "take_on"): Sent(
        lambda town: {"what": "Ringe", "person": town.world.kari.pk, "due": SOON}, meeting_held
    ),
    ("meetings:sitting_remark", "write"): Sent(words(text="Takk for sist."), meeting_held),
    ("meetings:sitting_read", "read_out"): Sent(words(), meeting_held),
    ("meetings:health", "mark"): Sent(words(do="mark", health="on"), meeting_read_out),
    ("meetings:minutes", "correct"): Sent(words(text="Det var tirsdag."), meeting_read_out),
    ("meetings:task", "finish"): Sent(words(do="done"), meeting_read_out),
    ("plan:order", "arrange"): Sent(the_last_first, about_a_new_subgoal),
    ("plan:understanding", "write"): Sent(
        words(concern="Tuva sover lite.", shared="Hun vil sove.", written_by="Gro og Kari")
    ),
    ("plan:new_goal", "set"): Sent(a_goal, every_goal_closed),
    ("plan:new_subgoal", "set"): Sent(a_goal, about_the_main_goal),
    ("plan:goal", "comment"): Sent(words(text="Det går bedre."), about_a_subgoal),
    ("plan:agree", "agree"): Sent(
        lambda town: {"answer": "yes", "opened_at": opened_at(town)}, about_a_subgoal
    ),
    ("plan:rate", "rate"): Sent(words(value="4"), about_a_subgoal),
    ("plan:change_goal", "change"): Sent(a_goal, about_a_subgoal),
    ("plan:close_goal", "close"): Sent(words(comment="Vi er framme."), about_a_new_subgoal),
    ("plan:reopen_goal", "again"): Sent(words(), about_a_closed_subgoal),
    ("plan:new_measure", "agree"): Sent(a_measure, about_a_subgoal),
    ("plan:measure", "comment"): Sent(words(text="Det går bedre.")),
    ("plan:change_measure", "change"): Sent(a_measure),
    ("plan:picture", "choose"): Sent(words(picture="school")),
    ("level", "change"): Sent(
        lambda town: {
            "level": 2,
            "was": 1,
            "reason": "Flere hjelper.",
            "onwards": "stays",
            "heard": [town.world.tuva.pk, town.world.kari.pk],
        }
    ),
    ("ppt", "note"): Sent(words(tried="no", why="Det haster.")),
    ("baton", "wish"): Sent(words(do="wish", text="Vi vil gjerne ha Sunniva.")),
    ("coordination", "ask"): Sent(words(do="ask", about="Skolen og PPT vil begge.")),
    ("coordination", "appoint"): Sent(
        lambda town: {
            "do": "appoint",
            "chosen": town.world.sunniva.pk,
            "decider": "Forvaltningskontoret",
            "decided_on": w.today().isoformat(),
            "reason": "Barnet har rett til det.",
        }
    ),
    ("two_holders", "ask"): Sent(
        lambda town: {
            "do": "ask",
            "receiver": town.world.sunniva.pk,
            "giver_tasks": "Kaller inn.",
            "tasks": "Snakker med henne.",
            "contact": "me",
        }
    ),
    ("away", "tell"): Sent(
        lambda town: {
            "do": "tell",
            "from_date": w.today().isoformat(),
            "until": SOON,
            "deputy": town.world.sunniva.pk,
        }
    ),
    ("away", "stand_in"): Sent(words(do="yes"), standing_in_asked),
    ("transition", "note"): Sent(
        lambda town: {"said_on": w.today().isoformat(), "said_yes": town.world.tuva.pk}
    ),
    ("contact", "show"): Sent(words(phone="012 34 567", email="")),
    ("picture", "choose"): Sent(words(picture="owl")),
    ("deletion:demand", "send"): Sent(words(do="demand", kinds="messages", words="Alle.")),
    ("deletion:demand", "appeal"): Sent(words(do="appeal", words="Jeg er uenig.")),
    ("plan:reopen_measure", "again"): Sent(words(), about_an_ended_measure),
    ("plan:evaluate", "tell"): Sent(
        words(result="worked", why="Hun fikk ringe hjem.", next_step="go_on")
    ),
    ("voice:health", "mark"): Sent(words(do="mark", health="on")),
    ("protected", "clear"): Sent(
        lambda town: {"do": "clear", "who": town.world.odd.pk, "ground": "Henter henne."}
    ),
    ("health", "yes"): Sent(lambda town: {"do": f"yes:{town.world.odd.pk}"}),
    ("voice:room", "keep"): Sent(words(feeling="good", text="Fin dag.")),
    ("voice:not_working", "keep"): Sent(words(text="Det er bråk på trinnet.")),
    ("voice:words", "share"): Sent(words(who="all")),
    ("voice:change", "change"): Sent(words(text="Det er mye bråk.")),
    ("voice:throw_away", "throw"): Sent(words()),
    ("voice:talk", "ask"): Sent(lambda town: {"helper": town.world.kari.pk, "text": "Om gym."}),
    ("voice:sign_in", "yes"): Sent(words(do="yes")),
    ("voice:write_talk", "write"): Sent(
        lambda town: {
            "adult": town.world.kari.pk,
            "talked_on": w.today().isoformat(),
            "way": "play",
            "words": "Jeg vil være ute.",
        }
    ),
    ("voice:next_talk", "agree"): Sent(
        lambda town: {"adult": town.world.kari.pk, "on": w.today().isoformat()}
    ),
    ("voice:participation", "write"): Sent(words(takes_part="Er med først i møtet.")),
    ("voice:told", "heard"): Sent(told_to_all),
}
