"""What was written at a place since a report was sent, as far as it can touch the report's period."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.accounts.telling import words_of
from tremang.kernel.models import Event
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.reports.lines.base import Line, Span
from tremang.reports.lines.registry import section_of
from tremang.reports.models.written import Frozen
from tremang.reports.periods import Period

MOST = 400  # events read for one page; the newest ones
ASIDE = ("reports.", "accounts.")
ASKED = (Verb.SEE_PERSONS, Verb.SEE_SENSITIVE, Verb.KEEP_USERS)


@dataclass(frozen=True)
class Told:
    """One act: who, at which place, of which days it tells. `sees`: what its words may tell this reader."""

    event: Event
    who: str
    where: str
    days: tuple[date, ...]
    sees: frozenset[Verb]

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.event.at

    @property
    def what(self) -> str:
        """The act in words."""
        return words_of(self.event, self.sees)

    def moves(self, line: Line, period: Period) -> bool:
        """Whether it can have moved a line: by the rows it vouches for, and of what happened in a time by its days."""
        begins = section_of(line.code).moved_by
        if begins and not any(row.startswith(begins) for row in self.event.digests):
            return False
        if line.span != Span.PERIOD or not self.days:
            return True
        return any(period.from_on <= day <= period.to_on for day in self.days)


def told_since(
    version: Frozen, period: Period, nodes: Collection[int], user: User, today: date
) -> dict[int, list[Told]]:
    """Place below → what was written there or below it since, the newest first; only where the reader may read the log.

    An act counts where it names no day at all, or a day up to the period's end and not before its year.
    """
    inside = Q(kind=Kind.CLUB) & under(version.report.place.path)
    found_places = {place.pk: place for place in Place.objects.filter(Q(pk__in=nodes) | inside)}
    readable = [place for pk, place in found_places.items() if pk in nodes and may(user, Verb.SEE_EVENTS, place, today)]
    home: dict[int, int] = {place.pk: place.pk for place in readable}
    known: dict[int, Place] = {place.pk: place for place in readable}
    for place in readable:
        for below in found_places.values():
            if below.kind == Kind.CLUB and below.pk not in nodes and place.contains(below):
                home[below.pk], known[below.pk] = place.pk, below
    name = User.objects.filter(pk=OuterRef("actor_id")).values("full_name")[:1]
    rows = (
        Event.objects.filter(chain_id__in=list(home), at__gt=version.at)
        .select_related("content")
        .annotate(by=Subquery(name))
        .order_by("-at", "-pk")
    )
    found: dict[int, list[Told]] = defaultdict(list)
    for event in rows[:MOST]:
        if not hasattr(event, "content") or event.subject.startswith(ASIDE):
            continue
        days = tuple(_days(event.content.body))
        if days and not any(date(period.from_on.year, 1, 1) <= day <= period.to_on for day in days):
            continue
        place = known[event.chain_id]
        sees = frozenset(verb for verb in ASKED if may(user, verb, place, today))
        found[home[event.chain_id]].append(Told(event, event.by or _("Phần mềm"), place.name, days, sees))
    return found


def _days(value: Any) -> list[date]:
    if isinstance(value, str):
        try:
            day = parse_date(value) if len(value) == 10 else None
        except ValueError:
            day = None
        return [day] if day else []
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [day for one in values for day in _days(one)]
