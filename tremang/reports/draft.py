"""A report as it would be sent now: figures, what its writer changed, sentences, cautions, and what it waits for.

One object is made per look and hands each part what it needs; each is worked out once, when first asked for. What it rests
on is read by few statements: what is kept of it (`kept`), what its figures are made of (`beside`, then `facts`), and what
stands around it (`around`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Q

from tremang.places.models import Place
from tremang.reports.adjustments import Carry, carrying
from tremang.reports.around import Around
from tremang.reports.below import Awaited
from tremang.reports.beside import Beside
from tremang.reports.figures import Facts, Figure, Figures, Sheet, lines_of, look, put_together, reported_of, spanned
from tremang.reports.gathered import in_rounds
from tremang.reports.kept import Kept
from tremang.reports.lines.base import Line
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import Override, Passage, Report
from tremang.reports.obstacles import Carried
from tremang.reports.periods import Period, period_of, previous

T = TypeVar("T")


@dataclass
class Draft:
    """The report of a kind, place and period on a day; `report` is its row where it has been begun."""

    kind: ReportKind
    place: Place
    period: Period
    today: date
    report: Report | None = None
    _done: dict[Callable[["Draft"], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, kind: ReportKind, place: Place, period: Period, today: date, kept: Kept | None = None) -> "Draft":
        """The draft with its row; the facts are brought up to the day. Outside any write lock.

        `kept` is what is kept of the report, where it was read before.
        """
        look(place, today)
        if kept is not None:
            draft = cls(kind, place, period, today, kept.report)
        else:
            kept, beside = in_rounds(Kept.reading(kind, place, period), Beside.reading(kind, place, period))
            draft = cls(kind, place, period, today, kept.report)
            draft.beside = beside
        draft.kept = kept
        return draft

    @cached_property
    def kept(self) -> Kept:
        """What is kept of it."""
        return Kept.of(self.kind, self.place, self.period)

    @cached_property
    def beside(self) -> Beside:
        """The places below, what they sent, and what this one sent before."""
        [found] = in_rounds(Beside.reading(self.kind, self.place, self.period))
        return found

    @cached_property
    def facts(self) -> Facts:
        """The facts of its figures: of the places below for this period and the end of the one before, of its own place from the
        first period on that was sent. One query, and that of `beside`.
        """
        first, last = spanned(self.period, self.today)
        nodes = [unit.node for unit in self.beside.units]
        labels = [one.label for one in self.beside.earlier]
        earlier = [period_of(self.kind, label) for label in labels] + [previous(self.kind, self.period)]
        spans = [spanned(one, self.today) for one in earlier]
        own = Q(half__gte=min(first, *(one[0] for one in spans)), half__lte=max(last, *(one[1] for one in spans)))
        below = Q(half__gte=first, half__lte=last) | Q(half=spans[-1][1])
        return Facts.read(Q(node_id=self.place.pk) & own, *([Q(node_id__in=nodes) & below] if nodes else []))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines in their order."""
        return lines_of(self.kind)

    @cached_property
    def sheet(self) -> Sheet:
        """The figures of the place and of those below it."""
        units = self.beside.units
        nodes = [self.place.pk, *(unit.node for unit in units)]
        found = self.facts.figures(nodes, self.lines, self.period, self.today)
        return put_together(self.kind, self.place, self.period, units, found, self.beside.sent)

    @cached_property
    def overrides(self) -> Mapping[str, Override]:
        """Line → what the writer gives instead."""
        return {row.line: row for row in self.kept.overrides}

    @cached_property
    def reported(self) -> Figures:
        """The figures as they go up: overridden where the writer gave another, and shares worked out from what is reported."""
        given = {line: self.overrides[line.code].value for line in self.lines if line.code in self.overrides}
        told = {(line.top, line.span): amount for line, amount in given.items()}
        found = dict(self.sheet.reported)
        for line in self.lines:
            figure = found[line.code]
            if line in given:
                found[line.code] = Figure(given[line])
            elif line.is_share and told:
                top, bottom = told.get((line.top, line.span)), told.get((line.bottom, line.span))
                found[line.code] = Figure(figure.n if top is None else top, figure.d if bottom is None else bottom)
        return found

    @cached_property
    def previous(self) -> Figures:
        """The figures of the period before: as sent where they were, else (a line added since, too) as the records give them."""
        before = previous(self.kind, self.period)
        version = next((one for one in self.beside.earlier if one.label == before.label), None)
        sent = {} if version is None else reported_of(version.figures)
        lacking = [line for line in self.lines if line.code not in sent]
        return (
            sent | self.facts.figures([self.place.pk], lacking, before, self.today)[self.place.pk] if lacking else sent
        )

    @cached_property
    def adjustments(self) -> list[Carry]:
        """What came later for earlier periods."""
        return carrying(self.kind, self.place, self.period, self.beside.earlier, self.facts, self.today)

    @cached_property
    def awaited(self) -> list[Awaited]:
        """The reports below that go into this one."""
        return self.around.read.awaited

    @cached_property
    def missing(self) -> list[Awaited]:
        """Those that are not there yet."""
        return [one for one in self.awaited if not one.is_done]

    @cached_property
    def passages(self) -> dict[tuple[str, str], Passage]:
        """Box and key → the sentence that the writer wrote."""
        return {(row.box, row.key): row for row in self.kept.passages}

    @cached_property
    def explanations(self) -> dict[str, str]:
        """Caution → what the writer says to it."""
        return {row.caution: row.text for row in self.kept.explanations}

    @cached_property
    def obstacles(self) -> list[Carried]:
        """What stood in the way and goes up with this report, answers with it."""
        return self.around.read.obstacles

    def once(self, work: Callable[["Draft"], T]) -> T:
        """What `work` makes of the draft, worked out at the first asking only."""
        if work not in self._done:
            self._done[work] = work(self)
        return self._done[work]

    @cached_property
    def around(self) -> Around:
        """What sentences and cautions look at besides the figures."""
        return Around(self)
