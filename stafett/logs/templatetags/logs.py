"""What the frame of every page of a log asks for itself."""

from typing import Any

from django import template

from stafett.logs import live as pages
from stafett.logs.access import Standing
from stafett.logs.queries import Holder, holders

register = template.Library()


@register.simple_tag
def who_has_the_baton(standing: Standing) -> list[Holder]:
    """`{% who_has_the_baton standing as runners %}`: name, service and telephone. One question."""
    return holders(standing)


@register.simple_tag(takes_context=True)
def live(context: dict[str, Any], standing: Standing) -> pages.Now | None:
    """`{% live standing as now %}`: what a live page begins with. Two questions, or none."""
    return pages.now(context["request"], standing)
