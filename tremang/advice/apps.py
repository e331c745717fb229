from django.apps import AppConfig


class AdviceConfig(AppConfig):
    """What the numbers suggest: silent clubs and why, and the next step."""

    name = "tremang.advice"
    label = "advice"
