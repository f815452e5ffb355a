"""My page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stafett.identity.guard import signed_in


@signed_in
def my_page(request: HttpRequest) -> HttpResponse:
    """What waits for me, then my logs."""
    return render(request, "base.html")
