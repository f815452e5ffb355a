"""The two fictional municipalities and their services (A20, A21)."""

from dataclasses import dataclass

from stafett.municipality.models import UnitKind


@dataclass(frozen=True)
class Service:
    """One unit. `key` is the fictional register's name for it."""

    key: str
    name: str
    kind: UnitKind


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


EIKVAG = Town(
    "eikvag",
    "Eikvåg kommune",
    "Oppvekst og helse",
    "national",
    (
        Service("fjaera-barnehage", "Fjæra barnehage", UnitKind.KINDERGARTEN),
        Service("lia-barnehage", "Lia barnehage", UnitKind.KINDERGARTEN),
        Service("eikvag-skole", "Eikvåg skole", UnitKind.SCHOOL),
        Service("eikvag-helsestasjon", "Eikvåg helsestasjon", UnitKind.HEALTH_STATION),
        Service("skolehelsetjenesten", "Skolehelsetjenesten", UnitKind.SCHOOL_HEALTH),
        Service("ppt", "PPT", UnitKind.PPT),
        Service("barnevernet", "Barneverntjenesten", UnitKind.CHILD_PROTECTION),
        Service("fysio-ergo", "Fysio- og ergoterapitjenesten", UnitKind.THERAPY),
        Service("eikvag-legekontor", "Eikvåg legekontor", UnitKind.GP),
        Service("bup-eikvag", "BUP Eikvåg", UnitKind.BUP),
        Service("oppvekst-og-helse", "Oppvekst og helse", UnitKind.OTHER),
    ),
)

NORDVIK = Town(
    "nordvik",
    "Nordvik kommune",
    "Oppvekst og levekår",
    "sogndal",
    (
        Service("nordvik-barnehage", "Nordvik barnehage", UnitKind.KINDERGARTEN),
        Service("nordvik-skule", "Nordvik skule", UnitKind.SCHOOL),
        Service("nordvik-helsestasjon", "Nordvik helsestasjon", UnitKind.HEALTH_STATION),
        Service("nordvik-oppvekst", "Oppvekst og levekår", UnitKind.OTHER),
    ),
)

TOWNS = (EIKVAG, NORDVIK)
