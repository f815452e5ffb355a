"""The room's name among Django's applications: Django has one called messages already."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Letters between those in a log."""

    name = "stafett.messages"
    label = "letters"
