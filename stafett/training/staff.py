"""Leaders and system administrators of the fictional municipalities, and how staff are written."""

from dataclasses import dataclass

from stafett.municipality.models import Role

from .words import Words


@dataclass(frozen=True)
class Employee:
    """Somebody who works in a service. `line`: who this is, on the start page's list."""

    given_name: str
    family_name: str
    service: str
    title: str
    role: Role = Role.STAFF
    line: Words | None = None

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}"


def leader(
    given: str, family: str, service: str, title: str, nb: str, nn: str, en: str
) -> Employee:
    """A unit leader, who signs in from the list."""
    return Employee(given, family, service, title, Role.LEADER, Words(nb, nn, en))


LEADERS = (
    leader(
        *("Bjørg", "Solheim", "eikvag-skole", "Rektor"),
        *("Rektor på Eikvåg skole", "Rektor på Eikvåg skole", "Head of Eikvåg school"),
    ),
    Employee(
        *("Henrik", "Dale", "oppvekst-og-helse", "Systemansvarlig", Role.ADMINISTRATOR),
        Words(
            "Systemansvarlig i kommunen",
            "Systemansvarleg i kommunen",
            "System administrator of the municipality",
        ),
    ),
    leader(
        *("Anita", "Fjeldstad", "fjaera-barnehage", "Styrer"),
        *("Styrer i Fjæra barnehage", "Styrar i Fjæra barnehage", "Head of Fjæra kindergarten"),
    ),
    leader(
        *("Per Inge", "Lund", "lia-barnehage", "Styrer"),
        *("Styrer i Lia barnehage", "Styrar i Lia barnehage", "Head of Lia kindergarten"),
    ),
    leader(
        *("Torunn", "Bergset", "eikvag-helsestasjon", "Leder"),
        "Leder for helsestasjonen",
        "Leiar for helsestasjonen",
        "Leader of the health station",
    ),
    leader(
        *("Wenche", "Dahlen", "skolehelsetjenesten", "Avdelingsleder"),
        "Leder for skolehelsetjenesten",
        "Leiar for skulehelsetenesta",
        "Leader of the school health service",
    ),
    leader(
        *("Håkon", "Sæther", "ppt", "Leder"),
        *("Leder for PPT", "Leiar for PPT"),
        "Leader of the educational-psychological service (PPT)",
    ),
    leader(
        *("Nina", "Elvestad", "barnevernet", "Barnevernleder"),
        *("Leder for barnevernet", "Leiar for barnevernet", "Leader of the child protection"),
    ),
    leader(
        *("Rolf", "Myklebust", "fysio-ergo", "Avdelingsleder"),
        "Leder for fysio- og ergoterapi",
        "Leiar for fysio- og ergoterapi",
        "Leader of physio- and occupational therapy",
    ),
    leader(
        *("Eva", "Storhaug", "eikvag-legekontor", "Daglig leder"),
        *("Leder for legekontoret", "Leiar for legekontoret", "Leader of the doctors’ office"),
    ),
    leader(
        *("Karin", "Ødegård", "bup-eikvag", "Seksjonsleder"),
        "Leder for BUP, som hører til helseforetaket",
        "Leiar for BUP, som høyrer til helseføretaket",
        "Leader of BUP, which belongs to the hospital trust",
    ),
    leader(
        *("Torbjørn", "Nygård", "nordvik-skule", "Rektor"),
        "Rektor i nabokommunen Nordvik",
        "Rektor i nabokommunen Nordvik",
        "Head of a school in Nordvik, the next municipality",
    ),
    Employee(
        *("Liss-Mari", "Hovde", "nordvik-oppvekst", "Systemansvarleg", Role.ADMINISTRATOR),
        Words(
            "Systemansvarlig i nabokommunen Nordvik",
            "Systemansvarleg i nabokommunen Nordvik",
            "System administrator of Nordvik, the next municipality",
        ),
    ),
)

# Those who take part in a log from a service outside the municipality, and are no staff there.
OUTSIDERS = (
    Employee(
        *("Signe", "Hauge", "bup-eikvag", "Psykolog", Role.OUTSIDER),
        Words(
            "Psykolog på BUP, er med i én logg",
            "Psykolog på BUP, er med i éin logg",
            "Psychologist at BUP, takes part in one log",
        ),
    ),
)

# Nordvik's own staff, without user names: demo1–demo50 all work in Eikvåg.
NEIGHBOURS = (
    Employee(
        *("Inga", "Fossum", "nordvik-skule", "Kontaktlærar 4A", Role.STAFF),
        Words(
            "Lærer i nabokommunen Nordvik",
            "Lærar i nabokommunen Nordvik",
            "Teacher in Nordvik, the next municipality",
        ),
    ),
    Employee("Oddvar", "Kleppe", "nordvik-helsestasjon", "Helsesjukepleiar"),
)
