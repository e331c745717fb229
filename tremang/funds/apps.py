from django.apps import AppConfig


class FundsConfig(AppConfig):
    """The money of a club. For now: the balance of the income fund as a club declares it on a day."""

    name = "tremang.funds"
    label = "funds"
