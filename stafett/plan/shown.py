"""What of a plan somebody may see, for a question to go on from."""

from uuid import UUID

from django.db.models import F, Q, QuerySet

from stafett.logs.hidden import Reader, shown
from stafett.logs.models import Log

from .models import Agreement, Goal, Measure, Understanding


def understandings_shown(reader: Reader) -> QuerySet[Understanding]:
    """What is agreed, as far as the reader may see it."""
    return Understanding.objects.filter(shown(reader, "pk"))


def understanding_of(log: Log, reader: Reader) -> Understanding | None:
    """What is agreed now, as the reader may see it."""
    return understandings_shown(reader).filter(log=log).order_by("-changed_at").first()


def goals_shown(reader: Reader) -> QuerySet[Goal]:
    """Goals that the reader may see; a subgoal only where its main goal is seen."""
    return Goal.objects.filter(shown(reader, "pk", "main"))


def measures_shown(reader: Reader) -> QuerySet[Measure]:
    """Measures that the reader may see, under goals that the reader may see."""
    return Measure.objects.filter(of_measures_shown(reader))


def of_measures_shown(reader: Reader, measure: str = "") -> Q:
    """The same for what belongs to a measure: `of_measures_shown(reader, "measure")`."""
    before = f"{measure}__" if measure else ""
    return shown(reader, measure or "pk", f"{before}goal", f"{before}goal__main")


def answers_now() -> QuerySet[Agreement]:
    """What was answered to the words that stand; several by one person where it was changed."""
    return Agreement.objects.filter(at__gte=F("goal__worded_at"))


def chain(thing: Goal | Measure) -> list[UUID]:
    """Its key, and the keys of what it belongs to: hidden is what belongs to something hidden."""
    if isinstance(thing, Measure):
        return [thing.pk, *chain(thing.goal)]
    return [thing.pk, thing.main_id] if thing.main_id else [thing.pk]
