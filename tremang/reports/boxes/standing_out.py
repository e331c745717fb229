"""Which clubs or communes stand out, and which need a look; never a person, and no reason but a recorded one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.boxes.base import Box, Sentence
from tremang.reports.boxes.phrases import (
    amount,
    begin,
    called,
    clubs,
    listed,
    quoted,
    share,
    silence,
    told_why,
    unit_called,
)
from tremang.reports.draft import Draft
from tremang.reports.figures import Figures, Part
from tremang.reports.lines.base import Figure, Unit

NOTHING = Figure(0)
BEST = 3
RANKED_FROM = 4  # places: among fewer, calling one the best says nothing
EXPECTED_FROM = 20  # members expected at the meetings: below it a rate of attendance says nothing
FEWER_FROM = 3  # members by which a list must shrink to be told
MOST_NAMED = 10
MOST_PAUSED = 5


def draft(draft: Draft) -> Iterable[Sentence]:
    """The best first, then what needs a look."""
    found = [*_best(draft), *_fewer(draft), *_without_clubs(draft), *_silent(draft), *_paused(draft)]
    return found or [Sentence("none", _("Trong kỳ chưa có nơi nào nổi bật hoặc cần quan tâm riêng."))]


def _best(draft: Draft) -> Iterator[Sentence]:
    parts = draft.sheet.parts
    if draft.place.kind == Kind.COMMUNE and draft.around.months > 1:
        often = [part for part in parts if part.reported.get("meetings", NOTHING).n >= draft.around.months]
        words = {"months": draft.around.months, "clubs": _named(often), "count": len(often)}
        if often and len(often) == len(parts) > 1:
            yield Sentence("often", _("Cả %(count)s câu lạc bộ sinh hoạt từ %(months)s buổi trở lên trong kỳ.") % words)
        elif often:
            text = _("Câu lạc bộ sinh hoạt từ %(months)s buổi trở lên trong kỳ: %(clubs)s.") % words
            yield Sentence("often", text)
    if len(parts) >= RANKED_FROM:
        high = sorted(
            (part for part in parts if (part.reported.get("attendance", NOTHING).d or 0) >= EXPECTED_FROM),
            key=lambda part: -_rate(part.reported),
        )[:BEST]
        if high:
            told = [f"{called(part.unit.name)} ({share(part.reported['attendance'])})" for part in high]
            yield Sentence("attendance", _("Tỷ lệ dự sinh hoạt cao nhất: %(places)s.") % {"places": listed(told)})
        for key, code, unit, text in (
            ("members_up", "memberships", Unit.PERSON, _("Số thành viên tăng nhiều nhất: %(places)s.")),
            ("fund_up", "fund_income", Unit.DONG, _("Quỹ tăng thu nhập tăng nhiều nhất: %(places)s.")),
        ):
            told = _moves(draft, code, lambda by: by > 0, unit, BEST)
            if told:
                yield Sentence(key, text % {"places": listed(told)})
    if draft.place.kind == Kind.PROVINCE:
        founding = sorted((part for part in parts if _n(part, "founded")), key=lambda part: -_n(part, "founded"))
        if founding:
            told = [f"{called(part.unit.name)} ({number(_n(part, 'founded'))})" for part in founding]
            words = {"places": listed(told, MOST_NAMED, _("xã, phường")), "count": len(told)}
            yield Sentence("founding", _("Có %(count)s xã, phường thành lập câu lạc bộ trong kỳ: %(places)s.") % words)


def _fewer(draft: Draft) -> Iterator[Sentence]:
    told = _moves(draft, "memberships", lambda by: by <= -FEWER_FROM, Unit.PERSON, BEST)
    if told:
        text = _("Số thành viên trong danh sách giảm, cần quan tâm: %(places)s.")
        yield Sentence("members_down", text % {"places": listed(told)})


def _moves(draft: Draft, code: str, fits: Callable[[int], bool], unit: Unit, most: int) -> list[str]:
    """The places where a line moved most since the period before, with by how much."""
    if code not in draft.reported:
        return []
    found = []
    for part in draft.sheet.parts:
        by = _n(part, code) - draft.around.before[part.unit.node][code].n
        if fits(by):
            found.append((abs(by), part))
    found.sort(key=lambda pair: -pair[0])
    return [f"{called(part.unit.name)} ({amount(by, unit)})" for by, part in found[:most]]


def _n(part: Part, code: str) -> int:
    return part.reported.get(code, NOTHING).n


def _rate(figures: Figures) -> float:
    figure = figures["attendance"]
    return figure.n / figure.d if figure.d else 0.0


def _named(parts: list[Part]) -> str:
    return listed([called(part.unit.name) for part in parts], MOST_NAMED, _("câu lạc bộ"))


def _without_clubs(draft: Draft) -> Iterator[Sentence]:
    if draft.place.kind != Kind.PROVINCE or "clubs" not in draft.reported:
        return
    bare = [called(part.unit.name) for part in draft.sheet.parts if not _n(part, "clubs")]
    if bare:
        words = {"count": len(bare), "places": listed(bare, MOST_NAMED, _("xã, phường"))}
        yield Sentence("without_clubs", _("Còn %(count)s xã, phường chưa có câu lạc bộ: %(places)s.") % words)


def _silent(draft: Draft) -> Iterator[Sentence]:
    """A sentence for each silent club of a commune; above communes how many there are where. With what was said to each."""
    silent = draft.around.silent
    if not silent:
        return
    if draft.place.kind == Kind.PROVINCE:
        communes = Counter((club.commune_code, club.commune) for club in silent).most_common()
        told = [_counted(name, count, draft.explanations.get(f"silent-{code}")) for (code, name), count in communes]
        words = {
            "count": number(len(silent)),
            "communes": len(told),
            "places": listed(told, MOST_NAMED, _("xã, phường")),
        }
        text = _(
            "Có %(count)s câu lạc bộ ở %(communes)s xã, phường từ hai tháng trở lên chưa ghi buổi sinh hoạt, "
            "cần quan tâm: %(places)s."
        )
        yield Sentence("silent", text % words)
        return
    for club in silent[:MOST_NAMED]:
        key = f"silent-{club.club_id}"
        yield Sentence(key, told_why(silence(club), draft.explanations.get(key, "")))
    if len(silent) > MOST_NAMED:
        words = {"count": len(silent) - MOST_NAMED}
        text = _("Còn %(count)s câu lạc bộ khác từ hai tháng trở lên chưa ghi buổi sinh hoạt.") % words
        yield Sentence("silent_rest", told_why(text, draft.explanations.get("silent-rest", "")))


def _counted(name: str, count: int, said: str | None) -> str:
    words = {"place": called(name), "count": number(count), "said": quoted(said or "")}
    return (_("%(place)s (%(count)s, giải trình: %(said)s)") if said else "%(place)s (%(count)s)") % words


def _paused(draft: Draft) -> Iterator[Sentence]:
    """A sentence for each paused club, its reason as it was recorded."""
    paused = draft.around.paused
    for club in paused[:MOST_PAUSED]:
        where = (
            f"{clubs(club.name)}, {unit_called(club.commune)}"
            if draft.place.kind == Kind.PROVINCE
            else clubs(club.name)
        )
        words = {"club": begin(where), "day": written(club.since), "reason": quoted(club.reason)}
        text = (
            _("%(club)s tạm dừng từ ngày %(day)s; lý do đã ghi: %(reason)s.")
            if club.reason
            else _("%(club)s tạm dừng từ ngày %(day)s.")
        )
        yield Sentence(f"paused-{club.club_id}", text % words)
    if len(paused) > MOST_PAUSED:
        words = {"count": len(paused) - MOST_PAUSED}
        yield Sentence("paused_rest", _("Còn %(count)s câu lạc bộ khác đang tạm dừng.") % words)


BOX = Box("standing_out", 2, gettext_lazy("Nơi nổi bật và nơi cần quan tâm"), draft)
