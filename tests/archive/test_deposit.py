"""A deposit as a folder: what the archive takes, and what holds long after."""

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from stafett.archive.folder import write
from stafett.archive.message import CATALOGUE, CODES, FIKS, XSI
from stafett.archive.models import Deposit
from stafett.archive.reading import deposit_now
from stafett.archive.verify import faults, faults_by_the_book
from stafett.logs.kept_files import File
from stafett.logs.models import Log
from stafett.logs.sniffing import Sniffed
from stafett.messages import actions as messages
from stafett.people.models import Person
from tests import commands
from tests import world as w
from tests.archive.life import close, does, lived
from tests.logins import as_worker
from tests.standards import standards

pytestmark = pytest.mark.django_db
SCHEMA = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd"
N = {"a": FIKS, "c": CATALOGUE}
Tree = etree._Element


@pytest.fixture
def log(world: w.World) -> Log:
    """A log with something of everything and a file in it, closed."""
    log = lived(world, closed=False)
    keep_a_file(world, log)
    close(world, log, by="ragnhild")
    return log


def keep_a_file(world: w.World, log: Log) -> None:
    file = Sniffed("document", "Kart over skolen.pdf", "application/pdf", b"%PDF-1.4 et kart")
    letter = messages.Letter("note", "Kart", "Her er kartet.", [file])
    does(world, "ragnhild", log, lambda by: messages.send(by, letter, (), at=w.now()))


def handed_over(log: Log, folder: Path) -> Path:
    """The log as a deposit in a folder."""
    with as_worker():
        return write(deposit_now(log.pk), folder)


def message(there: Path) -> Tree:
    return etree.parse(there / "arkivmelding.xml").getroot()


def texts(root: Tree, path: str) -> list[str]:
    return [str(each.text) for each in root.iterfind(path, N)]


def found_in(there: Path) -> list[str]:
    with as_worker():
        return [*faults(there), *(faults_by_the_book(there) or ())]


def by_command(there: Path) -> tuple[int, str]:
    said = commands.manage("verify_deposit", str(there))
    return said.returncode, said.stdout + said.stderr


@pytest.mark.requirement("Q1", "Q2", "R3")
def test_the_message_is_what_the_standard_says(log: Log, tmp_path: Path) -> None:
    root = message(handed_over(log, tmp_path))
    schema = etree.XMLSchema(etree.parse(standards() / "fiks-arkiv-v1" / SCHEMA))
    schema.assertValid(root)
    kinds = [root.find(f"a:{name}", N).get(f"{{{XSI}}}type") for name in ("mappe", "registrering")]
    assert kinds == ["saksmappe", "journalpost"]
    # An archive that misses one of these cannot take it in.
    root.remove(root.find("a:system", N))
    assert not schema.validate(root)


LISTS = {
    "dokumentmedium": "dokumentmedium",
    "saksstatus": "saksstatus",
    "journalposttype": "journalposttype",
    "journalstatus": "journalstatus",
    "dokumenttype": "dokumenttype",
    "dokumentstatus": "dokumentstatus",
    "tilknyttetRegistreringSom": "tilknyttetregistreringsom",
    "variantformat": "variantformat",
    "partRolle": "partrolle",
    "korrespondanseparttype": "korrespondanseparttype",
}


@pytest.mark.requirement("Q2", "R3")
def test_every_code_stands_in_its_list(log: Log, tmp_path: Path) -> None:
    root = message(handed_over(log, tmp_path))
    folder = standards() / "fiks-arkiv-v1" / "kodelister"
    for element, name in LISTS.items():
        (file,) = (folder / f"no.ks.fiks.arkiv.v1.kodelister.{name}").glob("*.json")
        listed = json.loads(file.read_bytes())["kodeliste"]
        known = {each["kodeverdi"]: each["kodebeskrivelse"] for each in listed}
        used = list(root.iterfind(f".//a:{element}", N))
        assert used, element
        for each in used:
            code, meaning = (
                str(each.findtext(f"c:{part}", "", N)) for part in ("kode", "beskrivelse")
            )
            assert known.get(code) == meaning, (element, code)
    assert CODES["UO"] == "Unntatt offentlighet"


@pytest.mark.requirement("Q2", "H8")
def test_no_name_stands_where_everybody_reads(log: Log, tmp_path: Path) -> None:
    root = message(handed_over(log, tmp_path))
    public = texts(root, ".//a:offentligTittel")
    assert public
    assert len(public) == 2
    for person in Person.objects.using("owner").all():
        for name in str(person).split():
            assert not any(name in title for title in public)
    parts = list(root.iterfind(".//a:part", N))
    assert texts(root, ".//a:partNavn")[0] == str(log.owner)
    assert len(parts) == 3
    for each in parts:
        assert each.findtext("a:erSkjermet", "", N) == each.findtext("a:erPersonnavn", "", N)
        assert each.findtext("a:erSkjermet", "", N) == "true"
    hidden = root.findall(".//a:skjerming", N)
    documents = root.findall(".//a:dokumentbeskrivelse", N)
    assert len(hidden) == 2 + len(documents)
    basis = {each.findtext("a:skjermingshjemmel", "", N) for each in hidden}
    assert basis == {"Offentleglova § 13, jf. forvaltningsloven § 13"}


@pytest.mark.requirement("Q1", "Q2")
def test_all_that_is_named_lies_there_and_is_what_it_says(log: Log, tmp_path: Path) -> None:
    there = handed_over(log, tmp_path)
    root = message(there)
    files = texts(root, ".//a:referanseDokumentfil")
    assert files[0] == "stafettlogg.pdf"
    kept = File.objects.using("owner").filter(log=log).count()
    assert len([name for name in files if name.startswith("vedlegg-")]) == kept > 0
    assert root.findtext("a:antallFiler", "", N) == str(len(files))
    assert {each.name for each in there.iterdir()} == {*files, "arkivmelding.xml", "segl.txt"}
    formats = [each.findtext("c:kode", "", N) for each in root.iterfind(".//a:format", N)]
    assert formats[0] == "fmt/476"
    assert (there / "stafettlogg.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert found_in(there) == []


@pytest.mark.requirement("Q2")
def test_the_same_deposit_twice_is_known_by_its_keys(log: Log, tmp_path: Path) -> None:
    first = handed_over(log, tmp_path / "one")
    again = handed_over(log, tmp_path / "two")
    assert first.name == again.name
    assert Deposit.objects.using("owner").filter(log=log).count() == 1
    for name in ("arkivmelding.xml", "stafettlogg.pdf", "bok.json", "segl.txt"):
        assert (first / name).read_bytes() == (again / name).read_bytes()
    keys = texts(message(first), ".//c:noekkel")
    assert keys == [str(log.pk), str(log.pk), first.name]


@pytest.mark.requirement("Q2")
def test_a_file_goes_to_the_archive_once(world: w.World, tmp_path: Path) -> None:
    log = lived(world, closed=False)
    keep_a_file(world, log)
    with as_worker():
        first = deposit_now(log.pk)
    close(world, log, by="ragnhild")
    with as_worker():
        second = deposit_now(log.pk)
    assert first.files
    assert second.files == []
    assert second.from_entry == first.to_entry + 1


def alter_the_print(there: Path) -> None:
    (there / "stafettlogg.pdf").write_bytes(b"%PDF-1.7 something else")


def lose_the_print(there: Path) -> None:
    (there / "stafettlogg.pdf").unlink()


def put_something_in(there: Path) -> None:
    (there / "vedlegg-99.pdf").write_bytes(b"%PDF-")


def rewrite_the_message(there: Path) -> None:
    text = (there / "arkivmelding.xml").read_text()
    (there / "arkivmelding.xml").write_text(text.replace("Stafettlogg for", "Notat om"))


def rewrite_an_entry(there: Path) -> None:
    chain = json.loads((there / "bok.json").read_text())
    chain["entries"][2]["verb"] = "plan.goal_closed"
    (there / "bok.json").write_text(json.dumps(chain))


def cut_the_tail(there: Path) -> None:
    chain = json.loads((there / "bok.json").read_text())
    del chain["entries"][-1]
    (there / "bok.json").write_text(json.dumps(chain))


DEEDS = {
    alter_the_print: "stafettlogg.pdf: was altered",
    lose_the_print: "stafettlogg.pdf: is missing",
    put_something_in: "vedlegg-99.pdf: does not belong here",
    rewrite_the_message: "segl.txt: the message was written by somebody else",
    rewrite_an_entry: "entry 3 was altered",
    cut_the_tail: "does not end where the message says",
}


@pytest.mark.requirement("Q2")
def test_whatever_is_done_to_a_deposit_shows(log: Log, tmp_path: Path) -> None:
    there = handed_over(log, tmp_path)
    for number, (deed, found) in enumerate(DEEDS.items()):
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(there, copy)
        deed(copy)
        assert any(found in fault for fault in found_in(copy)), found
    assert by_command(copy)[0] == 1


@pytest.mark.requirement("Q2")
def test_it_holds_by_itself_when_the_book_is_gone(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = handed_over(log, tmp_path)
    nowhere = {commands.VARIABLES["worker"]: "postgresql://x@127.0.0.1:1/gone"}
    environment = commands.environment
    chain = json.loads((there / "bok.json").read_text())
    assert len(chain["entries"]) == Deposit.objects.using("owner").get(log=log).to_entry
    assert chain["entries"][-1]["hash"] == chain["head"]
    monkeypatch.setattr(commands, "environment", lambda login: environment(login) | nowhere)
    assert by_command(there) == (0, "Whole, against itself: the book is gone.\n")


@pytest.mark.parametrize("what", ["", "arkivmelding.xml", "bok.json"])
def test_what_is_no_deposit_is_told(what: str, tmp_path: Path) -> None:
    if what:
        (tmp_path / what).write_text("<a/>")
    with pytest.raises(CommandError, match=str(tmp_path)):
        call_command("verify_deposit", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("bok.json", '"verb"', '"words"'),
        ("bok.json", '"entries": [', '"entries": ["x", '),
        ("arkivmelding.xml", 'until="', 'until="x'),
        ("arkivmelding.xml", "referanseDokumentfil", "other"),
    ],
)
def test_one_that_is_broken_is_told_too(
    log: Log, tmp_path: Path, name: str, was: str, now: str
) -> None:
    there = handed_over(log, tmp_path)
    text = (there / name).read_text()
    assert was in text
    (there / name).write_text(text.replace(was, now))
    with as_worker(), pytest.raises((CommandError, SystemExit)):
        call_command("verify_deposit", str(there))


@pytest.mark.requirement("Q2")
def test_by_hand_it_is_written_and_held_against_the_book(log: Log, tmp_path: Path) -> None:
    said = commands.manage("deposit", str(log.pk), "--folder", str(tmp_path))
    assert said.returncode == 0, said
    there = Path(said.stdout.strip())
    assert there.parent == tmp_path
    assert by_command(there) == (0, "Whole, by the book.\n")


def test_a_log_that_is_not_there_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no such log"):
        call_command("deposit", str(uuid4()), folder=tmp_path)
    assert list(tmp_path.iterdir()) == []
