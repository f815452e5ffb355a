"""Small pieces of sentences that several of the room's pages share."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from stafett.people.models import Person


def together(parts: Sequence[str]) -> str:
    """«Marte, Anders og Elias»; semicolons where the parts have commas of their own."""
    return _joined(parts, _("%(first)s and %(last)s"))


def one_of(parts: Sequence[str]) -> str:
    """«Marte eller Anders»."""
    return _joined(parts, _("%(first)s or %(last)s"))


def _joined(parts: Sequence[str], pattern: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    between = "; " if any("," in part for part in parts) else ", "
    return pattern % {"first": between.join(parts[:-1]), "last": parts[-1]}


def called(people: Iterable[Person]) -> dict[object, str]:
    """What each is called among them, by key: the given name, or the whole name where two share it.

    «Marte» and «Anders», but «Emma Olsen» and «Emma Strand».
    """
    everyone = list(people)
    given = [person.given_name for person in everyone]
    return {
        person.pk: person.given_name if given.count(person.given_name) == 1 else str(person)
        for person in everyone
    }
