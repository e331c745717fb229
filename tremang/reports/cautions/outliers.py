"""Figures far from what the same club or commune had in its last 8 periods.

The rule, for each place below (for the place itself where it is a club) and each line of `FLOORS`:

* What happened in the period (meetings, sums) is held against the numbers of the earlier periods; what stands at its end
  (members, the fund) grows, so there the change since the period before is held against the earlier changes; not where
  the place has more or fewer clubs than before, which is on record.
* Only the periods since the line was first above 0 count: before that nothing was recorded. Fewer than `LEAST` of them
  say nothing, and nothing is said.
* With m the median of the earlier numbers and MAD the median of their distances from m, the figure stands out where it is
  farther from m than the greatest of: 4 × 1,4826 × MAD (for numbers that scatter normally, four standard deviations),
  half of |m| (for standing lines a quarter of the level), and the line's own floor.
* A place without any meeting in the period is left to `silent`: that all its numbers are low is one matter, not six.

The farthest beyond their bound come first, one per place; beyond `MOST` one line stands for the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _

from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.boxes.phrases import amount, begin, moved, unit_called
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft
from tremang.reports.figures import Figures
from tremang.reports.history import before
from tremang.reports.lines.base import Line, Span
from tremang.ui.links import address

PERIODS = 8
LEAST = 4
MOST = 10
SPREAD = 4 * 1.4826
FLOORS = {  # line → the distance below which nothing is said of a club; of a commune it is five times that
    "meetings": 3, "memberships": 5, "value_selfhelp": 5_000_000, "value_resources": 20_000_000,
    "fund_income": 10_000_000, "lent": 20_000_000, "dues": 2_000_000, "gifts": 5_000_000,
}  # fmt: skip
OF_COMMUNE = 5


class Outlier(NamedTuple):
    """A figure that stands out: how many times its bound it is away, and the usual number (for standing lines: change)."""

    node: int
    name: str
    code: str
    line: Line
    value: int
    usual: int
    times: float


def bound(earlier: Sequence[int], level: float, floor: int) -> float:
    """How far from the median of `earlier` a number may be; `level`: the share of the usual size that is always allowed."""
    middle = median(earlier)
    return max(SPREAD * median(abs(value - middle) for value in earlier), level, floor)


def found(draft: Draft) -> Iterable[Caution]:
    """A caution per place that stands out, with the line that does so most."""
    worst: dict[int, Outlier] = {}
    for one in outliers(draft):
        if one.node not in worst or one.times > worst[one.node].times:
            worst[one.node] = one
    ranked = sorted(worst.values(), key=lambda one: (-one.times, one.node))
    for one in ranked[:MOST]:
        words = {
            "place": begin(unit_called(one.name)), "line": str(one.line.title), "value": amount(one.value, one.line.unit),
            "usual": amount(one.usual, one.line.unit), "period": draft.period.words,
        }  # fmt: skip
        if one.line.span == Span.PERIOD and not one.usual:
            text = _("%(place)s: “%(line)s” là %(value)s, các kỳ trước thường không có.")
        elif one.line.span == Span.PERIOD:
            text = _("%(place)s: “%(line)s” là %(value)s, các kỳ trước thường khoảng %(usual)s.")
        else:
            words["value"] = moved(one.value, one.line.unit)
            words["usual"] = moved(one.usual, one.line.unit) if one.usual else _("không đổi")
            text = _("%(place)s: “%(line)s” %(value)s so với kỳ trước, các kỳ trước thường %(usual)s.")
        is_commune = draft.place.kind == Kind.PROVINCE
        url = address("web:commune", one.code) if is_commune else address("web:club", one.node)
        action = _("Mở trang xã, phường") if is_commune else _("Mở câu lạc bộ, xem lại sổ")
        yield Caution(f"outlier-{one.node}-{one.line.code}", text % words, url, action)
    if len(ranked) > MOST:
        text = _("Còn %(count)s nơi khác có số liệu khác xa các kỳ trước của chính nơi đó.")
        yield Caution("outlier-rest", text % {"count": number(len(ranked) - MOST)})


def outliers(draft: Draft) -> Iterator[Outlier]:
    """Every figure that stands out by the rule. One query, and those of the draft's figures."""
    places: list[tuple[int, str, str, Figures]] = [
        (part.unit.node, part.unit.code, part.unit.name, part.reported) for part in draft.sheet.parts
    ]
    if draft.place.kind == Kind.CLUB:
        places = [(draft.place.pk, str(draft.place.pk), draft.place.name, draft.reported)]
    if "meetings" not in draft.reported:
        return
    watched = [line for line in draft.lines if line.code in FLOORS]
    past = draft.around.histories([place[0] for place in places], watched, before(draft.kind, draft.period, PERIODS))
    floor_by = OF_COMMUNE if draft.place.kind == Kind.PROVINCE else 1
    for node, code, name, figures in places:
        if not figures["meetings"].n:
            continue
        for line in watched:
            earlier, value = list(dropwhile(lambda number: not number, past[node][line.code])), figures[line.code].n
            level = 0.5 * abs(median(earlier)) if earlier else 0.0
            if line.span == Span.END and _has_other_clubs(draft, node, figures):
                continue
            if line.span == Span.END and earlier:
                level = 0.25 * earlier[-1]
                value -= earlier[-1]
                earlier = [after - was for was, after in pairwise(earlier)]
            if len(earlier) < LEAST:
                continue
            away = abs(value - median(earlier))
            most = bound(earlier, level, FLOORS[line.code] * floor_by)
            if away > most:
                yield Outlier(node, name, code, line, value, round(median(earlier)), away / most)


def _has_other_clubs(draft: Draft, node: int, figures: Figures) -> bool:
    """Whether a place has more or fewer clubs than in the period before: then what stands has its reason on record."""
    return "clubs" in figures and figures["clubs"].n != draft.around.before[node]["clubs"].n
