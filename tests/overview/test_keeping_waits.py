"""A child's wish to keep something from guardians waits for the holder, and for nobody else."""

import pytest

from stafett.book.wall import acting_as
from stafett.logs import health
from tests import health as h
from tests import world as w
from tests.overview.reading import my_page_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4", "M11")]
TOLD = "Nora har bedt deg bestemme noe"


@pytest.mark.parametrize("holder_shares", [True, False])
def test_it_waits_for_the_holder_who_may_see_what_it_is_about(holder_shares: bool) -> None:
    world = w.make_world()
    share = h.SHARE if holder_shares else ("sunniva",)
    log = h.open_health_log(world, share=share)
    by = "kari" if holder_shares else "hanne"
    written = h.write(world, log, "helse", by=by)
    wish = h.keep(world, log, [written.understanding])
    assert (TOLD in my_page_of(world, "kari")) == holder_shares
    for name in ("sunniva", "ragnhild", "hanne", "nora"):
        assert TOLD not in my_page_of(world, name)
    if holder_shares:
        page = my_page_of(world, "kari")
        assert f"/logg/{log.pk}/helseopplysninger/{wish.subject}/" in page
        assert "helseconcern" not in page
        assert "helseshared" not in page


def test_judged_or_taken_back_it_waits_no_more() -> None:
    world = w.make_world()
    log = h.open_health_log(world)
    written = h.write(world, log, "helse")
    wish = h.keep(world, log, [written.understanding])
    with acting_as(world.kari.pk):
        health.judge_keeping(w.stand(world.kari, log), wish.pk, reason="trust", at=w.now())
    assert TOLD not in my_page_of(world, "kari")
    other = h.keep(world, log, [written.comment])
    assert TOLD in my_page_of(world, "kari")
    with acting_as(world.nora.pk):
        health.take_wish_back(w.stand(world.nora, log), other.pk, at=w.now())
    assert TOLD not in my_page_of(world, "kari")
