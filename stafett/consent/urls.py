"""Addresses of consent: starting a draft, asking, answering, ending."""

from django.urls import path

from . import asking_views, closing_views, person_views, show_views, signing_views, start_views

app_name = "consent"
LOG = "logg/<uuid:log_id>/"

urlpatterns = [
    path("logg/ny/", start_views.start, name="start"),
    path(f"{LOG}samtykke/", show_views.show, name="show"),
    path(f"{LOG}samtykke/nytt/", asking_views.prepare, name="prepare"),
    path(f"{LOG}samtykke/muntlig/", person_views.note_oral, name="oral"),
    path(f"{LOG}samtykke/person/", person_views.add, name="add"),
    path(f"{LOG}samtykke/person/<uuid:named_id>/", person_views.change, name="change"),
    path(f"{LOG}samtykke/<uuid:consent_id>/", signing_views.sign, name="sign"),
    path(f"{LOG}samtykke/<uuid:consent_id>/ta-tilbake/", show_views.take_back, name="take_back"),
    path(f"{LOG}avslutt/", closing_views.close, name="close"),
]
