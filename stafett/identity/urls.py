"""Addresses of signing in and out."""

from django.urls import path

from . import sign_ins, views

urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-inn/som/", views.sign_in_as, name="sign_in_as"),
    path("logg-inn/bruk/", sign_ins.stay, name="stay"),
    path("min-side/innlogginger/", sign_ins.show, name="sign_ins"),
    path("min-side/innlogginger/avslutt/", sign_ins.end, name="end_sign_ins"),
    path("logg-ut/", views.sign_out, name="sign_out"),
    path("logg-ut/ferdig/", views.signed_out, name="signed_out"),
]
