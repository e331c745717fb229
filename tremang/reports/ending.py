"""That a place is no more: since when, into what it went, and so that it owes no report.

A club that was dissolved or merged keeps its node in the tree; its life says that it is closed. What it had sent stays, and
what it had recorded stands in the reports of its commune. A unit of the State is closed by the decree that merged it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from tremang.clubs.models import ClubMerger, State, StateRow
from tremang.kernel.format import day as written
from tremang.places.models import Kind, Place
from tremang.places.queries import heirs
from tremang.reports.boxes.phrases import listed, unit_called


class Ended(NamedTuple):
    """The first day without the place, and the places that stand where it stood (none: it was dissolved)."""

    on: date
    heirs: list[Place]

    @property
    def words(self) -> str:
        """What became of it, as a sentence goes on with it: đã sáp nhập vào câu lạc bộ thôn Chợ Mới từ ngày 14/3/2026."""
        words = {"day": written(self.on), "heirs": listed([unit_called(place.name) for place in self.heirs])}
        if len(self.heirs) > 1:
            return _("được chia, nhập vào %(heirs)s từ ngày %(day)s") % words
        if self.heirs:
            return _("đã sáp nhập vào %(heirs)s từ ngày %(day)s") % words
        return _("đã giải thể từ ngày %(day)s") % words


def ended(place: Place, life: Sequence[StateRow] | None = None) -> Ended | None:
    """What became of a place; None while it exists. `life` are the stages of a club in their order, where they are known.

    A query for a club of which they are not; more only for what is closed.
    """
    if place.kind != Kind.CLUB:
        return None if place.valid_to is None else Ended(place.valid_to + timedelta(days=1), heirs(place))
    rows = StateRow.objects.filter(club=place.pk).order_by("from_on") if life is None else life
    last = list(rows)[-1:]
    if not last or last[0].state not in (State.DISSOLVED, State.MERGED):
        return None
    merger = ClubMerger.objects.filter(club=place.pk).select_related("into__place").order_by("-merged_on").first()
    into = [merger.into.place] if merger is not None and last[0].state == State.MERGED else []
    return Ended(last[0].from_on, into)
