"""Addresses of the guide: open to all, of the page's municipality or of one by name; and those of
its administrators."""

from django.urls import path

from . import edit_views, views

app_name = "guide"
TOWN = "veileder/<slug:town>/"
urlpatterns = [
    path("veileder/", views.overview, name="overview"),
    path("veileder/niva/<slug:key>/", views.level, name="level"),
    path("veileder/steg/<slug:key>/", views.step, name="step"),
    path("veileder/verktoy/", views.tools, name="tools"),
    path("veileder/verktoy/<slug:key>/", views.tool, name="tool"),
    path(TOWN, views.overview, name="of_overview"),
    path(f"{TOWN}niva/<slug:key>/", views.level, name="of_level"),
    path(f"{TOWN}steg/<slug:key>/", views.step, name="of_step"),
    path(f"{TOWN}verktoy/", views.tools, name="of_tools"),
    path(f"{TOWN}verktoy/<slug:key>/", views.tool, name="of_tool"),
    path("kommune/veileder/", edit_views.pages, name="pages"),
    path("kommune/veileder/nytt-steg/", edit_views.new_step, name="new_step"),
    path("kommune/veileder/<slug:page>/", edit_views.edit, name="edit"),
]
