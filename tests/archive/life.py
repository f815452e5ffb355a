"""A whole log, lived over some months, with something of everything that a print must tell."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.consent.models import Consent
from stafett.logs import actions as logs
from stafett.logs import baton
from stafett.logs.access import Standing
from stafett.logs.models import Log, Sees
from stafett.plan import actions as plan
from tests import world as w


def days_ago(days: int, hour: int = 10, minute: int = 5) -> datetime:
    """A moment of the log's life."""
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def does(world: w.World, name: str, log: Log, act: Callable[[Standing], object]) -> object:
    """Somebody does something in the log, seeing with their own eyes."""
    person = world.people[name]
    with acting_as(person.pk):
        return act(w.stand(person, log))


def draft(world: w.World, *, description: str, short_name: str) -> Log:
    """A draft for Elias, four months ago."""
    day = timezone.localdate() - timedelta(days=124)
    with acting_as(world.kari.pk):
        return logs.start_draft(
            world.kari,
            owner=world.elias,
            unit=world.school,
            holder=world.kari,
            short_name=short_name,
            description=description,
            level=1,
            groundwork=logs.Groundwork(day, day, day),
            at=days_ago(121),
        )


def consented(
    world: w.World, log: Log, named: dict[str, str], *, purpose: str, days: int, scopes: list[str]
) -> Consent:
    """A consent asked by the holder and signed by both parents, so many days ago."""
    until = timezone.localdate() + timedelta(days=200)

    def ask(by: Standing) -> Consent:
        version = consent.prepare(
            by, scopes=scopes, purpose=purpose, kept_out="Helsa til mor.", at=days_ago(days)
        )
        there = {row.person_id for row in version.named.all()}
        for name, task in named.items():
            if world.people[name].pk in there:
                continue
            wanted = consent.Invitation(world.positions[name].pk, task, Sees.EVERYTHING, until)
            consent.invite(by, version.pk, wanted, at=days_ago(days))
        people = [world.marte, world.anders]
        said_on = timezone.localdate() - timedelta(days=days + 1)
        consent.note_oral(by, people, said_on=said_on, at=days_ago(days))
        return consent.ask(by, version.pk, at=days_ago(days, 12))

    version = does(world, "kari", log, ask)
    assert isinstance(version, Consent)
    for hour, name in enumerate(("marte", "anders"), start=18):

        def sign(by: Standing, hour: int = hour) -> None:
            consent.answer(
                by,
                version.pk,
                says_yes=True,
                text_hash=version.text_hash,
                sealed=consent.Sealed("BankID", "idporten-loa-high", "nb"),
                at=days_ago(days - 1, hour),
            )

        does(world, name, log, sign)
    return version


def lived(
    world: w.World,
    *,
    strange: str = "",
    measures: int = 1,
    closed: bool = True,
    short_name: str = "Morgenene til Elias",
) -> Log:
    """The whole walk: two consents, a plan that changes, the baton passed on, the end.

    `strange` is put into every text that somebody can write.
    """
    log = draft(world, description=f"Vi hjelpes ad med morgenene. {strange}", short_name=short_name)
    helpers = {"kari": "Møter Elias ved porten", "sunniva": f"Snakker med Elias {strange}"}
    consented(world, log, helpers, purpose=f"Gode morgener. {strange}", days=118, scopes=["open"])
    planned(world, log, strange=strange, measures=measures)
    consented(
        world,
        log,
        {"ragnhild": "Kjenner Elias fra barnehagen"},
        purpose="Ragnhild kjenner Elias godt.",
        days=60,
        scopes=["participants"],
    )
    handed_over(world, log, strange=strange)
    if closed:
        does(
            world,
            "ragnhild",
            log,
            lambda by: endings.close(
                by,
                reason="reached",
                note_text=f"Elias går til skolen hver dag.\n\nVi er stolte av ham. {strange}",
                at=days_ago(2, 14, 30),
            ),
        )
    return Log.objects.using("owner").get(pk=log.pk)


def planned(world: w.World, log: Log, *, strange: str, measures: int) -> None:
    """Understanding, goals and measures; how they went; what was said of them."""

    def write(by: Standing) -> None:
        for shared in ("Første utkast.", f"Han går når han vet hva som skal skje. {strange}"):
            plan.write_understanding(
                by,
                concern=f"Elias vil ikke gå på skolen om morgenen.\nDet begynte i vår. {strange}",
                shared=shared,
                written_by="Marte, Anders og Kari",
                opened_at=10_000,
                at=days_ago(110),
            )
        review = timezone.localdate() - timedelta(days=50)
        main = plan.set_goal(
            by,
            main_id=None,
            text="Elias går til skolen hver dag.",
            background=f"Han liker seg når han først er der. {strange}",
            review_on=review,
            at=days_ago(109),
        )
        sub = plan.set_goal(
            by,
            main_id=main.pk,
            text="Elias er inne før klokka ringer.",
            background="Porten er det vanskeligste.",
            review_on=None,
            at=days_ago(109),
        )
        plan.change_goal(
            by,
            sub.pk,
            text="Elias er inne når klokka ringer.",
            background="Porten er det vanskeligste.",
            review_on=None,
            opened_at=10_000,
            at=days_ago(100),
        )
        for number in range(measures):
            ended_measure(by, world, sub.pk, number, strange)
        going = plan.MeasureText(
            title="Klærne ligger klare kvelden før",
            description="Elias velger selv.",
            arena="home",
            place="",
            starts_on=None,
            deadline=timezone.localdate() + timedelta(days=3),
            responsible=(world.marte.pk, world.elias.pk),
        )
        plan.agree_measure(by, main.pk, going, at=days_ago(108))
        plan.close_goal(by, sub.pk, comment=f"Tre uker på rad. {strange}", at=days_ago(70))

    does(world, "kari", log, write)


def ended_measure(by: Standing, world: w.World, goal_id: object, number: int, strange: str) -> None:
    """A measure with all it can have."""
    said = plan.MeasureText(
        title=f"Kari møter Elias ved porten {number + 1}",
        description=f"Fem minutter alene før de andre kommer. {strange}",
        arena="unit",
        place="Porten mot elva",
        starts_on=timezone.localdate() - timedelta(days=105),
        deadline=timezone.localdate() - timedelta(days=75),
        responsible=(world.kari.pk,),
    )
    measure = plan.agree_measure(by, goal_id, said, at=days_ago(108))  # type: ignore[arg-type]
    plan.comment(
        by, measure_id=measure.pk, text=f"Han kom løpende i dag. {strange}", at=days_ago(95)
    )
    plan.evaluate(
        by,
        measure.pk,
        result="partly",
        why="Mandager er tunge.",
        next_step="go_on",
        at=days_ago(90),
    )
    plan.evaluate(
        by,
        measure.pk,
        result="worked",
        why=f"Han trenger ikke hjelp lenger. {strange}",
        next_step="end",
        at=days_ago(72),
    )


def handed_over(world: w.World, log: Log, *, strange: str) -> None:
    """The baton is offered to Sunniva, who says no, and to Ragnhild, who takes it."""
    for receiver, days in (("sunniva", 50), ("ragnhild", 40)):
        offer = does(
            world,
            "kari",
            log,
            lambda by, to=receiver, days=days: baton.offer_baton(
                by, world.people[to].pk, word=f"Du kjenner Elias best. {strange}", at=days_ago(days)
            ),
        )
        answer = baton.accept_baton if receiver == "ragnhild" else baton.decline_baton
        does(
            world,
            receiver,
            log,
            lambda by, offer=offer, days=days, answer=answer: answer(
                by, offer.pk, word=f"Takk for tilliten. {strange}", at=days_ago(days - 1, 15)
            ),
        )


def close(world: w.World, log: Log, *, by: str = "kari", note: str = "Bra.") -> None:
    """The holder closes the log now."""
    does(
        world,
        by,
        log,
        lambda who: endings.close(who, reason="reached", note_text=note, at=w.now()),
    )
