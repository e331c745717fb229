from django.apps import AppConfig


class CultureConfig(AppConfig):
    """The book of culture, visits and exchange."""

    name = "tremang.areas.culture"
    label = "culture"
