"""The two fictional municipalities and their services (A20, A21)."""

from dataclasses import dataclass

from stafett.municipality.models import UnitKind


@dataclass(frozen=True)
class Service:
    """One unit. `key` is the fictional register's name for it, `under` the key of what it is
    part of."""

    key: str
    name: str
    kind: UnitKind
    under: str = ""


@dataclass(frozen=True)
class Town:
    """One municipality, with the preset that its policy starts from."""

    key: str
    name: str
    department: str
    preset: str
    services: tuple[Service, ...]

    @property
    def email(self) -> str:
        """An address that can reach nobody."""
        return f"stafett@{self.key}.example"


EIKVAGS, NORDVIKS = "oppvekst-og-helse", "nordvik-oppvekst"
EIKVAG = Town(
    "eikvag",
    "Eikvåg kommune",
    "Oppvekst og helse",
    "national",
    (
        Service("oppvekst-og-helse", "Oppvekst og helse", UnitKind.OTHER),
        Service("fjaera-barnehage", "Fjæra barnehage", UnitKind.KINDERGARTEN, EIKVAGS),
        Service("lia-barnehage", "Lia barnehage", UnitKind.KINDERGARTEN, EIKVAGS),
        Service("eikvag-skole", "Eikvåg skole", UnitKind.SCHOOL, EIKVAGS),
        Service("eikvag-helsestasjon", "Eikvåg helsestasjon", UnitKind.HEALTH_STATION, EIKVAGS),
        Service(
            "skolehelsetjenesten",
            "Skolehelsetjenesten",
            UnitKind.SCHOOL_HEALTH,
            "eikvag-helsestasjon",
        ),
        Service("ppt", "PPT", UnitKind.PPT, EIKVAGS),
        Service("barnevernet", "Barneverntjenesten", UnitKind.CHILD_PROTECTION, EIKVAGS),
        Service("fysio-ergo", "Fysio- og ergoterapitjenesten", UnitKind.THERAPY, EIKVAGS),
        Service("eikvag-legekontor", "Eikvåg legekontor", UnitKind.GP),
        Service("bup-eikvag", "BUP Eikvåg", UnitKind.BUP),
    ),
)

NORDVIK = Town(
    "nordvik",
    "Nordvik kommune",
    "Oppvekst og levekår",
    "sogndal",
    (
        Service("nordvik-oppvekst", "Oppvekst og levekår", UnitKind.OTHER),
        Service("nordvik-barnehage", "Nordvik barnehage", UnitKind.KINDERGARTEN, NORDVIKS),
        Service("nordvik-skule", "Nordvik skule", UnitKind.SCHOOL, NORDVIKS),
        Service("nordvik-helsestasjon", "Nordvik helsestasjon", UnitKind.HEALTH_STATION, NORDVIKS),
    ),
)

TOWNS = (EIKVAG, NORDVIK)
