"""The front door's own pages: the help, and what the municipality says of itself."""

from django.urls import path

from . import about_views, help_views

urlpatterns = [
    path("hjelp/", help_views.help_page, name="help"),
    path("hjelp/familie/", help_views.help_family, name="help_family"),
    path("hjelp/<slug:topic>/", help_views.help_topic, name="help_topic"),
    path("personvern/", about_views.privacy, name="privacy"),
    path("tilgjengelighet/", about_views.accessibility, name="accessibility"),
]
