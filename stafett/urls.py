"""Every address of the site, by room."""

from django.urls import include, path

from stafett.web import operating, views

urlpatterns = [
    path("", views.start, name="start"),
    path("tilstand/", operating.alive, name="alive"),
    path("tilstand/tall/", operating.figures, name="figures"),
    path("", include("stafett.web.urls")),
    path("", include("stafett.identity.urls")),
    path("", include("stafett.overview.urls")),
    path("", include("stafett.logs.urls")),
    path("", include("stafett.consent.urls")),
    path("", include("stafett.plan.urls")),
    path("", include("stafett.voice.urls")),
    path("", include("stafett.messages.urls")),
    path("", include("stafett.meetings.urls")),
    path("", include("stafett.unfinished.urls")),
    path("", include("stafett.archive.urls")),
    path("", include("stafett.notices.urls")),
    path("", include("stafett.deletion.urls")),
    path("", include("stafett.guide.urls")),
    path("", include("stafett.training.urls")),
]

handler400 = "stafett.web.errors.bad_request"
handler403 = "stafett.web.errors.not_found"
handler404 = "stafett.web.errors.not_found"
handler500 = "stafett.web.errors.server_error"
