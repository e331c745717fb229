"""Of whom the book holds sensitive data: that a household was poor."""

from typing import Any

from django.db.models import QuerySet

from tremang.areas.livelihood.models import PovertyExit


def persons() -> "QuerySet[Any, Any]":
    """The persons whose household was written down as having left poverty."""
    return PovertyExit.objects.values_list("membership__person")
