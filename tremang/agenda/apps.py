from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The meeting led step by step; minutes."""

    name = "tremang.agenda"
    label = "agenda"
