"""Tells Django of the front door's own checks."""

from django.apps import AppConfig
from django.core.checks import register


class WebConfig(AppConfig):
    """The front door."""

    name = "stafett.web"

    def ready(self) -> None:
        """Once all models are known."""
        from . import readiness

        register(readiness.check, deploy=True)
