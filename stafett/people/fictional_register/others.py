"""More fictional families, so that lists are lists: Eikvåg's, and those of Nordvik next to it."""

from ..models import Relation
from .eikvag_cases import FJAERA, HEALTH_STATION, LIA, SCHOOL
from .shape import Household, Place, Someone, Tie

MOTHER, FATHER = Relation.MOTHER, Relation.FATHER
NORDVIK_SCHOOL, NORDVIK_KINDERGARTEN = "nordvik-skule", "nordvik-barnehage"


def together(*children: tuple[Someone, Place], mother: Someone, father: Someone) -> Household:
    """The commonest family of the register: both parents, living together."""
    return Household(children, (Tie(mother, MOTHER), Tie(father, FATHER)), live_together=True)


EIKVAG = (
    together(
        (Someone(50, "jonatan", "Jonatan", "Hagen", 8, 36), Place(SCHOOL, "3B")),
        mother=Someone(51, "turid", "Turid", "Hagen", 38, 17),
        father=Someone(52, "bjarte", "Bjarte", "Hagen", 40, 95),
    ),
    together(
        (Someone(53, "yousef", "Yousef", "Al-Khatib", 10, 27), Place(SCHOOL, "5A")),
        (Someone(54, "layla", "Layla", "Al-Khatib", 5, 39), Place(FJAERA, "Lillebukta")),
        mother=Someone(55, "hanan", "Hanan", "Sa’id Al-Khatib", 36, 6),
        father=Someone(56, "omar", "Omar", "Al-Khatib", 41, 118),
    ),
    together(
        (Someone(57, "jakob", "Jakob", "Strand", 11, 26), Place(SCHOOL, "6A")),
        mother=Someone(58, "ingeborg", "Ingeborg", "Strand", 42, 230),
        father=Someone(59, "kjetil", "Kjetil", "Strand", 42, 14),
    ),
    together(
        (Someone(60, "leah", "Leah", "Olsen", 13, 55), Place(SCHOOL, "8B")),
        (Someone(61, "emma_6a", "Emma", "Olsen", 11, 49), Place(SCHOOL, "6A")),
        mother=Someone(62, "anne", "Anne", "Olsen", 40, 74),
        father=Someone(63, "per", "Per", "Olsen", 44, 31),
    ),
    # The same name as another child: only class and birth date tell them apart.
    together(
        (Someone(64, "emma_2b", "Emma", "Olsen", 7, 23), Place(SCHOOL, "2B")),
        mother=Someone(65, "lise", "Lise", "Olsen", 33, 166),
        father=Someone(66, "arve", "Arve", "Olsen", 34, 52),
    ),
    together(
        (
            Someone(
                67,
                "maximilian",
                "Maximilian Alexander Fredrik",
                "von Fjordenskiold-Åkerstrømsdatter",
                8,
                57,
            ),
            Place(SCHOOL, "3B"),
        ),
        mother=Someone(68, "wilhelmine", "Wilhelmine", "Åkerstrømsdatter", 41, 208),
        father=Someone(69, "august", "August", "von Fjordenskiold", 49, 77),
    ),
    together(
        (Someone(70, "filip", "Filip", "Åsen Ødegaard", 3, 34), Place(LIA, "Haren")),
        mother=Someone(71, "mari", "Mari", "Åsen", 30, 121),
        father=Someone(72, "haakon", "Håkon", "Ødegaard", 32, 43),
    ),
    together(
        (Someone(73, "ella", "Ella", "Rustad", 1, 20), Place(HEALTH_STATION)),
        mother=Someone(74, "kaja", "Kaja", "Rustad", 26, 88),
        father=Someone(75, "espen", "Espen", "Rustad", 28, 154),
    ),
)

NORDVIK = (
    together(
        (Someone(80, "selma", "Selma", "Haugland", 9, 45), Place(NORDVIK_SCHOOL, "4A")),
        (Someone(81, "brage", "Brage", "Haugland", 4, 32), Place(NORDVIK_KINDERGARTEN)),
        mother=Someone(82, "anette", "Anette", "Haugland", 35, 63),
        father=Someone(83, "erlend", "Erlend", "Haugland", 37, 192),
    ),
)
