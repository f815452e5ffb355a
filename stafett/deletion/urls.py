"""Addresses of the deletion demand."""

from django.urls import path

from . import deciding_views, leader_views, views

app_name = "deletion"

urlpatterns = [
    path("logg/<uuid:log_id>/sletting/", views.demand, name="demand"),
    path("enhet/sletting/", leader_views.pass_on, name="pass_on"),
    path("kommune/sletting/", deciding_views.demands, name="demands"),
    path("kommune/sletting/avgjore/", deciding_views.decide, name="decide"),
]
