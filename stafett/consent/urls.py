"""Addresses of consent: starting a draft, asking, answering, ending."""

from django.urls import path

from . import (
    about_views,
    asking_views,
    closed_views,
    closing_views,
    discard_views,
    kept_out_views,
    outside_views,
    person_views,
    record_views,
    review_views,
    show_views,
    signing_views,
    start_views,
    withdraw_heard_views,
    withdraw_views,
)

app_name = "consent"
LOG = "logg/<uuid:log_id>/"

urlpatterns = [
    path("kommune/lukkede-logger/", closed_views.find, name="closed_logs"),
    path("kommune/lukkede-logger/sporre/", closed_views.reopen, name="reopen"),
    path("kommune/lukkede-logger/ta-tilbake/", closed_views.stop, name="reopening_back"),
    path("logg/ny/", start_views.start, name="start"),
    path(f"{LOG}samtykke/", show_views.show, name="show"),
    path(f"{LOG}samtykke/nytt/", asking_views.prepare, name="prepare"),
    path(f"{LOG}samtykke/nytt/om/", about_views.about, name="about"),
    path(f"{LOG}samtykke/nytt/overgang/", about_views.transition, name="transition"),
    path(f"{LOG}samtykke/utenfor/", kept_out_views.keep_out, name="keep_out"),
    path(f"{LOG}samtykke/muntlig/", person_views.note_oral, name="oral"),
    path(f"{LOG}samtykke/person/", person_views.add, name="add"),
    path(f"{LOG}samtykke/person/utenfra/", outside_views.add_outsider, name="add_outsider"),
    path(f"{LOG}samtykke/person/<uuid:named_id>/", person_views.change, name="change"),
    path(f"{LOG}samtykke/person/<uuid:named_id>/lenke/", outside_views.send_link, name="link"),
    path(f"{LOG}samtykke/trekk/", withdraw_views.withdraw, name="withdraw"),
    path(
        f"{LOG}samtykke/trekk/noter/",
        withdraw_heard_views.record_withdrawal,
        name="record_withdrawal",
    ),
    path(f"{LOG}samtykke/trukket/", withdraw_heard_views.withdrawn, name="withdrawn"),
    path(f"{LOG}samtykke/<uuid:consent_id>/", signing_views.sign, name="sign"),
    path(f"{LOG}samtykke/<uuid:consent_id>/noter/", record_views.record, name="record"),
    path(
        f"{LOG}samtykke/<uuid:consent_id>/notert/<uuid:signature_id>/",
        record_views.recorded,
        name="recorded",
    ),
    path(f"{LOG}samtykke/<uuid:consent_id>/ta-tilbake/", show_views.take_back, name="take_back"),
    path(f"{LOG}samtykke/innsyn/", review_views.review, name="review"),
    path(f"{LOG}slett-utkast/", discard_views.discard, name="discard"),
    path(f"{LOG}avslutt/", closing_views.close, name="close"),
]
