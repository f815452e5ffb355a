"""The minutes of meetings in the printed log: all that the reader may have, no more."""

import pytest

from stafett.archive.printed import print_log
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings import sitting_tasks
from tests import sittings
from tests import world as w
from tests.archive.reader import tight, words

pytestmark = pytest.mark.django_db


def printed_for(world: w.World, name: str, log: Log) -> str:
    person = world.people[name]
    with acting_as(person.pk):
        mine = Log.objects.get(pk=log.pk)
        until = mine.book.count
        return tight(words(print_log(mine, person, language="nb", until=until, at=w.now()).pdf))


@pytest.mark.requirement("L3", "H5")
def test_the_minutes_are_printed_with_what_was_put_right() -> None:
    world = w.make_world()
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    meeting = sittings.call(world, log)
    sittings.hold(world, log, meeting, measure)
    sittings.read_out(world, log, meeting)
    with acting_as(world.marte.pk):
        place = w.stand(world.marte, log)
        sitting_tasks.remark(place, meeting, "Det var tirsdag.", at=w.now())
    printed = printed_for(world, "marte", log)
    for said in ("Noen ganger.", sittings.FROM_NOW, "Det virker.", "På tur.", "Takk for sist."):
        assert tight(said) in printed, said
    for said in ("Ringe helsesykepleier", "Rettet etterpå", "Det var tirsdag."):
        assert tight(said) in printed, said
