"""What a reader asks of a board in the address: the day, the boundaries, the phase. A strange word never fails."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tremang.facts.evidence import Boundaries
from tremang.facts.measures import PHASES
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.places.models import Dated, Place, Span

FIRST_DAY = date(2015, 1, 1)


@dataclass(frozen=True)
class Asked:
    """The day, boundaries and phase in force; `notice` says what of the address was not understood."""

    day: date
    today: date
    boundaries: Boundaries
    phase: str
    notice: str = ""

    @property
    def is_today(self) -> bool:
        """Whether the board is that of today by the boundaries of now."""
        return self.day == self.today and self.boundaries == "now"

    @property
    def value_head(self) -> str:
        """What stands above the values: how it is now, or how it was on the day."""
        return _("Hiện nay") if self.day == self.today else _("Đến %(day)s") % {"day": written(self.day)}

    @property
    def expected_head(self) -> str:
        """What stands above what the straight line asks for."""
        return _("lẽ ra hôm nay") if self.day == self.today else _("lẽ ra ngày ấy")

    @property
    def pace_head(self) -> str:
        """What stands above the pace that is left."""
        return _("Nhịp cần từ nay") if self.day == self.today else _("Nhịp cần từ ngày ấy")

    def query(self, **more: object) -> str:
        """The same question as the tail of an address, with `more` parameters; empty where nothing differs."""
        asked: dict[str, object] = {}
        if self.day != self.today:
            asked["on"] = self.day.isoformat()
        if self.boundaries != "now":
            asked["boundaries"] = self.boundaries
        asked |= {key: value for key, value in more.items() if value not in ("", None)}
        return f"?{urlencode(asked)}" if asked else ""


def called(place: Place, question: Asked) -> str:
    """What a place was called on the day, where it is asked for by the boundaries of then and bears another name now; else empty.

    One query where it is.
    """
    if question.boundaries == "now":
        return ""
    name = Span.objects.filter(Dated.on(question.day), place=place).values_list("name", flat=True).first()
    return "" if name in (None, place.name) else name


def phase_on(day: date) -> str:
    """The phase of the plan that a reader means on `day`: the second from 2031 on."""
    return PHASES[2].code if day >= PHASES[2].from_on else PHASES[1].code


def asked(request: HttpRequest, today: date) -> Asked:
    """What `?on=&boundaries=then|now&phase=P1|P2|ALL` asks; whatever is not understood is said in a sentence.

    The day as people write it, 31/10/2026, or as addresses of the product do, 2026-10-31.
    """
    text = request.GET.get("on", "").strip()
    day, notice = today, ""
    if text:
        try:
            day = read_day(text, today)
        except Problem as problem:
            notice = _("%(sentence)s Trang đang xem hôm nay.") % {"sentence": problem.sentence}
        if day > today:
            notice = _("Ngày %(day)s chưa tới, nên đang xem hôm nay.") % {"day": written(day)}
            day = today
        elif day < FIRST_DAY:
            notice = _("Số liệu bắt đầu từ %(day)s, nên đang xem ngày đó.") % {"day": written(FIRST_DAY)}
            day = FIRST_DAY
    boundaries: Boundaries = "then" if request.GET.get("boundaries") == "then" else "now"
    phase = request.GET.get("phase", "")
    if phase not in {known.code for known in PHASES}:
        phase = phase_on(day)
    return Asked(day, today, boundaries, phase, notice)
