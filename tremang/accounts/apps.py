from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles at a node, powers, sign-in."""

    name = "tremang.accounts"
    label = "accounts"
