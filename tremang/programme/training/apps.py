from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The officials of the plan, and who completed which course."""

    name = "tremang.programme.training"
    label = "training"
