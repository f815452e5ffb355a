"""Addresses of the child's room, and of what the child has told."""

from django.urls import path

from .views import health, room, talks, telling, told, words, youth

app_name = "voice"
LOG = "logg/<uuid:log_id>/"
ROOM = f"{LOG}mitt-rom/"
WORDS = f"{ROOM}<uuid:words_id>/"

urlpatterns = [
    path(ROOM, room.room, name="room"),
    path(f"{ROOM}si-fra/", words.not_working, name="not_working"),
    path(f"{ROOM}prat/", telling.talk, name="talk"),
    path(WORDS, telling.share, name="words"),
    path(f"{WORDS}endre/", words.change, name="change"),
    path(f"{WORDS}kast/", words.throw_away, name="throw_away"),
    path(f"{LOG}helseopplysninger/<uuid:subject_id>/", health.health_of, name="health"),
    path(f"{LOG}barnets-stemme/", told.told, name="told"),
    path(f"{LOG}innlogging/", youth.sign_in, name="sign_in"),
    path(f"{LOG}barnets-stemme/prat/", talks.write_talk, name="write_talk"),
    path(f"{LOG}barnets-stemme/neste/", talks.next_talk, name="next_talk"),
    path(f"{LOG}barnets-stemme/medvirkning/", talks.participation, name="participation"),
]
