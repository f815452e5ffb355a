"""Addresses of meetings."""

from django.urls import path

from . import sitting_urls
from .views import agenda, calling, meeting

app_name = "meetings"
LOG = "logg/<uuid:log_id>/moter/"
ONE = f"{LOG}<uuid:meeting_id>/"

urlpatterns = [
    path(LOG, meeting.meetings, name="meetings"),
    path(f"{LOG}ny/", calling.call, name="call"),
    path(ONE, meeting.meeting, name="meeting"),
    path(f"{ONE}endre/", calling.change, name="change"),
    path(f"{ONE}avlys/", calling.cancel, name="cancel"),
    path(f"{ONE}saksliste/", agenda.agenda, name="agenda"),
    *sitting_urls.PATTERNS,
]
