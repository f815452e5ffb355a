"""The help's topics: which there are, in which order, and to which pages each belongs (S1).

The words themselves are Markdown, `help/<language>/<topic>.md`: the title, a line of words that
people search for, and the text.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Each topic with its pages, by the names of their addresses; `*` stands for the rest of a name.
# A name that stands in full goes before a pattern.
GROUPS: Mapping[Promise, Mapping[str, tuple[str, ...]]] = {
    _("Getting started"): {
        "stafett": ("start", "help*", "privacy", "accessibility"),
        "logge-inn": (
            "sign_in*",
            "sign_out",
            "signed_out",
            "end_sign_ins",
            "stay",
            "idporten*",
            "first_time",
            "way_in",
            "welcome",
            "invitation*",
        ),
        "ung-innlogging": ("youth*", "voice:sign_in"),
        "min-side": ("my_page", "profile", "own_contact", "unfinished", "keep_writing", "let_go"),
        "varsler": ("notice_settings",),
    },
    _("The log"): {
        "loggen": (
            "log",
            "history",
            "promises",
            "contact",
            "picture",
            "shown_picture",
            "file",
            "level",
            "ppt",
            "search",
        ),
        "stafettpinnen": ("baton", "coordination"),
        "overlevering": ("away", "two_holders"),
        "hvem-ser": ("who_looked", "as_seen", "health", "protected", "voice:health"),
        "plan": ("plan:*",),
        "tiltak": (
            "plan:measure",
            "plan:new_measure",
            "plan:change_measure",
            "plan:reopen_measure",
            "plan:evaluate",
            "plan:picture",
            "plan:order",
        ),
        "meldinger": ("messages:*",),
        "moter": ("meetings:*",),
        "motemodus": ("meetings:sitting*",),
        "utskrift": ("archive:*",),
    },
    _("Consent"): {
        "bli-spurt": ("consent:show", "consent:sign", "consent:review"),
        "be-om-samtykke": ("consent:*", "family"),
        "trekke-samtykke": (
            "consent:withdraw",
            "consent:withdrawn",
            "consent:record_withdrawal",
        ),
    },
    _("The child"): {
        "rommet-mitt": ("voice:*",),
        "prat-med-barnet": (
            "voice:told",
            "voice:write_talk",
            "voice:next_talk",
            "voice:participation",
        ),
    },
    _("When something changes or ends"): {
        "overgang": ("transition", "coordinator"),
        "avslutte": ("ending", "consent:close"),
        "gjenapne": ("consent:closed_logs", "consent:reopen", "consent:reopening_back"),
        "slette": ("deletion:*",),
    },
    _("At work in the municipality"): {
        "veilederen": ("guide*",),
        "leder": ("leading", "assign", "staff*", "deputy*", "training"),
        "systemansvarlig": (
            "policy*",
            "unit",
            "unit_*",
            "units",
            "areas",
            "numbers",
            "inquiry",
            "archive:deliveries",
        ),
        "ove": ("training_*", "training:*", "tour*", "reset*"),
    },
}
TOPICS: Mapping[str, tuple[str, ...]] = {
    name: pages for topics in GROUPS.values() for name, pages in topics.items()
}


def topic_of(page: str) -> str | None:
    """The topic that a page belongs to, by its address's name; None for one that is not known."""
    exact = (name for name, pages in TOPICS.items() if page in pages)
    patterns = (
        (len(pattern), name)
        for name, pages in TOPICS.items()
        for pattern in pages
        if fnmatchcase(page, pattern)
    )
    return next(exact, None) or max(patterns, default=(0, None))[1]
