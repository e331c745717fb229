"""Figures that cannot both be true, and figures given far from the records.

Asked of the report itself and of each place below: `RULES` name two figures of which the first can never be the greater.
Persons of a year are held against the times they took part only where the period holds the whole year so far. A box that
differed from its book when last counted, with no reason written, is a contradiction between two counts of one sum.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.meetings.areas import Area
from tremang.places.models import Kind
from tremang.reports.around import Gap
from tremang.reports.boxes.phrases import amount, begin, called, clubs, money, unit_called, whole
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft
from tremang.reports.figures import Figures
from tremang.reports.lines.registry import lines
from tremang.ui.links import address

MOST = 10
FAR_SHARE, FAR_FLOOR = 0.2, 3  # a given figure is far where it differs by more than a fifth, and by more than three


class Rule(NamedTuple):
    """The line `part` can never be greater than the line `all`."""

    part: str
    all: str


RULES = (
    Rule("older", "members"), Rule("women", "members"), Rule("members", "memberships"), Rule("clubs_active", "clubs"),
    Rule("clubs_paused", "clubs"), Rule("clubs_standard", "clubs_active"), Rule("outstanding", "fund_income"),
    Rule("clubs_fund_100m", "clubs"),
)  # fmt: skip
YEARLY = tuple(Rule(f"persons_{area.name.lower()}", f"took_{area.name.lower()}") for area in Area)


def found(draft: Draft) -> Iterable[Caution]:
    """Those of the report itself, of the places below, of figures given otherwise, of boxes."""
    yield from _own(draft)
    yield from _below(draft)
    yield from _far(draft)
    yield from _boxes(draft)


def _rules(draft: Draft) -> tuple[Rule, ...]:
    begins = draft.period.from_on <= draft.period.to_on.replace(month=1, day=1)
    return RULES + YEARLY if begins else RULES


def broken(figures: Figures, rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """The key and the sentence of each contradiction within the figures of one place."""
    for rule in rules:
        part, whole_ = figures.get(rule.part), figures.get(rule.all)
        if part is not None and whole_ is not None and part.n > whole_.n:
            one, other = lines()[rule.part], lines()[rule.all]
            words = {
                "part": str(one.title), "n": amount(part.n, one.unit), "all": str(other.title), "m": amount(whole_.n, other.unit),
            }  # fmt: skip
            yield rule.part, _("“%(part)s” là %(n)s, nhiều hơn “%(all)s” là %(m)s.") % words
    present, rate, meetings = figures.get("present"), figures.get("attendance"), figures.get("meetings")
    if present is not None and rate is not None and rate.d is not None and present.n > rate.d:
        words = {"present": number(present.n), "expected": number(rate.d)}
        yield "present", _("Có %(present)s lượt thành viên dự, nhiều hơn %(expected)s lượt lẽ ra có mặt.") % words
    if present is not None and meetings is not None and meetings.n and not present.n:
        yield (
            "nobody",
            _("Đã ghi %(count)s buổi sinh hoạt mà không có thành viên nào dự.") % {"count": number(meetings.n)},
        )
    if present is not None and meetings is not None and present.n and not meetings.n:
        words = {"present": number(present.n)}
        yield "no-meetings", _("Có %(present)s lượt thành viên dự mà không có buổi sinh hoạt nào.") % words


def _own(draft: Draft) -> Iterator[Caution]:
    for key, text in broken(draft.reported, _rules(draft)):
        yield Caution(f"against-{key}", f"{begin(whole(draft.place))}: {text[:1].lower()}{text[1:]}")


def _below(draft: Draft) -> Iterator[Caution]:
    told = []
    for part in draft.sheet.parts:
        for key, text in broken(part.reported, _rules(draft)):
            is_commune = draft.place.kind == Kind.PROVINCE
            url = address("web:commune", part.unit.code) if is_commune else address("web:club", part.unit.node)
            action = _("Mở trang xã, phường") if is_commune else _("Mở câu lạc bộ, xem lại sổ")
            said = f"{begin(unit_called(part.unit.name))}: {text[:1].lower()}{text[1:]}"
            told.append(Caution(f"against-{part.unit.node}-{key}", said, url, action))
    yield from told[:MOST]
    if len(told) > MOST:
        text = _("Còn %(count)s chỗ khác có số liệu trái nhau ở các nơi bên dưới.") % {
            "count": number(len(told) - MOST)
        }
        yield Caution("against-rest", text)


def _far(draft: Draft) -> Iterator[Caution]:
    """Figures that the writer gave far from the records: the reason is there already, so it is asked whether the digits are."""
    for line in draft.lines:
        row = draft.overrides.get(line.code)
        if row is None or line.sensitive:  # a caution is read by everybody who reads the report
            continue
        records = draft.sheet.reported[line.code].n
        if abs(row.value - records) > max(FAR_SHARE * records, FAR_FLOOR):
            words = {
                "line": str(line.title), "value": amount(row.value, line.unit), "records": amount(records, line.unit),
            }  # fmt: skip
            text = _(
                "“%(line)s” ghi %(value)s, cách xa số theo sổ là %(records)s. Mời xem lại có thừa hay thiếu chữ số không."
            )
            yield Caution(f"far-{line.code}", text % words)


def _boxes(draft: Draft) -> Iterator[Caution]:
    if draft.place.kind == Kind.PROVINCE:
        yield from _boxes_of_communes(draft)
        return
    gaps = draft.around.gaps
    for gap in gaps[:MOST]:
        words = {
            "club": begin(clubs(gap.club)), "fund": str(gap.fund.label), "counted": money(gap.counted),
            "book": money(gap.book), "day": written(gap.on),
        }  # fmt: skip
        text = (
            _("%(club)s: ngày %(day)s hộp %(fund)s đếm được %(counted)s, sổ ghi %(book)s, chưa ghi lý do lệch.") % words
        )
        url = address("funds:counted", gap.club_id, gap.count_id)
        yield Caution(gap.key, text, url, _("Xem chỗ lệch"))
    if len(gaps) > MOST:
        text = _("Còn %(count)s hộp tiền khác lệch sổ, chưa ghi lý do.") % {"count": number(len(gaps) - MOST)}
        yield Caution("box-rest", text)


def _boxes_of_communes(draft: Draft) -> Iterator[Caution]:
    communes: dict[str, list[Gap]] = {}
    for gap in draft.around.gaps:
        communes.setdefault(gap.commune_code, []).append(gap)
    names = {part.unit.code: part.unit.name for part in draft.sheet.parts}
    ranked = sorted(communes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for code, gaps in ranked[:MOST]:
        words = {"commune": begin(called(names.get(code, code))), "count": number(len({gap.club_id for gap in gaps}))}
        text = _("%(commune)s có %(count)s câu lạc bộ có hộp tiền lệch sổ ở lần đếm gần nhất, chưa ghi lý do.") % words
        yield Caution(f"box-{code}", text, address("web:commune_money", code), _("Mở phần tiền, quỹ"))
    if len(ranked) > MOST:
        text = _("Còn %(count)s xã, phường khác có hộp tiền lệch sổ, chưa ghi lý do.")
        yield Caution("box-rest", text % {"count": number(len(ranked) - MOST)})
