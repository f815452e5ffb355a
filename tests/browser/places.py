"""What there is to see: the demonstration's logs, and some that stand where those do not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone
from playwright.sync_api import BrowserContext

from stafett.archive.reading import read_all
from stafett.consent import actions as consent
from stafett.consent.assisted import record_answer
from stafett.consent.reopening import let_ask
from stafett.consent.withdrawal import withdraw
from stafett.deletion import actions as deletion
from stafett.identity.models import WayIn
from stafett.logs import access
from stafett.logs.models import Log, Sees
from stafett.logs.picture_form import Chosen
from stafett.logs.picturing import choose_picture
from stafett.logs.sniffing import for_show, sniff
from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.actions.calling import Invitation, call_meeting
from stafett.meetings.sitting import Went
from stafett.meetings.sitting_tasks import Errand
from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import PRESETS
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Goal, Measure
from stafett.training.demonstration import play
from stafett.training.demonstration.drawing import drawing
from stafett.training.demonstration.log_story import LogStory
from stafett.training.demonstration.stage import Stage
from stafett.training.demonstration.story import Story
from stafett.training.making import make
from tests.clients import session_of
from tests.logins import as_worker

KARI, SIV, HENRIK = "Kari Nesheim", "Siv Aune", "Henrik Dale"
RAGNHILD = "Ragnhild Vik"
SAHRA, SILJE = "Sahra Maxamed Nuur", "Silje Lyng"
AILU, WENCHE = "Áilu Máhtte Ođđajohka Ruoŧavárri", "Wenche Dahlen"


class Places:
    """The training municipality with logs in every state, Jakob's in the archive."""

    def __init__(self, site: str) -> None:
        self.site = site
        today = timezone.localdate()
        make(day=today, at=timezone.now(), tell=lambda what: None, using="owner")
        play(today)
        self.stage = Stage(today)
        self.eikvag = Municipality.objects.using("owner").get(name__startswith="Eikvåg")
        self._close_a_goal_of_noras()
        self._begin_a_meeting_about_nora()
        self._read_out_a_meeting_of_noras()
        self._let_a_link_lapse()
        self._ask_about_mathias()
        self._open_a_log_for_ayaan()
        self._demand_that_something_is_deleted()
        self._take_back_the_yes_for_thea()
        self._let_nora_grow_up()
        self._let_ailu_sign_alone()
        self._let_siv_ask_about_jakob()
        with as_worker():
            assert read_all() >= 1

    def person(self, name: str) -> Person:
        """Somebody, by the whole name."""
        return Person.objects.using("owner").get(pk=self.stage.ids[name])

    def enter(self, context: BrowserContext, name: str) -> None:
        """This browser becomes the person's, or nobody's."""
        context.clear_cookies()
        if name:
            key = session_of(self.person(name), self.eikvag)
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.site}
            context.add_cookies([cookie])  # type: ignore[list-item]

    def _close_a_goal_of_noras(self) -> None:
        """A closed goal in an open log, and a picture that somebody brought."""
        log = Log.objects.using("owner").get(short_name="Nora")
        with self.stage.eyes_of(KARI) as kari:
            by, at = access.standing(kari, log.pk), timezone.now()
            assert by is not None
            main = Goal.objects.get(log=log, main=None)
            words = {"text": "Nora finner lydbøker selv", "background": "", "review_on": None}
            goal = plan.set_goal(by, main_id=main.pk, **words, at=at)
            plan.close_goal(by, goal.pk, comment="Det gjør hun nå.", at=at)
            own = for_show(sniff("Nora.png", drawing(), only_pictures=True))
            choose_picture(by, Chosen(own=own), at=at)

    def _begin_a_meeting_about_nora(self) -> None:
        """A meeting that is interrupted when one measure has been gone through."""
        log = Log.objects.using("owner").get(short_name="Nora")
        with self.stage.eyes_of(KARI) as kari:
            by, at = access.standing(kari, log.pk), timezone.now()
            assert by is not None
            linda = self.stage.ids["Linda Amundsen"]
            said = Invitation(at + timedelta(hours=1), 60, kari.pk, linda, "Biblioteket")
            meeting = call_meeting(by, said, [kari.pk, log.owner_id, linda], at=at)
            sitting.meet(by, meeting.pk, [kari.pk, log.owner_id], at=at)
            sitting.hear_voice(by, meeting.pk, at=at)
            measure = Measure.objects.filter(log=log, ended_at=None).order_by("agreed_at")[0]
            went = Went("worked", "2B gleder seg til fredagene.", "go_on", "To bøker om gangen.")
            sitting.review(by, meeting.pk, measure.pk, went, at=at)
            errand = Errand("Spørre biblioteket om flere bøker", kari.pk, self.stage.on(-7))
            sitting_tasks.take_on(by, meeting.pk, errand, at=at)
            sitting_tasks.remark(by, meeting.pk, "Nora leste et dikt for oss.", at=at)

    def _read_out_a_meeting_of_noras(self) -> None:
        """Whoever was there is asked how it was."""
        log = Log.objects.using("owner").get(short_name="Nora")
        with self.stage.eyes_of(KARI) as kari:
            by, at = access.standing(kari, log.pk), timezone.now()
            assert by is not None
            said = Invitation(at + timedelta(minutes=1), 30, kari.pk, place="Grupperommet")
            meeting = call_meeting(by, said, [kari.pk, log.owner_id], at=at)
            sitting.meet(by, meeting.pk, [kari.pk, log.owner_id], at=at)
            sitting.read_out(by, meeting.pk, at=at)

    def _ask_about_mathias(self) -> None:
        """A draft whose question is not sent, and whose parents have not said yes."""
        story = LogStory(self.stage, KARI, "mathias", "Mathias", 2)
        until = self.stage.day + timedelta(days=100)
        at = self.stage.at(1, "12:00")
        with story.by(KARI) as place:
            question = consent.prepare(place, scopes=["open"], purpose="", kept_out="", at=at)
            for name in (KARI, SIV):
                position = self.stage.position(name).pk
                who = consent.Invitation(position, "Er der om morgenen", Sees.PLAN, until)
                consent.invite(place, question.pk, who, at=at)

    def _demand_that_something_is_deleted(self) -> None:
        """One demand waits for the leader, another for the administrator."""
        for short_name, who in (("Ayaan", SAHRA), ("Elias", "Marte Lunde")):
            log = Log.objects.using("owner").get(short_name=short_name)
            with self.stage.eyes_of(who) as person:
                by = access.standing(person, log.pk)
                assert by is not None
                kinds = ["messages", "files"]
                row = deletion.demand(by, kinds, words="Vi vil begynne på nytt.", at=timezone.now())
            if short_name == "Ayaan":
                with self.stage.eyes_of("Bjørg Solheim") as leader:
                    deletion.pass_on(leader, row.pk, at=timezone.now())

    def _open_a_log_for_ayaan(self) -> None:
        """A log in which nothing is written yet but a question that is not sent."""
        story = LogStory(self.stage, KARI, "ayaan", "Ayaan", 3)
        named = {KARI: ("Leser med Ayaan", Sees.EVERYTHING)}
        version = story.ask(KARI, "open", 2, (SAHRA,), named, purpose="Ayaan vil lære å lese.")
        story.sign(version, SAHRA, 1, "20:00")
        at = self.stage.at(0, "07:00")
        with story.by(KARI) as place:
            consent.prepare(place, scopes=["participants"], purpose="", kept_out="", at=at)

    def _let_siv_ask_about_jakob(self) -> None:
        """His log is closed, and she may ask the family about opening it again."""
        log = Log.objects.using("owner").get(short_name="Jakob")
        with self.stage.eyes_of(HENRIK) as henrik:
            let_ask(henrik, self.eikvag, log.pk, self.stage.position(SIV), at=timezone.now())

    def _take_back_the_yes_for_thea(self) -> None:
        """A yes that was given on paper, and taken back."""
        story = LogStory(self.stage, KARI, "thea", "Thea", 5)
        named = {KARI: ("Følger Thea i friminuttene", Sees.EVERYTHING)}
        version = story.ask(KARI, "open", 4, (SILJE,), named, purpose="Thea vil ha en å leke med.")
        with story.by(KARI) as place:
            record_answer(
                place,
                version.pk,
                self.stage.ids[SILJE],
                says_yes=True,
                how="paper",
                said_on=self.stage.on(3),
                text_hash=version.text_hash,
                at=self.stage.at(3, "12:00"),
            )
        with story.by(SILJE) as place:
            withdraw(place, at=self.stage.at(1, "12:00"))

    def _let_a_link_lapse(self) -> None:
        """Signe, of Sander's log, has not come in by hers."""
        day = timezone.now() - timedelta(days=3)
        way = WayIn(person_id=self.stage.ids["Signe Hauge"], token_hash="0" * 64, lapses_at=day)
        way.save(using="owner")

    def _let_nora_grow_up(self) -> None:
        """Nora fills 16, and decides alone who sees what is about health."""
        born = self.stage.day - timedelta(days=16 * 366)
        Person.objects.using("owner").filter(pk=self.stage.ids["Nora Amundsen"]).update(
            birth_date=born
        )

    def _let_ailu_sign_alone(self) -> None:
        """Asked while the municipality's rules let a young person of 16 decide alone; with a goal
        that is reached, and a picture of its own."""
        rules = PRESETS["sogndal"].as_settings()
        held = PolicyVersion(
            municipality=self.eikvag,
            from_date=self.stage.on(5),
            preset="sogndal",
            settings=rules,
        )
        with begun_policies_change():
            held.save(using="owner")
        story = Story(self.stage, WENCHE, "ailu", "Áilu", 6)
        named = {WENCHE: ("Snakker med Áilu når det trengs", Sees.EVERYTHING)}
        version = story.ask(WENCHE, "open", 5, (AILU,), named, purpose="Áilu vil sove bedre.")
        story.sign(version, AILU, 4, "20:00")
        goal = story.goal(WENCHE, 3, "Áilu sover hele natta.", None, review=30)
        story.close_goal(WENCHE, 1, goal, "Det gjør han nå.")
        with story.by(AILU) as place:
            own = Chosen(own=for_show(sniff("hund.png", drawing())))
            choose_picture(place, own, at=self.stage.at(1, "18:00"))
        with begun_policies_change():
            held.delete(using="owner")


@contextmanager
def begun_policies_change() -> Iterator[None]:
    """Past the trigger that keeps them as they are."""
    switch = "ALTER TABLE municipality_policyversion {} TRIGGER policy_begun_stays"
    with connections["owner"].cursor() as cursor:
        cursor.execute(switch.format("DISABLE"))
        yield
        cursor.execute(switch.format("ENABLE"))
