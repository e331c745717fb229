from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages that bring rooms together."""

    name = "tremang.web"
    label = "web"
