"""Who makes up a club, held against what the guidance suggests. It advises and never blocks.

Shares follow the quality test of Quyết định 1336/QĐ-TTg of 31/8/2020, as summed up by Cần Thơ's portal on 9/9/2020:
50–70 members, 60–70% older people, 60–70% women, 30–40% younger people. "Older" is 60 by law; founding statistics and
HelpAge's advice on choosing members count from 55, so that share stands beside it for comparison. The decision sets no
share for people in hardship: it and Hanoi's plan (II.1) only put them first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.suppression import LIMIT, suppressed
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.format import percent
from tremang.kernel.periods import age_on
from tremang.kernel.prepared import Question
from tremang.members.models import LeaveReason, Membership, Sex, Vulnerability

DECISION = gettext_lazy("Quyết định 1336/QĐ-TTg ngày 31/8/2020")
HELPAGE = gettext_lazy("Hướng dẫn chọn thành viên của HelpAge: khoảng 70% từ 55 tuổi")
PLAN = gettext_lazy("Kế hoạch của Thành phố, mục II.1: quan tâm trước, không định tỷ lệ")
OLDER, NEARLY_OLDER = 60, 55


@dataclass(frozen=True)
class Guide:
    """What the guidance says of one part from `since` on: least and most, in people or in per cent; None: no level."""

    key: str
    since: date
    least: int | None
    most: int | None
    source: Promise


# What may change is added as a new line with its first day; a page of an earlier day keeps the line of then.
GUIDES = (
    Guide("size", date.min, 50, 70, DECISION),
    Guide("older", date.min, 60, 70, DECISION),
    Guide("nearly_older", date.min, None, None, HELPAGE),
    Guide("women", date.min, 60, 70, DECISION),
    Guide("younger", date.min, 30, 40, DECISION),
    Guide("vulnerable", date.min, None, None, PLAN),
)


@dataclass(frozen=True)
class Norm:
    """One line of the meter. `count` people of `total`; None where a sensitive count is kept back."""

    key: str
    label: str
    count: int | None
    total: int
    least: int | None
    most: int | None
    source: str
    advice: str = ""
    kept_back: str = ""

    @property
    def is_size(self) -> bool:
        """Whether the line speaks of people, not of a share of them."""
        return self.key == "size"

    @property
    def value(self) -> float | None:
        """What is held against the guidance: people for the size, else per cent with one decimal."""
        if self.count is None or (not self.total and not self.is_size):
            return None
        return self.count if self.is_size else round(100 * self.count / self.total, 1)

    @property
    def scale(self) -> int:
        """The end of the bar."""
        return max(100, self.total) if self.is_size else 100

    @property
    def verdict(self) -> str:
        """Where the value lies: "within", "below", "above"; "" without a level or a value."""
        if self.value is None or self.least is None or self.most is None:
            return ""
        # Held as people see it, without decimals: 59.6% reads 60%.
        seen = self.value if self.is_size else int(self.value + 0.5)
        return "below" if seen < self.least else "above" if seen > self.most else "within"

    @property
    def shown(self) -> str:
        """The value as written: "62", "64%", or the words in place of a count kept back."""
        if self.kept_back:
            return self.kept_back
        if self.value is None:
            return percent(None)
        return str(self.count) if self.is_size else percent(int(self.value + 0.5))

    @property
    def span(self) -> str:
        """The guidance in figures: "50–70 người", "60–70%"; "" where there is none."""
        if self.least is None:
            return ""
        return (
            _("%(least)s–%(most)s người") % {"least": self.least, "most": self.most}
            if self.is_size
            else f"{self.least}–{self.most}%"
        )


Member = tuple[str, int, date | None]
TESTS: dict[str, Callable[[Member, date], bool]] = {
    "size": lambda member, day: True,
    "older": lambda member, day: age_on(member[1], member[2], day) >= OLDER,
    "nearly_older": lambda member, day: age_on(member[1], member[2], day) >= NEARLY_OLDER,
    "women": lambda member, day: member[0] == Sex.FEMALE,
    "younger": lambda member, day: age_on(member[1], member[2], day) < OLDER,
}


def composition(club: Club, day: date, *, exact: bool = False) -> list[Norm]:
    """The lines of the meter for the members of `day`. One query.

    People in hardship below 5 are kept back ("dưới 5") unless `exact`, for whoever may see them one by one.
    """
    members = _members(club.pk, day)
    vulnerable = sum(is_vulnerable for *_member, is_vulnerable in members)
    return meter([member[:3] for member in members], vulnerable, day, exact=exact)


@Question
def _members(club_id: int, day: date) -> "QuerySet[Any, Any]":
    declared = Vulnerability.objects.filter(
        person=OuterRef("person"), declared_on__lte=day, withdrawn_on__isnull=True
    )  # fmt: skip
    rows = Membership.objects.filter(Membership.running(day), club=club_id).exclude(leave_reason=LeaveReason.MISTAKE)
    columns = ("person__sex", "person__born_year", "person__born_on", "person_id")
    return rows.values_list(*columns, Exists(declared)).distinct()


def meter(members: Iterable[Member], vulnerable: int, day: date, *, exact: bool = False) -> list[Norm]:
    """The same from plain values: (sex, year of birth, day of birth or None) per member."""
    known = list(members)
    lines = []
    for guide in guides_on(day):
        if guide.key == "vulnerable":
            lines.append(_vulnerable(guide, vulnerable, len(known), exact))
            continue
        count = sum(TESTS[guide.key](member, day) for member in known)
        bare = _line(guide, count, len(known))
        lines.append(_line(guide, count, len(known), advice=_advice(bare)))
    return lines


def guides_on(day: date) -> list[Guide]:
    """The guidance that holds on `day`, one line per part."""
    holding: dict[str, Guide] = {}
    for guide in sorted(GUIDES, key=lambda guide: guide.since):
        if guide.since <= day:
            holding[guide.key] = guide
    return list(holding.values())


def advice_of(norms: Iterable[Norm]) -> list[str]:
    """The sentences worth saying, in the order of the lines."""
    return [norm.advice for norm in norms if norm.advice]


def _labels() -> dict[str, str]:
    return {
        "size": _("Thành viên"), "older": _("Từ 60 tuổi"), "nearly_older": _("Từ 55 tuổi"), "women": _("Nữ"),
        "younger": _("Dưới 60 tuổi"), "vulnerable": _("Có hoàn cảnh"),
    }  # fmt: skip


def _line(guide: Guide, count: int | None, total: int, advice: str = "", kept_back: str = "") -> Norm:
    return Norm(
        guide.key, _labels()[guide.key], count, total, guide.least, guide.most, str(guide.source), advice, kept_back
    )


def _vulnerable(guide: Guide, count: int, total: int, exact: bool) -> Norm:
    if not exact and count < LIMIT:
        return _line(guide, None, total, kept_back=str(suppressed(count)))
    return _line(guide, count, total)


def _advice(norm: Norm) -> str:
    if not norm.total:
        return _("Chưa có thành viên nào. Ghi thành viên xong, phần này tự có số.") if norm.is_size else ""
    more, fewer = norm.verdict == "below", norm.verdict == "above"
    if not (more or fewer):
        return ""
    words = {"shown": norm.shown, "span": norm.span, "need": _missing(norm)}
    if norm.key == "size":
        if more:
            return (
                _("Câu lạc bộ có %(shown)s thành viên, hướng dẫn là %(span)s. Có thể mời thêm %(need)s người.") % words
            )
        return (
            _("Câu lạc bộ có %(shown)s thành viên, hướng dẫn là %(span)s. Đông hơn vẫn sinh hoạt bình thường.") % words
        )
    if norm.key == "older":
        if more:
            return (
                _("Người từ 60 tuổi là %(shown)s, hướng dẫn là %(span)s. Khi mời thêm, nên mời người cao tuổi.") % words
            )
        return _("Người từ 60 tuổi là %(shown)s, hướng dẫn là %(span)s. Khi mời thêm, nên mời người trẻ hơn.") % words
    if norm.key == "women":
        if more:
            return _("Nữ là %(shown)s, hướng dẫn là %(span)s. Khi mời thêm, nên mời các bà, các chị.") % words
        return _("Nữ là %(shown)s, hướng dẫn là %(span)s. Khi mời thêm, nên mời các ông, các anh.") % words
    return ""


def _missing(norm: Norm) -> int:
    """How many people more would reach the least size."""
    return max(0, (norm.least or 0) - (norm.count or 0)) if norm.is_size else 0


def counted_on(day: date) -> str:
    """The words under the meter."""
    return _("Tính theo danh sách ngày %(day)s. Để tham khảo khi mời thêm người.") % {"day": written(day)}
