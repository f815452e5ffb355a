"""Fictional families of Eikvåg, one or more for each case of the consent rules."""

from ..models import Protection, Relation
from .shape import Household, Place, Someone, Tie

MOTHER, FATHER, COMOTHER, OTHER = (
    Relation.MOTHER,
    Relation.FATHER,
    Relation.COMOTHER,
    Relation.OTHER,
)
CONFIDENTIAL, STRICT = Protection.CONFIDENTIAL, Protection.STRICT

SCHOOL, FJAERA, LIA = "eikvag-skole", "fjaera-barnehage", "lia-barnehage"
HEALTH_STATION, SCHOOL_HEALTH = "eikvag-helsestasjon", "skolehelsetjenesten"

# Living apart, fixed residence with both.
ELIAS = Household(
    (
        (Someone(1, "elias", "Elias", "Lunde Berg", 8), Place(SCHOOL, "3B")),
        (Someone(2, "alma", "Alma", "Lunde Berg", 5, 25), Place(FJAERA, "Storebukta")),
    ),
    (
        Tie(Someone(3, "marte", "Marte", "Lunde", 36, 120), MOTHER),
        Tie(Someone(4, "anders", "Anders", "Berg", 38, 200), FATHER),
    ),
    live_together=False,
)

# 15 years, and long enough to have signed for herself when her log began.
NORA = Household(
    ((Someone(5, "nora", "Nora", "Amundsen", 15, 125), Place(SCHOOL, "10A")),),
    (
        Tie(Someone(6, "linda", "Linda", "Amundsen", 44, 12), MOTHER),
        Tie(Someone(7, "trond", "Trond", "Amundsen", 47, 300), FATHER),
    ),
    live_together=True,
)

SANDER = Household(
    ((Someone(8, "sander", "Sander", "Moe", 12, 35), Place(SCHOOL, "7A")),),
    (
        Tie(Someone(9, "camilla", "Camilla", "Moe", 39, 90), MOTHER),
        Tie(Someone(10, "roger", "Roger", "Moe", 41, 15), FATHER),
    ),
    live_together=True,
)

IDA = Household(
    ((Someone(11, "ida", "Ida", "Hætta", 5, 50), Place(FJAERA, "Storebukta")),),
    (
        Tie(Someone(12, "maret", "Máret Šállan", "Hætta", 33, 77), MOTHER),
        Tie(Someone(13, "ante", "Ánte", "Čuoŋuvárri Hætta", 35, 181), FATHER),
    ),
    live_together=True,
)

# Living apart, fixed residence with one.
KUBA = Household(
    ((Someone(14, "kuba", "Jakub", "Gałązka-Święcicki", 9, 28), Place(SCHOOL, "4A")),),
    (
        Tie(Someone(15, "malgorzata", "Małgorzata", "Święcicka", 34, 66), MOTHER),
        Tie(Someone(16, "pawel", "Paweł", "Gałązka", 37, 240), FATHER, fixed_residence=False),
    ),
    live_together=False,
)

# One guardian alone.
AYAAN = Household(
    (
        (Someone(17, "ayaan", "Ayaan", "Xasan Cabdulle", 7, 33), Place(SCHOOL, "2B")),
        (Someone(18, "guuleed", "Guuleed", "Xasan Cabdulle", 4, 48), Place(LIA, "Haren")),
    ),
    (Tie(Someone(19, "sahra", "Sahra Maxamed", "Nuur", 31, 150), MOTHER),),
)

# A parent without parental responsibility.
THEA = Household(
    ((Someone(20, "thea", "Thea", "Lyng", 7, 58), Place(SCHOOL, "2B")),),
    (
        Tie(Someone(21, "silje", "Silje", "Lyng", 29, 11), MOTHER),
        Tie(
            Someone(22, "robin", "Robin", "Fjeld", 30, 99),
            FATHER,
            responsibility=False,
            fixed_residence=False,
        ),
    ),
    live_together=False,
)

# Placed: lives with neither, both parents keep the responsibility.
MATHIAS = Household(
    ((Someone(23, "mathias", "Mathias", "Krogh Bakke", 11, 41), Place(SCHOOL, "6A")),),
    (
        Tie(Someone(24, "monica", "Monica", "Krogh", 35, 222), MOTHER, fixed_residence=False),
        Tie(Someone(25, "stian", "Stian", "Bakke", 36, 18), FATHER, fixed_residence=False),
    ),
    live_together=False,
)

# Placed, and another has responsibility beside the mother.
EMILIE = Household(
    ((Someone(26, "emilie", "Emilie", "Sørli", 13, 29), Place(SCHOOL, "8B")),),
    (
        Tie(Someone(27, "vibeke", "Vibeke", "Sørli", 38, 133), MOTHER, fixed_residence=False),
        Tie(Someone(28, "gunvor", "Gunvor", "Sørli", 63, 71), OTHER),
    ),
    live_together=None,
)

LIV = Household(
    ((Someone(29, "liv", "Liv", "Tveit", 14, 37), Place(SCHOOL, "9B")),),
    (
        Tie(Someone(30, "ragnar", "Ragnar", "Tveit", 45, 5), FATHER),
        Tie(Someone(31, "jorunn", "Jorunn", "Tveit", 43, 260), MOTHER),
    ),
    live_together=True,
)

# 16 years: decides alone about health.
AILU = Household(
    (
        (
            Someone(32, "ailu", "Áilu Máhtte", "Ođđajohka Ruoŧavárri", 16, 44),
            Place(SCHOOL_HEALTH, "Helsestasjon for ungdom"),
        ),
    ),
    (
        Tie(
            Someone(33, "risten", "Risten Ážžá", "Ođđajohka", 42, 84), MOTHER, fixed_residence=False
        ),
        Tie(Someone(34, "niillas", "Niillas", "Ruoŧavárri", 46, 8), FATHER),
    ),
    live_together=False,
)

# 18 years: decides alone, and has no guardians any more.
MAGNUS = Household(
    (
        (
            Someone(35, "magnus", "Magnus", "Eide", 18, 31),
            Place(SCHOOL_HEALTH, "Helsestasjon for ungdom"),
        ),
    ),
)

HELENE = Household(
    (
        (
            Someone(36, "helene", "Helene", "Brekke", 27, 140),
            Place(HEALTH_STATION, "Gravide", pregnant=True),
        ),
    ),
)

MAJA = Household(
    ((Someone(37, "maja", "Maja", "Sandvik", 9, 52, CONFIDENTIAL), Place(SCHOOL, "4A")),),
    (
        Tie(Someone(38, "ellen", "Ellen", "Sandvik", 32, 19, CONFIDENTIAL), MOTHER),
        Tie(
            Someone(39, "kenneth", "Kenneth", "Ulvik", 34, 190),
            FATHER,
            responsibility=False,
            fixed_residence=False,
        ),
    ),
    live_together=False,
)

OLIVER = Household(
    ((Someone(40, "oliver", "Oliver", "Furu", 6, 47, STRICT), Place(SCHOOL, "1A")),),
    (Tie(Someone(41, "renate", "Renate", "Furu", 28, 280, STRICT), MOTHER),),
)

SOFIE = Household(
    ((Someone(42, "sofie", "Sofie", "Dahl Lie", 8, 22), Place(SCHOOL, "3B")),),
    (
        Tie(Someone(43, "hanne", "Hanne", "Dahl", 37, 102), MOTHER),
        Tie(Someone(44, "kristin", "Kristin", "Lie", 39, 61), COMOTHER),
    ),
    live_together=True,
)

CASES = (
    *(ELIAS, NORA, SANDER, IDA, KUBA, AYAAN, THEA, MATHIAS, EMILIE, LIV, AILU, MAGNUS, HELENE),
    *(MAJA, OLIVER, SOFIE),
)
