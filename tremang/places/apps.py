from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Nation, province, communes, hamlets, and the leaf of each club: one tree of paths."""

    name = "tremang.places"
    label = "places"
