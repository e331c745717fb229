from django.apps import AppConfig


class LearningConfig(AppConfig):
    """The book of awareness and lifelong learning."""

    name = "tremang.areas.learning"
    label = "learning"
