"""Until when somebody is let in: what is usual, and what is the most."""

from datetime import date

from stafett.municipality.policy import Policy

from .activation import months_after

SCHOOL_YEAR_ENDS = (6, 30)  # D32: access ends at the end of the school year
LEAST_USE = 60  # days: nobody is asked for a few weeks only because it is May
MOST_MONTHS = 60  # where the policy sets no limit: a wrong year is caught


def last_day(policy: Policy, today: date) -> date:
    """The last day that can be agreed: then the family is asked again."""
    return months_after(today, policy.consent_valid_months or MOST_MONTHS)


def usual_day(policy: Policy, today: date) -> date:
    """The end of the school year, or of the consent when that comes first."""
    end = date(today.year, *SCHOOL_YEAR_ENDS)
    if (end - today).days < LEAST_USE:
        end = date(today.year + 1, *SCHOOL_YEAR_ENDS)
    return min(end, last_day(policy, today))
