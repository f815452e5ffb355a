"""The address of the guided tour."""

from django.urls import path

from . import tour_views

urlpatterns = [path("opplaering/", tour_views.tour, name="tour")]
