"""Four of the policies, from the table in docs/consent.md; what is left out is as in `national`."""

NATIONAL = {
    "youth_signs_from": 15,
    "guardians_sign_until": 18,
    "health_youth_alone_from": 16,
    "education_youth_alone_from": 15,
    "ordinary_care_one_guardian": False,
    "one_guardian_when_together": False,
    "nonresident_guardian_signs": True,
    "guardians_write": True,
    "owner_may_close_from": 15,
    "valid_months": 12,
    "draft_kept_days": 30,
}
POLICIES = {
    "national": NATIONAL,
    "hustadvika": NATIONAL
    | {
        "guardians_sign_until": 15,
        "ordinary_care_one_guardian": True,
        "nonresident_guardian_signs": False,
        "valid_months": None,
    },
    "sogndal": NATIONAL | {"guardians_sign_until": 15, "valid_months": None},
    "aardal": NATIONAL
    | {
        "youth_signs_from": None,
        "guardians_write": False,
        "owner_may_close_from": None,
        "valid_months": None,
    },
}
