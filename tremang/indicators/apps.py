from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """One file per indicator of the plan."""

    name = "tremang.indicators"
    label = "indicators"
