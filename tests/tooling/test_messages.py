"""The catalogues: what `update` keeps, and what `check` finds."""

from pathlib import Path

import pytest

from tools import messages

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
a = _("Save the log")
b = ngettext("%(n)s day", "%(n)s days", 2)
c = pgettext("verb", "Close")
"""
TEMPLATE = """
{% extends "base.html" %}
    {% block content %}
        <p>{% translate "It's his" %}</p>
        {% blocktranslate trimmed with name=person %}
            The baton is with
            {{ name }}
        {% endblocktranslate %}
    {% endblock %}
"""
PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Save the log"
msgstr "Lagre loggen"

msgid "Gone"
msgstr "Borte"
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project with one room in it, translated in part."""
    folder = tmp_path / "stafett" / "desk"
    (folder / "templates" / "desk").mkdir(parents=True)
    (folder / "__init__.py").write_text(CODE)
    (folder / "templates" / "desk" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SAME", tmp_path / "same.txt")
    for language in messages.LANGUAGES:
        path = messages.catalogue("desk", language)
        path.parent.mkdir(parents=True)
        path.write_text(PO)
    return "desk"


def _translate(language: str, old: str, new: str) -> None:
    path = messages.catalogue("desk", language)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_code_and_templates_are_read(room: str) -> None:
    said = {message.id for message in messages.spoken(room) if message.id}
    assert said == {
        "Save the log",
        ("%(n)s day", "%(n)s days"),
        "Close",
        "It's his",
        "The baton is with %(name)s",
    }


def test_update_adds_what_is_new_and_keeps_what_is_there(room: str) -> None:
    messages.update([], prune=False)
    text = messages.catalogue("desk", "nn").read_text()
    assert 'msgid "Save the log"\nmsgstr "Lagre loggen"' in text
    assert 'msgctxt "verb"\nmsgid "Close"\nmsgstr ""' in text
    assert 'msgid "Gone"' in text
    assert "POT-Creation-Date" not in text
    messages.update([], prune=False)
    assert messages.catalogue("desk", "nn").read_text() == text
    messages.update([], prune=True)
    assert 'msgid "Gone"' not in messages.catalogue("desk", "nn").read_text()


def test_check_finds_what_is_missing_left_over_and_copied(room: str) -> None:
    found = "\n".join(messages.problems())
    assert "desk nn: not translated: 'Close'" in found
    assert "desk nb: no longer used (update --prune): 'Gone'" in found
    assert "desk: nynorsk is equal to bokmål" in found
    assert "Lagre loggen" in found
    messages.SAME.write_text("Lagre loggen\n")
    assert "equal to bokmål" not in "\n".join(messages.problems())


def test_check_compares_placeholders(room: str) -> None:
    messages.update([], prune=True)
    _translate(
        "nb",
        'msgid "The baton is with %(name)s"\nmsgstr ""',
        'msgid "The baton is with %(name)s"\nmsgstr "Stafettpinnen er hos %(navn)s"',
    )
    assert "other placeholders than in 'The baton is with %(name)s'" in "\n".join(
        messages.problems()
    )


def test_a_plural_needs_both_forms(room: str) -> None:
    messages.update([], prune=True)
    _translate("nb", 'msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s dag"\nmsgstr[1] ""')
    assert "desk nb: not translated: ('%(n)s day', '%(n)s days')" in "\n".join(messages.problems())


def test_the_compiled_file_holds_the_translation(room: str) -> None:
    import gettext

    messages.compile_all()
    with messages.catalogue("desk", "nb").with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save the log") == "Lagre loggen"


def test_two_rooms_say_the_same_thing_alike(room: str, tmp_path: Path) -> None:
    other = tmp_path / "stafett" / "shelf"
    other.mkdir()
    (other / "__init__.py").write_text('_("Save the log")')
    path = messages.catalogue("shelf", "nb")
    path.parent.mkdir(parents=True)
    path.write_text(PO.replace("Lagre loggen", "Lagre den"))
    assert "nb: rooms translate 'Save the log' differently" in "\n".join(messages.problems())
