"""Closing months, opening them again, and sharing out the interest received."""

from typing import Any

from django.db.models import Min
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.funds.actions.months import close_month, reopen_month, share_out, shares
from tremang.funds.forms.beginnings import ReopenForm, ShareForm
from tremang.funds.models import Kind, MonthClosing, Transfer
from tremang.funds.queries.months import closings, unshared_interest
from tremang.funds.queries.rules import regulation_on
from tremang.funds.views.parts import Reader, crumbs_of, month_span, reader_of
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.periods import Month, month_first, month_of
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address

SHOWN = 24


def months(request: HttpRequest, club: int) -> HttpResponse:
    """Months and how they stand. `?khoa=2026-10` asks before closing, `?mo=` before opening, `?chia=1` before sharing."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    for asked, page in (("khoa", _closing), ("mo", _opening), ("chia", _sharing)):
        if asked in request.GET:
            return page(request, reader, request.GET[asked])
    rows = closings(club)
    first = Transfer.objects.filter(club=club).aggregate(first=Min("day"))["first"]
    last = month_of(reader.today) - 1
    begun = month_of(first) if first else last + 1
    shown = [_month(month, rows.get(month, [])) for month in range(last, max(begun, last - SHOWN + 1) - 1, -1)]
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "months": shown,
        "next": next((one for one in shown if not one["closed"]), None),
        "interest": unshared_interest(club, reader.today),
        "shared": Transfer.objects.filter(club=club, kind=Kind.SHARE_OUT, reverses__isnull=True, reversed_by__isnull=True)
        .order_by("-day").values_list("day", flat=True).first(),
    }  # fmt: skip
    return render(request, "funds/months.html", context)


def _month(month: Month, rows: list[MonthClosing]) -> dict[str, Any]:
    span = month_span(month)
    closed = next((row for row in rows if row.reopened_on is None), None)
    return {
        "month": month, "key": span.key, "words": span.words, "closed": closed, "reopened": [r for r in rows if r.reopened_on],
    }  # fmt: skip


def _asked(text: str) -> Month:
    """The month that the address names, 2026-10; 404 for anything else."""
    year, _dash, month = text.partition("-")
    good = text.isascii() and year.isdigit() and month.isdigit() and len(year) == 4 and len(month) == 2
    if not good or not 1 <= int(month) <= 12 or not 2000 <= int(year) <= 2100:
        raise Http404
    return int(year) * 12 + int(month) - 1


def _closing(request: HttpRequest, reader: Reader, asked: str) -> HttpResponse:
    month = _asked(asked)
    here = reverse("funds:months", args=[reader.club.pk])
    form = Form(request.POST if request.method == "POST" else None)

    def act(_data: dict[str, Any]) -> tuple[str, str]:
        close_month(reader.club, month, by=request.user, today=reader.today)
        return _("Đã khóa sổ %(month)s.") % {"month": month_span(month).words.lower()}, ""

    return entry_page(
        request, "funds/close_month.html", form, act, here,
        lambda: {
            "club": reader.club, "month": month_span(month), "crumbs": crumbs_of(reader.club, (_("Khóa sổ tháng"), here)),
        },
    )  # fmt: skip


def _opening(request: HttpRequest, reader: Reader, asked: str) -> HttpResponse:
    month = _asked(asked)
    here = reverse("funds:months", args=[reader.club.pk])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        reopen_month(reader.club, month, data["reason"], by=request.user, today=reader.today)
        return _("Đã mở lại sổ từ ngày %(day)s.") % {"day": written(month_first(month))}, ""

    return entry_page(
        request, "ui/entry.html", ReopenForm(request.POST or None), act, here,
        lambda: {
            "title": _("Mở lại %(month)s") % {"month": month_span(month).words.lower()}, "button": _("Mở lại sổ"),
            "crumbs": crumbs_of(reader.club, (_("Khóa sổ tháng"), here)), "back_url": here,
            "summary": _("Các tháng sau tháng này cũng mở theo. Tên người mở, ngày và lý do được giữ lại."),
        },
    )  # fmt: skip


def _sharing(request: HttpRequest, reader: Reader, _asked_for: str) -> HttpResponse:
    here = reverse("funds:months", args=[reader.club.pk])
    club, today = reader.club, reader.today

    def act(data: dict[str, Any]) -> tuple[str, str]:
        slip = share_out(club, day=data["day"], by=request.user, today=today)
        told = {"slip": slip.label, "day": written(data["day"])}
        return _("Đã phân bổ lãi đến ngày %(day)s, phiếu %(slip)s.") % told, address(
            "funds:undo_slip", club.pk, slip.pk
        )

    def context() -> dict[str, Any]:
        rules, total = regulation_on(club, today), unshared_interest(club.pk, today)
        parts = shares(max(total, 0), rules)
        return {
            "club": club, "crumbs": crumbs_of(club, (_("Khóa sổ tháng"), here)), "back_url": here, "total": total,
            "parts": [
                (_("Sang Quỹ hoạt động"), rules.to_activity, parts["activity"]),
                (_("Dự phòng"), rules.to_reserve, parts["reserve"]),
                (_("Để lại bổ sung vốn"), rules.to_capital, parts["kept"]),
            ],
            "moved": vnd(parts["activity"]),
        }  # fmt: skip

    return entry_page(request, "funds/share_out.html", ShareForm(request.POST or None, today=today), act, here, context)
