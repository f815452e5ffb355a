"""A log in the middle of its work: late, going, ended, said and asked."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Evaluation, Goal, Measure, Responsible
from tests import world as w

SHARED = (
    "Elias liker å lære og leker mye med Jonatan og Sofie. Han får vondt i magen når han ikke "
    "vet hva som skal skje: når læreren er vikar, når klassen bytter rom, og i garderoben før "
    "gym. Da går han hjem. Når han vet planen på forhånd, blir han med på det meste."
)


def said(
    title: str, days: int, *people: UUID, arena: str = "unit", place: str = ""
) -> plan.MeasureText:
    """A measure with a deadline so many days from today, past ones too."""
    deadline = timezone.localdate() + timedelta(days=days)
    return plan.MeasureText(title, "", arena, place, None, deadline, people)


def make_full(world: w.World, log: Log, *, comments: bool = True) -> dict[str, UUID]:
    """The plan of the log; ids by a short name."""
    kari, marte, anders = world.kari, world.marte, world.anders
    with acting_as(kari.pk):
        by = w.stand(kari, log)
        plan.write_understanding(
            by,
            concern="Elias går hjem før skoledagen er slutt, to til tre dager i uka.",
            shared=SHARED,
            written_by="Elias, Marte, Anders, Kari og Sunniva",
            opened_at=10_000,
            at=w.now(),
        )
        goal = {"background": "", "review_on": timezone.localdate() + timedelta(days=27)}
        main = plan.set_goal(
            by,
            main_id=None,
            text="Elias går på skolen hver dag og vet hva som skal skje.",
            **goal,
            at=w.now(),
        )
        subs = [
            plan.set_goal(by, main_id=main.pk, text=text, **goal, at=w.now())
            for text in (
                "Elias er inne i klasserommet før klokka ringer, minst fire dager i uka",
                "Elias sier fra til en voksen når magen er vond, før han går hjem",
            )
        ]
        ids = {"main": main.pk, "sub": subs[0].pk, "sub2": subs[1].pk}
        for key, under, text in (
            (
                "late",
                0,
                said("Dagsplan med bilder på pulten", -6, world.sunniva.pk, place="Klasserommet"),
            ),
            ("due", 0, said("Bilde av dagen kvelden før", 1, marte.pk, anders.pk, arena="home")),
            (
                "kari",
                0,
                said("Kari møter Elias i skolegården kl. 8.15", 27, kari.pk, place="Skolegården"),
            ),
            (
                "own",
                0,
                said(
                    "Elias velger selv hvilken oppgave han begynner med",
                    27,
                    world.elias.pk,
                    kari.pk,
                ),
            ),
            ("krok", 0, said("Egen krok i garderoben", 5, kari.pk)),
            ("ringe", 0, said("Ringe hjem i storefri", 5, marte.pk)),
            (
                "prat",
                1,
                said(
                    "Fast prat med helsesykepleier",
                    10,
                    world.sunniva.pk,
                    arena="elsewhere",
                    place="Helsekontoret",
                ),
            ),
        ):
            ids[key] = plan.agree_measure(by, subs[under].pk, text, at=w.now()).pk
        for key, result, why in (
            ("krok", "worked", "Virket. Fortsetter som en del av skoledagen."),
            ("ringe", "not", "Elias savnet hjem mer etter samtalen."),
        ):
            plan.evaluate(by, ids[key], result=result, why=why, next_step="end", at=w.now())
    if comments:
        with acting_as(marte.pk):
            plan.comment(
                w.stand(marte, log),
                measure_id=ids["due"],
                text="Han sovner lettere de kveldene vi gjør det.",
                at=w.now(),
            )
    return ids


def end_everything(world: w.World, log: Log) -> None:
    """All measures are ended and all goals closed, by Kari."""
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        told = {"result": "worked", "why": "Det hjalp.", "next_step": "end", "at": w.now()}
        for measure in Measure.objects.filter(log=log, ended_at=None):
            plan.evaluate(by, measure.pk, **told)
        goals = Goal.objects.filter(log=log, closed_at=None)
        for goal in sorted(goals, key=lambda each: each.main_id is None):
            plan.close_goal(by, goal.pk, comment="Vi er framme.", at=w.now())


def add_measures(goal: Goal, number: int, *people: Person) -> None:
    """So many measures more, a third of them ended, written straight into the database."""
    today, now = timezone.localdate(), timezone.now()
    measures = [
        Measure(
            log_id=goal.log_id,
            goal_id=goal.pk,
            title=f"Tiltak {place}",
            arena="unit",
            deadline=today + timedelta(days=place % 40 - 10),
            order=place,
            agreed_at=now,
            ended_at=now if place % 3 == 0 else None,
            entry=1,
        )
        for place in range(number)
    ]
    Measure.objects.using("owner").bulk_create(measures)
    Responsible.objects.using("owner").bulk_create(
        Responsible(log_id=goal.log_id, measure_id=measure.pk, person_id=person.pk)
        for measure in measures
        for person in people
    )
    Evaluation.objects.using("owner").bulk_create(
        Evaluation(
            log_id=goal.log_id,
            measure_id=measure.pk,
            by_id=people[0].pk,
            at=now,
            result="worked",
            why="Bra.",
            next="end",
        )
        for measure in measures
        if measure.ended_at
    )
