"""The one door for data from outside: phones, files, other programs."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "tremang.inbox"
    label = "inbox"
