"""The site's settings for checks that need no database."""

from stafett.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
