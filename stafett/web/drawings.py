"""The names of what is drawn in icons.svg and pictures.svg (a test holds them together)."""

ICONS = frozenset(
    {
        "calendar",
        "done",
        "down",
        "ended",
        "eye",
        "eyeoff",
        "globe",
        "going",
        "grip",
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
        "up",
    }
)
PICTURES = frozenset({"ball", "boat", "fox", "guitar", "none"})
