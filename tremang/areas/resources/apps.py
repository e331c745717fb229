from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """The book of resources."""

    name = "tremang.areas.resources"
    label = "resources"
