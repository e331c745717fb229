from django.apps import AppConfig


class StandardConfig(AppConfig):
    """Whether a club meets the standard."""

    name = "tremang.programme.standard"
    label = "standard"
