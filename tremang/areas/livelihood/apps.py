from django.apps import AppConfig


class LivelihoodConfig(AppConfig):
    """The book of income and livelihoods."""

    name = "tremang.areas.livelihood"
    label = "livelihood"
