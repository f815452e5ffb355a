"""Addresses of my page, of a log's page and of its history, and of the municipality's rules."""

from django.urls import path

from . import (
    areas_page,
    as_seen,
    family_page,
    history,
    inquiry_page,
    leading_page,
    log_page,
    my_page,
    own_contact_page,
    policy_change,
    policy_page,
    policy_try,
    promises,
    search,
    staff_page,
    units_page,
    who_looked,
)

urlpatterns = [
    path("min-side/", my_page.my_page, name="my_page"),
    path("min-side/kontakt/", own_contact_page.own, name="own_contact"),
    path("logg/<uuid:log_id>/", log_page.log, name="log"),
    path("logg/<uuid:log_id>/historie/", history.history, name="history"),
    path("logg/<uuid:log_id>/avtalt/", promises.promises, name="promises"),
    path("logg/<uuid:log_id>/sok/", search.search, name="search"),
    path("logg/<uuid:log_id>/innsyn/", who_looked.who_looked, name="who_looked"),
    path(
        "logg/<uuid:log_id>/samtykke/<uuid:consent_id>/som/<uuid:named_id>/",
        as_seen.as_seen,
        name="as_seen",
    ),
    path("enhet/", leading_page.leading, name="leading"),
    path("kommune/innsyn/", inquiry_page.inquiry, name="inquiry"),
    path("logg/<uuid:log_id>/familien/", family_page.family, name="family"),
    path("kommune/ansatte/", staff_page.staff, name="staff"),
    path("kommune/ansatte/inviter/", staff_page.staff_invite, name="staff_invite"),
    path(
        "kommune/ansatte/invitasjon/<uuid:invitation_id>/",
        staff_page.staff_invitation,
        name="staff_invitation",
    ),
    path("kommune/ansatte/slutt/<uuid:position_id>/", staff_page.staff_end, name="staff_end"),
    path("kommune/enheter/", units_page.units, name="units"),
    path("kommune/enheter/ny/", units_page.unit_new, name="unit_new"),
    path("kommune/enheter/<uuid:unit_id>/", units_page.unit, name="unit"),
    path("kommune/enheter/<uuid:unit_id>/avslutt/", units_page.unit_end, name="unit_end"),
    path("kommune/enheter/<uuid:unit_id>/igjen/", units_page.unit_again, name="unit_again"),
    path("kommune/omrader/", areas_page.areas, name="areas"),
    path("kommune/regler/", policy_page.policy, name="policy"),
    path("kommune/regler/endre/", policy_change.policy_change, name="policy_change"),
    path("kommune/regler/ta-tilbake/", policy_page.policy_take_back, name="policy_take_back"),
    path("kommune/regler/prov/", policy_try.policy_try, name="policy_try"),
]
