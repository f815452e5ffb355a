"""The names of what is drawn in icons.svg and pictures.svg (a test holds them together)."""

ICONS = frozenset(
    {
        "calendar",
        "done",
        "ended",
        "eye",
        "eyeoff",
        "globe",
        "going",
        "heart",
        "help",
        "home",
        "info",
        "late",
        "lock",
        "mail",
        "menu",
        "pass",
        "pen",
        "person",
        "phone",
        "place",
        "print",
        "right",
        "school",
        "sign",
        "speaker",
        "star",
    }
)
PICTURES = frozenset({"ball", "boat", "fox", "guitar", "none"})
