"""Searching the help by word: whatever written form or language one searches in (S1).

Every topic is found by its words in bokmål, nynorsk and English. The texts are few and small, so
the index is made at the first search and kept.
"""

import re
from collections.abc import Iterable
from functools import cache

from . import language
from .help_texts import Text, text
from .help_topics import TOPICS

TITLE, WORDS, BODY = 8, 5, 1  # what a word found there counts
MOST_WORDS = 12
MOST_FOUND = 8
SHORTEST_STEM = 3
# The endings that nouns, verbs and adjectives take, longest first.
ENDINGS = """ingene ingane ingar inger ingen inga ing elsene ene ane ande ende ete ast est ar er en
et as es te de ed s a e t"""
# Words that every text has.
EMPTY = """og i på til av for med som en ei et ein eit er det den de jeg eg du vi kan hvordan
korleis hva kva hvem kven hvor kvar når om ikke ikkje min mi mitt har får må skal vil å the a an to
of in how what who do does can my is are and not where when"""
FOLDED = str.maketrans("åøæäöéèêóòôü", "aoaaoeeeooou")


def search(asked: str) -> list[str]:
    """The topics that are about what is asked, the best first; those with every word before those
    with some."""
    wanted = dict.fromkeys(word for word in words(asked) if word not in _empty())
    found = [_found(word) for word in list(wanted)[:MOST_WORDS]]
    scores = {topic: [each.get(topic, 0.0) for each in found] for topic in TOPICS}
    most = max((_matched(hits) for hits in scores.values()), default=0)
    best = [topic for topic, hits in scores.items() if most and _matched(hits) == most]
    return sorted(best, key=lambda topic: -sum(scores[topic]))[:MOST_FOUND]


def _matched(hits: list[float]) -> int:
    return sum(map(bool, hits))


def _found(word: str) -> dict[str, float]:
    """The topics with the word; one that few topics have counts more."""
    weights = {topic: _weight(said, word) for topic, said in _index().items()}
    weights = {topic: weight for topic, weight in weights.items() if weight}
    return {topic: weight / len(weights) for topic, weight in weights.items()}


def _weight(said: dict[str, int], word: str) -> int:
    """The most that a word of the topic counts which begins like it; twice for the very word."""
    exact, begins = 2 * said.get(word, 0), stem(word)
    if len(begins) < SHORTEST_STEM:
        return exact
    return max(exact, *(weight for each, weight in said.items() if each.startswith(begins)), 0)


def words(said: str) -> list[str]:
    """The words, folded so that «møte», «moete» and «mote» are one."""
    folded = said.lower().translate(FOLDED)
    for two, one in (("aa", "a"), ("oe", "o"), ("ae", "a")):
        folded = folded.replace(two, one)
    return re.findall(r"\w+", folded)


def stem(word: str) -> str:
    """What is left without the ending: «samtykket», «samtykka» and «samtykke» are one."""
    for ending in ENDINGS.split():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


@cache
def _index() -> dict[str, dict[str, int]]:
    return {topic: _said(text(topic, code) for code in language.CODES) for topic in TOPICS}


def _said(texts: Iterable[Text]) -> dict[str, int]:
    """Each word of a topic, and what it counts."""
    found: dict[str, int] = {}
    for each in texts:
        for said, weight in ((each.text, BODY), (each.words, WORDS), (each.title, TITLE)):
            for word in words(said):
                found[word] = max(weight, found.get(word, 0))
    return found


@cache
def _empty() -> frozenset[str]:
    return frozenset(words(EMPTY))
