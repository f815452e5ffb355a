"""Signs, pictures and names in templates."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from stafett.logs.picture_names import BY_HAND, NAMES, NO_PICTURE
from stafett.logs.pictures import WORDS
from stafett.web import drawings
from stafett.web.names import initials
from tools import environment

ROOT = Path(__file__).resolve().parents[2] / "stafett"
DRAWN = ROOT / "web" / "static" / "stafett"


def show(code: str, **context: object) -> str:
    return Template(code).render(Context(context))


def symbols(name: str) -> set[str]:
    return set(re.findall(r'<symbol id="(\w+)"', (DRAWN / name).read_text()))


def test_what_may_be_named_is_drawn_and_no_more() -> None:
    assert symbols("icons.svg") == drawings.ICONS
    assert symbols("pictures.svg") == drawings.PICTURES


def test_every_picture_a_child_can_choose_is_drawn() -> None:
    assert BY_HAND | {NO_PICTURE} == drawings.PICTURES
    assert set(WORDS) == NAMES
    drawn = {path.stem for path in (environment.var() / "front" / "pictures").iterdir()}
    assert drawn == NAMES


def test_every_icon_a_template_names_is_drawn() -> None:
    named = {
        name
        for path in ROOT.rglob("templates/**/*.html")
        for name in re.findall(r"{%\s*icon\s+\"(\w+)\"", path.read_text())
    }
    assert named
    assert named <= drawings.ICONS


def test_an_icon_is_an_ornament_beside_its_word() -> None:
    html = show('{% icon "late" "st-late" %}')
    assert 'class="st-icon st-late" aria-hidden="true"' in html
    # With a hash in the name where a browser test of the same process has asked for the real files.
    assert re.search(r'href="/static/stafett/icons(\.\w{12})?\.svg#late"', html)
    assert "style" not in html


def test_an_icon_that_is_not_drawn_is_noticed() -> None:
    with pytest.raises(KeyError, match="lat"):
        show('{% icon "lat" %}')


def test_a_picture_with_words_is_read_aloud() -> None:
    assert 'role="img" aria-label="&lt;Elias&gt; liker reven"' in show(
        '{% picture "fox" "st-x" words %}', words="<Elias> liker reven"
    )
    assert 'aria-hidden="true"' in show('{% picture "fox" %}')
    assert "#none" in show('{% picture "elephant" %}')


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kari Nesheim", "KN"),
        ("Elias Lunde Berg", "EB"),
        ("Tor-Erik Haugen", "TH"),
        ("Åse", "Å"),
        ("A\u030ase Øvrebø", "ÅØ"),  # Å written as A and a ring
        ("  ida   h. ", "IH"),
        ("ßeta", "S"),
        ("محمد علي", "مع"),
        ("李 小龍", "李小"),
        ("😀 Berg", "😀B"),
        ("", "?"),
        (None, "?"),
    ],
)
def test_initials(name: str | None, short: str) -> None:
    assert initials(name) == short


def test_breadcrumbs_lead_back() -> None:
    code = '{% breadcrumbs "Min side" "/min-side/" name "/logg/1/" "Samtykke" %}'
    html = show(code, name="<Elias>")
    assert 'href="/logg/1/" aria-label="' in html
    assert "&lt;Elias&gt;" in html
    assert html.index("/min-side/") < html.rindex("/logg/1/") < html.index("Samtykke")
