"""Addresses of the baton."""

from django.urls import path

from . import views

urlpatterns = [
    path("logg/<uuid:log_id>/stafettpinne/", views.baton, name="baton"),
]
