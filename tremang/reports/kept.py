"""What is kept of one report: its row, what its writer added to it, its way, and what was sent of it, bodies aside."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tremang.accounts.models import User
from tremang.clubs.models import StateRow
from tremang.meetings.models import Meeting
from tremang.places.models import Kind, Place
from tremang.reports.gathered import Rounds, in_rounds
from tremang.reports.models.kinds import LateEntry, Level, ReportKind
from tremang.reports.models.papers import Issue, IssuedBefore
from tremang.reports.models.written import Explanation, Frozen, Override, Passage, Report, Step
from tremang.reports.periods import Period


@dataclass(frozen=True)
class Kept:
    """`report` is None where nobody has begun it; then there may still be leave to send it late.

    `names` are those of everybody who took a step, sent or allowed something. Rows come in the order of their writing.
    `life` are the stages of a club's life, of any other place none. `met_on` is the day of its first meeting of the period.
    """

    report: Report | None
    overrides: list[Override]
    passages: list[Passage]
    explanations: list[Explanation]
    steps: list[Step]
    versions: list[Frozen]
    issues: dict[int, Issue]  # by the version's id
    before: list[IssuedBefore]
    leaves: list[LateEntry]
    names: dict[int, str]
    life: list[StateRow]
    met_on: date | None

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
        life = StateRow.objects.filter(club=place.pk) if place.kind == Kind.CLUB else StateRow.objects.none()
        meetings = Meeting.objects.filter(club=place.pk, held_on__range=(period.from_on, period.to_on))
        if kind.level != Level.CLUB:
            meetings = meetings.none()
        reports, overrides, passages, explanations, taken, sent, issues, before, given, names, stages, met = yield [
            Report.objects.filter(**asked), Override.objects.filter(**on).order_by("pk"),
            Passage.objects.filter(**on).order_by("pk"), Explanation.objects.filter(**on).order_by("pk"),
            steps.order_by("pk"), versions.defer("body").order_by("number"),
            Issue.objects.filter(**{f"frozen__{name}": value for name, value in on.items()}),
            IssuedBefore.objects.filter(**{f"issue__frozen__{name}": value for name, value in on.items()}).order_by("pk"),
            leaves.order_by("pk"),
            User.objects.filter(people).values_list("pk", "full_name"), life.order_by("from_on"),
            meetings.order_by("held_on").values_list("held_on"),
        ]  # fmt: skip
        report = next(iter(reports), None)
        if report is not None:
            report.place = place
            for one in (*taken, *sent):
                one.report = report
        by_version = {one.frozen_id: one for one in issues}
        met_on = met[0][0] if met else None
        return cls(
            report, overrides, passages, explanations, taken, sent, by_version, before, given, dict(names), stages, met_on,
        )  # fmt: skip

    @property
    def issued(self) -> Issue | None:
        """The paper that the clerk made of the newest version."""
        return self.issues.get(self.versions[-1].pk) if self.versions else None

    def stands(self, version: Frozen) -> bool:
        """Whether a version is the one that is sent now: no later one, and it did not come back."""
        return self.report is not None and self.report.is_sent and version.pk == self.versions[-1].pk

    @property
    def fallen(self) -> Issue | None:
        """The newest paper made of a version that is not the one that is sent now: the next one replaces it, and has not yet."""
        if self.issued is not None and self.stands(self.versions[-1]):
            return None
        rows = [row for one in self.versions if not self.stands(one) and (row := self.issues.get(one.pk))]
        return rows[-1] if rows else None

    def leave(self, today: date) -> LateEntry | None:
        """The exception by which it may still be sent today: the one that holds longest."""
        return max((one for one in self.leaves if one.until >= today), key=lambda one: one.until, default=None)
