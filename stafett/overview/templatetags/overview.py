"""What only this room's templates need."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# What people wrote is escaped, so that no tag of theirs is meant.
ADDRESS = re.compile(r'(<a\b[^>]*?)\shref="[^"]*"')


@register.tag
def withoutlinks(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """`{% withoutlinks %}…{% endwithoutlinks %}`: a page's parts to look at and not to go on from.

    A link without an address is text: no keyboard stops at it and nothing reads it as a link.
    """
    nodes = parser.parse(("endwithoutlinks",))
    parser.delete_first_token()
    return _WithoutLinks(nodes)


class _WithoutLinks(template.Node):
    def __init__(self, nodes: template.NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: template.Context) -> SafeString:
        return mark_safe(ADDRESS.sub(r"\1", self.nodelist.render(context)))  # noqa: S308
