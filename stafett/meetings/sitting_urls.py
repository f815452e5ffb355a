"""Addresses of a meeting that is held; `urls.py` takes them in."""

from django.urls import path

from .sitting_views import deciding, health, minutes, parts, tasks

ONE = "logg/<uuid:log_id>/moter/<uuid:meeting_id>/"
HELD = f"{ONE}gjennomfor/"

PATTERNS = [
    path(HELD, parts.present, name="sitting"),
    path(f"{HELD}stemmen/", parts.voice, name="sitting_voice"),
    path(f"{HELD}tiltak/<uuid:measure_id>/", parts.measure, name="sitting_measure"),
    path(f"{HELD}veien/", deciding.way, name="sitting_way"),
    path(f"{HELD}neste/", deciding.informing, name="sitting_next"),
    path(f"{HELD}neste-mote/", deciding.next_one, name="sitting_meeting"),
    path(f"{HELD}gjoremal/", tasks.tasks, name="sitting_tasks"),
    path(f"{HELD}merknad/", minutes.remark, name="sitting_remark"),
    path(f"{HELD}les-opp/", minutes.read_out, name="sitting_read"),
    path(f"{ONE}referat/", minutes.minutes, name="minutes"),
    path(f"{ONE}helseopplysninger/<uuid:text_id>/", health.health_of, name="health"),
    path(f"{ONE}gjoremal/<uuid:task_id>/", minutes.task, name="task"),
]
