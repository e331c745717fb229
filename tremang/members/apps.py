from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Persons, households, memberships, vulnerable groups, needs, consent, the board's members."""

    name = "tremang.members"
    label = "members"
