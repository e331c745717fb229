"""Of whom the book holds sensitive data: members who were visited in illness."""

from django.db.models import QuerySet

from tremang.areas.culture.models import Occasion, SocialVisit


def persons() -> "QuerySet[SocialVisit]":
    """Their ids, in one column."""
    rows = SocialVisit.objects.filter(occasion=Occasion.SICK, membership__isnull=False)
    return rows.values_list("membership__person", flat=True)
