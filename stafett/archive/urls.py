"""Addresses of the prints, and of what the archive has got."""

from django.urls import path

from . import delivery_views, package_views, print_views, views

PRINT = "logg/<uuid:log_id>/skriv-ut/"
PACKAGE = "logg/<uuid:log_id>/pakke/"

app_name = "archive"
urlpatterns = [
    path("logg/<uuid:log_id>/utskrift/<uuid:deposit_id>.pdf", views.pdf, name="pdf"),
    path(PRINT, print_views.choose, name="print"),
    path(f"{PRINT}stafettlogg.pdf", print_views.save, name="print_pdf"),
    path(PACKAGE, package_views.packages, name="packages"),
    path(f"{PACKAGE}<uuid:package_id>.pdf", package_views.pdf, name="package_pdf"),
    path(f"{PACKAGE}<uuid:package_id>.json", package_views.data, name="package_data"),
    path("kommune/arkiv/", delivery_views.deliveries, name="deliveries"),
]
