"""Markdown as safe HTML: the action guide's texts and the help's.

What an administrator writes is shown to everybody, so no HTML comes through, and a link leads to a
page or a mail address alone. `.st-prose` gives it the look.
"""

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


def as_html(text: str, *, highest_heading: int = 2) -> SafeString:
    """The text as HTML, its headings beginning at `highest_heading` (a page has its own h1)."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            level = min(6, int(token.tag[1]) + highest_heading - 1)
            token.tag = f"h{level}"
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(html)  # noqa: S308 (html=False: all that was written is escaped)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
