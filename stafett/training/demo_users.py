"""demo1 to demo50: fifty fictional staff of Eikvåg (S3). The place in the list is the number."""

from .staff import Employee
from .words import Words

PASSWORD = "BTI2000"  # noqa: S105 (public: it stands in the guides, and everyone is fictional)

SCHOOL, FJAERA, LIA = "eikvag-skole", "fjaera-barnehage", "lia-barnehage"
HEALTH_STATION, SCHOOL_HEALTH = "eikvag-helsestasjon", "skolehelsetjenesten"
PPT, CHILD_PROTECTION, THERAPY = "ppt", "barnevernet", "fysio-ergo"
GP, BUP = "eikvag-legekontor", "bup-eikvag"


def listed(
    given: str, family: str, service: str, title: str, nb: str, nn: str, en: str
) -> Employee:
    """One who stands on the start page's list too."""
    return Employee(given, family, service, title, line=Words(nb, nn, en))


DEMO_USERS = (
    listed(
        *("Kari", "Nesheim", SCHOOL, "Kontaktlærer 3B"),
        *("Kontaktlærer i 3B", "Kontaktlærar i 3B", "Teacher of class 3B"),
    ),
    listed(
        *("Sunniva", "Aas", SCHOOL_HEALTH, "Helsesykepleier"),
        *("Helsesykepleier på skolen", "Helsesjukepleiar på skulen", "Public health nurse"),
    ),
    listed(
        *("Amina", "Yusuf", SCHOOL, "Miljøterapeut, SFO"),
        *("Miljøterapeut på SFO", "Miljøterapeut på SFO", "Therapist at after-school care"),
    ),
    listed(
        *("Ragnhild", "Vik", FJAERA, "Pedagogisk leder"),
        "Pedagogisk leder i barnehagen",
        "Pedagogisk leiar i barnehagen",
        "Teacher in the kindergarten",
    ),
    listed(
        *("Tor-Erik", "Haugen", PPT, "PP-rådgiver"),
        *("PP-rådgiver", "PP-rådgivar", "Adviser in the educational-psychological service"),
    ),
    listed(
        *("Jonas", "Rød", SCHOOL, "Kontaktlærer 5A"),
        *("Kontaktlærer i 5A", "Kontaktlærar i 5A", "Teacher of class 5A"),
    ),
    Employee("Geir", "Tangen", SCHOOL, "Kontaktlærer 7A"),
    Employee("Siv", "Aune", SCHOOL, "Sosiallærer"),
    Employee("Hilde", "Ros", SCHOOL, "Kontaktlærer 8B"),
    Employee("Eirik", "Fossheim", SCHOOL, "Kontaktlærer 1A"),
    Employee("Ingvild", "Bakkejord", SCHOOL, "Kontaktlærer 2B"),
    listed(
        *("Lars Petter", "Ness", SCHOOL, "Kontaktlærer 4A"),
        "Kontaktlærer i 4A, der en elev har hemmelig adresse",
        "Kontaktlærar i 4A, der ein elev har hemmeleg adresse",
        "Teacher of class 4A, where a pupil has a secret address",
    ),
    Employee("Fatima Zahra", "Benali", SCHOOL, "Kontaktlærer 6A"),
    Employee("Øystein", "Åsheim", SCHOOL, "Kontaktlærer 9B"),
    Employee("Mihkkal", "Siidavuolli", SCHOOL, "Kontaktlærer 10A"),
    Employee("Aud Synnøve", "Hjelle", SCHOOL, "Inspektør"),
    Employee("Päivi", "Mäkinen", SCHOOL, "Spesialpedagog"),
    Employee("Dag Rune", "Kvamme", SCHOOL, "Vernepleier"),
    Employee("Wiktoria", "Dąbrowska-Lie", SCHOOL, "Barne- og ungdomsarbeider, SFO"),
    Employee("Synne", "Løkken", SCHOOL, "Rådgiver på ungdomstrinnet"),
    Employee("Bente", "Sørvåg", FJAERA, "Barnehagelærer"),
    Employee("Hodan", "Cali Jimcaale", FJAERA, "Barne- og ungdomsarbeider"),
    Employee("Vegard", "Nilsen Myr", FJAERA, "Pedagogisk leder"),
    Employee("Åse", "Tveitan", FJAERA, "Spesialpedagog"),
    Employee("Kjersti", "Engen", LIA, "Pedagogisk leder"),
    Employee("Nabil", "Mansour", LIA, "Barnehagelærer"),
    Employee("Guro", "Stølen", LIA, "Pedagogisk leder"),
    Employee("Trine", "Aarø", LIA, "Barne- og ungdomsarbeider"),
    Employee("Marianne", "Vestre", HEALTH_STATION, "Helsesykepleier"),
    Employee("Solfrid", "Nygjerd", HEALTH_STATION, "Jordmor"),
    Employee("Elin", "Bråten", HEALTH_STATION, "Helsesykepleier"),
    Employee("Khadija", "Rahmani", HEALTH_STATION, "Helsestasjonslege"),
    Employee("Anne-Lise", "Torp", SCHOOL_HEALTH, "Helsesykepleier på ungdomstrinnet"),
    Employee("Johanne", "Skar", SCHOOL_HEALTH, "Helsesykepleier, helsestasjon for ungdom"),
    Employee("Even", "Lillebø", SCHOOL_HEALTH, "Psykolog"),
    Employee("Berit", "Øren", PPT, "Logoped"),
    Employee("Ola", "Grindheim", PPT, "PP-rådgiver"),
    Employee("Magda", "Piątek", PPT, "PP-rådgiver"),
    Employee("Silje Mo", "Kristiansen", CHILD_PROTECTION, "Kontaktperson"),
    Employee("Reza", "Karimi", CHILD_PROTECTION, "Barnevernskonsulent"),
    Employee("Unni", "Haugstad", CHILD_PROTECTION, "Familieveileder"),
    Employee("Stein Ove", "Rønning", CHILD_PROTECTION, "Barnevernskonsulent"),
    Employee("Ingrid", "Solli", THERAPY, "Ergoterapeut"),
    Employee("Thomas", "Viken", THERAPY, "Fysioterapeut for barn"),
    Employee("Laila", "Gunnarsen", THERAPY, "Fysioterapeut"),
    Employee("Astrid", "Falk", GP, "Fastlege"),
    Employee("Samir", "Haddad", GP, "Fastlege"),
    Employee("Gry Helen", "Moen", GP, "Helsesekretær"),
    Employee("Camilla", "Thorsen", BUP, "Psykologspesialist"),
    Employee("Ådne", "Kjølberg", BUP, "Klinisk pedagog"),
)
