"""The printed log: all of it, in the reader's language, as an archive and a screen reader want."""

import io
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pikepdf
import pytest
from django.apps import apps
from django.db import connections, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from stafett.archive.printed import print_log
from stafett.archive.typesetting import Printed
from stafett.book.models import Content
from stafett.consent.assisted import record_answer
from stafett.consent.models import Consent
from stafett.consent.withdrawal import record_withdrawal, withdraw_for
from stafett.logs.access import Standing
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import Log
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from tests import world as w
from tests.archive import reader
from tests.archive.life import does, lived
from tests.logins import as_worker

pytestmark = pytest.mark.django_db

NOW = timezone.now()
STRANGE = "#set *x* \\ $y$ <b> @z `k` // ŋđŧ áčž Привет Ελλάδα 😀 \u202egnp"
SHOWN = "#set *x* \\ $y$ <b> @z `k` // ŋđŧ áčž Привет Ελλάδα [U+1F600] [U+202E]gnp"
# Codes that a print says in words, and what only machines read.
CODES = {
    "hash",
    "text_hash",
    "policy",
    "scopes",
    "requirements",
    "end",
    "salt",
    "consent_id",
    "picture",
}


def printed(log: Log, language: str = "nb", at: datetime = NOW) -> Printed:
    with as_worker():
        mine = Log.objects.get(pk=log.pk)
        return print_log(mine, EVERYTHING, language=language, until=mine.book.count, at=at)


def told(log: Log, language: str = "nb") -> str:
    """The print's words without the head and foot of each page."""
    head = f"^{reader.tight(str(log.owner))}Stafettlogg"
    foot = r"(Logg|Log)[0-9a-f]{32}(Side|Page)\d+(av|of)\d+$"
    return reader.words(printed(log, language).pdf, without=(head, foot))


def texts_of(log: Log) -> Iterator[tuple[str, str]]:
    """Every text that somebody wrote in a log, with the name of the field."""
    for model in apps.get_models():
        rooms = ("logs", "consent", "plan")
        key = "pk" if model is Log else "log_id"
        of_a_log = model is Log or any(field.attname == key for field in model._meta.fields)
        if model._meta.app_label not in rooms or not of_a_log:
            continue
        for row in model._default_manager.using("owner").filter(**{key: log.pk}):
            for field in model._meta.concrete_fields:
                plain = isinstance(field, (models.CharField, models.TextField))
                value = getattr(row, field.attname)
                if plain and value and not field.choices and field.name not in CODES:
                    yield f"{model.__name__}.{field.name}", value


def values_in(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in CODES | {"eid", "level", "lapses", "on", "deadline", "name"}:
                yield from values_in(value)
    elif isinstance(data, list):
        for each in data:
            yield from values_in(each)
    elif isinstance(data, str) and " " in data:
        yield data


@pytest.fixture
def log(world: w.World) -> Log:
    """A log that has everything, strange letters too."""
    return lived(world, strange=STRANGE, measures=2)


@pytest.mark.requirement("A7")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everything_that_was_written_is_in_the_print(log: Log, language: str) -> None:
    text = told(log, language)
    written = list(texts_of(log))
    assert {name for name, _value in written} >= {
        "Log.description",
        "Admission.task",
        "Handover.word",
        "Handover.answer_word",
        "Closing.note",
        "Consent.purpose",
        "Consent.kept_out",
        "Goal.background",
        "Goal.closing_comment",
        "Measure.description",
        "Evaluation.why",
        "Comment.text",
        "Understanding.concern",
        "Understanding.shared",
    }
    missing = [
        (name, value)
        for name, value in written
        if name != "Signature.language" and reader.tight(value.replace(STRANGE, SHOWN)) not in text
    ]
    assert missing == []


def test_the_history_keeps_what_was_changed_later(log: Log) -> None:
    text = told(log)
    rows = Content.objects.using("owner").filter(book=log.pk)
    values = [value for row in rows for value in values_in(row.data)]
    assert "Første utkast." in values
    assert [v for v in values if reader.tight(v.replace(STRANGE, SHOWN)) not in text] == []


def test_it_says_what_was_recorded_by_others_and_what_was_taken_back(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log, named=("kari", "sunniva"))

    def record(by: Standing) -> None:
        record_answer(
            by,
            version.pk,
            world.anders.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=version.text_hash,
            at=w.now(),
        )

    does(world, "kari", log, record)
    w.answer(world, version, "marte")
    does(world, "anders", log, lambda by: withdraw_for(by, world.sunniva.pk, at=w.now()))
    does(
        world,
        "kari",
        log,
        lambda by: record_withdrawal(by, world.marte.pk, how="oral", at=w.now()),
    )
    text = told(log, "en")
    for said in (
        "on paper",
        "recorded by Kari Nesheim",
        "Anders Berg took the consent back for Sunniva Aas",
        "Marte Berg took the consent back by word of mouth, recorded by Kari Nesheim",
        "The consent was withdrawn",
    ):
        assert reader.tight(said) in text, said


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_entry_has_a_sentence_of_its_own(log: Log, language: str) -> None:
    for unknown in ("Noe ble endret i loggen", "Noko vart endra i loggen"):
        assert reader.tight(unknown) not in told(log, language)


def test_it_says_who_had_the_baton_who_helped_and_who_signed_what(log: Log) -> None:
    text = told(log)
    for said in (
        "Elias Berg",
        str(log.pk),
        "Eikvåg",
        "Kontaktlærer, Eikvåg skole",
        "Ragnhild Vik sa ja til stafettpinnen",
        "Sunniva Aas sa nei til stafettpinnen",
        "BankID, idporten-loa-high",
        *Consent.objects.using("owner").filter(log=log).values_list("text_hash", flat=True),
        *(entry.hash for entry in log.book.entries.using("owner").order_by("-number")[:1]),
    ):
        assert reader.tight(said) in text, said
    assert text.count("BankID,idportenloahigh") == 4


def test_each_language_has_its_own_words(log: Log) -> None:
    for language, words in (
        ("nb", "Slik ble loggen avsluttet"),
        ("nn", "Slik vart loggen avslutta"),
        ("en", "How the log ended"),
    ):
        assert reader.tight(words) in told(log, language)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_pdf_a_2a_and_pdf_ua_1_and_says_what_it_is(log: Log, language: str) -> None:
    with pikepdf.open(io.BytesIO(printed(log, language).pdf)) as document:
        root = document.Root
        with document.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Stafettlogg for Elias Berg"
        assert str(root.Lang) == language
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/StructTreeRoot" in root
        assert "/Outlines" in root
        for page in document.pages:
            assert page.MediaBox[2:] == pytest.approx([595, 842], abs=1)
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
                assert "/ToUnicode" in font


def test_those_who_listen_find_title_headings_and_tables(log: Log) -> None:
    found = reader.tags(printed(log).pdf)
    headings = [int(tag[1:]) for tag in found if tag[0] == "H" and tag[1:].isdigit()]
    assert headings[0] == 1
    assert all(here <= before + 1 for before, here in pairwise(headings))
    assert {"Title", "Table", "TH", "TD", "TOC", "P"} <= set(found)


def test_each_page_names_the_owner_the_log_and_its_number(log: Log) -> None:
    pages = PdfReader(io.BytesIO(printed(log).pdf)).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "Elias Berg" in text
        assert f"Logg {log.pk}" in text
        assert f"Side {number} av {len(pages)}" in text


def test_the_same_log_at_the_same_moment_gives_the_same_bytes(log: Log) -> None:
    assert printed(log).pdf == printed(log).pdf


def test_strange_letters_are_noted(log: Log) -> None:
    print_ = printed(log)
    assert print_.replaced == {"😀", "\u202e"}
    assert reader.tight("står med nummeret sitt: U+1F600, U+202E.") in reader.words(print_.pdf)


def test_a_word_of_five_thousand_letters_is_broken_and_not_cut(world: w.World) -> None:
    log = lived(world, closed=False)
    measure = Measure.objects.using("owner").filter(log=log, ended_at=None).get()
    long = "a" * 5000 + "https://example.example/" + "b/" * 500
    does(
        world,
        "ragnhild",
        log,
        lambda by: plan.comment(by, measure_id=measure.pk, text=long, at=w.now()),
    )
    pdf = printed(log).pdf
    assert reader.tight(long) in told(log)
    assert max(line.count("a") for line in reader.lines(pdf)) < 130
    assert max(line.count("b") for line in reader.lines(pdf)) < 90


def test_an_owner_with_the_longest_name_fits_on_every_page(world: w.World) -> None:
    log = w.open_log(world)
    name = {"given_name": "Wolfeschlegel" * 7, "family_name": "Åsmundsøn " * 10}
    type(world.elias).objects.using("owner").filter(pk=world.elias.pk).update(**name)
    assert "Wolfeschlegel" * 7 in reader.words(printed(log).pdf)


def test_erased_content_is_told_as_erased(world: w.World) -> None:
    log = lived(world)
    Content.objects.using("owner").filter(book=log.pk, number=10).update(salt=None, data=None)
    assert reader.tight("Innholdet er slettet etter loven.") in told(log)


def test_a_draft_and_an_empty_log_can_be_printed(world: w.World) -> None:
    assert reader.tight("Utkast, ikke åpnet ennå") in told(w.start_draft(world))
    assert "I bruk" in printed_text(w.open_log(world, owner="sander", signers=("liv",)))


def printed_text(log: Log) -> str:
    return " ".join(reader.lines(printed(log).pdf))


def test_the_number_of_questions_does_not_grow_with_the_log(world: w.World) -> None:
    small = lived(world, measures=1)
    with as_worker(), CaptureQueriesContext(connections["default"]) as few:
        print_log(Log.objects.get(pk=small.pk), EVERYTHING, language="nb", until=99, at=NOW)
    other = w.make_world()
    large = lived(other, measures=12)
    with as_worker(), CaptureQueriesContext(connections["default"]) as many:
        print_log(Log.objects.get(pk=large.pk), EVERYTHING, language="nb", until=999, at=NOW)
    assert len(many) == len(few)
