from django.apps import AppConfig


class HealthConfig(AppConfig):
    """The book of health."""

    name = "tremang.areas.health"
    label = "health"
