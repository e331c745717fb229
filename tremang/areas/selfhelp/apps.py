from django.apps import AppConfig


class SelfhelpConfig(AppConfig):
    """The book of self-help and community support."""

    name = "tremang.areas.selfhelp"
    label = "selfhelp"
