from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The book of rights and entitlements."""

    name = "tremang.areas.rights"
    label = "rights"
