from django.apps import AppConfig


class PhoneConfig(AppConfig):
    """The offline app of a club."""

    name = "tremang.phone"
    label = "phone"
