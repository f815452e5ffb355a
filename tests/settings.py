"""The site's settings with the three logins side by side; `tests/database.py` fills in where."""

import os
from copy import deepcopy

os.environ["STAFETT_LOGIN"] = "web"
os.environ["STAFETT_TRAINING"] = "1"

from stafett import settings as site
from stafett.settings import *  # noqa: F403

DATABASES = {alias: deepcopy(site.DATABASES["default"]) for alias in ("default", "owner", "worker")}
SECRET_KEY = "for tests only, " + "x" * 40
# Tests of the walls go astray on purpose.
STAFETT_MISSES = 10**9
BOOK_KEY = "the book key of the tests"

# File names without hashes, so that a page can be made before `collectstatic`; the browser
# tests take the real ones.
STORAGES = site.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# The real one takes half a second for each password, on purpose.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",  # the young's, by its name
]
