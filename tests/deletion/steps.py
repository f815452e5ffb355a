"""A world, and the steps of a demand for deletion by its people."""

from collections.abc import Sequence

from stafett.book.wall import acting_as
from stafett.deletion import actions
from stafett.deletion.carrying_out import carry_out
from stafett.deletion.models import Demand
from stafett.logs.models import Log
from tests import world as w
from tests.logins import as_worker


def demand(world: w.World, log: Log, kinds: Sequence[str], *, by: str = "marte") -> Demand:
    """One of the family demands that these be deleted."""
    person = world.people[by]
    with acting_as(person.pk):
        return actions.demand(w.stand(person, log), kinds, words="qzkrav ord", at=w.now())


def pass_on(world: w.World, row: Demand, *, by: str = "bjorg") -> None:
    """The leader hands it on."""
    with acting_as(world.people[by].pk):
        actions.pass_on(world.people[by], row.pk, at=w.now())


def decide(
    world: w.World, row: Demand, deleted: Sequence[str], *, reason: str = "Det andre må vi ha."
) -> None:
    """The system administrator decides."""
    with acting_as(world.henrik.pk):
        actions.decide(
            world.henrik,
            world.eikvag,
            row.pk,
            deleted=deleted,
            reason=reason,
            appeal_to="Klagenemnda",
            at=w.now(),
        )


def delete(world: w.World, log: Log, kinds: Sequence[str], *, by: str = "marte") -> None:
    """All of it: demanded, handed on, decided and carried out."""
    row = demand(world, log, kinds, by=by)
    pass_on(world, row)
    decide(world, row, kinds)
    with as_worker():
        carry_out(row.pk, w.now())
