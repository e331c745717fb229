"""The log of reminders, and the sheet of those who are to be called on."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, holds_any, reach
from tremang.accounts.problems import refused_anywhere
from tremang.kernel import clock
from tremang.kernel.format import clock as hour
from tremang.reports.models.reminders import OutboxMessage, ReminderRule, Sending
from tremang.reports.reminders.rules import rule_on
from tremang.reports.reminders.senders.registry import senders
from tremang.reports.reminders.telling import told_of
from tremang.reports.views.scope import own_place
from tremang.ui.tables import Column, Table

SHAPES = {
    Sending.SENT: "met", Sending.QUEUED: "on_pace", Sending.HELD: "on_pace", Sending.FAILED: "behind",
    Sending.DROPPED: "no_number",
}  # fmt: skip
PRINTED = "printed"


def _mine(user: User, today: date) -> QuerySet[OutboxMessage]:
    """The reminders to people whose reports the reader approves."""
    if not holds_any(user, Verb.APPROVE_REPORTS, today):
        raise refused_anywhere(Verb.APPROVE_REPORTS)
    return OutboxMessage.objects.filter(reach(user, Verb.APPROVE_REPORTS, today, "place__path"))


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Who was reminded when, through which channel, and what became of it; the newest first."""
    today = clock.today()
    rows = _mine(request.user, today).order_by("-day", "-pk")[:2000].values(
        "pk", "day", "to__full_name", "place__name", "channel", "subject", "state", "sent_at", "last_error", "tries"
    )  # fmt: skip
    listed = [_row(row) for row in rows]
    columns = [
        Column("day", _("Ngày"), "day", small="at"),
        Column("who", _("Người được nhắc"), small="place"),
        Column("subject", _("Về việc")),
        Column("channel", _("Cách nhắc")),
        Column("state", _("Kết quả"), "verdict", words="words", sortable=False),
        Column("error", _("Ghi chú"), sortable=False),
    ]
    table = Table(
        request, columns, listed, search=("who", "place"), sort="-day", empty=_("Chưa nhắc ai lần nào."),
    )  # fmt: skip
    if table.download_asked:
        return table.download("nhat-ky-nhac-han", _("Nhật ký nhắc hạn"))
    rule = rule_on(today)
    context = {
        "table": table, "place": own_place(request.user, today, Verb.APPROVE_REPORTS), "rule": rule,
        "told_of": told_of(rule), "failed": sum(row["state_code"] == Sending.FAILED for row in listed), "channels": _channels(rule),
    }  # fmt: skip
    return render(request, "reports/reminders.html", context)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    sender = senders().get(row["channel"])
    at = hour(timezone.localtime(row["sent_at"])) if row["sent_at"] else ""
    state = Sending(row["state"])
    words = state.label
    if row["channel"] == PRINTED and state == Sending.SENT:
        words = _("Có trong danh sách in")
    return {
        "day": row["day"], "at": at, "who": row["to__full_name"], "place": row["place__name"], "subject": row["subject"],
        "channel": str(sender.label) if sender else row["channel"], "state": SHAPES[state], "words": str(words),
        "state_code": state, "error": _("%(error)s (%(tries)s lần thử)") % {"error": row["last_error"], "tries": row["tries"]}
        if row["last_error"] else "",
    }  # fmt: skip


def _channels(rule: ReminderRule) -> list[str]:
    """The channels of a rule, in words."""
    return [str(senders()[code].label) for code in rule.channels if code in senders()]


@login_required
def paper(request: HttpRequest) -> HttpResponse:
    """The sheet "Danh sách nhắc" of a day (`?ngay=`): whom no other channel reached, of what, with room for a note."""
    today = clock.today()
    mine = _mine(request.user, today)
    day = _day(request.GET.get("ngay", "")) or mine.order_by("-day").values_list("day", flat=True).first() or today
    rows = mine.filter(Q(channel=PRINTED) | Q(state=Sending.FAILED), day=day).exclude(state=Sending.DROPPED)
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.select_related("to", "place").order_by("place__sort", "to__full_name", "pk"):
        groups[row.place.name].append({"who": row.to.full_name, "lines": _lines(row.text)})
    context = {
        "day": day, "groups": dict(groups), "count": sum(map(len, groups.values())),
        "place": own_place(request.user, today, Verb.APPROVE_REPORTS),
    }  # fmt: skip
    return render(request, "reports/reminders_paper.html", context)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _lines(text: str) -> list[str]:
    """The matters of a message."""
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]
