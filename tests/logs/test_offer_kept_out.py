"""The baton is not offered past a question in which the family keeps somebody out (D11, H1)."""

import pytest

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Named
from stafett.logs import baton
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "D11")]


def test_one_whom_the_family_is_asked_to_keep_out_is_not_offered_the_baton() -> None:
    world = w.make_world()
    log = w.open_log(world, named=("kari", "sunniva"))
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        version = consent.prepare(
            place, scopes=["participants"], purpose="", kept_out="", at=w.now()
        )
        hers = Named.objects.get(consent=version, person=world.sunniva)
        consent.uninvite(place, version.pk, hers.pk)
        position = world.positions["sunniva"].pk
        consent.keep_out(place, version.pk, position_id=position)
        consent.ask(place, version.pk, at=w.now())
    with pytest.raises(Refused, match="utenfor"), acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
