"""What is kept of one report: its row, what its writer added to it, its way, and what was sent of it, bodies aside."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tremang.accounts.models import User
from tremang.places.models import Place
from tremang.reports.gathered import Rounds, in_rounds
from tremang.reports.models.kinds import LateEntry, ReportKind
from tremang.reports.models.papers import Issue
from tremang.reports.models.written import Explanation, Frozen, Override, Passage, Report, Step
from tremang.reports.periods import Period


@dataclass(frozen=True)
class Kept:
    """`report` is None where nobody has begun it; then there may still be leave to send it late.

    `names` are those of everybody who took a step, sent or allowed something. Rows come in the order of their writing.
    """

    report: Report | None
    overrides: list[Override]
    passages: list[Passage]
    explanations: list[Explanation]
    steps: list[Step]
    versions: list[Frozen]
    issues: dict[int, Issue]  # by the version's id
    leaves: list[LateEntry]
    names: dict[int, str]

    @classmethod
    def of(cls, kind: ReportKind, place: Place, period: Period) -> "Kept":
        """Everything kept of a report. One query."""
        [found] = in_rounds(cls.reading(kind, place, period))
        return found

    @classmethod
    def reading(cls, kind: ReportKind, place: Place, period: Period) -> Rounds:
        """The same, in one round."""
        asked = {"kind": kind.code, "place": place, "period": period.label}
        on = {f"report__{name}": value for name, value in asked.items()}
        steps, versions, leaves = (
            Step.objects.filter(**on),
            Frozen.objects.filter(**on),
            LateEntry.objects.filter(**asked),
        )
        people = Q()
        for rows in (steps, versions, leaves):
            people |= Q(pk__in=rows.values("by_id"))
        reports, overrides, passages, explanations, taken, sent, issues, given, names = yield [
            Report.objects.filter(**asked), Override.objects.filter(**on).order_by("pk"),
            Passage.objects.filter(**on).order_by("pk"), Explanation.objects.filter(**on).order_by("pk"),
            steps.order_by("pk"), versions.defer("body").order_by("number"),
            Issue.objects.filter(**{f"frozen__{name}": value for name, value in on.items()}), leaves.order_by("pk"),
            User.objects.filter(people).values_list("pk", "full_name"),
        ]  # fmt: skip
        report = next(iter(reports), None)
        if report is not None:
            report.place = place
            for one in (*taken, *sent):
                one.report = report
        by_version = {one.frozen_id: one for one in issues}
        return cls(report, overrides, passages, explanations, taken, sent, by_version, given, dict(names))

    def leave(self, today: date) -> LateEntry | None:
        """The exception by which it may still be sent today: the one that holds longest."""
        return max((one for one in self.leaves if one.until >= today), key=lambda one: one.until, default=None)
