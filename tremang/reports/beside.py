"""What the figures of a draft are made of besides the facts: the places below, what they sent, the place's own earlier versions."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from tremang.places.models import Place
from tremang.reports.figures import Figures, Unit, reported_of, sent_below, units_asked, units_told
from tremang.reports.gathered import Rounds
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import SENT, Frozen
from tremang.reports.periods import Period, previous


class Below(NamedTuple):
    """The newest version that a place below has sent: its figures, and the cautions with what was said to them."""

    node: int
    code: str
    name: str
    figures: dict[str, Any]
    cautions: list[dict[str, Any]]


class Earlier(NamedTuple):
    """The newest version of an earlier report of the place that is sent: its figures, and what it carried."""

    label: str
    to_on: date
    figures: dict[str, Any]
    adjustments: list[dict[str, Any]]


@dataclass(frozen=True)
class Beside:
    """`units` in Vietnamese order of names; `below` and `earlier` the oldest version first."""

    units: list[Unit]
    below: list[Below]
    earlier: list[Earlier]

    @classmethod
    def reading(cls, kind: ReportKind, place: Place, period: Period) -> Rounds:
        """Read for a report, in one round; `earlier` are those that ended before it begins, and that of the period before.

        Where the kind's cut has changed, the period before may reach into this one.
        """
        before = Q(report__to_on__lt=period.from_on) | Q(report__period=previous(kind, period).label)
        own = Frozen.objects.filter(
            before, report__place=place, report__kind=kind.code, report__state__in=SENT
        ).order_by("report__to_on", "number")  # fmt: skip
        below_columns = (
            "report__place",
            "report__place__code",
            "report__place__name",
            "body__figures",
            "body__cautions",
        )
        units, below, earlier = yield [
            units_asked(place), sent_below(kind, place, period).values_list(*below_columns),
            own.values_list("report__period", "report__to_on", "body__figures", "body__adjustments"),
        ]  # fmt: skip
        return cls(
            units_told(place, units),
            list({row[0]: Below(*row[:4], row[4] or []) for row in below}.values()),
            list({row[0]: Earlier(*row[:3], row[3] or []) for row in earlier}.values()),
        )

    @property
    def sent(self) -> dict[int, Figures]:
        """Node → its figures as it sent them."""
        return {one.node: reported_of(one.figures) for one in self.below}
