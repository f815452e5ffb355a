"""What a web process reads before anybody asks: else its first visitors wait a second for it."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import reverse


def warm() -> None:
    """All addresses with their views, and all of Stafett's templates. gunicorn does it once, before
    it parts into workers."""
    reverse("start")
    for folder in get_app_template_dirs("templates"):
        if settings.ROOT in Path(folder).parents:
            for template in sorted(Path(folder).rglob("*.html")):
                get_template(template.relative_to(folder).as_posix())
