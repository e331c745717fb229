"""Which obstacles travel with a report, where each one is, and which wait for an answer of whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import TABLE, Verb, roles
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.reports.boxes.phrases import called
from tremang.reports.gathered import Rounds
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.models.written import Report
from tremang.reports.periods import Period

TERM = "obstacle"  # the code of the term for an answer, among those of areas.rights


class Carried(NamedTuple):
    """An obstacle as it stands in a report. `origin` is the place that raised it first, "" where that is the reporting one.

    `holder` is the place that owes the answer now, or gave it; `answer` "" while there is none.
    """

    obstacle: Obstacle
    origin: str
    holder: Place
    due_on: date
    answer: str
    answered_on: date | None

    @property
    def plain(self) -> dict[str, Any]:
        """As plain values for a frozen report."""
        return {
            "id": str(self.obstacle.pk), "text": self.obstacle.text, "origin": self.origin,
            "raised_on": self.obstacle.raised_on.isoformat(), "holder": self.holder.name, "due_on": self.due_on.isoformat(),
            "answer": self.answer, "answered_on": self.answered_on.isoformat() if self.answered_on else None,
        }  # fmt: skip


def live() -> QuerySet[Obstacle]:
    """Obstacles that were not withdrawn, with their places."""
    return Obstacle.objects.filter(withdrawn_on__isnull=True).select_related("place", "owner", "passed_up_from__place")


def travelling(place: Place, report: Report | None, period: Period) -> Rounds:
    """What goes up with the report of a place: what it raised, passed up or has to answer, still open or answered meanwhile.

    That is: raised by the period's last day, or in this very report; and not answered before the period began. What was
    passed up stands once, where it is now. One round: what became of an obstacle is asked together with it, as it goes up
    two levels at most.
    """
    in_time = Q(raised_on__lte=period.to_on)
    if report is not None:
        in_time |= Q(report=report)
    here, above = Q(place=place) | Q(owner=place), "passed_up_from__"
    rows = live().filter(in_time, here).filter(Q(answered_on__isnull=True) | Q(answered_on__gte=period.from_on))
    own, *passed = yield [
        rows.order_by("raised_on", "pk"),
        live().filter(Q(**{f"{above}place": place}) | Q(**{f"{above}owner": place})),
        live().filter(**{f"{above}{above}place": place}),
    ]
    ends = _ends(own, passed)
    shown = {row.pk for row in own}
    found = []
    for row in own:
        end = ends[row.pk]
        if end.pk != row.pk and end.pk in shown:
            continue
        if end.answered_on is None or end.answered_on >= period.from_on:
            found.append(Carried(row, raised_by(row, place), end.owner, end.due_on, end.answer, end.answered_on))
    return found


def whereabouts(rows: Iterable[Obstacle]) -> dict[int, Obstacle]:
    """Obstacle → the row at which its answer stands or is owed now: itself, or the one made by passing it up.

    One query per level it went up, two at most.
    """
    first = list(rows)
    passed: list[list[Obstacle]] = []
    asked = [row.pk for row in first]
    while asked:
        passed.append(list(live().filter(passed_up_from__in=asked)))
        asked = [row.pk for row in passed[-1]]
    return _ends(first, passed)


def _ends(rows: Iterable[Obstacle], passed: Iterable[Iterable[Obstacle]]) -> dict[int, Obstacle]:
    """The same, out of what was made by passing up: once, then twice."""
    ends = {row.pk: row for row in rows}
    first = {pk: pk for pk in ends}
    for level in passed:
        for row in level:
            if row.passed_up_from_id in first:
                first[row.pk] = first[row.passed_up_from_id]
                ends[first[row.pk]] = row
    return ends


def origin_of(row: Obstacle) -> Place:
    """The place that raised it first."""
    while row.passed_up_from is not None:
        row = row.passed_up_from
    return row.place


def raised_by(row: Obstacle, reader: Place | None = None) -> str:
    """The name of the place that raised it first; with the commune that passed it up where that is not the reader itself.

    "" where it is the reader's own.
    """
    origin = origin_of(row)
    if reader is not None and origin.pk == reader.pk:
        return ""
    if origin.pk == row.place_id or reader is not None and row.place_id == reader.pk:
        return origin.name
    return f"{origin.name}, {called(row.place.name)}"


def waiting(owners: Q) -> QuerySet[Obstacle]:
    """Those not answered and not passed up whose owner fits, the most urgent first."""
    passed = Obstacle.objects.filter(passed_up_from=OuterRef("pk"), withdrawn_on__isnull=True)
    return live().filter(owners, ~Exists(passed), answered_on__isnull=True).order_by("due_on", "pk")


def waiting_for(user: User, today: date) -> QuerySet[Obstacle]:
    """The obstacles that wait for an answer of `user`: of the places at which he holds that duty, not of those below.

    Where the owner was merged away, the place in which the obstacle's own now lies answers.
    """
    owners = Q(pk__in=[])
    for role in roles(user, today):
        if Verb.APPROVE_REPORTS in TABLE[role.kind]:
            owners |= Q(owner=role.place_id)
            if role.place.kind == Kind.COMMUNE:
                owners |= Q(owner__valid_to__isnull=False) & under(role.place.path, "place__path")
    return waiting(owners)
