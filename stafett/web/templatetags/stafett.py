"""What every template may use without loading it."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stafett.logs import undo
from stafett.logs.picture_names import FROM_THE_SET
from stafett.web import drawings, names, times

register = template.Library()
SENTENCE_ENDS = ("?", ".", "!", ":")

register.filter("ago", times.ago)
register.filter("ago_short", times.ago_short)
register.filter("day", times.day)
register.filter("short_day", times.short_day)
register.filter("clock", times.clock)
register.filter("initials", names.initials)
register.filter("undo_address", undo.address_of)


@cache
def _address(path: str) -> str:
    """Of one of our own files: it is the same for as long as the process lives."""
    return static(path)


@register.simple_tag
@lru_cache(maxsize=500)  # some fifty on a page, of a few kinds
def icon(name: str, css: str = "") -> SafeString:
    """`{% icon "late" %}`: a drawn sign beside a word. Raises KeyError for one not drawn."""
    if name not in drawings.ICONS:
        raise KeyError(f"no icon {name!r} in icons.svg")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"st-icon {css}".strip(),
        _address("stafett/icons.svg"),
        name,
    )


@register.simple_tag
def picture(of: Any, css: str = "st-log__picture", label: str = "") -> SafeString:
    """`{% picture log "st-owner__picture" %}`: what the child likes (J6), or what a measure is.

    `of` has a `picture` and a `photo_id`, or is a picture's name. With a label it is read aloud;
    without, it is an ornament beside the name.
    """
    name, photo = (of, None) if isinstance(of, str) else (of.picture, of.photo_id)
    if photo:
        return _image(reverse("shown_picture", args=[photo]), f"{css} st-photo", label)
    if name in FROM_THE_SET:
        return _image(_address(f"pictures/{name}.svg"), f"{css} st-emoji", label)
    drawn = name if name in drawings.PICTURES else "none"
    said = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 64 64" {}><use href="{}#{}"/></svg>',
        css,
        said,
        _address("stafett/pictures.svg"),
        drawn,
    )


def _image(address: str, css: str, label: str) -> SafeString:
    html = '<img class="{}" src="{}" alt="{}" width="64" height="64" loading="lazy">'
    return format_html(html, css, address, label)


@register.inclusion_tag("web/breadcrumbs.html")
def breadcrumbs(*labels_and_addresses: Any) -> dict[str, Any]:
    """`{% breadcrumbs "My page" my_page_address "Elias" log_address "Consent" %}`.

    Pairs of words and addresses from the outermost in; the last, without an address, is this page.
    """
    *pairs, here = labels_and_addresses
    steps = list(zip(pairs[::2], pairs[1::2], strict=True))
    return {"steps": steps, "back": steps[-1], "here": here}


@register.inclusion_tag("web/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What must be looked at in a form whose fields the template places itself.

    `{{ form }}` has it on top already.
    """
    return {"form": form, "problems": list(_problems(form))}


def _problems(form: BaseForm) -> Iterator[dict[str, Any]]:
    """Each error with the field it belongs to; those of the whole form come first."""
    for text in form.non_field_errors():
        yield {"text": text, "target": ""}
    for bound in form:
        first = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
        label = str(bound.label)
        for text in bound.errors:
            yield {
                "text": text,
                "target": "" if bound.is_hidden else first,
                "label": label if label.endswith(SENTENCE_ENDS) else f"{label}:",
            }
