"""Where a report stands, in words: its state, who it waits for, the stages of its way, and the one next step."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from tremang.kernel.format import day as written
from tremang.places.models import Kind
from tremang.reports.kept import Kept
from tremang.reports.kinds import rules_of
from tremang.reports.models.kinds import LateEntry, ReportKind
from tremang.reports.models.written import Report, State, Step
from tremang.reports.periods import Period, due_days, is_before_records


class Due(NamedTuple):
    """When a report is due, the last day on which it can be sent, and the exception that holds beyond it.

    `began_on` is the day from which there is such a kind, where nothing is owed of the period because it was over before.
    """

    on: date
    closes_on: date
    exception: LateEntry | None
    began_on: date | None = None

    @property
    def locked_on(self) -> date:
        """The first day on which it can't be sent without somebody's leave."""
        return self.closes_on + timedelta(days=1)

    def is_closed(self, today: date) -> bool:
        """Whether it can no longer be sent without somebody's leave."""
        return self.began_on is None and today > self.closes_on and self.exception is None


def due_of(kind: ReportKind, period: Period, kept: Kept, today: date) -> Due:
    """Its days as they were worked out when it was begun, else by the kind of now."""
    report = kept.report
    on, closes_on = (report.due_on, report.closes_on) if report else due_days(kind, period)
    began_on = rules_of(kind).first_day(kind.code) if is_before_records(kind, period) else None
    return Due(on, closes_on, kept.leave(today) if today > closes_on else None, began_on)


def state_of(report: Report | None, period: Period, today: date) -> State:
    """Its state; one that nobody has begun is due once its period is over."""
    if report is not None:
        return State(report.state)
    return State.DUE if period.to_on < today else State.NOT_DUE


_LED_BY = {State.SUBMITTED: "submit", State.RETURNED: "return", State.APPROVED: "approve"}


def sentence(
    state: State, place: str, approver: str, period: Period, steps: Sequence[Step], holder: str = "",
    began_on: date | None = None, met_on: date | None = None,
) -> str:  # fmt: skip
    """The state, and who it waits for. Its day is that of the step which led to it, whatever was taken back since.

    `holder` is the title of the report into which it goes, `began_on` see `Due`; `met_on` is the day of the meeting by which a
    club's month is there of itself.
    """
    if met_on is not None and state in (State.DUE, State.DRAFT) and began_on is None:
        text = _("Đã ghi buổi sinh hoạt ngày %(day)s nên báo cáo tháng này đã đủ, không phải gửi gì thêm.")
        return text % {"day": written(met_on)}
    led = _LED_BY.get(state)
    steps = [step for step in steps if led is None or step.verb == led] or steps
    last = written(timezone.localtime(steps[-1].at).date()) if steps else ""
    words = {"place": place, "approver": approver, "day": last, "end": written(period.to_on), "holder": holder}
    words["began"] = written(began_on)
    return {
        State.NOT_DUE: _("Kỳ này đến hết ngày %(end)s mới xong. Số liệu dưới đây tính đến hôm nay."),
        State.DUE: _("Phần mềm đã soạn sẵn, chờ %(place)s xem và gửi.")
        if began_on is None
        else _("Kỳ này xong trước khi có loại báo cáo này trên phần mềm (ngày %(began)s) nên không phải gửi báo cáo."),
        State.DRAFT: _("Đang soạn, chờ %(place)s gửi."),
        State.SUBMITTED: _("Đã gửi ngày %(day)s, chờ %(approver)s duyệt."),
        State.RETURNED: _("Bị trả lại ngày %(day)s, chờ %(place)s bổ sung rồi gửi lại."),
        State.APPROVED: _("Đã duyệt ngày %(day)s."),
        State.ACCEPTED: _("Đã duyệt và nằm trong “%(holder)s”, nên muốn mở lại phải mở báo cáo ấy trước."),
    }[state] % words


def stages(
    state: State, due: Due, steps: Sequence[Step], kind: ReportKind, met_on: date | None = None
) -> list[dict[str, str]]:  # fmt: skip
    """The stages of the way: soạn, gửi, duyệt, vào báo cáo cấp trên; each done, now or next, with its day."""
    days = {step.verb: written(timezone.localtime(step.at).date()) for step in steps}
    sent = state in (State.SUBMITTED, State.APPROVED, State.ACCEPTED)
    approved = state in (State.APPROVED, State.ACCEPTED)
    due_words = _("hạn %(day)s") % {"day": written(due.on)}
    found = [
        ("done", _("Máy soạn"), _("bắt đầu soạn %(day)s") % {"day": days["begin"]} if "begin" in days else ""),
        (
            "done" if sent else "next" if state == State.NOT_DUE or met_on else "now",
            _("Gửi lại") if state == State.RETURNED else _("Gửi"),
            days.get("submit", "") if sent else _("không phải gửi") if met_on else due_words,
        ),
        (
            "done" if approved else "now" if state == State.SUBMITTED else "next", _("Duyệt"),
            days.get("approve", "") if approved else _("chưa"),
        ),
    ]  # fmt: skip
    if kind.feeds:
        accepted = state == State.ACCEPTED
        found.append(
            (
                "done" if accepted else "next",
                _("Vào báo cáo cấp trên"),
                days.get("accept", "") if accepted else _("chưa"),
            )
        )
    return [{"state": state_, "what": what, "day": day} for state_, what, day in found]


def next_step(page: Any, state: State, due: Due) -> dict[str, str]:
    """The one primary step for this reader, {} where nothing waits for him: label, url, and post "1" where it acts."""
    sendable = state in (State.DUE, State.DRAFT, State.RETURNED) and due.began_on is None
    if page.met_on is not None and state != State.RETURNED:
        sendable = False
    if page.writes and sendable and page.is_over and not due.is_closed(page.today):
        label = _("Xem lại và gửi lại") if state == State.RETURNED else _("Xem lại và gửi")
        return {"label": label, "url": page.url("send")}
    if page.approves and due.is_closed(page.today) and sendable:
        return {"label": _("Cho gửi muộn"), "url": page.url("late_entry")}
    if page.writes and state == State.NOT_DUE and page.period.from_on <= page.today:
        return {"label": _("Mở để soạn"), "url": page.url("begin"), "post": "1"}
    if page.approves and state == State.SUBMITTED:
        return {"label": _("Duyệt"), "url": page.url("approve"), "post": "1"}
    return {}


def further_steps(page: Any, state: State, due: Due) -> list[dict[str, str]]:
    """What else the reader may do, as links: rút về, trả lại, bỏ duyệt, cho gửi muộn, ghi văn bản phát hành."""
    found = []
    if page.met_on is not None and state in (State.DUE, State.DRAFT) and page.writes and not due.is_closed(page.today):
        found.append({"label": _("Gửi kèm lời văn"), "url": page.url("send")})
    if page.writes and state == State.SUBMITTED:
        follows = {} if consequences(page, due) else {"post": "1"}
        found.append({"label": _("Rút về"), "url": page.url("withdraw"), **follows})
    if page.approves and state == State.SUBMITTED:
        found.append({"label": _("Trả lại"), "url": page.url("send_back")})
    if page.approves and state == State.APPROVED:
        found.append({"label": _("Bỏ duyệt"), "url": page.url("unapprove")})
    is_open = state in (State.DUE, State.DRAFT, State.RETURNED) and due.began_on is None
    if page.approves and page.place.kind != Kind.PROVINCE and is_open:
        late = page.today > due.on and not due.is_closed(page.today) and page.met_on is None
        if late:
            found.append({"label": _("Cho gửi muộn"), "url": page.url("late_entry")})
    return found


def consequences(page: Any, due: Due) -> list[str]:
    """What follows where a sent report is taken back: a paper that counts no more, a period that is locked."""
    issued, found = page.kept.issued, []
    if issued is not None:
        text = _("Báo cáo này đã phát hành, số %(number)s ngày %(day)s. Rút về thì phải phát hành văn bản thay thế.")
        found.append(text % {"number": issued.number, "day": written(issued.issued_on)})
    if due.is_closed(page.today):
        text = _(
            "Kỳ này đã khóa nhận báo cáo từ ngày %(day)s. Rút về rồi thì phải nhờ %(who)s cho gửi muộn mới gửi lại được."
        )
        found.append(text % {"day": written(due.locked_on), "who": page.approver})
    return found


def closed_words(due: Due, approver: str) -> str:
    """Why it cannot be sent any more, and who helps."""
    words = {"day": written(due.locked_on), "who": approver}
    return _("Kỳ này đã khóa nhận báo cáo từ ngày %(day)s. Mời nhờ %(who)s cho gửi muộn.") % words
