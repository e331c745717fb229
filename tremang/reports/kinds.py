"""Which kinds of reports hold on a day, and which goes into which."""

from datetime import date

from tremang.kernel.problems import Problem
from tremang.reports import problems as say
from tremang.reports.models.kinds import Level, ReportKind


def kinds_on(day: date) -> list[ReportKind]:
    """The kinds that hold on `day`: clubs' first, the shortest rhythm first. One query."""
    newest: dict[str, ReportKind] = {}
    for kind in ReportKind.objects.order_by("effective_from"):
        if kind.effective_from <= day or kind.code not in newest:  # a day before the first row sees the first row
            newest[kind.code] = kind
    levels, rhythms = list(Level), ["month", "quarter", "half", "year", "review"]
    found = [kind for kind in newest.values() if not kind.is_ended]
    return sorted(found, key=lambda kind: (levels.index(Level(kind.level)), rhythms.index(kind.rhythm), kind.code))


def kind_on(code: str, day: date) -> ReportKind:
    """The kind of that code as it holds on `day`. Raises Problem no_kind."""
    kinds = {kind.code: kind for kind in kinds_on(day)}
    if code not in kinds:
        raise Problem("no_kind", say.NO_KIND, field="kind", kind=code, kinds=", ".join(kinds))
    return kinds[code]


def feeding(code: str, day: date) -> list[ReportKind]:
    """The kinds that go into the one of `code`."""
    return [kind for kind in kinds_on(day) if kind.feeds == code]
