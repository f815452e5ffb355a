"""The five ways on, as people say them (K17)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sitting_rules import Way

WAYS: dict[str, Promise | str] = {
    Way.GO_ON: _("We go on with the same measures"),
    Way.OTHER_MEASURES: _("We try other measures ourselves"),
    Way.HELP: _("We need help from somebody more"),
    Way.LEVEL: _("We go to a higher level"),
    Way.CLOSE: _("We close the log"),
}
BECAUSE: dict[str, Promise | str] = {
    Way.GO_ON: _("They work, but need more time."),
    Way.OTHER_MEASURES: _("There is more that you can try in your own service."),
    Way.HELP: _("Nobody is let in before those who decide have said yes."),
    Way.LEVEL: _("Several help, and there is much to coordinate. Settle who has the baton."),
    Way.CLOSE: _("It goes well, and the goals are reached."),
}
