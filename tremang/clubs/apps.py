from django.apps import AppConfig


class ClubsConfig(AppConfig):
    """The life of a club: campaign, decision, launch, active, paused, dissolved; its board, groups and teams."""

    name = "tremang.clubs"
    label = "clubs"
