"""The template check finds what it is for, and nothing else."""

import pytest

from tools.check_templates import markup


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<style>p { color: red }</style>", "a <style> of its own"),
        ("<script>go()</script>", "a <script> of its own"),
        ('<p {% if late %}style="color: red"{% endif %}></p>', "the attribute style"),
        ('<button onclick="go()"></button>', "the attribute onclick"),
        ('<a href="JavaScript:go()"></a>', "a javascript: address"),
        ('<script src="https://cdn.example/x.js"></script>', "something from another host"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "something from another host"),
        ("<p>Lagre</p>", "words that are not translated: Lagre"),
        ('<input aria-label="{{ name }} is late">', "words that are not translated: is late"),
    ],
)
def test_it_finds(source: str, sentence: str) -> None:
    found = markup(f"{{# one #}}\n{source}")
    assert len(found) == 1
    line, what = found[0]
    assert line == 2
    assert what.startswith(sentence)


@pytest.mark.parametrize(
    "source",
    [
        '<script src="{% static "stafett/page.js" %}" defer></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<a href="https://uustatus.no/{{ number }}">{% translate "Statement" %}</a>',
        "<p>{% blocktranslate trimmed with a=b %}Words <b>{{ a }}</b>{% endblocktranslate %}</p>",
        "<p>{# <style> #}{% comment %}<p onclick=x>{% endcomment %}Stafett · {{ n }}/3</p>",
        '<img alt="" src="{{ picture }}"><p lang="nn">Nynorsk</p>',
    ],
)
def test_it_lets_pass(source: str) -> None:
    assert markup(source) == []
