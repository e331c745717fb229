"""Of whom the book holds sensitive data: who was helped to an allowance, referred to legal aid, or complained."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremang.areas.rights.models import Complaint, LegalReferral, RightsHelp
from tremang.members.models import Membership


def persons() -> "QuerySet[Any, Any]":
    """The persons of members named in one of those registers."""
    held = Q()
    for model in (RightsHelp, LegalReferral, Complaint):
        held |= Q(Exists(model._default_manager.filter(membership=OuterRef("pk"))))
    return Membership.objects.filter(held).values_list("person")
