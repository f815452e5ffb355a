"""The guide's own texts: whole in each language, linked rightly, and easy to read."""

import re
from pathlib import Path

import pytest

from tests.guide.reading import fields, links, longest_first, prose, sentences, words

CONTENT = Path(__file__).parents[2] / "stafett" / "guide" / "content"
LANGUAGES = [folder.name for folder in sorted(CONTENT.iterdir()) if folder.is_dir()]
SECTIONS = ["what", "who", "child", "guardians", "tools", "on", "ends"]
LEVELS = [f"level-{level}.md" for level in range(4)]
STEPS = [f"step-{level}-{step}.md" for level in range(4) for step in range(1, 6)]

# Whose documents and pages were read: nothing of theirs stands here.
OTHERS = re.compile(
    r"Hustadvika|Årdal|Sogndal|Ullensaker|Arendal|Eidfjord|Froland|Løten|Overhalla|Risør|Siljan"
    r"|Sortland|Sømna|Tromsø|Tynset|Vestre Toten|Lyngdal|Lunner|Gloppen|Visma|Conexus|Samspill"
)
NOT_NYNORSK = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvorfor|hvilke[nt]?|hver|jeg|noe|noen|fra|bare|mer|sammen|uke[nra]?"
    r"|skole\w*|tjeneste\w*|foresatte\w*|stafettholder\w*|leder\w*|videre|gjør|skriver|sier|blei"
    r"|dere|deres|hun|selv|også|være|gjøre|ingenting|en|et|av hverandre|mulighet\w*|forskjell\w*"
    r"|begrens\w*|anbefal\w*|ønsker|snakker|fortsett\w*|endrer|tiltakene|målene)\b",
    re.IGNORECASE,
)


def files(language: str) -> dict[str, str]:
    """Each file of a language by its place in the folder."""
    folder = CONTENT / language
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.md")}


def test_every_language_has_every_page() -> None:
    """Nobody meets a hole, or a page in another language than the rest."""
    there = {language: set(files(language)) for language in LANGUAGES}
    assert set(LANGUAGES) <= {"nb", "nn", "en"}
    for language, names in there.items():
        assert names == there["nb"], language
        assert {*LEVELS, *STEPS, "danger.md", "before-consent.md", "laws.md"} <= names


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_begins_with_its_name_and_what_it_is_for(language: str) -> None:
    for name, text in files(language).items():
        title, empty, paragraph, *_ = [*text.split("\n"), ""]
        assert title.startswith("# "), name
        assert not empty, name
        assert re.match(r"\w|«", paragraph), f"{language}/{name} begins with no plain paragraph"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_says_all_that_a_reader_asks(language: str) -> None:
    """What, who, how child and guardians take part, tools, what leads on, what ends it."""
    texts = files(language)
    for name in STEPS:
        sections = re.split(r"^## ", texts[name], flags=re.MULTILINE)[1:]
        assert [each.split("\n")[0] for each in sections] == SECTIONS, name
        assert all(each.partition("\n")[2].strip() for each in sections), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_what_there_is(language: str) -> None:
    texts = files(language)
    used = set()
    for name, text in texts.items():
        assert text.count("](") == len(links(text)), f"{language}/{name} links to somewhere else"
        for kind, key in links(text):
            used.add(f"tools/{key}.md" if kind == "tool" else f"step-{key}.md")
    assert used <= set(texts), used - set(texts)
    lost = {name for name in texts if name.startswith("tools/")} - used
    assert not lost, f"no step has {lost}"


def test_a_step_has_the_same_ways_and_forms_the_same_fields() -> None:
    """The languages say the same: same links, same fields, as many to choose among."""
    for language in LANGUAGES:
        for name, text in files(language).items():
            ours = (CONTENT / "nb" / name).read_text()
            assert links(text) == links(ours), f"{language}/{name}"
            kinds = [(sign, label.count("|")) for sign, label in fields(text)]
            assert kinds == [(sign, label.count("|")) for sign, label in fields(ours)], name
            assert all(
                ":" in label and "|" in label for sign, label in fields(text) if sign == "?o"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_easy_to_read(language: str) -> None:
    """Sentences of less than sixteen words on the whole, hardly one above twenty-five, and no page
    where they are long."""
    every = []
    for name, text in files(language).items():
        lengths = [len(words(each)) for each in sentences(prose(text))]
        assert sum(lengths) / len(lengths) < 16, f"{language}/{name}"
        every += lengths
    assert sum(every) / len(every) < 12
    long = longest_first(files(language).values(), above=25)
    assert len(long) <= len(every) / 100, long


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_section_numbers_and_nobody_elses_names(language: str) -> None:
    for name, text in files(language).items():
        assert "§" not in text, name
        assert not OTHERS.search(text), name
        assert not re.search(r"\b(jf|ev|evt|mtp|ift|pga|osv|f\.eks)\.", text), name


def test_nynorsk_is_nynorsk() -> None:
    for name, text in files("nn").items():
        read = re.sub(r"\]\([^)]*\)|^## \w+$", "", text, flags=re.MULTILINE)
        found = {each[0] for each in NOT_NYNORSK.finditer(read)}
        assert not found, f"{name}: {found}"


def test_nynorsk_is_written_and_not_copied() -> None:
    """A page has hardly a sentence of some length that is the same in both."""
    for name, text in files("nn").items():
        ours = set(sentences(prose((CONTENT / "nb" / name).read_text())))
        every = [each for each in sentences(prose(text)) if len(words(each)) > 4]
        same = [each for each in every if each in ours]
        assert len(same) <= 1 + len(every) / 8, f"{name}: {same}"
