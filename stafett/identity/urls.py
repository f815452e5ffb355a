"""Addresses of signing in and out."""

from django.urls import path

from . import views

urlpatterns = [
    path("logg-inn/", views.sign_in, name="sign_in"),
    path("logg-inn/som/", views.sign_in_as, name="sign_in_as"),
    path("logg-ut/", views.sign_out, name="sign_out"),
    path("logg-ut/ferdig/", views.signed_out, name="signed_out"),
]
