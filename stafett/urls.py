"""Every address of the site, by room."""

from importlib.util import find_spec

from django.urls import include, path

from stafett.web import views

ROOMS = ("identity", "overview", "logs", "consent", "plan", "archive")

urlpatterns = [
    path("", views.start, name="start"),
    *(
        path("", include(f"stafett.{room}.urls"))
        for room in ROOMS
        if find_spec(f"stafett.{room}.urls")
    ),
]

handler400 = "stafett.web.errors.bad_request"
handler403 = "stafett.web.errors.not_found"
handler404 = "stafett.web.errors.not_found"
handler500 = "stafett.web.errors.server_error"
