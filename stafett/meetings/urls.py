"""Addresses of meetings."""

from django.urls import path

from . import sitting_urls
from .views import after, agenda, calendar, calling, meeting

app_name = "meetings"
LOG = "logg/<uuid:log_id>/moter/"
ONE = f"{LOG}<uuid:meeting_id>/"

urlpatterns = [
    path("min-side/kalender/", calendar.own_calendar, name="calendar"),
    path("kalender/<str:token>.ics", calendar.feed, name="feed"),
    path(LOG, meeting.meetings, name="meetings"),
    path(f"{LOG}ny/", calling.call, name="call"),
    path(ONE, meeting.meeting, name="meeting"),
    path(f"{ONE}endre/", calling.change, name="change"),
    path(f"{ONE}avlys/", calling.cancel, name="cancel"),
    path(f"{ONE}gjenopprett/", calling.restore, name="restore"),
    path(f"{ONE}kalender.ics", calendar.one, name="appointment"),
    path(f"{ONE}hvordan-var-det/", after.after, name="after"),
    path(f"{ONE}saksliste/", agenda.agenda, name="agenda"),
    *sitting_urls.PATTERNS,
]
