"""Plain Django forms in the design system's markup, so that rooms need write none of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.forms import CheckboxInput, DateInput, FileInput, Widget
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting

SHORT_LABEL = 24
SIDE_BY_SIDE = 3


class Option(NamedTuple):
    """One choice of a group: its input, its words, and what they mean."""

    input: BoundWidget
    label: str
    explanation: str


class Field(BoundField):
    """A field as the templates place it.

    The browser's own checks are off but for half-typed dates: it speaks its own language, and
    cuts off text that is too long without a word. The server says it better, and keeps the text.
    """

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        attrs["class"] = f"ds-input {widget.attrs.get('class', '')}".strip()
        attrs |= {"maxlength": False, "minlength": False}
        if self.field.required and not (
            self.use_fieldset or isinstance(widget, DateInput | FileInput)
        ):
            attrs["aria-required"] = "true"
        return attrs

    @property
    def is_tick(self) -> bool:
        """A single box to tick: the box stands before its words."""
        return isinstance(self.field.widget, CheckboxInput)

    @property
    def options(self) -> Iterator[Option]:
        """The choices of a group. A label's second line is its explanation."""
        for widget in self.subwidgets:
            label, _, explanation = str(widget.choice_label).partition("\n")
            yield Option(widget, label, explanation)

    @property
    def options_css(self) -> str:
        """A few short answers stand side by side; all others in a list with hairlines."""
        options = list(self.options)
        few = len(options) <= SIDE_BY_SIDE
        short = all(len(one.label) <= SHORT_LABEL and not one.explanation for one in options)
        return "st-choices st-choices--3" if few and short else "st-choices st-choices--list"


class Renderer(TemplatesSetting):
    """`FORM_RENDERER`: forms and fields from `templates/stafett/forms/`."""

    form_template_name = "stafett/forms/form.html"
    field_template_name = "stafett/forms/field.html"
    bound_field_class = Field
