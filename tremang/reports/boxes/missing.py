"""What is not there yet: reports of places below, declarations, what a club has not written down."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.below import Awaited
from tremang.reports.boxes.base import Box, Sentence
from tremang.reports.boxes.phrases import called, listed, parted, told_why, whole
from tremang.reports.draft import Draft
from tremang.reports.figures import Unit
from tremang.reports.lines.base import Figure
from tremang.reports.models.kinds import Level
from tremang.reports.periods import Period

MOST_NAMED = 10
DECLARATIONS = {
    "hamlet_coverage": gettext_lazy("tổng số thôn, tổ dân phố"),
    "people_reached": gettext_lazy("số dân và số người được tuyên truyền"),
    "staff_trained": gettext_lazy("danh sách cán bộ"),
}


def draft(draft: Draft) -> Iterable[Sentence]:
    """Reports first, then declarations."""
    found = [*_of_club(draft), *_awaited(draft), *_undeclared(draft)]
    return found or [Sentence("none", _("Không còn báo cáo, khai báo nào thiếu."))]


def _of_club(draft: Draft) -> Iterator[Sentence]:
    if draft.place.kind != Kind.CLUB:
        return
    if not draft.reported.get("meetings", Figure(0)).n and not draft.around.paused:
        text = _("Chưa ghi biên bản sinh hoạt %(period)s.") % {"period": draft.period.words}
        yield Sentence("meeting", told_why(text, draft.explanations.get("no-meeting", "")))
    for gap in draft.around.gaps:
        text = _("Hộp tiền lệch sổ, chưa ghi lý do: %(fund)s.") % {"fund": gap.fund.label}
        yield Sentence(f"boxes-{gap.fund.value}", told_why(text, draft.explanations.get(gap.key, "")))


def _awaited(draft: Draft) -> Iterator[Sentence]:
    """One sentence per kind of report that goes into this one."""
    kinds = {one.kind.code: one.kind for one in draft.awaited}
    for code, kind in kinds.items():
        asked = [one for one in draft.awaited if one.kind.code == code]
        lacking = [one for one in asked if not one.is_done]
        units = {one.unit.node: one.unit for one in lacking}
        everybody = len({one.unit.node for one in asked})
        words = {"count": number(len(units)), "all": number(everybody), "places": _places(units, lacking, kind.level)}
        if not lacking:
            text = (
                _("Đã có đủ số liệu hằng tháng của %(all)s câu lạc bộ.")
                if kind.level == Level.CLUB
                else _("Đã có đủ báo cáo được duyệt của %(all)s xã, phường.")
                if kind.level == Level.COMMUNE
                else _("Báo cáo của Thành phố trong kỳ đã được duyệt.")
            )
        elif kind.level == Level.CLUB and len(units) == everybody:
            text = _("Cả %(all)s câu lạc bộ chưa đủ số liệu hằng tháng: %(places)s.")
        elif kind.level == Level.CLUB:
            text = _("Còn %(count)s trong %(all)s câu lạc bộ chưa đủ số liệu hằng tháng: %(places)s.")
        elif kind.level == Level.COMMUNE and len(units) == everybody > MOST_NAMED:
            text = _("Cả %(all)s xã, phường chưa có báo cáo được duyệt.")
        elif kind.level == Level.COMMUNE:
            text = _("Còn %(count)s trong %(all)s xã, phường chưa có báo cáo được duyệt: %(places)s.")
        else:
            text = _("Báo cáo của Thành phố trong kỳ chưa được duyệt.")
        yield Sentence(f"awaited-{code}", text % words)


def _places(units: dict[int, Unit], lacking: list[Awaited], level: str) -> str:
    """The places; of a club with its months."""
    told = []
    for node, unit in units.items():
        months = [one.period for one in lacking if one.unit.node == node]
        if level == Level.CLUB:
            words = {"club": called(unit.name), "months": _months(months)}
            told.append(_("%(club)s (tháng %(months)s)") % words)
        else:
            told.append(called(unit.name))
    if level == Level.CLUB:
        return parted(told[:MOST_NAMED]) + (
            _("; và %(count)s câu lạc bộ khác") % {"count": len(told) - MOST_NAMED} if len(told) > MOST_NAMED else ""
        )
    return listed(told, MOST_NAMED, _("xã, phường"))


def _months(periods: list[Period]) -> str:
    """7, 8, 9/2026."""
    years: dict[int, list[str]] = {}
    for period in periods:
        years.setdefault(period.year, []).append(str(period.number))
    return ", ".join(f"{', '.join(numbers)}/{year}" for year, numbers in years.items())


def _undeclared(draft: Draft) -> Iterator[Sentence]:
    for one in draft.around.undeclared:
        what = DECLARATIONS.get(one.indicator)
        if what is None:
            continue
        words = {"what": what, "place": whole(draft.place), "count": number(len(one.places))}
        if draft.place.kind == Kind.PROVINCE:
            words["places"] = listed([called(name) for name in one.places], MOST_NAMED, _("xã, phường"))
            text = _("Còn %(count)s xã, phường chưa khai báo %(what)s: %(places)s.")
        else:
            text = _("Chưa khai báo %(what)s của %(place)s.")
        key = f"undeclared-{one.indicator}"
        yield Sentence(key, told_why(text % words, draft.explanations.get(key, "")))


BOX = Box("missing", 4, gettext_lazy("Những việc còn thiếu"), draft)
