"""What the frame of every page of a log asks for itself."""

from django import template

from stafett.logs.access import Standing
from stafett.logs.queries import Holder, holders

register = template.Library()


@register.simple_tag
def who_has_the_baton(standing: Standing) -> list[Holder]:
    """`{% who_has_the_baton standing as runners %}`: name, service and telephone. One question."""
    return holders(standing)
