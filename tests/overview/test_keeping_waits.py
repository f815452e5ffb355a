"""A child's wish to keep something from guardians waits for the holder, and for nobody else."""

import pytest

from stafett.book.wall import acting_as
from stafett.logs import health
from stafett.meetings.models import AgendaItem, Decision, Informing, Remark, Task
from tests import clients
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


def test_of_something_written_in_a_meeting_it_leads_there() -> None:
    """On the agenda, and in the minutes."""
    world = w.make_world()
    log = h.open_health_log(world)
    h.write(world, log, "helse")
    for model in (AgendaItem, Decision, Informing, Remark, Task):
        text = model.objects.using("owner").get(log_id=log.pk)
        wish = h.keep(world, log, [text.pk, text.meeting_id])
        there = f"/logg/{log.pk}/moter/{text.meeting_id}/helseopplysninger/{text.pk}/"
        assert there in my_page_of(world, "kari")
        page = clients.signed_in(world.kari, world.eikvag)
        said = {"do": "judge", "reason": "trust"}
        assert page.get(there).status_code == 200
        assert page.post(there, said).status_code == 302
        wish = type(wish).objects.using("owner").get(pk=wish.pk)
        assert wish.kept
