"""The print's pages on the plan: what is agreed, and how it went (A6, A7, A10, K1)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from stafett.consent.words import together
from stafett.logs.hidden import Reader, shown
from stafett.logs.models import Log
from stafett.plan.models import (
    Agreement,
    Arena,
    Comment,
    Evaluation,
    Goal,
    Measure,
    Next,
    Rating,
    Result,
    Understanding,
)
from stafett.plan.shown import goals_shown, measures_shown, understandings_shown

from . import wording
from .blocks import Block, facts, heading, note, picture, said, text


def understanding(log: Log, reader: Reader) -> list[Block]:
    """The concern and what everyone agrees it is about (K2, K3)."""
    rows = understandings_shown(reader).filter(log=log).order_by("-changed_at")
    told = [block for row in rows for block in _agreed(row)]
    return [heading(_("What we agree on")), *told] if told else []


def _agreed(row: Understanding) -> list[Block]:
    blocks: list[Block] = []
    if row.concern:
        blocks += [heading(_("What worries us"), 2), *text(row.concern)]
    if row.shared:
        blocks += [heading(_("What we think it is about"), 2), *text(row.shared)]
    who = f"{row.written_by}, " if row.written_by else ""
    return [*blocks, note(who + wording.moment(row.changed_at))]


def goals(log: Log, reader: Reader, *, agreed: bool = True, went: bool = True) -> list[Block]:
    """Main goals, each with its subgoals, their measures and what was said of them.

    What was agreed, how it went, or both: names of goals and measures stand there anyhow (L11).
    """
    said = Prefetch("comments", Comment.objects.filter(shown(reader, "pk")).select_related("by"))
    told = Evaluation.objects.filter(shown(reader, "pk")).select_related("by")
    agreed_to = Prefetch("agreements", Agreement.objects.select_related("by").order_by("at"))
    rated = Rating.objects.filter(shown(reader, "pk")).select_related("by").order_by("at")
    every = goals_shown(reader).filter(log=log)
    every = every.prefetch_related(said, agreed_to, Prefetch("ratings", rated))
    measures: dict[UUID, list[Measure]] = defaultdict(list)
    shown_to_reader = (
        measures_shown(reader)
        .filter(log=log)
        .select_related("photo")
        .prefetch_related("responsible", Prefetch("evaluations", told), said)
    )
    for measure in shown_to_reader.order_by("order", "agreed_at"):
        measures[measure.goal_id].append(measure)
    under: dict[UUID | None, list[Goal]] = defaultdict(list)
    for goal in every.order_by("order", "set_at"):
        under[goal.main_id].append(goal)
    mains = sorted(under[None], key=lambda goal: goal.set_at)
    if not mains:
        return []
    blocks = [heading(_("Goals and measures") if agreed else _("How it has gone"))]
    for main in mains:
        for goal, level in ((main, 2), *((each, 3) for each in under[main.pk])):
            kind = _("Main goal") if goal.main_id is None else _("Subgoal")
            blocks.append(heading(goal.text, level, over=kind))
            blocks += _goal(goal) if agreed else ()
            blocks += _how_it_went(goal) if went else ()
            for measure in measures[goal.pk]:
                blocks += _measure(measure, level + 1, agreed=agreed, went=went)
    return blocks


def _goal(goal: Goal) -> Iterator[Block]:
    yield from text(goal.background)
    yield facts(
        (_("About"), goal.area_told),
        (_("Goal set"), wording.day(goal.set_at)),
        (_("To be looked at again"), wording.day(goal.review_on)),
        (_("Goal closed"), wording.day(goal.closed_at)),
        columns=3,
    )
    yield from _answers(goal)


def _answers(goal: Goal) -> Iterator[Block]:
    """Whether the family agrees with the goal (K7)."""
    for answer in goal.agreements.all():
        words = _("Agrees with the goal.") if answer.agrees else _("Wants other words.")
        old = answer.at < goal.worded_at
        yield note(
            f"{wording.by(answer.by, answer.at)}: {words}"
            + (" " + _("(to words that are changed since)") if old else "")
        )


def _how_it_went(goal: Goal) -> Iterator[Block]:
    """How near they said it is, what was said of it, and how it ended (K7, K15)."""
    for rating in goal.ratings.all():
        near = _("How near the goal is: %(value)s of 10.") % {"value": rating.value}
        yield note(f"{wording.by(rating.by, rating.at)}: {near} {rating.word}".strip())
    yield from _said_of(goal.comments.all())
    if goal.closing_comment:
        yield said(goal.closing_comment, lead=_("How it ended"), by=wording.moment(goal.closed_at))


def _measure(measure: Measure, level: int, *, agreed: bool, went: bool) -> Iterator[Block]:
    told: list[Evaluation | Comment] = []
    if went:
        told += [*measure.evaluations.all(), *measure.comments.all()]
    if not agreed and not told:
        return
    state = _("Measure, going on") if measure.ended_at is None else _("Measure, ended")
    yield heading(measure.title, level, over=state)
    if agreed:
        yield from _agreement(measure)
    yield from _said_of(told)


def _agreement(measure: Measure) -> Iterator[Block]:
    yield from picture(measure)
    yield from text(measure.description)
    place = ": ".join(part for part in (str(Arena(measure.arena).label), measure.place) if part)
    responsible = sorted(str(person) for person in measure.responsible.all())
    yield facts(
        (_("Responsible"), together(responsible)),
        (_("Where"), place),
        (_("About"), measure.area_told),
        (_("Agreed"), wording.day(measure.agreed_at)),
        (_("Begins"), wording.day(measure.starts_on)),
        (_("Deadline"), wording.day(measure.deadline)),
        (_("Ended"), wording.day(measure.ended_at)),
        columns=3,
    )


def _said_of(rows: Iterable[Evaluation | Comment]) -> Iterator[Block]:
    """What was said in the order in which it was said."""
    for each in sorted(rows, key=lambda row: row.at):
        by = wording.by(each.by, each.at)
        if isinstance(each, Evaluation):
            lead = f"{Result(each.result).label}. {Next(each.next).label}."
            yield said(each.why, lead=lead, by=by)
        else:
            yield said(each.text, by=by)
