"""Addresses of an invitation's link, of how one is told, and of a training municipality's post."""

from django.urls import path

from . import invitation_views, settings_page, training_views

urlpatterns = [
    path("invitasjon/", invitation_views.invitation, name="invitation"),
    path("invitasjon/<str:token>/", invitation_views.link, name="invitation_link"),
    path("min-side/varsler/", settings_page.notice_settings, name="notice_settings"),
    path("opplaering/e-post/", training_views.training_mail, name="training_mail"),
    path(
        "opplaering/e-post/<uuid:mail_id>/stafett.ics",
        training_views.training_file,
        name="training_file",
    ),
]
