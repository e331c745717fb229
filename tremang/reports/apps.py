"""The room of period reports: written by themselves, sent up, frozen as they were sent."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "tremang.reports"
    label = "reports"
