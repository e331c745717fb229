"""The pages of the book besides its registers: the plan beside what was reached, joint earning and its money, sponsors."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Reader
from tremang.areas.common.pages import FORM_ID, posted, undo_url
from tremang.areas.common.reading import crumbs_of, may_keep, reader_of
from tremang.areas.resources import actions
from tremang.areas.resources.book import BOOK, EARNINGS, PLAN, SPONSORS, earning_state, keeps_money
from tremang.areas.resources.forms import KIND, EarningForm, EarningTakenForm, ReceiveForm, SponsorGiftForm
from tremang.areas.resources.models import Earning, Sponsor
from tremang.areas.resources.queries import given_by, plan_beside, with_given
from tremang.funds.models import Account
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.ids import new_id
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table


def plan(request: HttpRequest, club: int) -> HttpResponseBase:
    """The plan of a year (`?nam=`), each source beside what the books say it brought so far."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    this, keeps = reader.today.year, may_keep(reader, PLAN)
    first = reader.club.launched_on.year if reader.club.launched_on else this
    asked = whole(request.GET.get("nam", ""))
    year = asked if first <= asked <= this + 1 else this
    found = plan_beside(club, year)
    rows = [
        {
            "source": str(one.source.label), "note": one.line.note if one.line else _("không có trong kế hoạch"),
            "expected": one.expected, "reached": one.reached, "percent": one.percent,
            "url": reverse("resources:plan_line_correct", args=[club, one.line.pk]) if keeps and one.line else "",
        }
        for one in found
    ]  # fmt: skip
    columns = [
        Column("source", _("Nguồn"), "link", url="url", small="note"), Column("expected", _("Dự kiến (đồng)"), "money"),
        Column("reached", _("Đã được (đồng)"), "money"), Column("percent", _("Đạt"), "percent"),
    ]  # fmt: skip
    table = Table(request, columns, rows, empty=_("Năm này chưa có kế hoạch, quỹ cũng chưa có khoản nào vào."))
    if table.download_asked:
        title = _("Kế hoạch vận động năm %(year)s, %(club)s") % {"year": year, "club": reader.club.name}
        return table.download(f"ke-hoach-van-dong-{year}", title)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "table": table, "year": year, "keeps": keeps,
        "years": range(min(this + 1, year + 2), max(first, year - 3) - 1, -1),
        "expected": sum(one.expected or 0 for one in found), "reached": sum(one.reached for one in found),
        "add_url": reverse("resources:plan_line_add", args=[club]),
    }  # fmt: skip
    return render(request, "resources/plan.html", context)


def earnings(request: HttpRequest, club: int) -> HttpResponseBase:
    """What members earned together, and whether the money is in the fund."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    keeps, treasurer = may_keep(reader, EARNINGS), keeps_money(reader)
    found = Earning.objects.filter(club=club).select_related("voucher").order_by(*EARNINGS.order)
    rows = [
        EARNINGS.line(row)
        | {
            "url": reverse("resources:earning_correct", args=[club, row.pk]) if keeps else "",
            "money_url": reverse("resources:money", args=[club, row.pk]) if treasurer and row.income else "",
        }
        for row in found
    ]
    columns = EARNINGS.columns()
    columns[0] = Column("what", columns[0].label, "link", url="url", small="kind")
    columns[-1] = Column("state", columns[-1].label, "link", url="money_url")
    table = Table(request, columns, rows, empty=str(EARNINGS.empty))
    if table.download_asked:
        return table.download(EARNINGS.slug, f"{EARNINGS.title}, {reader.club.name}")
    name = "take" if treasurer else "earning_add"
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "register": EARNINGS, "table": table,
        "keeps": keeps or treasurer, "add_url": reverse(f"resources:{name}", args=[club]),
        "paper_url": reverse("resources:earning_paper", args=[club]),
    }  # fmt: skip
    return render(request, "areas/records.html", context)


def earn(request: HttpRequest, club: int) -> HttpResponse:
    """The form for what was earned together; its money waits for the treasurer where the writer does not keep it."""
    return _earn(request, reader_of(request, club, Verb.KEEP_BOOKS))


def take(request: HttpRequest, club: int) -> HttpResponse:
    """The same for whoever keeps the money: it goes into the fund in the same act."""
    return _earn(request, reader_of(request, club, Verb.KEEP_MONEY))


def _earn(request: HttpRequest, reader: Reader) -> HttpResponse:
    treasurer = keeps_money(reader)
    kind = EarningTakenForm if treasurer else EarningForm
    form = kind(posted(request), club=reader.club, today=reader.today, user=reader.user)
    made = whole(request.POST.get(FORM_ID, "")) or new_id()
    then = reverse("resources:earning", args=[reader.club.pk])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        row, event = actions.earn(
            reader.club, form.values(), by=reader.user, today=reader.today, pk=made,
            into=Account(data.get("into") or Account.CASH),
        )  # fmt: skip
        if event is None:
            return _("Việc này đã ghi rồi, không ghi thêm lần nữa."), ""
        told = {"what": row.what, "sum": vnd(row.income), "slip": row.voucher.label if row.voucher else ""}
        if row.voucher is not None:
            undo = reverse("resources:give_back", args=[reader.club.pk, row.pk])
            return _("Đã ghi: %(what)s. %(sum)s vào quỹ, phiếu %(slip)s.") % told, f"{undo}?bo=1"
        undo = undo_url(event)
        if row.income:
            return _("Đã ghi: %(what)s. %(sum)s chờ thủ quỹ nhận.") % told, undo
        return _("Đã ghi: %(what)s.") % told, undo

    words = _("Tiền vào Quỹ hoạt động ngay, có phiếu thu.")
    if not treasurer:
        words = _("Thủ quỹ nhận tiền thì quỹ mới có phiếu thu.")
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Ghi việc gây quỹ"), "button": _("Ghi và nhận tiền") if treasurer else _("Ghi việc gây quỹ"),
            "crumbs": crumbs_of(reader.club, BOOK, (str(EARNINGS.title), then)), "back_url": then, "made": made,
            "summary": words,
        },
    )  # fmt: skip


def money(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The money of what was earned together: the treasurer lets it in, or takes its slip back."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(Earning.objects.select_related("club__place", "voucher"), pk=pk, club=club)
    form = ReceiveForm(posted(request), club=reader.club, today=reader.today, user=reader.user)
    then = reverse("resources:earning", args=[club])

    def act(data: dict[str, Any]) -> tuple[str, str]:
        actions.receive(row, into=Account(data["into"]), by=reader.user, today=reader.today)
        undo = reverse("resources:give_back", args=[club, pk])
        return _("Đã nhận %(sum)s vào quỹ.") % {"sum": vnd(row.income)}, undo

    summary = _("%(what)s, ngày %(day)s: %(state)s.") % {
        "what": row.what, "day": written(row.on), "state": earning_state(row),
    }  # fmt: skip
    return entry_page(
        request, "resources/money.html", form, act, then,
        lambda: {
            "title": _("Tiền gây quỹ: %(sum)s") % {"sum": vnd(row.income)}, "button": _("Nhận vào quỹ"),
            "summary": summary[:1].upper() + summary[1:],
            "crumbs": crumbs_of(reader.club, BOOK, (str(EARNINGS.title), then)), "back_url": then, "earning": row,
            "slip_url": address("funds:slip", club, row.voucher_id) if row.voucher_id else "",
            "give_back_url": reverse("resources:give_back", args=[club, pk]),
        },
    )  # fmt: skip


@require_POST
def give_back(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Take the slip of joint earning back; with `?bo=1` the line of the book goes with it."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(Earning.objects.select_related("club__place"), pk=pk, club=club)
    drops = "bo" in request.GET
    actions.give_back(row, drops=drops, by=reader.user, today=reader.today)
    gone = _("Đã bỏ việc gây quỹ và hoàn lại phiếu. Sổ quỹ vẫn giữ cả hai phiếu.")
    said(request, gone if drops else _("Đã hoàn lại phiếu. Việc gây quỹ chờ nhận tiền lại."))
    return redirect("resources:earning", club)


def sponsors(request: HttpRequest, club: int) -> HttpResponseBase:
    """The sponsors with what each gave so far."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    found = with_given(Sponsor.objects.filter(club=club)).order_by(*SPONSORS.order)
    rows = [SPONSORS.line(row) | {"url": reverse("resources:given", args=[club, row.pk])} for row in found]
    columns = SPONSORS.columns()
    columns[0] = Column("name", columns[0].label, "link", url="url", small="kind")
    table = Table(request, columns, rows, empty=str(SPONSORS.empty))
    if table.download_asked:
        return table.download(SPONSORS.slug, f"{SPONSORS.title}, {reader.club.name}")
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "register": SPONSORS, "table": table,
        "keeps": may_keep(reader, SPONSORS), "add_url": reverse("resources:sponsor_add", args=[club]),
        "paper_url": reverse("resources:sponsor_paper", args=[club]),
    }  # fmt: skip
    return render(request, "areas/records.html", context)


def sponsor(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """A sponsor: the promise, and what was given, each with its slip."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    row = get_object_or_404(Sponsor, pk=pk, club=club)
    lines = [
        {
            "day": line.activity.day, "value": line.activity.value,
            "what": line.gift.what if line.gift else _("tiền, phiếu %(slip)s") % {"slip": line.voucher.label},
            "url": address("funds:slip", club, line.voucher_id) if line.voucher_id else "",
        }
        for line in given_by(row)
    ]  # fmt: skip
    gift_url = reverse("resources:gift", args=[club, pk])
    treasurer = keeps_money(reader)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK, (str(SPONSORS.title), reverse("resources:sponsor", args=[club]))),
        "row": row, "lines": lines, "total": sum(line["value"] for line in lines), "treasurer": treasurer,
        "correct_url": reverse("resources:sponsor_correct", args=[club, pk]) if may_keep(reader, SPONSORS) else "",
        "money_url": gift_url, "kind_url": f"{gift_url}?ghi={KIND}",
    }  # fmt: skip
    return render(request, "resources/sponsor.html", context)


def gift(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The form for what a sponsor gave: money, or with `?ghi=hien-vat` a thing."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(Sponsor.objects.select_related("club__place"), pk=pk, club=club)
    is_kind = request.GET.get("ghi") == KIND
    form = SponsorGiftForm(posted(request), club=reader.club, today=reader.today, user=reader.user, is_kind=is_kind)
    then = reverse("resources:given", args=[club, pk])
    made = whole(request.POST.get(FORM_ID, "")) or new_id()

    def act(data: dict[str, Any]) -> tuple[str, str]:
        nonlocal made
        try:
            given, _event = actions.take_gift(
                row, data["amount"], on=data["on"], by=reader.user, today=reader.today, what=data.get("what", ""),
                purpose=data["purpose"], into=Account(data.get("into") or Account.CASH), once=str(made),
            )  # fmt: skip
        except Problem as problem:
            if problem.code == "written_already":  # something else is meant now
                made = new_id()
            raise
        if given.voucher is None:
            return _("Đã ghi %(what)s vào Sổ Tấm lòng vàng.") % {"what": given.what}, address(
                "funds:drop_gift", club, given.pk
            )
        told = {"sum": vnd(given.amount), "slip": given.voucher.label}
        return _("Đã nhận %(sum)s, phiếu %(slip)s.") % told, address("funds:undo_slip", club, given.voucher_id)

    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("%(name)s giúp hiện vật") % {"name": row.name} if is_kind else _("%(name)s giúp tiền") % {"name": row.name},
            "button": _("Ghi vào Sổ Tấm lòng vàng") if is_kind else _("Nhận vào quỹ"), "back_url": then, "made": made,
            "crumbs": crumbs_of(reader.club, BOOK, (row.name, then)),
            "summary": _("Hiện vật ghi theo giá ước, không vào hộp tiền.")
            if is_kind
            else _("Tiền vào Quỹ hoạt động ngay, có phiếu thu."),
        },
    )  # fmt: skip
