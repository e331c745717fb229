from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The common ground of the eight books."""

    name = "tremang.areas.common"
    label = "areas"
