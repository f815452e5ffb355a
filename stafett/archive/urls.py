"""Addresses of the prints."""

from django.urls import path

from . import views

app_name = "archive"
urlpatterns = [
    path("logg/<uuid:log_id>/utskrift/<uuid:deposit_id>.pdf", views.pdf, name="pdf"),
]
