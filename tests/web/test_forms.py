"""Plain Django forms come out in the design system's markup, told well to a screen reader."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from lxml import html


class Gallery(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Navn", help_text="Bare dere <ser> det.", max_length=10)
    why = forms.CharField(label="Hvorfor?", widget=forms.Textarea, max_length=10)
    note = forms.CharField(label="Noe mer", required=False)
    went = forms.ChoiceField(
        label="Hvordan har det gått?",
        choices=[("yes", "Det virket"), ("no", "Det virket ikke")],
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label="Veien videre",
        choices=[("on", "Vi fortsetter\nDet virker."), ("end", "Vi slutter")],
        widget=forms.RadioSelect,
    )
    who = forms.MultipleChoiceField(
        label="Hvem",
        help_text="Velg en eller flere.",
        choices=[("1", "Kari"), ("2", "Elias"), ("3", "Marte"), ("4", "Anders")],
        widget=forms.CheckboxSelectMultiple,
    )
    where = forms.ChoiceField(label="Hvor", choices=[("", "Velg"), ("home", "Hjemme")])
    when = forms.DateField(label="Når")
    told = forms.BooleanField(label="Jeg har snakket med lederen")
    opened = forms.IntegerField(widget=forms.HiddenInput, initial=41)


GOOD = {
    "name": "Elias",
    "why": "Fordi",
    "went": "yes",
    "way": "on",
    "who": ["1", "2"],
    "where": "home",
    "when": "2026-11-24",
    "told": "on",
    "opened": "41",
}


@pytest.fixture(autouse=True)
def bokmal():
    with translation.override("nb"):
        yield


def shown(form: forms.Form) -> Any:
    text = Template("<main><form>{{ form }}</form></main>").render(Context({"form": form}))
    return html.fromstring(text)


def one(page: Any, selector: str) -> Any:
    found = page.cssselect(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def test_everything_has_a_name_and_an_id_of_its_own() -> None:
    page = shown(Gallery(GOOD | {"when": "x"}))
    ids = [element.get("id") for element in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    for field in page.cssselect("input:not([type=hidden]), select, textarea"):
        assert "ds-input" in field.get("class").split()
        assert page.cssselect(f"label[for={field.get('id')}]"), field.get("name")
    for group in page.cssselect("fieldset"):
        assert one(page, f"#{group.get('aria-labelledby')}").text_content().strip()


def test_what_describes_a_field_is_there_and_named_once() -> None:
    page = shown(Gallery({}))
    described = page.cssselect("[aria-describedby]")
    assert len(described) == 8
    for element in described:
        names = element.get("aria-describedby").split()
        assert len(names) == len(set(names))
        for name in names:
            assert one(page, f"#{name}").text_content().strip()
    # ds-field names what has data-field by itself; then it would be read twice.
    assert not page.cssselect(".ds-validation-message[data-field], .st-hint[data-field]")


def test_a_form_in_order_says_nothing_of_errors() -> None:
    page = shown(Gallery(GOOD))
    assert not page.cssselect("ds-error-summary, .ds-validation-message, [aria-invalid]")


def test_errors_stand_on_top_with_links_and_at_the_field() -> None:
    form = Gallery(GOOD | {"name": "", "went": "maybe", "who": []})
    form.add_error(None, "Anders har endret det imens.")
    page = shown(form)
    summary = one(page, "ds-error-summary")
    assert page.cssselect("form > *")[0] is summary
    assert "Anders har endret det imens." in summary.cssselect("li")[0].text_content()
    targets = [link.get("href") for link in summary.cssselect("a")]
    assert targets == ["#id_name", "#id_went_0", "#id_who_0"]
    for target in targets:
        assert one(page, target).get("aria-invalid") == "true"
    assert "Navn: Dette mangler." in summary.text_content()
    assert "Hvem: Dette mangler." in summary.text_content()
    assert one(page, "#id_name_error").text_content() == "Dette mangler."


def test_what_was_typed_is_kept() -> None:
    typed = GOOD | {"name": "<b>altfor langt</b>", "why": "x" * 11, "when": "31.02.2026"}
    page = shown(Gallery(typed))
    assert one(page, "#id_name").get("value") == "<b>altfor langt</b>"
    assert one(page, "#id_why").text_content().strip() == "x" * 11
    assert one(page, "#id_when").get("value") == "31.02.2026"
    assert [box.get("value") for box in page.cssselect("[name=who][checked]")] == ["1", "2"]
    assert [dot.get("value") for dot in page.cssselect("[name=went][checked]")] == ["yes"]
    assert one(page, "#id_where option[selected]").get("value") == "home"
    assert one(page, "#id_told").get("checked") is not None
    assert one(page, "[name=opened]").get("value") == "41"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "x" * 11, "Teksten er for lang: 11 tegn. Det er plass til 10."),
        ("name", "a\0b", "Teksten har et usynlig tegn som ikke kan lagres. Skriv den på nytt her."),
        (
            "when",
            "31.02.2026",
            "Skriv en dato som finnes: dag, måned og år, for eksempel 24.11.2026.",
        ),
        ("where", "nowhere", "Velg et av alternativene i lista. «nowhere» er ikke et av dem."),
        ("why", "   ", "Dette mangler."),
    ],
)
def test_each_mistake_has_a_clear_sentence(field: str, value: str, sentence: str) -> None:
    assert Gallery(GOOD | {field: value}).errors == {field: [sentence]}


@pytest.mark.parametrize("typed", ["2026-11-24", "24.11.2026", "24.11.26"])
def test_a_date_may_be_written_in_several_ways(typed: str) -> None:
    form = Gallery(GOOD | {"when": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"].isoformat() == "2026-11-24"


def test_a_date_is_the_browsers_own_field_in_every_language() -> None:
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            form = Gallery(initial={"when": date(2026, 11, 24)})
            field = one(shown(form), "#id_when")
            assert (field.get("type"), field.get("value")) == ("date", "2026-11-24")


def test_the_browser_neither_cuts_off_nor_stops() -> None:
    page = shown(Gallery())
    assert not page.cssselect("[maxlength], [required], [novalidate]")
    assert one(page, "#id_name").get("aria-required") == "true"
    assert one(page, "#id_note").get("aria-required") is None


def test_what_may_be_left_out_says_so() -> None:
    page = shown(Gallery())
    assert "(valgfritt)" in one(page, "label[for=id_note]").text_content()
    assert "(valgfritt)" not in one(page, "label[for=id_name]").text_content()


def test_few_short_answers_stand_side_by_side_and_explained_ones_in_a_list() -> None:
    groups = {
        group.get("id").removesuffix("_legend"): group.getnext()
        for group in shown(Gallery()).cssselect("legend")
    }
    assert "st-choices--3" in groups["id_went"].get("class")
    assert "st-choices--list" in groups["id_way"].get("class")
    explained = groups["id_way"].cssselect(".st-choice")[0]
    assert explained.cssselect("label")[0].text_content() == "Vi fortsetter"
    assert explained.cssselect("[data-field=description]")[0].text_content() == "Det virker."


def test_help_is_text_and_never_markup() -> None:
    assert one(shown(Gallery()), "#id_name_helptext").text_content() == "Bare dere <ser> det."


def test_a_field_can_be_placed_alone_with_the_summary_on_top() -> None:
    code = "{% error_summary form %}{{ form.name.as_field_group }}"
    text = Template(code).render(Context({"form": Gallery({})}))
    assert text.index("ds-error-summary") < text.index('id="id_name"')
    assert 'id="id_why"' not in text
