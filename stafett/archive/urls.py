"""Addresses of the prints."""

from django.urls import path

from . import package_views, views

PACKAGE = "logg/<uuid:log_id>/pakke/"

app_name = "archive"
urlpatterns = [
    path("logg/<uuid:log_id>/utskrift/<uuid:deposit_id>.pdf", views.pdf, name="pdf"),
    path(PACKAGE, package_views.packages, name="packages"),
    path(f"{PACKAGE}<uuid:package_id>.pdf", package_views.pdf, name="package_pdf"),
    path(f"{PACKAGE}<uuid:package_id>.json", package_views.data, name="package_data"),
]
