"""The club that an address names."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from tremang.clubs.models import Club
from tremang.kernel.prepared import Question

LARGEST_ID = 2**63 - 1


@Question
def _with_places(pk: int) -> "QuerySet[Any, Any]":
    return Club.objects.filter(pk=pk).select_related("place__parent__parent__parent")


def club_or_404(pk: int) -> Club:
    """The club with its place and all above that, by one query; 404 where there is none."""
    found = _with_places(pk) if pk <= LARGEST_ID else []
    if not found:
        raise Http404
    club: Club = found[0]
    return club
