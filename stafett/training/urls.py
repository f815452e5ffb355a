"""Addresses of the guided tour."""

from django.urls import path

from . import tour_views

urlpatterns = [
    path("opplaering/", tour_views.tour, name="tour"),
    path("opplaering/som/", tour_views.be_the_guardian, name="tour_as"),
    path("opplaering/tilbake/", tour_views.be_oneself, name="tour_back"),
]
