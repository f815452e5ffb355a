"""Addresses of my page, of a log's page and of its history."""

from django.urls import path

from . import history, log_page, my_page

urlpatterns = [
    path("min-side/", my_page.my_page, name="my_page"),
    path("logg/<uuid:log_id>/", log_page.log, name="log"),
    path("logg/<uuid:log_id>/historie/", history.history, name="history"),
]
