"""How the history tells of the child's voice. `%(name)s` are the entry's own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise | str] = {
    "voice.how_told": _("%(who)s told everyone how it is going."),
    "voice.trouble_told": _("%(who)s told everyone that something is not working."),
}
