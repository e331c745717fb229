"""Of whom the book of health holds sensitive data, for the counter of the whole City."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremang.areas.health.blanking import KEPT
from tremang.members.models import Membership


def persons() -> "QuerySet[Any, Any]":
    """The ids of persons with readings, referrals or insurance rows."""
    held = Q()
    for model in KEPT:
        held |= Q(Exists(model._default_manager.filter(membership=OuterRef("pk"))))
    return Membership.objects.filter(held).values_list("person", flat=True)
