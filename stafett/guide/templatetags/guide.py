"""Where a page of the guide is that is being read."""

from typing import Any

from django import template

from stafett.guide.addresses import Addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def guide_address(context: dict[str, Any], page: str, key: str = "") -> str:
    """`{% guide_address "step" step.key %}`, in the municipality whose guide it is."""
    addresses: Addresses = context["addresses"]
    return addresses.of(page, key=key) if key else addresses.of(page)
