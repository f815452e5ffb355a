"""How a person's name is shortened."""

from unicodedata import normalize


def initials(person: object) -> str:
    """«Elias Lunde Berg» → EB; one name alone gives one letter; nothing gives «?»."""
    words = normalize("NFC", str(person or "")).split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper()[0] for word in ends) or "?"
