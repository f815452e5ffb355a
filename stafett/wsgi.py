"""What gunicorn serves. A web process sees the database as the web login and no other."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stafett.settings")
os.environ.setdefault("STAFETT_LOGIN", "web")

application = get_wsgi_application()
