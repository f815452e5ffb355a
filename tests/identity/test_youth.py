"""The young sign in to their own log with user name, password and a code that is new each time."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from cryptography.fernet import Fernet
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as, see_own_log_alone
from stafett.identity.models import SignedIn, YouthAccount, YouthCode
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.people.seals import open_text
from tests import clients, young
from tests import world as w
from tests.jobs import waiting_jobs
from tests.people.test_seals import rotate

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I2", "Z11")]


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


def page_of(world: w.World, log: Log, name: str) -> tuple[Client, str]:
    return clients.signed_in(world.people[name], world.eikvag), f"/logg/{log.pk}/innlogging/"


@pytest.mark.requirement("C2")
def test_both_say_yes_and_the_young_person_chooses_alone(world: w.World, log: Log) -> None:
    mother, address = page_of(world, log, "marte")
    kari, _address = page_of(world, log, "kari")
    assert mother.post(address, {"do": "yes"}).status_code == 302
    assert "Mangler" not in mother.get(address).content.decode()
    sent = {"do": "send", "way": "mail", "to": young.REACH}
    assert mother.post(address, sent).status_code == 409, "one yes is not enough"
    assert mother.post(address, {"do": "yes"}).status_code == 409, "nobody says yes for both"
    assert kari.post(address, {"do": "yes"}).status_code == 302
    assert kari.post(address, sent).status_code == 302
    elias = Client()
    link = next(word for word in young.newest().split() if "/ung/" in word)
    answer = elias.get(link[link.index("/logg-inn") :])
    assert answer["Location"] == young.CHOOSE
    said = {"username": young.USERNAME, "password": young.PASSWORD, "again": young.PASSWORD}
    answer = elias.post(young.CHOOSE, {**said, "way": "mail", "reach": young.REACH})
    assert answer["Location"] == young.CODE
    answer = elias.post(young.CODE, {"code": young.digits()})
    assert answer["Location"] == "/min-side/"
    assert elias.get(f"/logg/{log.pk}/mitt-rom/").status_code == 200
    page = kari.get(address).content.decode()
    assert young.USERNAME not in page
    assert "Elias velger brukernavn" in page
    assert Client().get(link[link.index("/logg-inn") :], follow=True).status_code == 410, "used"


def test_nothing_of_what_is_chosen_stands_anywhere(world: w.World, log: Log) -> None:
    young.opened(world, log)
    account = YouthAccount.objects.using("owner").get()
    assert account.password.startswith("argon2")
    kept = " ".join(str(value) for value in vars(account).values())
    kept += str(list(Content.objects.using("owner").values_list("data", flat=True)))
    for word in (young.USERNAME, young.PASSWORD, young.REACH):
        assert word.casefold() not in kept.casefold()
    assert open_text(account.pk, account.reach) == young.REACH
    verbs = list(
        Entry.objects.using("owner").filter(verb__contains="sign_in").order_by("number")
        .values_list("verb", flat=True)
    )  # fmt: skip
    assert verbs == ["voice.sign_in_agreed", "voice.sign_in_opened", "voice.sign_in_link_given"]


def test_who_signs_in_by_code_sees_the_own_log_and_no_other(world: w.World, log: Log) -> None:
    """Elias also administers the municipality, and is guardian of Sander: neither counts."""
    young.opened(world, log)
    tie = {"kind": "other", "relation": "other", "responsibility": True, "fixed_residence": True}
    w.save(w.Guardianship(child=world.sander, guardian=world.elias, checked_at=w.now(), **tie))
    sanders = w.open_log(world, owner="sander", signers=("liv", "elias"))
    w.save(
        w.Position(
            person=world.elias, unit=world.ppt, title="x", role="administrator",
            from_date=w.LONG_AGO,
        )
    )  # fmt: skip
    with_eid = clients.signed_in(world.elias, world.eikvag)
    assert with_eid.get(f"/logg/{sanders.pk}/").status_code == 200
    assert with_eid.get("/kommune/regler/").status_code == 200
    elias = young.signed_in()
    assert elias.get(f"/logg/{log.pk}/").status_code == 200
    for address in (f"/logg/{sanders.pk}/", "/kommune/regler/", "/enhet/", "/logg/ny/"):
        assert elias.get(address).status_code == 404, address
    assert str(sanders.pk) not in elias.get("/min-side/?bli=1").content.decode()
    with acting_as(world.elias.pk), connections["default"].cursor() as cursor:
        seen = "SELECT count(*) FROM logs_log"
        cursor.execute(seen)
        assert cursor.fetchone() == (2,)
        see_own_log_alone(alone=True)
        cursor.execute(seen)
        assert cursor.fetchone() == (1,)
        for none in ("my_municipalities()", "my_units()", "my_led_units()"):
            cursor.execute(f"SELECT count(*) FROM {none}")
            assert cursor.fetchone() == (0,), none
        cursor.execute("SELECT i_work()")
        assert cursor.fetchone() == (False,)


def test_what_is_signed_wants_an_eid(world: w.World, log: Log) -> None:
    elias = young.opened(world, log)
    before = Entry.objects.using("owner").count()
    answer = elias.post(f"/logg/{log.pk}/trekk/", {"sure": "on", "what": "all"})
    assert answer.status_code in (404, 422)
    from stafett.consent import endings, withdrawal
    from stafett.consent.actions import answering

    sealed = answering.Sealed("x", "x", "nb")
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        by.person.own_log_alone = True
        for refused in (
            lambda: withdrawal.withdraw(by, at=w.now()),
            lambda: withdrawal.withdraw_for(by, world.sunniva.pk, at=w.now()),
            lambda: endings.close_by_family(by, word="", at=w.now()),
            lambda: answering.answer(
                by, log.pk, says_yes=True, text_hash="", sealed=sealed, at=w.now()
            ),
        ):
            with pytest.raises(Refused, match="ID-porten"):
                refused()
    assert Entry.objects.using("owner").count() == before


def test_wrong_password_and_unknown_name_are_answered_alike(world: w.World, log: Log) -> None:
    young.opened(world, log)
    answers = [
        young.give_password(*pair)[1].content.decode().replace(pair[0], "NAME")
        for pair in ((young.USERNAME, "feil-passord-her"), ("Ingen", "feil-passord-her"))
    ]
    kinds = [len(page) for page in answers]
    assert abs(kinds[0] - kinds[1]) <= 20, "but for the token in the form"
    assert all("hører ikke sammen" in page for page in answers)
    assert "notices.youth_code" not in waiting_jobs()


def test_a_code_is_used_once_in_its_own_browser_within_ten_minutes(
    world: w.World, log: Log
) -> None:
    young.opened(world, log)
    client, _answer = young.give_password()
    code = young.digits()
    other, _answer = young.give_password()
    young.digits()
    assert other.post(young.CODE, {"code": code}).status_code == 422, "another sign-in's"
    assert client.post(young.CODE, {"code": code}).status_code == 422, "a newer one is sent"
    client, _answer = young.give_password()
    code = young.digits()
    assert YouthCode.objects.using("owner").filter(code_hash=code).count() == 0
    late = {"asked_at": timezone.now() - timedelta(minutes=11)}
    YouthCode.objects.using("owner").update(**late)
    assert client.post(young.CODE, {"code": code}).status_code == 422
    client, _answer = young.give_password()
    code = young.digits()
    state = client.cookies["sessionid"].value
    assert client.post(young.CODE, {"code": code}).status_code == 302
    again = Client()
    again.cookies["sessionid"] = state
    assert again.post(young.CODE, {"code": code}).status_code == 410


def test_guessing_is_slowed_down(world: w.World, log: Log) -> None:
    young.opened(world, log)
    client, _answer = young.give_password()
    right = young.digits()
    statuses = [client.post(young.CODE, {"code": "000000"}).status_code for _ in range(7)]
    assert statuses[-1] == 429
    assert client.post(young.CODE, {"code": right}).status_code == 429
    tries = [young.give_password(password="feil-passord")[1].status_code for _ in range(11)]
    assert tries[-1] == 429


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("kort", "minst 10 tegn"),
        ("1234567890", "lett å gjette"),
        ("elias-er-best", "ditt eget navn"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(
    world: w.World, log: Log, password: str, told: str
) -> None:
    young.say_yes(world, log, "marte", "kari")
    client = Client()
    answer = young.choose(client, young.give_way(world, log), password=password, again=password)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert f'value="{young.USERNAME}"' in page, "what was typed is kept"
    assert not YouthAccount.objects.using("owner").get().password


def test_an_app_gives_codes_that_are_taken_once(world: w.World, log: Log) -> None:
    young.say_yes(world, log, "marte", "kari")
    client = Client()
    young.choose(client, young.give_way(world, log), way="app", reach="")
    account = YouthAccount.objects.using("owner").get()
    secret = open_text(account.pk, account.secret)
    assert secret not in account.secret
    assert secret in client.get(young.CODE).content.decode()
    drawn = client.get("/logg-inn/ung/app.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<script" not in drawn.content
    assert b"style=" not in drawn.content
    code = pyotp.TOTP(secret).now()
    assert client.post(young.CODE, {"code": code}).status_code == 302
    assert client.get("/logg-inn/ung/app.svg").status_code == 410, "shown the first time alone"
    later, _answer = young.give_password()
    assert later.post(young.CODE, {"code": code}).status_code == 422, "used"


def test_on_the_birthday_a_sign_in_by_code_ends(world: w.World, log: Log) -> None:
    elias = young.opened(world, log)
    Person.objects.using("owner").filter(pk=world.elias.pk).update(birth_date=w.years_ago(16))
    answer = elias.get(f"/logg/{log.pk}/")
    assert answer["Location"] == "/logg-inn/ung/for-gammel/"
    assert elias.get(f"/logg/{log.pk}/").status_code == 302, "signed out"
    assert "BankID" in elias.get("/logg-inn/ung/for-gammel/").content.decode()
    _client, answer = young.give_password()
    assert answer["Location"] == "/logg-inn/ung/for-gammel/"


def test_a_municipality_that_sets_no_age_has_no_such_sign_in() -> None:
    world = w.make_world("sogndal")
    log = w.open_log(world)
    for name in ("marte", "kari", "elias"):
        client, address = page_of(world, log, name)
        assert client.get(address).status_code == 404, name


@pytest.mark.parametrize("who", ["marte", "kari", "elias"])
def test_any_of_them_ends_it_at_once(world: w.World, log: Log, who: str) -> None:
    elias = young.opened(world, log)
    client, address = page_of(world, log, who)
    assert client.post(address, {"do": "end"}).status_code == 302
    assert elias.get(f"/logg/{log.pk}/").status_code == 302, "signed out"
    assert young.give_password()[1].status_code == 422
    with pytest.raises(Conflict):
        young.give_way(world, log)
    young.say_yes(world, log, "kari", "anders")
    assert young.give_way(world, log), "opened anew by both"


def test_who_is_neither_finds_no_page(world: w.World, log: Log) -> None:
    young.say_yes(world, log, "marte")
    for name in ("sunniva", "ragnhild", "bjorg", "henrik", "liv"):
        client, address = page_of(world, log, name)
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"do": "end"}).status_code == 404, name


def test_the_database_opens_nothing_that_both_have_not_said_yes_to(
    world: w.World, log: Log
) -> None:
    ask = "SELECT open_youth_account(%s)"
    with acting_as(world.marte.pk), connections["default"].cursor() as cursor:
        cursor.execute(ask, [log.pk])
        assert cursor.fetchone() == (False,)
    yes = (
        "INSERT INTO voice_signinyes (id, log_id, side, by_id, at) "
        "VALUES (gen_random_uuid(), %s, %s, %s, now())"
    )
    for who, side, by in (
        ("marte", "holder", "marte"), ("marte", "holder", "kari"), ("sunniva", "holder", "sunniva"),
        ("kari", "guardian", "kari"), ("elias", "guardian", "elias"),
    ):  # fmt: skip
        with (
            pytest.raises(DatabaseError),
            acting_as(world.people[who].pk),
            transaction.atomic(),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(yes, [log.pk, side, world.people[by].pk])
    with acting_as(world.kari.pk), connections["default"].cursor() as cursor:
        for hidden in ("identity_youthaccount", "identity_youthcode"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"SELECT * FROM {hidden}")


def test_a_closed_log_ends_it(world: w.World, log: Log) -> None:
    elias = young.opened(world, log)
    from stafett.consent import endings

    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="done", note_text="Ferdig.", at=w.now())
    assert elias.get("/min-side/").status_code == 302
    assert not YouthAccount.objects.using("owner").exists()
    assert not SignedIn.objects.using("owner").filter(level="code").exists()


def test_a_new_key_seals_the_young_too(world: w.World, log: Log, settings: Any) -> None:
    young.opened(world, log)
    settings.NUMBER_SEALS = [Fernet.generate_key().decode(), *settings.NUMBER_SEALS]
    assert "1 sign-ins" in rotate()
    settings.NUMBER_SEALS = settings.NUMBER_SEALS[:1]
    account = YouthAccount.objects.using("owner").get()
    assert open_text(account.pk, account.reach) == young.REACH
