"""Addresses of the baton, of files, and of who sees health and protected places."""

from django.urls import path

from . import (
    away_views,
    deciding_views,
    files,
    health_views,
    level_views,
    picturing,
    place_views,
    sharing,
    two_views,
    views,
)

urlpatterns = [
    path("logg/<uuid:log_id>/stafettpinne/", views.baton, name="baton"),
    path("logg/<uuid:log_id>/stafettpinne/borte/", away_views.away, name="away"),
    path("logg/<uuid:log_id>/niva/", level_views.level, name="level"),
    path(
        "logg/<uuid:log_id>/stafettpinne/avgjorelse/",
        deciding_views.coordination,
        name="coordination",
    ),
    path("logg/<uuid:log_id>/stafettpinne/dele/", two_views.two, name="two_holders"),
    path("logg/<uuid:log_id>/helse/", health_views.who_sees_health, name="health"),
    path("logg/<uuid:log_id>/skjermet/", place_views.protected, name="protected"),
    path("logg/<uuid:log_id>/kontakt/", sharing.contact, name="contact"),
    path("logg/<uuid:log_id>/bilde/", picturing.picture, name="picture"),
    path("bilde/<uuid:picture_id>/", picturing.shown_picture, name="shown_picture"),
    path("logg/<uuid:log_id>/fil/<uuid:file_id>/", files.file, name="file"),
]
