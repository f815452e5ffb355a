"""A deposit in the archive's own words: Noark 5, as KS Fiks Arkiv V1 takes it (Q2, R3).

Pure: plain values in, the bytes of `arkivmelding.xml` out. The names of the elements and the codes
are the standard's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import ElementMaker

STANDARD = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/"
FIKS = f"{STANDARD}arkivmelding/opprett/v1"
CATALOGUE = f"{STANDARD}metadatakatalog/v1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:stafett:deposit:1"
SYSTEM = "Stafett"
PDF_A = "fmt/476"  # PRONOM: PDF/A-2a
PRONOM = {
    "image/jpeg": "fmt/43",
    "image/png": "fmt/11",
    "text/plain": "x-fmt/111",
    "application/json": "fmt/817",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "fmt/412",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "fmt/214",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "fmt/215",
}
CODES = {  # of the standard's lists of codes
    "B": "Under behandling",
    "A": "Avsluttet",
    "X": "Organinternt dokument uten oppfølging",
    "J": "Journalført",
    "F": "Dokumentet er ferdigstilt",
    "E": "Elektronisk arkiv",
    "DOKUMENT": "Dokument",
    "VEDLEGG": "Vedlegg",
    "K": "Klient",
    "IA": "Intern avsender",
    "UO": "Unntatt offentlighet",
}
MAIN, ATTACHED = ("H", "Hoveddokument"), ("V", "Vedlegg")
ARCHIVAL, PRODUCED = ("A", "Arkivformat"), ("P", "Produksjonsformat")
E = ElementMaker(namespace=FIKS, nsmap={None: FIKS, "n5mdk": CATALOGUE, "xsi": XSI})
M = ElementMaker(namespace=CATALOGUE)  # what stands inside the standard's compound values
Element = etree._Element


@dataclass(frozen=True)
class Document:
    """One file of the deposit; the first is the printed log."""

    title: str
    file: str  # what it is called in the deposit
    name: str  # what it was called by who kept it
    type: str
    sha256: str
    size: int  # bytes

    @property
    def format(self) -> str:
        """The PRONOM number, or "" where it is not certain."""
        return PRONOM.get(self.type, "")


@dataclass(frozen=True)
class Handing:
    """What the archive is told of a deposit."""

    log: UUID
    deposit: UUID
    owner: str
    guardians: tuple[str, ...]
    unit: str
    opened_at: datetime
    closed_at: datetime | None
    holder: str
    made_at: datetime
    until: int  # the number of the last entry in it
    head: str  # the hash of that entry
    basis: str  # why it is exempt from public disclosure, by the municipality's policy
    documents: tuple[Document, ...]


def arkivmelding(given: Handing) -> bytes:
    """The message, with the names of people where the archive hides them and nowhere else."""
    root = E.arkivmelding(
        E.system(SYSTEM),
        E.antallFiler(str(len(given.documents))),
        _mappe(given),
        _journalpost(given),
    )
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _mappe(given: Handing) -> Element:
    """The case: the log itself, the same at every deposit."""
    mappe = E.mappe(
        E.tittel(_("Stafettlogg for %(name)s") % {"name": given.owner}),
        E.offentligTittel(_("Stafettlogg")),
        _code("dokumentmedium", "E"),
        E.opprettetDato(_moment(given.opened_at)),
        E.opprettetAv(SYSTEM),
    )
    if given.closed_at:
        mappe.extend([E.avsluttetDato(_moment(given.closed_at)), E.avsluttetAv(SYSTEM)])
    mappe.extend(_part(name) for name in (given.owner, *given.guardians))
    mappe.extend([_exempt(given), _key(E, given.log)])
    mappe.extend(
        [
            E.saksdato(_day(given.opened_at)),
            E.administrativEnhet(M.navn(given.unit)),
            E.saksansvarlig(M.navn(given.holder)),
            _code("saksstatus", "A" if given.closed_at else "B"),
        ]
    )
    mappe.set(f"{{{XSI}}}type", "saksmappe")
    return mappe


def _journalpost(given: Handing) -> Element:
    """The deposit: the log as it was after one entry."""
    kept = E.virksomhetsspesifikkeMetadata()
    etree.SubElement(
        kept, f"{{{OURS}}}book", nsmap={"stafett": OURS}, until=str(given.until), head=given.head
    )
    post = E.registrering(
        E.opprettetDato(_moment(given.made_at)),
        E.opprettetAv(SYSTEM),
        E.referanseForelderMappe(_key(M, given.log)),
        _exempt(given),
        *_documents(given),
        E.tittel(
            _("Stafettlogg for %(name)s, until entry %(number)s")
            % {"name": given.owner, "number": given.until}
        ),
        E.offentligTittel(_("Stafettlogg, until entry %(number)s") % {"number": given.until}),
        _code("dokumentmedium", "E"),
        kept,
        E.korrespondansepart(
            _code("korrespondanseparttype", "IA"),
            E.korrespondansepartNavn(given.unit),
            E.administrativEnhet(M.navn(given.unit)),
            E.saksbehandler(M.navn(given.holder)),
        ),
        _key(E, given.deposit),
        _code("journalposttype", "X"),
        _code("journalstatus", "J"),
        E.journaldato(_day(given.made_at)),
        E.dokumentetsDato(_day(given.made_at)),
        E.antallVedlegg(str(len(given.documents) - 1)),
    )
    post.set(f"{{{XSI}}}type", "journalpost")
    return post


def _documents(given: Handing) -> Iterator[Element]:
    for number, each in enumerate(given.documents, start=1):
        main = number == 1
        yield E.dokumentbeskrivelse(
            _code("dokumenttype", "DOKUMENT" if main else "VEDLEGG"),
            _code("dokumentstatus", "F"),
            E.tittel(each.title),
            E.opprettetDato(_moment(given.made_at)),
            E.opprettetAv(SYSTEM),
            _code("dokumentmedium", "E"),
            _said("tilknyttetRegistreringSom", *(MAIN if main else ATTACHED)),
            E.dokumentnummer(str(number)),
            E.tilknyttetDato(_moment(given.made_at)),
            E.tilknyttetAv(SYSTEM),
            _exempt(given),
            _object(each, main=main),
        )


def _object(each: Document, *, main: bool) -> Element:
    found = E.dokumentobjekt(
        E.versjonsnummer("1"),
        _said("variantformat", *(ARCHIVAL if main else PRODUCED)),
    )
    number = PDF_A if main else each.format
    if number:
        found.append(E.format(M.kode(number)))
    found.extend(
        [
            E.mimeType(each.type),
            E.filnavn(each.name),
            E.referanseDokumentfil(each.file),
            E.sjekksum(each.sha256),
            E.sjekksumAlgoritme("SHA256"),
            E.filstoerrelse(str(each.size)),
        ]
    )
    return found


def _part(name: str) -> Element:
    return E.part(
        E.partNavn(name),
        _code("partRolle", "K"),
        E.erSkjermet("true"),
        E.erPersonnavn("true"),
    )


def _exempt(given: Handing) -> Element:
    return E.skjerming(_code("tilgangsrestriksjon", "UO"), E.skjermingshjemmel(given.basis))


def _key(within: ElementMaker[Element], key: UUID) -> Element:
    """By this the archive knows a thing again that it gets twice."""
    return within.referanseEksternNoekkel(M.fagsystem(SYSTEM), M.noekkel(str(key)))


def _code(element: str, code: str) -> Element:
    return _said(element, code, CODES[code])


def _said(element: str, code: str, meaning: str) -> Element:
    return E(element, M.kode(code), M.beskrivelse(meaning))


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()
