from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """How many people the communication work reached."""

    name = "tremang.programme.communication"
    label = "communication"
