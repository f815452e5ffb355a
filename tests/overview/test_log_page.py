"""The log's page: what each person meets, and what it costs the database."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.archive.models import Deposit
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import baton
from stafett.logs.models import Log, Sees
from stafett.plan import actions as plan
from tests import clients
from tests import world as w
from tests.plan.full import add_measures, make_full, said

pytestmark = pytest.mark.django_db
MOST = 20  # one of them is the access record


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


@pytest.fixture
def page_of(world: w.World, log: Log) -> Callable[..., str]:
    def read(name: str, address: str = "") -> str:
        answer = client(world, name).get(address or f"/logg/{log.pk}/")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def client(world: w.World, name: str) -> Client:
    return clients.signed_in(world.people[name], world.eikvag)


def primary(page: str) -> str:
    """The words and the address of the page's one primary button."""
    main = page.split("<main")[1].split("</main>")[0]
    links = r'<a class="ds-button" href="([/#][^"]*)"[^>]*>(?:<svg.*?</svg>)?([^<]+)</a>'
    found = re.findall(links, main)
    assert len(found) == 1, found
    address, words = found[0]
    return f"{words} {address}"


def counted(world: w.World, log: Log, name: str) -> tuple[int, str]:
    """How many times the whole request asks the database, and the page."""
    its_client = client(world, name)
    with CaptureQueriesContext(connection) as asked:
        answer = its_client.get(f"/logg/{log.pk}/")
    assert answer.status_code == 200
    return len(asked), answer.content.decode()


def test_at_most_twenty_questions_with_three_measures_or_three_hundred(
    world: w.World, log: Log
) -> None:
    w.agree_plan(world, log, measures=3)
    names = ["marte", "kari", "sunniva", "elias"]
    few = {name: counted(world, log, name)[0] for name in names}
    people = (world.kari, world.marte, world.elias)
    add_measures(log.goals.using("owner").exclude(main=None).get(), 297, *people)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    for name in names:
        many, page = counted(world, log, name)
        assert page.count('<li class="st-measure') == 300
        assert many == few[name], name
        assert many <= MOST, name


def test_the_page_says_who_has_the_baton_and_how_to_reach_her(page_of: Callable[..., str]) -> None:
    page = page_of("marte")
    card = page.split('class="st-baton"')[1].split("</section>")[0]
    assert "Kari Nesheim" in card
    assert "Kontaktlærer, Eikvåg skole" in card
    assert 'href="tel:01234501"' in card
    assert 'href="mailto:kari@eikvag.example"' in card


@pytest.mark.requirement("J6")
def test_the_few_words_about_the_child_meet_everyone_who_is_let_in(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    assert "Om Elias" not in page_of("sunniva")
    Log.objects.using("owner").filter(pk=log.pk).update(description="Han ler av alle vitser.")
    for name in ("elias", "anders", "kari", "sunniva"):
        page = page_of(name)
        assert page.index("Om Elias") < page.index("Han ler av alle vitser."), name
        assert page.count("Han ler av alle vitser.") == 1


def test_an_empty_page_tells_what_comes_and_how_to_begin(page_of: Callable[..., str]) -> None:
    page = page_of("kari")
    assert "Her kommer det dere blir enige om. Begynn med hva Elias liker." in page
    assert "/felles-forstaelse/" in primary(page)


def test_each_step_of_the_holder_leads_to_the_next(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    kari = world.kari
    with acting_as(kari.pk):
        by = w.stand(kari, log)
        plan.write_understanding(
            by, concern="", shared="Enige.", written_by="Kari", opened_at=10_000, at=w.now()
        )
    assert primary(page_of("kari")).startswith("Sett hovedmålet")
    with acting_as(kari.pk):
        goal = plan.set_goal(
            by, main_id=None, text="Målet", background="", review_on=None, at=w.now()
        )
    assert primary(page_of("kari")).startswith("Avtal et tiltak")
    with acting_as(kari.pk):
        measure = plan.agree_measure(by, goal.pk, said("Noe", 20, world.marte.pk), at=w.now())
    # Another's, and weeks ahead: theirs to tell.
    assert "/hvordan-gar-det/" not in primary(page_of("kari"))
    with acting_as(kari.pk):
        soon = plan.agree_measure(by, goal.pk, said("Snart", 3, world.marte.pk), at=w.now())
    assert f"/tiltak/{soon.pk}/hvordan-gar-det/" in primary(page_of("kari"))
    with acting_as(kari.pk):
        done = {"result": "worked", "why": "Bra.", "next_step": "end"}
        for each in (measure, soon):
            plan.evaluate(by, each.pk, **done, at=w.now())
        plan.close_goal(by, goal.pk, comment="Nådd.", at=w.now())
    assert primary(page_of("kari")).startswith("Sett hovedmålet")  # K14: consider new goals
    assert f'href="/logg/{log.pk}/avslutt/"' in page_of("kari")


def test_a_late_measure_of_mine_comes_before_anything_of_the_plan(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    ids = make_full(world, log)
    page = page_of("sunniva")
    assert f"/tiltak/{ids['late']}/hvordan-gar-det/" in primary(page)
    assert "Det skulle vært klart for 6 dager siden" in page
    assert f"/tiltak/{ids['due']}/hvordan-gar-det/" in primary(page_of("marte"))
    assert "Ingenting venter på deg nå" in page_of("ragnhild")


def test_who_is_asked_about_a_consent_is_led_there_and_sees_who_waits(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    page = page_of("marte")
    assert f"/samtykke/{version.pk}/" in primary(page)
    assert "Vil du la Tor Haugen bli med?" in page
    waiting = page.split("st-person--waiting")[1].split("</li>")[0]
    assert "Tor Haugen" in waiting
    assert "ser ingenting ennå" in waiting
    assert "venter på svar fra Anders Berg og deg" in page
    w.answer(world, version, "marte")
    assert "venter på svar fra Anders Berg<" in page_of("marte")


def test_who_is_offered_the_baton_is_led_to_answer(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.ragnhild.pk, word="", at=w.now())
    page = page_of("ragnhild")
    assert primary(page) == f"Les og svar /logg/{log.pk}/stafettpinne/"
    assert "Kari Nesheim spør deg, og har den til du svarer." in page
    other = page_of("marte")
    assert "Er spurt om å ta stafettpinnen." in other
    assert "Kari Nesheim" in other.split('class="st-baton"')[1].split("</section>")[0]


def test_counts_lead_to_the_first_measure_in_that_state(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    ids = make_full(world, log)
    page = page_of("marte")
    counts = page.split('class="st-plain st-counts"')[1].split("</ul>")[0]
    numbers = re.findall(r"</svg> (\d+)<", counts)
    assert numbers == ["1", "4", "2"]
    assert f'href="#tiltak-{ids["late"]}"' in counts
    for anchor in re.findall(r'href="#([^"]+)"', counts):
        assert f'id="{anchor}"' in page


@pytest.mark.requirement("K13")
def test_late_measures_stand_first_and_ended_ones_are_folded_and_grey(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    ids = make_full(world, log)
    page = page_of("marte")
    assert page.index(f'id="tiltak-{ids["late"]}"') < page.index(f'id="tiltak-{ids["due"]}"')
    folded = page.split('<details class="ds-details st-folded">')[1].split("</details>")[0]
    assert folded.count("st-measure--ended") == 2
    assert "2 tiltak som er ferdige" in folded
    assert "Avsluttet" in folded  # the one that did not work
    assert "Elias savnet hjem mer etter samtalen." in folded


def test_names_are_shown_as_text_and_nothing_else(
    world: w.World, page_of: Callable[..., str], log: Log
) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        goal = plan.set_goal(
            by,
            main_id=None,
            text="<script>alert(1)</script> & 'x' \u202e",
            background="",
            review_on=None,
            at=w.now(),
        )
        plan.agree_measure(
            by, goal.pk, said('"><img src=x> 🏃🏽‍♀️ سلام', 3, world.kari.pk), at=w.now()
        )
    page = page_of("kari")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "سلام" in page


def test_a_draft_leads_to_what_is_asked_and_strangers_find_nothing(world: w.World) -> None:
    draft = w.start_draft(world, owner="nora", starter="kari")
    answer = client(world, "kari").get(f"/logg/{draft.pk}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/logg/{draft.pk}/samtykke/"
    nothing = client(world, "sunniva").get("/logg/00000000-0000-4000-8000-000000000000/")
    for name in ("sunniva", "bjorg", "nils"):
        answer = client(world, name).get(f"/logg/{draft.pk}/")
        assert answer.status_code == 404
        assert names_out(answer.content, world.people[name]) == names_out(
            nothing.content, world.sunniva
        )


def names_out(body: bytes, person: object) -> bytes:
    return body.replace(str(person).encode(), b"NAME")


def close(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        endings.close(
            w.stand(world.kari, log),
            reason="reached",
            note_text="Elias går på skolen nå.\nTakk for laget.",
            at=timezone.now() + timedelta(seconds=1),
        )


def test_a_closed_log_is_calm_and_for_the_family_alone(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    make_full(world, log)
    close(world, log)
    page = page_of("marte")
    assert "Loggen er avsluttet" in page
    assert "Elias går på skolen nå." in page
    assert "/endre/" not in page
    assert "Endre" not in page.split("<main")[1]
    assert "Forsinket" not in page
    assert "Var i gang da loggen ble avsluttet" in page
    assert "PDF" not in page  # nothing is deposited yet
    assert client(world, "kari").get(f"/logg/{log.pk}/").status_code == 404
    count, _page = counted(world, log, "marte")
    assert count <= MOST


def test_a_guardian_who_may_only_read_meets_no_way_to_write() -> None:
    world = w.make_world("aardal")
    log = w.open_log(world)
    make_full(world, log, comments=False)
    page = client(world, "marte").get(f"/logg/{log.pk}/").content.decode()
    assert "Les om tiltaket" in primary(page)
    for word in ("/endre/", "/tiltak/ny/", "/felles-forstaelse/", "hvordan-gar-det", "/delmal/"):
        assert word not in page


def test_the_printed_logs_are_there_for_the_family(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    close(world, log)
    for number in (9, 12):
        w.save(
            Deposit(
                log=log,
                cause=number,
                from_entry=1,
                to_entry=number,
                made_at=timezone.now() + timedelta(seconds=number),
                pdf_sha256="0" * 64,
            )
        )
    newest = Deposit.objects.using("owner").order_by("made_at").last()
    assert newest is not None
    page = page_of("marte")
    assert page.count("Loggen som PDF") == 2
    assert primary(page) == f"Loggen som PDF /logg/{log.pk}/utskrift/{newest.pk}.pdf"


def test_who_is_let_in_to_the_plan_alone_hears_nothing_of_consents(
    world: w.World, log: Log, page_of: Callable[..., str]
) -> None:
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    assert "Tor Haugen" in page_of("sunniva")
    admissions = log.admissions.using("owner").filter(person_id=world.sunniva.pk)
    assert admissions.update(sees=Sees.PLAN) == 1
    page = page_of("sunniva")
    assert "Tor Haugen" not in page
    assert "samtykke" not in page.split('class="st-history"')[1].split("</ol>")[0]
