"""Addresses of messages."""

from django.urls import path

from . import views
from .beginning_page import beginnings

app_name = "messages"
LOG = "logg/<uuid:log_id>/meldinger/"

urlpatterns = [
    path("kommune/meldinger/", beginnings, name="beginnings"),
    path(LOG, views.threads, name="threads"),
    path(f"{LOG}ny/", views.new, name="new"),
    path(f"{LOG}<uuid:message_id>/", views.thread, name="thread"),
]
