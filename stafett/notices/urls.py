"""Addresses of an invitation's link, and of a training municipality's mails."""

from django.urls import path

from . import invitation_views, training_views

urlpatterns = [
    path("invitasjon/", invitation_views.invitation, name="invitation"),
    path("invitasjon/<str:token>/", invitation_views.link, name="invitation_link"),
    path("opplaering/e-post/", training_views.training_mail, name="training_mail"),
]
