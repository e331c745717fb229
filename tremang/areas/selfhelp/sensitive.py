"""Of whom the book of self-help holds sensitive data: who was helped in hardship."""

from typing import Any

from django.db.models import QuerySet

from tremang.areas.selfhelp.models import Help


def persons() -> "QuerySet[Any, Any]":
    """The persons of members ever helped in hardship; outsiders have no name here."""
    return Help.objects.filter(membership__isnull=False).values_list("membership__person")
