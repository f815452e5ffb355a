"""The help's texts, read from their files once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .help_topics import TOPICS

FOLDER = Path(__file__).parent / "help"
# Taken of the running program by `make pictures`, in bokmål.
PICTURES = Path(__file__).parent / "static" / "stafett" / "help"


@dataclass(frozen=True)
class Text:
    """One topic in one language.

    `words` are what people call the thing when they search, `picture` says what its picture shows
    ("" for none).
    """

    topic: str
    title: str
    words: str
    picture: str
    text: str


@cache
def text(topic: str, language: str) -> Text:
    """A topic's words in a language. Raises KeyError for a topic that does not exist."""
    if topic not in TOPICS:
        raise KeyError(topic)
    head, _, body = (FOLDER / language / f"{topic}.md").read_text("utf-8").partition("\n\n")
    title, words, *picture = head.splitlines()
    return Text(
        topic,
        title.removeprefix("# "),
        words.removeprefix("words: "),
        "".join(picture).removeprefix("picture: "),
        body.strip(),
    )
