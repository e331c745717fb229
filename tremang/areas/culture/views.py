"""The book's own pages: the word on an exchange, venues, birthdays of the coming months, longevity wishes of a year."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Reader
from tremang.areas.common.pages import posted, taken_out, undo_url
from tremang.areas.common.reading import crumbs_of, month_words, reader_of
from tremang.areas.culture import actions
from tremang.areas.culture.book import BOOK, EXCHANGES
from tremang.areas.culture.forms import ExchangeAnswerForm, WishForm
from tremang.areas.culture.models import Exchange, LongevityWish
from tremang.areas.culture.queries import birthdays as birthdays_in
from tremang.areas.culture.queries import same_exchanges, venues_used, waiting_exchanges, wishes_of
from tremang.kernel.format import day as written
from tremang.kernel.models import Event
from tremang.kernel.periods import Month, month_of, month_text
from tremang.kernel.text import whole
from tremang.meetings.queries import commune_of
from tremang.ui.entry_page import entry_page
from tremang.ui.portions import in_parts
from tremang.ui.tables import Column, Table

MONTHS_SHOWN, MONTHS_AHEAD = 3, 11
PER_SHEET = 18


def answer_exchange(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The page on which a club says what became of an exchange that the other club wrote."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    told = waiting_exchanges(club).filter(pk=pk).first()
    if told is None:
        if not Exchange.objects.filter(pk=pk, other=club).exists():
            raise Http404
        return redirect(reverse("culture:exchange", args=[club]))
    form = ExchangeAnswerForm(
        posted(request), club=reader.club, today=reader.today, row=told,
        same=list(same_exchanges(club, told)),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = _answered(reader, told, form)
        words = {
            "confirm_exchange": _("Đã xác nhận. Mỗi câu lạc bộ tính một lần giao lưu."),
            "join_exchange": _("Đã nhập chung với lần giao lưu câu lạc bộ đã ghi, chỉ tính một lần."),
            "deny_exchange": _("Đã ghi là không có lần giao lưu này."),
        }
        return words[event.verb], undo_url(event)

    then = reverse("culture:exchange", args=[club])
    words = {"club": told.club.name, "day": written(told.on), "what": told.what}
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Giao lưu với %(club)s") % words, "button": _("Trả lời"), "back_url": then,
            "crumbs": crumbs_of(reader.club, BOOK, (str(EXCHANGES.title), then)),
            "summary": _("%(club)s ghi giao lưu với câu lạc bộ mình ngày %(day)s: %(what)s.") % words,
        },
    )  # fmt: skip


def _answered(reader: Reader, told: Exchange, form: ExchangeAnswerForm) -> Event:
    data, by, today = form.cleaned_data, reader.user, reader.today
    if data["answer"] == form.NO:
        return actions.deny_exchange(reader.club, told, by=by, today=today)
    if data["answer"] == form.JOIN:
        return actions.join_exchange(reader.club, told, data.get("own") or 0, by=by, today=today)
    return actions.confirm_exchange(reader.club, told, form.values(), by=by, today=today)


def venues(request: HttpRequest, club: int) -> HttpResponseBase:
    """Where the club has performed or met others: how often, and when last."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    rows = [
        {"name": one.name, "times": one.times, "last": one.last, "what": one.what} for one in venues_used(club)
    ]  # fmt: skip
    columns = [
        Column("name", _("Nơi")), Column("times", _("Số lần"), "number"), Column("last", _("Lần gần nhất"), "day"),
        Column("what", _("Lần ấy làm gì")),
    ]  # fmt: skip
    table = Table(request, columns, rows)
    if table.download_asked:
        return table.download("noi-da-den", _("Nơi đã biểu diễn, giao lưu, %(club)s") % {"club": reader.club.name})
    context = {"club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "table": table, "count": len(rows)}
    return render(request, "culture/venues.html", context)


def _month(request: HttpRequest, reader: Reader) -> Month:
    """The month that `?thang=2026-11` asks for, from this one to a year ahead; this one for anything else."""
    year, _dash, number = request.GET.get("thang", "").partition("-")
    this = month_of(reader.today)
    asked = whole(year) * 12 + whole(number) - 1 if 1 <= whole(number) <= 12 else this
    return asked if this <= asked <= this + MONTHS_AHEAD else this


def birthdays(request: HttpRequest, club: int) -> HttpResponse:
    """Whose birthday it is in a month and the two after it, by the solar and the lunar calendar."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    this, month = month_of(reader.today), _month(request, reader)
    found = birthdays_in(club, range(month, month + MONTHS_SHOWN), reader.today)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "month_value": month_text(month),
        "parts": [(month_words(one), month_text(one), rows) for one, rows in found.items()],
        "months": [
            (month_text(one), f"{one % 12 + 1}/{one // 12}", one == month)
            for one in range(this, this + MONTHS_AHEAD + 1, MONTHS_SHOWN)
        ],
    }  # fmt: skip
    return render(request, "culture/birthdays.html", context)


def birthdays_paper(request: HttpRequest, club: int) -> HttpResponse:
    """The birthdays of a month for the wall, in large type."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    month = _month(request, reader)
    context = {
        "club": reader.club, "commune": commune_of(reader.club), "month_words": month_words(month),
        "rows": birthdays_in(club, [month], reader.today)[month], "back_url": reverse("culture:birthdays", args=[club]),
    }  # fmt: skip
    return render(request, "culture/birthdays_paper.html", context)


def _year(request: HttpRequest, reader: Reader) -> int:
    """The year that `?nam=` asks for: last year, this one or the next; this one for anything else."""
    asked = whole(request.GET.get("nam", ""))
    return asked if abs(asked - reader.today.year) <= 1 else reader.today.year


def longevity(request: HttpRequest, club: int) -> HttpResponse:
    """Who is to be wished a long life in a year, and who was."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year = _year(request, reader)
    rows = wishes_of(club, year, reader.today)
    done = sum(row.wish is not None for row in rows)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": rows, "year": year, "keeps": reader.keeps,
        "years": range(reader.today.year - 1, reader.today.year + 2), "done": done, "left": len(rows) - done,
        "may_wish": reader.keeps and done < len(rows) and year <= reader.today.year,
    }  # fmt: skip
    return render(request, "culture/longevity.html", context)


def longevity_paper(request: HttpRequest, club: int) -> HttpResponse:
    """The list of a year's longevity wishes on A4."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year = _year(request, reader)
    rows = wishes_of(club, year, reader.today)
    pages = in_parts(rows, PER_SHEET)
    context = {
        "club": reader.club, "commune": commune_of(reader.club), "year": year, "count": len(rows), "total": len(pages),
        "pages": [(number, part, sum(map(len, pages[: number - 1]))) for number, part in enumerate(pages, 1)],
        "back_url": f"{reverse('culture:longevity', args=[club])}?nam={year}",
    }  # fmt: skip
    return render(request, "culture/longevity_paper.html", context)


def wish(request: HttpRequest, club: int) -> HttpResponse:
    """Tick who was wished a long life on a day."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS, Verb.SEE_PERSONS)
    year = _year(request, reader)
    due = [row for row in wishes_of(club, year, reader.today) if row.wish is None]
    form = WishForm(posted(request), club=reader.club, today=reader.today, due=due)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.wish(
            reader.club, data["members"], data["on"], data["gift"], by=request.user, today=reader.today
        )
        return _("Đã ghi mừng thọ %(n)s người.") % {"n": event.content.body["count"]}, undo_url(event)

    then = f"{reverse('culture:longevity', args=[club])}?nam={year}"
    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Ghi đã mừng thọ"), "button": _("Ghi đã mừng thọ"), "back_url": then, "summary": reader.club.name,
            "crumbs": crumbs_of(reader.club, BOOK, (_("Mừng thọ"), then)),
        },
    )  # fmt: skip


@require_POST
def drop_wish(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Somebody was not wished a long life after all."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS)
    row = LongevityWish.objects.filter(club=club, pk=pk).select_related("club__place").first()
    if row is None:
        raise Http404
    event = actions.drop_wish(row, by=request.user, today=reader.today)
    return taken_out(request, event, f"{reverse('culture:longevity', args=[club])}?nam={row.year}")
