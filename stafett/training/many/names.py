"""Names for the many. The given names of the patterns' families keep their sex, for the texts say
«han» and «hun»; those who work keep their given names."""

from random import Random


def _each(words: str) -> list[str]:
    return words.split()


GIRLS = _each(
    "Nora Ida Maja Emma Selma Marte Linda Camilla Ellen Turid Anette Kari Sunniva Inga Ragnhild"
    " Synne Ingrid Amina Malin Hanan Lise Anne Ingeborg Astrid Frida Hedda Iben Jenny Live Mathea"
    " Oda Ronja Signe Tuva Vilde Åse Ylva Solveig Tiril"
)
BOYS = _each(
    "Elias Sander Jonatan Yousef Jakub Jakob Anders Trond Roger Bjarte Omar Arve Erlend Kjetil"
    " Geir Henrik Even Magnus Ola Sivert Aksel Birk Didrik Eirik Falk Gard Herman Iver Jens Kasper"
    " Lukas Mikkel Noah Odin Peder Tobias"
)
FAMILIES = _each(
    "Aune Bakken Dalen Engen Fossum Grønli Hovland Isaksen Jordet Kvam Lien Moen Nilsen Opdal"
    " Pedersen Rud Solli Tangen Ulven Vik Ødegård Åsen Sørli Haugen Myhre Nygård Strøm Berge Eide"
    " Helland Løvås Brekke Skog Torp Vang Sunde Rønning Kleiva"
)
TREES = _each("Eike Hegg Rogn Selje Older Hassel Bjørke Furu Gran Aspe")
LANDS = _each("våg tun mo haug li myr lund sund berg kollen tangen")


def another(word: str, of_family: set[str], random: Random) -> str:
    """A new name in place of a given or family name; a given name that is not known stays."""
    if word in of_family:
        return random.choice(FAMILIES)
    return random.choice(next((names for names in (GIRLS, BOYS) if word in names), (word,)))


def place(random: Random) -> str:
    """What a fictional municipality or school is called."""
    return random.choice(TREES) + random.choice(LANDS)
