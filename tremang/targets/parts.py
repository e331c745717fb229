"""What each commune brings to an indicator: the table beside the map, and the classes of the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.facts.evidence import Boundaries
from tremang.facts.measures import Values
from tremang.indicators.base import Indicator, Unit
from tremang.kernel.format import day as written
from tremang.kernel.format import number, percent
from tremang.kernel.text import natural_key
from tremang.places.models import Dated, Kind, Place, Span
from tremang.targets.asking import Asked
from tremang.targets.models import Target
from tremang.targets.queries import Part, part
from tremang.targets.verdict import rounded
from tremang.ui.tables import Column

UNIT_WORDS: dict[Unit, str | Promise] = {
    Unit.CLUB: gettext_lazy("câu lạc bộ"),
    Unit.PERSON: gettext_lazy("người"),
    Unit.HAMLET: gettext_lazy("thôn, tổ dân phố"),
    Unit.COMMUNE: gettext_lazy("xã, phường"),
    Unit.OFFICIAL: gettext_lazy("cán bộ"),
    Unit.PEOPLE: gettext_lazy("người"),
}
UNDECLARED, NONE = "undeclared", "none"


@dataclass(frozen=True)
class Classed:
    """What puts a commune into a class of the map: `shown` is the number by which it is ranked (None: no number)."""

    part: Part
    shown: float | None
    is_hidden: bool


@dataclass(frozen=True)
class PlacePart(Classed):
    """A commune's part, in a figure and in words too."""

    node: int
    code: str
    name: str
    figure: str
    said: str


def names_on(nodes: list[int], day: date, boundaries: Boundaries) -> dict[int, tuple[str, str]]:
    """Node → code and name, by the boundaries asked for. One query."""
    if boundaries == "then":
        spans = Span.objects.filter(Dated.on(day), place__kind=Kind.COMMUNE, place__in=nodes)
        return {pk: (code, name) for pk, code, name in spans.values_list("place", "place__code", "name")}
    rows = Place.objects.filter(kind=Kind.COMMUNE, pk__in=nodes).values_list("pk", "code", "name")
    return {pk: (code, name) for pk, code, name in rows}


def parts_of(
    indicator: Indicator, phase: str, communes: dict[int, Values], names: dict[int, tuple[str, str]], hidden: set[int]
) -> list[PlacePart]:
    """The part of each commune, in Vietnamese order of names."""
    found = []
    for node, values in communes.items():
        if node not in names:
            continue
        code, name = names[node]
        found.append(_part(indicator, phase, node, code, name, values, node in hidden))
    return sorted(found, key=lambda entry: natural_key(entry.name))


def classed(indicator: Indicator, phase: str, values: Values, *, is_hidden: bool = False) -> Classed:
    """The part of a commune with these measures, without words: all that the legend of the map counts."""
    own = part(indicator, phase, values)
    shown: float | None = None
    if not is_hidden and not own.left_out:
        if indicator.unit == Unit.COMMUNE:
            shown = float(values.get("clubs_standard", 0))
        elif not indicator.percent:
            shown = float(own.numerator)
        elif own.value is not None:
            shown = float(rounded(own.value) or 0)
    return Classed(own, shown, is_hidden)


def _part(
    indicator: Indicator, phase: str, node: int, code: str, name: str, values: Values, is_hidden: bool
) -> PlacePart:  # fmt: skip
    entry = classed(indicator, phase, values, is_hidden=is_hidden)
    own, shown, unit = entry.part, entry.shown, UNIT_WORDS[indicator.unit]
    if is_hidden:
        figure, words = _("dưới 5"), _("số nhỏ nên giấu")
    elif own.left_out:
        figure = words = _("chưa khai báo")
    elif shown is None:
        figure, words = "–", _("chưa có gì để tính")
    elif indicator.unit == Unit.COMMUNE:
        figure = number(shown)
        words = _("%(clubs)s câu lạc bộ, %(count)s đạt chuẩn") % {
            "clubs": number(values.get("clubs", 0)), "count": figure,
        }  # fmt: skip
    elif not indicator.percent:
        figure = number(own.numerator)
        words = f"{figure} {unit}"
    else:
        figure = percent(shown, 1)
        words = _("%(figure)s, %(top)s trong %(bottom)s %(unit)s") % {
            "figure": figure, "top": number(own.numerator), "bottom": number(own.denominator), "unit": unit,
        }  # fmt: skip
    return PlacePart(own, shown, is_hidden, node, code, name, figure, f"{name}: {words}.")


def bounds(indicator: Indicator, target: Target | None, parts: Sequence[Classed]) -> tuple[int, int, int]:
    """The lowest numbers of the map's three coloured classes; what is below the first is 0 and stays empty."""
    if indicator.unit == Unit.COMMUNE:
        return 1, 4, 7
    if indicator.percent:
        least = target.min if target is not None and target.min else 66
        return 1, max(2, -(-least // 2)), max(3, least)
    highest = max((entry.shown or 0 for entry in parts), default=0)
    step = 3
    for wide in (3, 5, 10, 20, 50, 100, 200, 500, 1000):
        step = wide
        if wide * 3 >= highest:
            break
    return 1, step + 1, 2 * step + 1


def level(entry: Classed, classes: tuple[int, int, int]) -> int | str:
    """The class of a place on the map: 0 to 3, undeclared, or none."""
    if entry.part.left_out:
        return UNDECLARED
    if entry.shown is None:
        return NONE
    return sum(entry.shown >= lowest for lowest in classes)


def legend(
    indicator: Indicator, classes: tuple[int, int, int], parts: Sequence[Classed]
) -> list[tuple[int | str, str]]:  # fmt: skip
    """The classes in words with how many places are empty or have declared nothing."""
    sign = "%" if indicator.percent and indicator.unit != Unit.COMMUNE else ""
    levels = [level(entry, classes) for entry in parts]
    first, second, third = classes
    words: list[tuple[int | str, str]] = [
        (0, _("%(figure)s: %(count)s nơi") % {"figure": f"0{sign}", "count": levels.count(0)}),
        (1, f"{first}–{second - 1}{sign}" if second - 1 > first else f"{first}{sign}"),
        (2, f"{second}–{third - 1}{sign}" if third - 1 > second else f"{second}{sign}"),
        (3, _("từ %(figure)s trở lên") % {"figure": f"{third}{sign}"}),
    ]
    if UNDECLARED in levels:
        words.append((UNDECLARED, _("chưa khai báo: %(count)s nơi") % {"count": levels.count(UNDECLARED)}))
    hidden = sum(entry.is_hidden for entry in parts)
    if hidden:
        words.append((NONE, _("dưới 5, nên giấu: %(count)s nơi") % {"count": hidden}))
    if without := levels.count(NONE) - hidden:
        words.append((NONE, _("chưa có số: %(count)s nơi") % {"count": without}))
    return words


def described(indicator: Indicator, day: date, parts: list[PlacePart]) -> str:
    """What the map shows, in words: the indicator, the day, how many places have a number and how many have none."""
    shown = [entry.shown for entry in parts if entry.shown is not None]
    empty, hidden = sum(not value for value in shown), sum(entry.is_hidden for entry in parts)
    without = len(parts) - len(shown) - hidden
    words = _("%(name)s, ngày %(day)s: %(count)s trong %(all)s xã, phường có số") % {
        "name": indicator.short, "day": written(day), "count": number(len(shown)), "all": number(len(parts)),
    }  # fmt: skip
    if empty:
        words += _(", trong đó %(count)s nơi bằng 0") % {"count": number(empty)}
    if hidden:
        words += _("; %(count)s nơi số dưới 5 nên giấu") % {"count": number(hidden)}
    if without:
        words += _("; %(count)s nơi chưa có số") % {"count": number(without)}
    return f"{words}."


def columns_of(indicator: Indicator, asked: Asked) -> list[Column]:
    """The columns of a table of `record`s for what was asked."""
    columns = [
        Column("name", _("Xã, phường"), "link", url="url"),
        Column("figure", _("Đạt chuẩn") if indicator.unit == Unit.COMMUNE else asked.value_head, order="rank"),
    ]
    if indicator.unit == Unit.COMMUNE:
        columns.append(Column("clubs", _("Câu lạc bộ"), "number"))
    elif indicator.percent:
        columns += [
            Column("numerator", _("Được tính"), "number"),
            Column("denominator", _("Trong số"), "number"),
        ]
    return columns


def record(entry: PlacePart, values: Values, url: str) -> dict[str, Any]:
    """A commune's part as a row of a table."""
    is_open = not entry.is_hidden and not entry.part.left_out
    return {
        "name": entry.name, "code": entry.code, "url": url, "figure": entry.figure,
        "rank": entry.shown, "clubs": values.get("clubs", 0),
        "numerator": entry.part.numerator if is_open else None,
        "denominator": entry.part.denominator if is_open else None,
    }  # fmt: skip
