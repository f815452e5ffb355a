"""Addresses of signing in and out."""

from django.urls import path

from . import (
    idporten_out,
    idporten_views,
    sign_ins,
    views,
    youth_choosing_views,
    youth_views,
)

urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-inn/som/", views.sign_in_as, name="sign_in_as"),
    path("foerste-gang/", idporten_views.first_time, name="first_time"),
    path("logg-inn/id-porten/", idporten_views.start, name="idporten_start"),
    path("logg-inn/id-porten/tilbake/", idporten_views.back, name="idporten_back"),
    path("lenke/<str:token>/", idporten_views.way_in, name="way_in"),
    path("velkommen/", idporten_views.welcome, name="welcome"),
    path("logg-ut/id-porten/", idporten_out.from_there, name="idporten_out"),
    path("logg-inn/bruk/", sign_ins.stay, name="stay"),
    path("logg-inn/ung/", youth_views.youth_sign_in_page, name="youth_sign_in"),
    path("logg-inn/ung/kode/", youth_views.code, name="youth_code"),
    path("logg-inn/ung/for-gammel/", youth_views.too_old, name="youth_too_old"),
    path("logg-inn/ung/papir/", youth_choosing_views.paper, name="youth_paper"),
    path("logg-inn/ung/velg/", youth_choosing_views.choose, name="youth_choose"),
    path("logg-inn/ung/app.svg", youth_choosing_views.app_square, name="youth_app"),
    path("logg-inn/ung/<str:token>/", youth_choosing_views.link, name="youth_link"),
    path("min-side/innlogginger/", sign_ins.show, name="sign_ins"),
    path("min-side/innlogginger/avslutt/", sign_ins.end, name="end_sign_ins"),
    path("logg-ut/", views.sign_out, name="sign_out"),
    path("logg-ut/ferdig/", views.signed_out, name="signed_out"),
]
