"""What each setting rests on: what it is for, and what the municipalities' documents say of it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCES: Mapping[str, Promise] = {
    "youth_signs_from": _(  # Z1, Z3
        "From this age the young person must sign. Hustadvika and Sogndal say 15 years. Årdal and"
        " Ullensaker name no age."
    ),
    "guardians_sign_until": _(  # Z3
        "Those with parental responsibility must sign until this age. In Hustadvika in 2020 they"
        " signed together with the young person until 18 (barnelova §§ 31 and 32). In Sogndal the"
        " young person signs alone from 15."
    ),
    "one_guardian_when_together": _(
        "None of the municipalities writes that one is enough. Both are asked unless you choose"
        " otherwise."
    ),
    "nonresident_guardian_signs": _(  # G16
        "Hustadvika asks both parents when the child has a fixed home with both. Then both must"
        " always sign, whatever you choose here."
    ),
    "assisted_signing": _(  # Z5
        "For families who cannot sign digitally, and for young people without BankID. Some"
        " municipalities want digital consent, others have a form on paper."
    ),
    "health_youth_alone_from": _(  # G13, G14
        "When information about health is shared. Hustadvika says 16 years (pasient- og"
        " brukerrettighetsloven § 4-3). Before that, the guardians say yes (§ 4-4)."
    ),
    "ordinary_care_one_guardian": _(  # G15
        "Hustadvika says that one parent is enough when health care is part of everyday, ordinary"
        " care. The others do not mention it."
    ),
    "education_youth_alone_from": _(  # G17
        "When it is about choosing an education. Hustadvika says 15 years (barnelova § 32)."
    ),
    "start_level": _(  # Z2
        "On level 1 the child gets help where it is every day, on level 2 several services help"
        " together. Hustadvika now starts at level 2, Sogndal at level 1."
    ),
    "guardian_access": _(  # Z4
        "In Hustadvika guardians can read and write at any time. Årdal and Ullensaker speak of"
        " reading."
    ),
    "holders_max": _(  # Z10
        "One is the rule everywhere. Sogndal allows two in some cases. Then it must be clear whom"
        " the family is to call."
    ),
    "owner_may_close_from": _(  # P3, Z1
        "In Hustadvika it was 16 years in 2020, and it is 15 now, as in Sogndal. Whoever has"
        " signed can always end the log."
    ),
    "simple_login_below": _(  # I2, Z11
        "For young people who cannot have BankID yet. Hustadvika said below 16 in 2020, and says"
        " below 15 now. The others mention only ID-porten."
    ),
    "consent_valid_months": _(
        "None of the municipalities sets a limit. With a limit, the family is asked again when"
        " the time is over."
    ),
    "archive_after_months": _(  # Z15
        "Sogndal archives when two months have passed. The others archive when the log is ended."
    ),
    "draft_kept_days": _(
        "None of the municipalities sets a limit. A draft has the child’s name in it, so it must"
        " not lie there for long without a yes."
    ),
    "silent_days": _(  # D25
        "None of the municipalities sets a limit. Ullensaker says that the holder watches that"
        " deadlines are kept and measures evaluated."
    ),
    "archive_basis": _(  # Q2
        "Stands at each log in the archive, as the reason why it is not public. None of the"
        " municipalities writes which; ask those who keep your archive."
    ),
    "offer_days": _(  # D11
        "None of the municipalities sets a limit. In Sogndal and Ullensaker nobody lets go of the"
        " baton before another has said yes, so an offer must not lie there unanswered."
    ),
    "help_contact": _(  # C14
        "Name, telephone and e-mail of your professional lead, on one line. Årdal names one."
        " It stands in the help, for everybody to read."
    ),
    "help_films": _(  # S2
        "The address of a page with your films and guides. All the municipalities have some."
    ),
    "privacy_contact": _(
        "Name, telephone and e-mail, on one line. It stands on the page about privacy."
    ),
    "accessibility_statement": _(
        "The law demands a statement at uustatus.no from every municipality. Put its address here."
    ),
}
