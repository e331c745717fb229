"""How lines stood in the periods before: of many places at once, by the facts, in one query."""

from collections.abc import Collection

from django.db.models.fields.json import KT

from tremang.facts.models import Fact
from tremang.kernel.periods import half_of
from tremang.reports.lines.base import Line, Span
from tremang.reports.models.kinds import ReportKind
from tremang.reports.periods import Period, previous

History = dict[int, dict[str, list[int]]]


def before(kind: ReportKind, period: Period, count: int) -> list[Period]:
    """The `count` periods before `period`, the oldest first."""
    found: list[Period] = []
    for _number in range(count):
        period = previous(kind, period)
        found.append(period)
    return found[::-1]


def histories(nodes: Collection[int], lines: Collection[Line], periods: list[Period]) -> History:
    """Node → line → its number in each of `periods` (all over, the oldest first), as `figures.figures_of` gives them.

    Of the facts only the measures of `lines` are read: lines of the period and of its end, no shares. One query.
    """
    found: History = {node: {line.code: [0] * len(periods) for line in lines} for node in nodes}
    if not periods or not lines:
        return found
    spans = [(half_of(one.from_on), half_of(one.to_on)) for one in periods]
    columns = {f"n{index}": KT(f"values__{line.top}") for index, line in enumerate(lines)}
    rows = Fact.objects.filter(node_id__in=nodes, half__gte=spans[0][0], half__lte=spans[-1][1]).annotate(**columns)
    at = {half: index for index, (first, last) in enumerate(spans) for half in range(first, last + 1)}
    for node, half, *values in rows.values_list("node_id", "half", *columns):
        index = at.get(half)
        if index is None:
            continue
        for line, value in zip(lines, values, strict=True):
            if value and (line.span == Span.PERIOD or half == spans[index][1]):
                found[node][line.code][index] += int(value)
    return found
