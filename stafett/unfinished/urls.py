"""Addresses of what is being written."""

from django.urls import path

from . import views

urlpatterns = [
    path("min-side/uferdig/", views.my_unfinished, name="unfinished"),
    path("min-side/uferdig/ta-vare/", views.keep_writing, name="keep_writing"),
    path("min-side/uferdig/slett/", views.let_go, name="let_go"),
]
