"""The site's addresses and a few beside them, on which a test can see what the frame does."""

from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path

from stafett.identity.guard import signed_in
from stafett.people.models import Person
from stafett.urls import handler400, handler403, handler404, handler500
from stafett.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def _write(request: Any) -> None:
    Person.objects.filter(pk=request.person.pk).update(language="nn")


def kept(request: HttpRequest) -> HttpResponse:
    _write(request)
    return HttpResponse("kept")


def breaks(request: HttpRequest) -> HttpResponse:
    _write(request)
    raise RuntimeError("a secret of the server")


def answers_500(request: HttpRequest) -> HttpResponse:
    _write(request)
    return HttpResponse(status=503)


def not_yours(request: HttpRequest, number: str) -> HttpResponse:
    _write(request)
    raise Http404(f"log {number} is not yours")


def breaks_while_rendering(request: HttpRequest) -> HttpResponse:
    _write(request)
    return TemplateResponse(request, "web/no_such_template.html")


def sees(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('stafett.person', true)")
        row = cursor.fetchone()
    return HttpResponse("|".join([*map(str, row), str(Person.objects.count())]))


def says(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Tiltaket om <Elias> er lagret.")
    return HttpResponse()


@signed_in
def behind(request: HttpRequest) -> HttpResponse:
    return render(request, "web/start.html")


urlpatterns = [
    *site,
    path("probe/kept/", kept),
    path("probe/breaks/", breaks),
    path("probe/answers-500/", answers_500),
    path("probe/rendering/", breaks_while_rendering),
    path("probe/logg/<str:number>/", not_yours),
    path("probe/sees/", sees),
    path("probe/says/", says),
    path("probe/behind/", behind),
]
