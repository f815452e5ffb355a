"""Names of families to practise with: no two children share one, and none is a neighbour's (S7)."""

WORDS = {
    "first": """
        Alm Bjørk Brei Dun Eike Elve Fager Fjell Furu Gran Hassel Heie Kalve Kirke Kvern Lang Lille
        Linde Lyng Mos Myr Nord Ospe Rogne Sand Sel Skog Sol Stein Vind
    """,
    "last": "haug vik nes moen bakk lund dal stad berg eng",
    "children": """
        Adele Birk Celine Dennis Eline Fredrik Gina Halvor Iben Jesper Kaja Leon Mille Noah Oda
        Peder Ronja Simen Tiril Ulrik Vilde William Ylva Adam Bianca Casper Dina Eskil Frida Gabriel
        Hedda Imre Jenny Kasper Lotte Mikkel Nelly Oscar Pia Rasmus Saga Teodor Una Viljar Wilma
        Anton Betina Edvard Frøya Gard
    """,
    "mothers": """
        Aina Berglind Britt Cathrine Dorthe Edel Elisabeth Grete Gudrun Gunhild Inger Irene Karianne
        Kristin Merete Monica Oddny Olaug Ragna Randi Tone Torill Vibeke Wenke Yngvild
    """,
    "fathers": """
        Arild Asbjørn Bård Carsten Dagfinn Ditlev Endre Finn Frode Hallvard Harald Helge Jarle
        Jostein Lasse Leif Nikolai Njål Petter Preben Sigurd Sverre Ulf Vidar Werner
    """,
}
FIRST, LAST, CHILDREN, MOTHERS, FATHERS = (words.split() for words in WORDS.values())


def family_name(place: int) -> str:
    """One for each of 300 families; two in a row begin and end differently."""
    return FIRST[place % 30] + LAST[(place // 30 + place) % 10]


def child(place: int) -> str:
    """The given name of a family's child; a demo user's own six differ."""
    return CHILDREN[place * 7 % 50]


def is_father(place: int) -> bool:
    """Every second guardian is."""
    return place % 2 == 1


def parent(place: int) -> str:
    """The given name of the child's guardian."""
    return (FATHERS if is_father(place) else MOTHERS)[place * 7 % 25]
