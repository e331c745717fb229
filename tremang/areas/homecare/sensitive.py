"""Of whom the book holds sensitive data: what somebody needs at home speaks of his health."""

from typing import Any

from django.db.models import QuerySet

from tremang.areas.homecare.models import Cared


def persons() -> "QuerySet[Any, Any]":
    """The persons of members ever written down as cared for; outsiders have no name here."""
    return Cared.objects.filter(membership__isnull=False).values_list("membership__person")
