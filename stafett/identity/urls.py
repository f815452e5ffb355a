"""Addresses of signing in and out."""

from django.urls import path

from . import idporten_out, idporten_views, sign_ins, views

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
    path("min-side/innlogginger/", sign_ins.show, name="sign_ins"),
    path("min-side/innlogginger/avslutt/", sign_ins.end, name="end_sign_ins"),
    path("logg-ut/", views.sign_out, name="sign_out"),
    path("logg-ut/ferdig/", views.signed_out, name="signed_out"),
]
