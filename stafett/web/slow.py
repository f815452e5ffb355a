"""Whoever asks for very many addresses that are not there is asked to rest."""

from collections.abc import Callable
from time import time

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from stafett.identity import throttle
from stafett.identity.request import Request
from stafett.identity.where import address_of

from .errors import SAME_FOR_ALL

GetResponse = Callable[[Request], HttpResponseBase]
RESTS_UNTIL = "rests_until"
MISSES = (404, 410)  # also a link that invites nobody


def slow_guessers(get_response: GetResponse) -> GetResponse:
    """Count what was not found. The rest itself lies in the session: it holds in every process."""

    def middleware(request: Request) -> HttpResponseBase:
        left = request.session.get(RESTS_UNTIL, 0) - time()
        if left > 0:
            return _resting(request, int(left) + 1)
        response = get_response(request)
        if response.status_code in MISSES:
            who = f"person {request.person.pk}" if request.person else address_of(request)
            seconds = throttle.missed(who)
            if seconds:
                if request.person:
                    request.session[RESTS_UNTIL] = time() + seconds
                return _resting(request, seconds)
        return response

    return middleware


def _resting(request: Request, seconds: int) -> HttpResponse:
    answer = render(request, "429.html", SAME_FOR_ALL, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer
