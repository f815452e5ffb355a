"""Every address of the site, with somebody who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stafett.archive.models import Deposit
from stafett.consent.models import Consent, Named, Signature
from stafett.deletion.models import Demand
from stafett.logs.models import File, Leg, Log
from stafett.meetings.models import Meeting, Reviewed, Sitting, Task
from stafett.messages.models import Message
from stafett.plan.models import Goal, Measure
from stafett.voice.models import PrivateWords
from tests.browser.places import AILU, HENRIK, KARI, RAGNHILD, SILJE, SIV, WENCHE, Places

ELIAS, NORA = "Elias Lunde Berg", "Nora Amundsen"
SUNNIVA = "Sunniva Aas"
MARTE, INGEBORG = "Marte Lunde", "Ingeborg Strand"
# What answers to a form alone, and what is no page but a file.
ONLY_FORMS = {"let_go", "sign_in_as", "end_sign_ins", "policy_take_back", "staff_invitation"}
ONLY_FORMS |= {"unit_end", "unit_again", "deputy_end"}
# Seen with a living link in the hand: test_invitations.
IN_A_WALK = {"invitation", "invitation_link"}
# Seen where a meeting is cancelled: tests/browser/test_meetings.py.
IN_A_WALK |= {"meetings:restore"}
# Read with a mail that has one: tests/notices/test_mails.py.
IN_A_WALK |= {"training_file"}
# Seen with a secret in the hand: tests/meetings/test_calendar.py.
IN_A_WALK |= {"meetings:feed"}
# Fetched with a package in the hand: tests/archive/test_packages.py.
IN_A_WALK |= {"archive:package_pdf", "archive:package_data"}
# Read with the token in the hand: tests/web/test_operating.py.
IN_A_WALK |= {"figures"}
# Gone through with a provider that answers: tests/identity/idporten/.
IN_A_WALK |= {"idporten_start", "idporten_back", "idporten_out", "way_in"}
# Seen with a link or a code in the hand: tests/browser/test_youth.py.
IN_A_WALK |= {"youth_code", "youth_choose", "youth_app", "youth_link"}
FILES = {"meetings:appointment", "archive:pdf", "file", "keep_writing", "shown_picture", "stay"}
FILES |= {"alive", "archive:print_pdf"}

Keys = dict[str, Any]


def names() -> set[str]:
    """What the site's own address list has."""
    return set(_names(get_resolver(), ""))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}"
        else:
            yield from _names(each, f"{space}{each.namespace}:" if each.namespace else space)


@dataclass(frozen=True)
class Visit:
    """Somebody (nobody: "") goes to an address."""

    name: str
    who: str = ""
    keys: Keys = field(default_factory=dict, hash=False)
    query: str = ""

    @property
    def address(self) -> str:
        """From the slash on."""
        return reverse(self.name, kwargs=self.keys) + self.query

    @property
    def is_page(self) -> bool:
        """Whether somebody reads it in the browser."""
        return self.name not in FILES


def visits(places: Places) -> list[Visit]:
    """At least one to each address that is no mere form."""
    log = {name: {"log_id": pk} for name, pk in _all(Log).values_list("short_name", "pk")}
    return [
        *_front(),
        *_staff(places),
        *_overview(log),
        *_consent(log, places),
        *_plan(log["Elias"], log["Ayaan"]),
        *_closed_goals(log["Nora"]),
        *_voice(log),
        *_messages(log["Elias"]),
        *_meetings(log["Elias"]),
        *_held(log["Nora"]),
    ]


def _staff(places: Places) -> Iterator[Visit]:
    yield Visit("leading", "Bjørg Solheim")
    held = _all(Leg, holder_id=places.stage.ids[KARI], ended_at=None).order_by("from_at")[0]
    yield Visit("assign", "Bjørg Solheim", {"leg_id": held.pk})
    for who in ("Bjørg Solheim", HENRIK):
        yield from (Visit(name, who) for name in ("staff", "staff_invite", "deputy"))
    kari = {"position_id": places.stage.position(KARI).pk}
    school = {"unit_id": places.stage.position(KARI).unit_id}
    yield Visit("unit", HENRIK, school)
    yield from (Visit(name, "Bjørg Solheim", kari) for name in ("staff_end", "training"))
    yield Visit("training_mail")
    yield from (Visit("tour", who) for who in (KARI, MARTE))


def _front() -> Iterator[Visit]:
    yield Visit("alive")
    yield from (Visit("start"), Visit("sign_in"), Visit("signed_out"), Visit("sign_out", MARTE))
    yield from (Visit("help"), Visit("help", MARTE, {}, "?side=log"), Visit("help_family"))
    yield from (Visit("privacy"), Visit("accessibility", KARI))
    yield from (Visit("help", "", {}, "?q=samtykke"), Visit("help_topic", ELIAS, {"topic": "plan"}))
    yield from (Visit("first_time"), Visit("welcome", MARTE))
    yield from (Visit(f"youth_{name}") for name in ("sign_in", "paper", "too_old"))
    yield from (Visit("sign_ins", MARTE), Visit("stay", MARTE), Visit("notice_settings", MARTE))
    yield from (Visit("own_contact", MARTE), Visit("coordinator", MARTE))
    yield from (Visit("profile", MARTE), Visit("profile", KARI))
    yield from (Visit("unfinished", MARTE), Visit("keep_writing", MARTE))
    for who in (KARI, MARTE, "Bjørg Solheim", HENRIK, "Jonas Rød"):
        yield Visit("my_page", who)
    for name in ("numbers", "areas", "policy", "policy_change", "policy_try", "inquiry"):
        yield Visit(name, HENRIK)
    yield Visit("messages:beginnings", HENRIK)
    yield from (Visit(name, HENRIK) for name in ("units", "unit_new"))
    yield from _guide()
    yield Visit("archive:deliveries", HENRIK)
    yield Visit("deletion:pass_on", "Bjørg Solheim")
    demand = _all(Demand, log__short_name="Ayaan").get()
    yield Visit("deletion:demands", HENRIK)
    yield Visit("deletion:decide", HENRIK, {}, f"?krav={demand.pk}")


def _guide() -> Iterator[Visit]:
    """Without a municipality in the address, and the same pages with one."""
    for town, of in (({}, ""), ({"town": "nordvik"}, "of_")):
        yield from (Visit(f"guide:{of}{name}", "", town) for name in ("overview", "tools"))
        yield Visit(f"guide:{of}level", "", town | {"key": "0"})
        yield Visit(f"guide:{of}step", "", town | {"key": "0-3"})
        yield Visit(f"guide:{of}tool", "", town | {"key": "wondering-note"})
    yield Visit("guide:step", KARI, {"key": "1-1"})
    yield Visit("guide:tool", "", {"key": "wondering-checklist"})
    yield from (Visit(f"guide:{name}", HENRIK) for name in ("pages", "new_step"))
    yield Visit("guide:edit", HENRIK, {"page": "step-1-2"})


def _overview(log: dict[str, Keys]) -> Iterator[Visit]:
    yield from (Visit("log", who, log["Elias"]) for who in (MARTE, KARI))
    yield from (Visit("log", KARI, log["Ayaan"]), Visit("log", INGEBORG, log["Jakob"]))
    yield from (Visit("history", MARTE, log["Elias"]), Visit("history", INGEBORG, log["Jakob"]))
    yield from (Visit("who_looked", who, log["Elias"]) for who in (MARTE, KARI))
    yield from (Visit("family", KARI, log["Elias"]), Visit("ending", KARI, log["Elias"]))
    yield from (Visit("baton", who, log["Elias"]) for who in (MARTE, KARI))
    yield from (Visit("level", who, log["Elias"]) for who in (MARTE, KARI))
    yield from (Visit("ppt", who, log["Elias"]) for who in (MARTE, KARI))
    yield Visit("away", KARI, log["Elias"])
    yield Visit("two_holders", KARI, log["Elias"])
    yield from (Visit("transition", who, log["Ida H."]) for who in (RAGNHILD, KARI))
    yield Visit("coordination", KARI, log["Elias"])
    yield Visit("protected", KARI, log["Elias"])
    yield Visit("health", "Nora Amundsen", log["Nora"])
    own = _all(File, **log["Áilu"]).get()
    yield Visit("shown_picture", AILU, {"picture_id": own.pk})
    kept = _all(File, **log["Elias"])[0]
    yield Visit("contact", MARTE, log["Elias"])
    yield Visit("picture", MARTE, log["Elias"])
    yield Visit("deletion:demand", MARTE, log["Elias"])
    yield Visit("file", MARTE, log["Elias"] | {"file_id": kept.pk})
    deposit = _all(Deposit, **log["Jakob"]).latest("cause")
    yield Visit("archive:pdf", INGEBORG, log["Jakob"] | {"deposit_id": deposit.pk})
    for who, keys in ((MARTE, log["Elias"]), (INGEBORG, log["Jakob"])):
        yield Visit("archive:print", who, keys)
    yield Visit("archive:print", KARI, log["Elias"], "?deler=team&paa=nn")
    yield Visit("archive:print_pdf", ELIAS, log["Elias"], "?deler=team&paa=nn")
    yield from (Visit("archive:packages", who, log["Elias"]) for who in (MARTE, KARI))


def _consent(log: dict[str, Keys], places: Places) -> Iterator[Visit]:
    elias, mathias, jakub, thea = (log[name] for name in ("Elias", "Mathias", "Jakub", "Thea"))
    yield Visit("consent:start", KARI)
    for name in ("show", "prepare", "oral", "add", "discard"):
        yield Visit(f"consent:{name}", KARI, mathias)
    yield Visit("consent:add", KARI, mathias, f"?enhet={places.stage.position(KARI).unit_id}")
    bup = places.stage.position("Signe Hauge").unit_id
    yield Visit("consent:add_outsider", KARI, mathias, f"?enhet={bup}")
    sander, signe = log["Sander"], places.stage.ids["Signe Hauge"]
    yield Visit("log", "Signe Hauge", sander)
    yield Visit("consent:show", SUNNIVA, sander)
    named = _all(Named, consent__ended_at=None, **sander, person_id=signe).get()
    yield Visit("consent:link", SUNNIVA, sander | {"named_id": named.pk})
    siv = _all(Named, consent__log_id=mathias["log_id"], person_id=places.stage.ids[SIV]).get()
    yield Visit("consent:change", KARI, mathias | {"named_id": siv.pk})
    yield from (Visit("consent:show", who, elias) for who in (MARTE, KARI))
    yield Visit("consent:show", INGEBORG, log["Jakob"])
    yield Visit("consent:show", "Lars Petter Ness", jakub)
    waiting = elias | {"consent_id": _all(Consent, **elias, activated_at=None).get().pk}
    yield from (Visit("consent:sign", who, waiting) for who in (MARTE, KARI))
    for consent in _all(Consent, ended_at=None, asked_at__isnull=False, **elias):
        named = _all(Named, consent=consent).exclude(person_id=places.stage.ids[KARI]).first()
        keys = elias | {"consent_id": consent.pk, "named_id": named.pk}
        yield from (Visit("as_seen", MARTE, keys, query) for query in ("", "?vis=historien"))
    yield Visit("as_seen", KARI, mathias | {"consent_id": siv.consent_id, "named_id": siv.pk})
    first = {"consent_id": _all(Consent, **jakub).get().pk}
    yield Visit("consent:sign", "Paweł Gałązka", jakub | first)
    yield from (Visit(f"consent:{name}", KARI, waiting) for name in ("take_back", "record"))
    recorded = _all(Signature, **thea).get()
    receipt = {"consent_id": recorded.consent_id, "signature_id": recorded.pk}
    yield Visit("consent:recorded", SILJE, thea | receipt)
    yield from (Visit("consent:withdraw", MARTE, elias, query) for query in ("", "?steg=2&hva=alt"))
    yield Visit("consent:record_withdrawal", KARI, elias)
    yield Visit("consent:withdrawn", SILJE, thea)
    yield Visit("consent:closed_logs", HENRIK)
    yield Visit("consent:reopen", HENRIK, {}, f"?logg={log['Jakob']['log_id']}")
    yield Visit("consent:reopening_back", HENRIK, {}, f"?logg={log['Jakob']['log_id']}")
    yield Visit("consent:keep_out", KARI, mathias)
    yield Visit("consent:keep_out", KARI, mathias, f"?enhet={places.stage.position(SIV).unit_id}")
    for name in ("prepare", "about", "transition"):
        yield Visit(f"consent:{name}", KARI, log["Ayaan"])
    unit = places.stage.position("Ragnhild Vik").unit_id
    yield Visit("consent:transition", KARI, log["Ayaan"], f"?enhet={unit}")
    yield from (Visit("consent:close", who, elias) for who in (KARI, MARTE, "Elias Lunde Berg"))
    for name in ("show", "review", "close"):
        yield from (Visit(f"consent:{name}", who, log["Áilu"]) for who in (AILU, WENCHE))
    yield Visit("consent:close", "Niillas Ruoŧavárri", log["Áilu"])


def _plan(elias: Keys, ayaan: Keys) -> Iterator[Visit]:
    main = elias | {"goal_id": _all(Goal, **elias, main=None).get().pk}
    sub = elias | {"goal_id": _all(Goal, **elias, text__startswith="Elias er inne").get().pk}
    late, over = (
        elias | {"measure_id": _all(Measure, **elias, title__startswith=title).get().pk}
        for title in ("Dagsplan med bilder", "Ringe hjem")
    )
    yield Visit("plan:understanding", MARTE, elias)
    yield Visit("plan:order", MARTE, elias)
    yield Visit("plan:new_goal", KARI, ayaan)
    yield from (Visit("plan:goal", MARTE, goal) for goal in (main, sub))
    yield Visit("plan:new_subgoal", KARI, main)
    for name in ("agree", "rate"):
        yield from (Visit(f"plan:{name}", who, sub) for who in (MARTE, ELIAS, KARI))
    yield Visit("voice:health", MARTE, elias | {"subject_id": late["measure_id"]})
    for name in ("change_goal", "close_goal", "new_measure"):
        yield Visit(f"plan:{name}", KARI, sub)
    yield from (Visit("plan:measure", MARTE, measure) for measure in (late, over))
    yield from (Visit(f"plan:{name}", KARI, late) for name in ("change_measure", "evaluate"))
    yield Visit("plan:reopen_measure", KARI, over)
    reached = _all(Goal, text="Áilu sover hele natta.").get()
    yield Visit("plan:reopen_goal", WENCHE, {"log_id": reached.log_id, "goal_id": reached.pk})
    yield Visit("plan:picture", KARI, late)


def _closed_goals(nora: Keys) -> Iterator[Visit]:
    closed = _all(Goal, **nora).exclude(closed_at=None)[0]
    yield Visit("plan:reopen_goal", KARI, nora | {"goal_id": closed.pk})
    brought = _all(File, **nora, kind="shown")[0]
    yield Visit("shown_picture", KARI, {"picture_id": brought.pk})


def _voice(log: dict[str, Keys]) -> Iterator[Visit]:
    elias, nora = log["Elias"], log["Nora"]
    for who, keys in ((ELIAS, elias), (NORA, nora)):
        yield from (Visit(f"voice:{name}", who, keys) for name in ("room", "not_working", "talk"))
    words = elias | {"words_id": _all(PrivateWords, **elias)[0].pk}
    for name in ("words", "change", "throw_away"):
        yield Visit(f"voice:{name}", ELIAS, words)
    yield from (Visit("voice:told", who, elias) for who in (MARTE, KARI))
    yield from (Visit("voice:sign_in", who, elias) for who in (ELIAS, MARTE, KARI))
    for name in ("write_talk", "next_talk", "participation"):
        yield Visit(f"voice:{name}", KARI, elias)


def _messages(elias: Keys) -> Iterator[Visit]:
    with_answer = _all(Message, title="Dagsplanen for neste uke", **elias).get()
    yield from (Visit("messages:threads", who, elias) for who in (MARTE, KARI))
    yield from (Visit("search", MARTE, elias, query) for query in ("", "?q=dagsplan", "?q=xyz"))
    yield Visit("messages:new", KARI, elias, "?slag=invitation")
    yield Visit("messages:thread", MARTE, elias | {"message_id": with_answer.pk})


def _meetings(elias: Keys) -> Iterator[Visit]:
    one = elias | {"meeting_id": _all(Meeting, **elias)[0].pk}
    yield from (Visit("meetings:meetings", who, elias) for who in (MARTE, KARI))
    yield Visit("meetings:call", KARI, elias)
    yield from (Visit("meetings:calendar", MARTE), Visit("meetings:appointment", MARTE, one))
    yield from (Visit("meetings:meeting", who, one) for who in (MARTE, "Anders Berg", KARI))
    yield from (Visit(f"meetings:{name}", KARI, one) for name in ("change", "cancel"))
    yield from (Visit("meetings:agenda", who, one) for who in (MARTE, KARI))
    (over,) = _all(Sitting, read_at__isnull=False, log__short_name="Nora")
    yield Visit("meetings:after", NORA, {"log_id": over.log_id, "meeting_id": over.meeting_id})
    yield from (Visit("promises", who, elias) for who in (MARTE, KARI))


def _held(nora: Keys) -> Iterator[Visit]:
    """A meeting that is interrupted, as who leads it and who reads along meet it."""
    task = _all(Task, **nora)[0]
    one = nora | {"meeting_id": task.meeting_id}
    measure = _all(Reviewed, **nora)[0].measure_id
    yield Visit("meetings:sitting", KARI, one, "?hvem")
    yield Visit("meetings:sitting_measure", KARI, one | {"measure_id": measure})
    for name in ("voice", "way", "next", "meeting", "tasks", "remark", "read"):
        yield Visit(f"meetings:sitting_{name}", KARI, one)
    yield from (Visit("meetings:minutes", who, one) for who in (NORA, KARI))
    yield Visit("meetings:health", NORA, one | {"text_id": task.pk})
    yield Visit("meetings:task", KARI, one | {"task_id": task.pk})


def _all(model: Any, **which: Any) -> Any:
    return model.objects.using("owner").filter(**which)
