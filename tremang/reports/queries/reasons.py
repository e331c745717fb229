"""Why a report is not there, each reason with the next step. Advice, never blame."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from tremang.advice.queries import Silent, quiet, silent_told
from tremang.clubs.models import Club
from tremang.funds.models import CashCount, Fund
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.reports.gathered import Rounds
from tremang.reports.models.written import Frozen, Report
from tremang.reports.models.written import Step as Taken
from tremang.reports.periods import Period
from tremang.ui.links import address

SHOWN_NAMES = 3
MANY = 500  # engines limit the number of parameters


class Step(NamedTuple):
    """What to do next: words of a link and where it leads ("" where the site does not have that page)."""

    words: str
    url: str


class Reader(NamedTuple):
    """Who looks at reports: whether he approves them, writes them, and may give accounts. Who does neither only reads."""

    approves: bool
    writes: bool
    keeps_users: bool = False


class Reason(NamedTuple):
    """A reason by its code, as a sentence, with the next step; of a `silent` club whoever may give accounts has his own."""

    code: str
    text: str
    step: Step
    silent: Silent | None = None

    def told_to(self, reader: Reader) -> str:
        """The sentence; with what words a report came back is between who writes and who approves it."""
        is_theirs = reader.approves or reader.writes or self.code != "returned"
        return self.text if is_theirs else _("Bị trả lại để bổ sung.")

    def step_for(self, *, keeps_users: bool) -> Step:
        """The next step of a reader who may give accounts, or of one who may not."""
        return Step(*self.silent.next_step(keeps_users=keeps_users)) if self.silent is not None else self.step


def report_url(kind: str, code: str, period: str) -> str:
    """The page of a report."""
    return address("reports:report", kind, code, period)


def late_entry(kind: str, code: str, period: str) -> Step:
    """Whoever approves lets one place send although its time is over."""
    return Step(_("Cho gửi muộn"), address("reports:late_entry", kind, code, period))


def call_on(place: str, *, keeps_users: bool) -> Step:
    """Whoever approves calls on those who write there: found in the list of users where he keeps it, else in the log of reminders."""
    url = address("accounts:users" if keeps_users else "reports:reminders")
    words = _("Xem ai phụ trách để nhắc") if keeps_users else _("Xem đã nhắc ai")
    return Step(words, f"{url}?{urlencode({'q': place})}" if url else "")


def late_url(place: str, kind: str, period: str) -> str:
    """The page of who is late within a place."""
    base = address("reports:late")
    return f"{base}?noi={place}&loai={kind}&ky={period}" if base else ""


def no_meeting(club: int, period: Period, silent: Silent | None) -> Reason:
    """That no meeting of the month is on record, with the cause as far as the records know it."""
    said = _("Chưa ghi buổi sinh hoạt %(period)s.") % {"period": period.words}
    if silent is not None and silent.since <= period.to_on:
        return Reason("no_meeting", f"{said} {silent.reason}", Step(silent.action, silent.url), silent)
    return Reason("no_meeting", said, Step(_("Mở câu lạc bộ, gọi thư ký"), address("web:club", club)))


def silent_since(club: int, last: datetime | None, period: Period) -> Reason | None:
    """That nothing at all came from a club during the whole period."""
    day = timezone.localtime(last).date() if last else None
    if day is not None and day >= period.from_on:
        return None
    said = _("Chưa nhận được gì từ câu lạc bộ này.")
    if day is not None:
        said = _("Từ ngày %(day)s chưa nhận được gì từ câu lạc bộ.") % {"day": written(day)}
    return Reason("silent_since", said, Step(_("Xem nhật ký câu lạc bộ"), address("web:log", club)))


def not_opened(url: str) -> Reason:
    """That nobody has opened the report yet."""
    return Reason("not_opened", _("Chưa mở báo cáo; số liệu đã có sẵn."), Step(_("Mở báo cáo"), url))


def not_sent(url: str) -> Reason:
    """That the report is being written."""
    return Reason("not_sent", _("Đang soạn, chưa gửi."), Step(_("Mở báo cáo đang soạn"), url))


def returned(url: str, why: str) -> Reason:
    """That the report came back, with what was said."""
    said = _("Bị trả lại: %(why)s") % {"why": why} if why else _("Bị trả lại.")
    return Reason("returned", said, Step(_("Sửa rồi gửi lại"), url))


def waiting_approval(url: str, whom: str) -> Reason:
    """That the report waits for somebody else."""
    return Reason("waiting_approval", _("Đang chờ %(whom)s duyệt.") % {"whom": whom}, Step(_("Xem và duyệt"), url))


def missing_below(names: Sequence[str], url: str, *, is_sent: bool) -> Reason:
    """That reports below are missing, or were missing when it was sent."""
    shown = ", ".join(names[:SHOWN_NAMES])
    rest = len(names) - SHOWN_NAMES
    if rest > 0:
        shown = _("%(names)s và %(count)s báo cáo nữa") % {"names": shown, "count": rest}
    words = {"count": len(names), "names": shown}
    said = (
        _("Gửi khi còn thiếu %(count)s báo cáo: %(names)s.")
        if is_sent
        else _("Còn thiếu %(count)s báo cáo: %(names)s.")
    )
    return Reason("missing_below", said % words, Step(_("Xem nơi còn thiếu"), url))


def box_mismatch(count: CashCount) -> Reason:
    """That what was counted in the box is not what the book says, and nobody has said why."""
    gap = count.counted - count.book
    words = {"fund": Fund(count.fund).label, "day": written(count.on), "gap": vnd(abs(gap))}
    said = _("%(fund)s đếm ngày %(day)s thừa %(gap)s so với sổ.") if gap > 0 else _(
        "%(fund)s đếm ngày %(day)s thiếu %(gap)s so với sổ."
    )  # fmt: skip
    return Reason("box_mismatch", said % words, Step(_("Xem tiền quỹ"), address("funds:home", count.club_id)))


def silent_of(clubs: Collection[int], today: date) -> Rounds:
    """Club → how it is silent on the day, of those of `clubs` that are. One round."""
    rows = yield [quiet(Club.objects.filter(pk__in=part), today) for part in _parts(clubs)]
    return {one.club_id: one for one in silent_told(chain.from_iterable(rows), today)}


def heard(clubs: Collection[int]) -> Rounds:
    """Club → when something was last written down there. One round."""
    last = RawSQL(
        "SELECT e.at FROM kernel_event e WHERE e.chain_id = clubs_club.place_id ORDER BY e.sequence DESC LIMIT 1",
        [], DateTimeField(),
    )  # fmt: skip
    rows = yield [
        Club.objects.filter(pk__in=part).annotate(heard=last).values_list("pk", "heard") for part in _parts(clubs)
    ]  # fmt: skip
    return {club: at for club, at in chain.from_iterable(rows) if at is not None}


def open_counts(clubs: Collection[int], period: Period) -> Rounds:
    """Club → the last count of each box in the period, where it differs and nobody has said why. One round."""
    within = CashCount.objects.filter(on__gte=period.from_on, on__lte=period.to_on).order_by("on", "pk")
    rows = yield [within.filter(club__in=part) for part in _parts(clubs)]
    newest: dict[tuple[int, str], CashCount] = {(row.club_id, row.fund): row for row in chain.from_iterable(rows)}
    found: dict[int, list[CashCount]] = defaultdict(list)
    for (club, _fund), row in sorted(newest.items()):
        if row.counted != row.book and not row.words:
            found[club].append(row)
    return found


def words_of_return(reports: Collection[Report]) -> Rounds:
    """Report → what was said when it was last returned. One round."""
    steps = Taken.objects.filter(report__in=[report.pk for report in reports], verb="return").order_by("pk")
    [rows] = yield [steps.values_list("report", "reason")]
    return dict(rows)


def missing_when_sent(reports: Collection[Report]) -> Rounds:
    """Report → the names over whose absence its newest version was sent. One round."""
    versions = Frozen.objects.filter(report__in=[report.pk for report in reports]).order_by("number")
    [rows] = yield [versions.values_list("report", "body__missing")]
    return {report: [entry["words"] for entry in entries or ()] for report, entries in rows}


def _parts(clubs: Collection[int]) -> list[list[int]]:
    listed = sorted(clubs)
    return [listed[start : start + MANY] for start in range(0, len(listed), MANY)]
