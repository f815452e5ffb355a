"""How a page is written: titles, sections and fields, whatever stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.guide.rules import Kind, parse, parts, step_key

PAGE = "# Navn\r\n\r\nEn setning.\r\n\r\nMer.\n\n## what\n- a\n- b\n\n## Eget\nTekst."


def test_a_page_has_title_paragraph_and_sections() -> None:
    page = parse(PAGE)
    assert (page.title, page.intro, page.opening) == ("Navn", "En setning.", "Mer.")
    told = [(section.heading, section.text) for section in page.sections]
    assert told == [("what", "- a\n- b"), ("Eget", "Tekst.")]
    bare = parse("# Navn\n\n## what\nTekst.")
    assert (bare.intro, [each.heading for each in bare.sections]) == ("", ["what"])


@pytest.mark.parametrize(
    ("line", "kind", "label", "choices"),
    [
        ("? Hvem skriver?", Kind.SHORT, "Hvem skriver?", ()),
        ("?? Hva så jeg?", Kind.LONG, "Hva så jeg?", ()),
        ("?d Dato", Kind.DAY, "Dato", ()),
        ("[] Gjort", Kind.TICK, "Gjort", ()),
        ("- [ ] Gjort", Kind.TICK, "Gjort", ()),
        ("?o Sett før?: Ja | Nei", Kind.CHOICE, "Sett før?", ("Ja", "Nei")),
        ("Er det slik?", Kind.TEXT, "Er det slik?", ()),
    ],
)
def test_a_line_is_a_field_or_a_text(
    line: str, kind: Kind, label: str, choices: tuple[str, ...]
) -> None:
    (part,) = parts(line)
    assert (part.kind, part.text, part.choices) == (kind, label, choices)


@given(st.text(max_size=400))
def test_any_text_at_all_is_a_page(text: str) -> None:
    page = parse(text)
    for section in page.sections:
        parts(section.text)
    parts(page.opening)


def test_only_steps_have_a_level() -> None:
    assert step_key("step-1-12") == ("1", 12)
    for name in ("level-1", "step-4-1", "step-1-0", "step-1", "tool-agenda"):
        assert step_key(name) is None
