from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Ids, periods, text, events, problems, the write lock."""

    name = "tremang.kernel"
    label = "kernel"
