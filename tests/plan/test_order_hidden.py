"""What is moved under a goal that is hidden from somebody is not told to that one (H4)."""

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from stafett.plan.ordering import arrange
from tests import health
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4", "K18")]


def test_a_new_order_under_a_hidden_goal_is_not_in_the_others_history() -> None:
    world = w.make_world()
    health.of_age(world, "nora", 16)
    log = health.open_health_log(world, signers=("hanne", "nora"))
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        main = plan.set_goal(
            by, main_id=None, text="Helsemål", background="", review_on=None, at=w.now(),
            health=True,
        )  # fmt: skip
        measures = [
            plan.agree_measure(by, main.pk, health._measure(title, world.kari), at=w.now()).pk
            for title in ("En", "To")
        ]
        wanted = [measures[1], measures[0]]
        count = log.book.__class__.objects.get(pk=log.pk).count
        assert arrange(by, wanted, opened_at=count, at=timezone.now())
    rows = Measure.objects.using("owner").filter(log=log.pk).order_by("order")
    assert [each.pk for each in rows] == wanted
    words = "rekkefølge"
    for name, told in (("kari", True), ("nora", True), ("hanne", False), ("ragnhild", False)):
        page = signed_in(world.people[name], world.eikvag).get(f"/logg/{log.pk}/historie/")
        assert (words in page.content.decode()) == told, name
