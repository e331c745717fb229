from django.apps import AppConfig


class BenchConfig(AppConfig):
    """How fast the product is, measured from outside over HTTP."""

    name = "tremang.bench"
    label = "bench"
