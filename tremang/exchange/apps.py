from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Data in and out: Excel, CSV, the demo."""

    name = "tremang.exchange"
    label = "exchange"
