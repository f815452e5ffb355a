"""Who reads health information in a log, by name, as far as the one who asks may know."""

from dataclasses import dataclass

from django.utils import timezone

from .access import Standing
from .health import decides_alone
from .models import AdmissionRole, HealthInsight
from .queries import Member, team


@dataclass(frozen=True)
class Readers:
    """The members of the team who read health information, and those who do not."""

    see: tuple[Member, ...]
    blind: tuple[Member, ...]
    i_see: bool

    @property
    def names(self) -> list[str]:
        """Those who see it."""
        return [str(each.person) for each in self.see]

    @property
    def others(self) -> list[str]:
        """Those who read the log, but not this."""
        return [str(each.person) for each in self.blind]


def readers(standing: Standing) -> Readers:
    """The team, parted by who reads health information. Three questions.

    To whom a young person has said yes is told only to those who may know: others learn what
    holds for themselves.
    """
    log = standing.log
    alone = decides_alone(log, timezone.localdate())
    yes = HealthInsight.objects.filter(log=log, ended_at=None).values_list("guardian", flat=True)
    let_in = set(yes) if alone else set()
    members = team(log)

    def sees(member: Member) -> bool:
        if member.role == AdmissionRole.GUARDIAN:
            return not alone or member.person.pk in let_in
        return member.role == AdmissionRole.OWNER or member.health

    see = tuple(each for each in members if sees(each))
    blind = tuple(each for each in members if each not in see)
    return Readers(see, blind, any(each.person == standing.person for each in see))
