"""What gunicorn serves. A web process sees the database as the web login and no other."""

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafett.settings")
os.environ.setdefault("STAFETT_LOGIN", "web")


def _ready() -> WSGIHandler:
    """The application, unless something is not safe. Raises `readiness.NotReady`."""
    made = get_wsgi_application()
    from stafett.web import readiness, warm  # only now are the settings and models known

    readiness.demand()
    warm.warm()
    return made


application = _ready()
