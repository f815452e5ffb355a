"""Addresses of the baton, and of who sees what is about health."""

from django.urls import path

from . import health_views, views

urlpatterns = [
    path("logg/<uuid:log_id>/stafettpinne/", views.baton, name="baton"),
    path("logg/<uuid:log_id>/helse/", health_views.who_sees_health, name="health"),
]
