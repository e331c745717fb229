from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """What the plan promised: indicator × phase × place × min..max."""

    name = "tremang.targets"
    label = "targets"
