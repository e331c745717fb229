"""The shell and the design system. It knows no club."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tremang.ui"
    verbose_name = "Giao diện"
