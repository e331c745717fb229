"""Which kinds of reports hold on a day, and which goes into which; and the public holidays, by which their days are due.

Both are small tables that nearly every page needs, so they are read by one statement, and each kind remembers the tables
with which it was read: what is asked of it later on the same page asks nothing more.
"""

from dataclasses import dataclass
from datetime import date

from tremang.areas.rights.models import PublicHoliday
from tremang.kernel.problems import Problem
from tremang.reports import problems as say
from tremang.reports.gathered import Rounds, in_rounds
from tremang.reports.models.kinds import Level, ReportKind

RHYTHMS = ["month", "quarter", "half", "year", "review"]


@dataclass(frozen=True)
class Rules:
    """All rows of the kinds, the oldest first, and the public holidays."""

    rows: list[ReportKind]
    holidays: list[PublicHoliday]

    def on(self, day: date) -> list[ReportKind]:
        """The kinds that hold on `day`: clubs' first, the shortest rhythm first."""
        levels = list(Level)
        found = [kind for kind in self._newest(day).values() if not kind.is_ended]
        return sorted(found, key=lambda kind: (levels.index(Level(kind.level)), RHYTHMS.index(kind.rhythm), kind.code))

    def _newest(self, day: date) -> dict[str, ReportKind]:
        newest: dict[str, ReportKind] = {}
        for kind in self.rows:
            if kind.effective_from <= day or kind.code not in newest:  # a day before the first row sees the first row
                newest[kind.code] = kind
        return newest

    @property
    def began_on(self) -> date:
        """The day from which anything is reported here at all: nobody owes a report of a period that was over before."""
        return min((kind.effective_from for kind in self.rows), default=date.min)

    def first_day(self, code: str) -> date:
        """The day from which there is a kind of that code at all."""
        return min((kind.effective_from for kind in self.rows if kind.code == code), default=self.began_on)

    def form(self, code: str, day: date) -> ReportKind:
        """The newest form of a kind on `day`, ended or not: what was sent stays readable. Raises Problem no_kind."""
        return self._newest(day).get(code) or self.named(code, day)

    def named(self, code: str, day: date) -> ReportKind:
        """The kind of that code as it holds on `day`. Raises Problem no_kind."""
        kinds = {kind.code: kind for kind in self.on(day)}
        if code not in kinds:
            raise Problem("no_kind", say.NO_KIND, field="kind", kind=code, kinds=", ".join(kinds))
        return kinds[code]


def rules() -> Rules:
    """The kinds and the holidays as they are now. One query."""
    [found] = in_rounds(reading())
    return found


def reading() -> Rounds:
    """The same, in one round."""
    rows, holidays = yield [ReportKind.objects.order_by("effective_from"), PublicHoliday.objects.order_by("pk")]
    found = Rules(rows, holidays)
    for row in rows:
        row.__dict__["_rules"] = found
    return found


def rules_of(kind: ReportKind) -> Rules:
    """Those with which a kind was read; one query for a kind that came otherwise."""
    return kind.__dict__.get("_rules") or kind.__dict__.setdefault("_rules", rules())


def kinds_on(day: date) -> list[ReportKind]:
    """The kinds that hold on `day`: clubs' first, the shortest rhythm first. One query."""
    return rules().on(day)


def kind_on(code: str, day: date) -> ReportKind:
    """The kind of that code as it holds on `day`. One query; raises Problem no_kind."""
    return rules().named(code, day)


def feeding(kind: ReportKind, day: date) -> list[ReportKind]:
    """The kinds that go into `kind`."""
    return [one for one in rules_of(kind).on(day) if one.feeds == kind.code]
