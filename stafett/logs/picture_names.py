"""The pictures that may be chosen, by group: what `make setup` takes out of the open icon set.

Plain names without Django, for `tools.front` reads them too. The names are the icon set's own
(Fluent Emoji by Microsoft, MIT), but for those drawn by hand in `pictures.svg`.
"""

BY_HAND = frozenset({"ball", "boat", "fox", "guitar"})
NO_PICTURE = "none"
# What stands for them in print, where the colours of a page are unknown.
IN_THE_SET = {"ball": "soccer-ball", "boat": "sailboat"}

GROUPS: dict[str, tuple[str, ...]] = {
    "animals": (
        *("dog-face", "cat-face", "horse-face", "rabbit-face", "bear", "fox", "lion", "unicorn"),
        *("butterfly", "tropical-fish", "turtle", "owl", "penguin", "sauropod"),
    ),
    "play": (
        *("ball", "basketball", "bicycle", "skateboard", "skis", "ice-skate", "person-swimming"),
        *("running-shoe", "fishing-pole", "tent", "kite", "puzzle-piece", "teddy-bear"),
        "video-game",
    ),
    "music": (
        *("guitar", "drum", "musical-keyboard", "microphone", "headphone", "musical-note"),
        *("artist-palette", "crayon", "books", "camera", "magic-wand"),
    ),
    "going": (
        *("boat", "automobile", "tractor", "bus", "fire-engine", "locomotive", "airplane"),
        *("rocket", "motorcycle"),
    ),
    "nature": (
        *("sun", "rainbow", "star", "mountain", "sunflower", "snowflake", "deciduous-tree"),
        *("strawberry", "red-apple", "pizza", "soft-ice-cream", "cupcake", "red-heart"),
    ),
    "day": (
        *("house", "school", "backpack", "coat", "alarm-clock", "hourglass-not-done"),
        *("spiral-calendar", "open-book", "pencil", "light-bulb", "speech-balloon", "ear"),
        *("mobile-phone", "fork-and-knife-with-plate", "bed", "toothbrush", "bathtub", "door"),
        *("handshake", "hugging-face", "thumbs-up", "trophy"),
    ),
}
NAMES = frozenset(name for group in GROUPS.values() for name in group)
FROM_THE_SET = NAMES - BY_HAND
