"""A report as it would be sent now: figures, what its writer changed, sentences, cautions, and what it waits for.

One object is made per look and hands each part what it needs; each is worked out once, when first asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tremang.places.models import Place
from tremang.reports.adjustments import Carry, to_carry
from tremang.reports.around import Around
from tremang.reports.below import Awaited, awaited
from tremang.reports.figures import Figure, Figures, Sheet, figures_of, lines_of, look, reported_of, sheet
from tremang.reports.lines.base import Line
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import SENT, Explanation, Frozen, Override, Passage, Report
from tremang.reports.obstacles import Carried, travelling
from tremang.reports.periods import Period, previous


@dataclass
class Draft:
    """The report of a kind, place and period on a day; `report` is its row where it has been begun."""

    kind: ReportKind
    place: Place
    period: Period
    today: date
    report: Report | None = None

    @classmethod
    def of(cls, kind: ReportKind, place: Place, period: Period, today: date) -> "Draft":
        """The draft with its row; the facts are brought up to the day. Outside any write lock."""
        look(place, today)
        report = Report.objects.filter(kind=kind.code, place=place, period=period.label).first()
        return cls(kind, place, period, today, report)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines in their order."""
        return lines_of(self.kind)

    @cached_property
    def sheet(self) -> Sheet:
        """The figures of the place and of those below it."""
        return sheet(self.kind, self.place, self.period, self.today)

    @cached_property
    def overrides(self) -> Mapping[str, Override]:
        """Line → what the writer gives instead."""
        rows = self.report.overrides.all() if self.report else ()
        return {row.line: row for row in rows}

    @cached_property
    def reported(self) -> Figures:
        """The figures as they go up: overridden where the writer gave another."""
        given = {code: Figure(row.value) for code, row in self.overrides.items()}
        return {code: given.get(code, figure) for code, figure in self.sheet.reported.items()}

    @cached_property
    def previous(self) -> Figures:
        """The figures of the period before: as sent where they were, else as the records give them."""
        before = previous(self.kind, self.period)
        versions = Frozen.objects.filter(
            report__kind=self.kind.code, report__place=self.place, report__period=before.label, report__state__in=SENT
        )
        version = versions.order_by("-number").first()
        if version is not None:
            return reported_of(version.body["figures"])
        return figures_of([self.place.pk], self.lines, before, self.today)[self.place.pk]

    @cached_property
    def adjustments(self) -> list[Carry]:
        """What came later for earlier periods."""
        return to_carry(self.kind, self.place, self.period, self.today)

    @cached_property
    def awaited(self) -> list[Awaited]:
        """The reports below that go into this one."""
        return awaited(self.kind, self.place, self.period)

    @cached_property
    def missing(self) -> list[Awaited]:
        """Those that are not there yet."""
        return [one for one in self.awaited if not one.is_done]

    @cached_property
    def passages(self) -> dict[tuple[str, str], Passage]:
        """Box and key → the sentence that the writer wrote."""
        rows = self.report.passages.order_by("pk") if self.report else ()
        return {(row.box, row.key): row for row in rows}

    @cached_property
    def explanations(self) -> dict[str, str]:
        """Caution → what the writer says to it."""
        rows = self.report.explanations.all() if self.report else ()
        found: list[Explanation] = list(rows)
        return {row.caution: row.text for row in found}

    @cached_property
    def obstacles(self) -> list[Carried]:
        """What stood in the way and goes up with this report, answers with it."""
        return travelling(self.place, self.report, self.period)

    @cached_property
    def around(self) -> Around:
        """What sentences and cautions look at besides the figures."""
        return Around(self)
