from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Keeping the places: decrees, catalogues of hamlets, and what a commune declares of itself."""

    name = "tremang.programme.territory"
    label = "territory"
