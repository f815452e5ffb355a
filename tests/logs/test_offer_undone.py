"""An offer that was taken back is made again by «Undo», for some minutes (D11, A23)."""

from datetime import timedelta

import pytest

from stafett.logs import again
from stafett.logs.models import Handover, Log
from tests import world as w
from tests.logs.baton import Reader, offered, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D11", "A23")]


def test_undo_offers_the_baton_again_with_the_same_word(world: w.World, log: Log) -> None:
    offer, kari = offered(world, log, word="Vil du?"), Reader(world, "kari", log)
    assert kari.does(do="take_back", offer=offer.pk).status_code == 302
    undo = f"{kari.address}?igjen={offer.pk}"
    assert f'action="{undo}"' in kari.reads()
    assert "igjen=" not in kari.reads()
    marte = Reader(world, "marte", log)
    assert marte.client.post(undo).status_code == 409
    assert kari.client.post(undo).status_code == 302
    anew = Handover.objects.using("owner").get(answer=None)
    assert (anew.offered_to_id, anew.word) == (world.ragnhild.pk, "Vil du?")
    assert verbs(log)[-3:] == ["logs.baton_offered", "logs.offer_taken_back", "logs.baton_offered"]
    assert kari.client.post(undo).status_code in (409, 422)
    assert Handover.objects.using("owner").count() == 2


def test_not_for_long_nor_what_was_answered(
    world: w.World, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, kari = offered(world, log), Reader(world, "kari", log)
    undo = f"{kari.address}?igjen={offer.pk}"
    assert kari.client.post(undo).status_code == 409
    kari.does(do="take_back", offer=offer.pk)
    monkeypatch.setattr(again, "REGRETTED_WITHIN", timedelta(0))
    assert kari.client.post(undo).status_code == 409
    assert kari.client.post(f"{kari.address}?igjen=x").status_code == 409
    assert not Handover.objects.using("owner").filter(answer=None).exists()
