"""The help's texts, read from their files once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .help_topics import TOPICS

FOLDER = Path(__file__).parent / "help"


@dataclass(frozen=True)
class Text:
    """One topic in one language; `words` are what people call the thing when they search."""

    topic: str
    title: str
    words: str
    text: str


@cache
def text(topic: str, language: str) -> Text:
    """A topic's words in a language. Raises KeyError for a topic that does not exist."""
    if topic not in TOPICS:
        raise KeyError(topic)
    head, _, body = (FOLDER / language / f"{topic}.md").read_text("utf-8").partition("\n\n")
    title, words = head.splitlines()
    return Text(topic, title.removeprefix("# "), words.removeprefix("words: "), body.strip())
