from django.apps import AppConfig


class FactsConfig(AppConfig):
    """What is worked out of the rows: per node and half-month, caught up on read."""

    name = "tremang.facts"
    label = "facts"
