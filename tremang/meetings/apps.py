from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The monthly meeting as a record: roll-call, the 8 contents, themes, decisions."""

    name = "tremang.meetings"
    label = "meetings"
