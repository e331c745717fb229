from django.apps import AppConfig


class HomecareConfig(AppConfig):
    """The book of care at home."""

    name = "tremang.areas.homecare"
    label = "homecare"
