"""The pages that every book has: its month, its registers, their forms, what takes an act back."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.accounts.suppression import BELOW
from tremang.areas.common import actions
from tremang.areas.common.advice import advice_of, idea_of
from tremang.areas.common.asking import still_to_ask
from tremang.areas.common.books import Book, Reader, Register, book_of, books
from tremang.areas.common.done import CODE, in_book
from tremang.areas.common.kept import fill, keep_refused, suggested
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.offices.queries import waiting_for
from tremang.areas.common.pages import FORM_ID, taken_out, undo_url
from tremang.areas.common.photos import path_of
from tremang.areas.common.queries import Done, done, done_by_area, month_span, proof_of, sums
from tremang.areas.common.reading import (
    bare_words,
    crumbs_of,
    day_given,
    look,
    look_by,
    may_keep,
    may_see,
    month_asked,
    month_words,
    months_of,
    reader_of,
    told,
)
from tremang.areas.common.twice import ask_of_done, ask_of_meeting, ask_of_record
from tremang.kernel.format import number
from tremang.kernel.ids import new_id
from tremang.kernel.models import Event
from tremang.kernel.periods import Month, month_last, month_of, month_text
from tremang.kernel.text import whole
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry_page import entry_page
from tremang.ui.pictures import picture_response
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

ALL, MOST_SHOWN = "tat-ca", 200  # records of a register on its page; older ones when asked for


def home(request: HttpRequest, club: int, book: str) -> HttpResponseBase:
    """A book: what was done in a month, what else it holds, what waits, and one suggestion."""
    reader, found = reader_of(request, club, Verb.SEE_FIGURES), books()[book]
    month = month_asked(request, reader)
    since, until = month_span(month, reader.today)
    year = done(club, found.area, date(month // 12, 1, 1), min(date(month // 12, 12, 31), reader.today))
    year = told(reader, found, year)
    lines = [line for line in year if since <= line.day <= until]
    columns = [
        Column("what", _("Việc"), "link", url="url", small="from", sortable=False), Column("day", _("Ngày"), "day"),
        Column("people", _("Số người"), "number"),
    ]  # fmt: skip
    rows = [_row(found, lines, reader) for lines in _together(lines)]
    table = Table(request, columns, rows, empty=_("Tháng này chưa ghi việc nào."))
    if table.download_asked:
        title = _("%(book)s, %(club)s, %(month)s") % {
            "book": found.title, "club": reader.club.name, "month": month_words(month),
        }  # fmt: skip
        return table.download(f"{found.slug}-{month_text(month)}", title)
    context = {
        "book": found, "club": reader.club, "reader": reader, "crumbs": crumbs_of(reader.club), "table": table,
        "month_value": month_text(month), "month_words": month_words(month),
        "months": months_of(reader, month), "is_now": month == month_of(reader.today), "sums": _counted(lines), "year": _counted(year),
        "year_words": _("Cả năm %(year)s") % {"year": month // 12}, "advice": advice_of(found, reader.club, until),
        "doors": _doors(found, reader), "waiting": [*waiting_for(reader, [found.area]), *found.waiting(reader)],
        "add_url": _add_url(book, reader, month), "paper_url": reverse(f"{book}:{CODE}_paper", args=[club]),
    }  # fmt: skip
    return render(request, "areas/book.html", context)


def _add_url(book: str, reader: Reader, month: Month) -> str:
    """The form of the common entry; of an earlier month it opens with the last day of that month."""
    url = reverse(f"{book}:{CODE}_add", args=[reader.club.pk])
    return url if month == month_of(reader.today) else f"{url}?ngay={month_last(month).isoformat()}"


def _counted(lines: list[Done]) -> str:
    """The sums of lines in words: how often, and how many took part where the reader is told."""
    found = sums(lines)
    given = {"n": found.events, "people": number(found.people)}
    if not any(line.is_kept and line.counts for line in lines):
        return _("%(n)s lần, %(people)s lượt người") % given
    return _("%(n)s lần, không nêu số người vì có lần ít") % given


def _together(lines: list[Done]) -> list[list[Done]]:
    """The lines of a month; records of one register in the same words, such as twelve visits, stand together."""
    found: dict[Any, list[Done]] = {}
    for line in lines:
        row = line.activity
        alike = row is not None and row.kind != "" and row.is_confirmed
        words = "" if row is None or line.is_bare else row.what
        key = (row.kind, words, line.counts, line.is_small) if alike and row is not None else line
        found.setdefault(key, []).append(line)
    return list(found.values())


def _row(book: Book, lines: list[Done], reader: Reader) -> dict[str, Any]:
    """Lines of the book that stand together as one row: where they come from, and where they open."""
    line = lines[0]
    if line.activity is None:
        what, origin, url = line.what or _("Đã ghi ở buổi sinh hoạt"), _("Buổi sinh hoạt"), line.url
    else:
        row = line.activity
        what, url, origin = bare_words(book, row) if line.is_bare else row.what, _url_of(book, row, reader), ""
        if row.office is not None:
            origin = (
                row.office.giver
                if row.is_confirmed
                else _("%(giver)s ghi, chờ câu lạc bộ xác nhận") % {"giver": row.office.giver}
            )
        elif not line.counts:
            origin = _("Tại buổi sinh hoạt, tính chung với buổi ấy")
    if len(lines) > 1:
        what = _("%(what)s (%(n)s lần)") % {"what": what, "n": len(lines)}
    if line.is_small:
        people = str(BELOW) if len(lines) == 1 else _("mỗi lần %(few)s") % {"few": BELOW}
    elif line.is_kept:
        people = _("không nêu")
    else:
        people = sum(one.people for one in lines) or None
    return {"what": what, "from": origin, "day": line.day, "people": people, "url": url}


def _url_of(book: Book, row: Activity, reader: Reader) -> str:
    """Where a line of the book opens: its form for whoever keeps it, else nowhere."""
    if not row.is_confirmed:
        return reverse("areas:answer", args=[reader.club.pk, row.office_id]) if reader.keeps else ""
    if row.kind == "" and reader.keeps:
        return reverse(f"{book.code}:{CODE}_correct", args=[reader.club.pk, row.pk])
    register = next((one for one in book.registers if one.code == row.kind), None)
    if register is not None and may_see(reader, register):
        return reverse(f"{book.code}:{register.code}", args=[reader.club.pk])
    return book.opens(row, reader) if register is None else ""


def _doors(book: Book, reader: Reader) -> list[tuple[str, str]]:
    """The pages and registers of a book, as far as the reader may open them; pages for many records at once stand first."""
    doors = [
        (str(register.title), reverse(f"{book.code}:{register.code}", args=[reader.club.pk]))
        for register in book.registers
        if may_see(reader, register)
    ]
    if reader.keeps:
        doors.append((_("Đã trả lời đơn vị hỗ trợ"), reverse("areas:answers", args=[reader.club.pk])))
    return [*book.doors(reader), *doors]


def records(request: HttpRequest, club: int, book: str, register: str) -> HttpResponseBase:
    """A register: its records, newest first."""
    kind = in_book(books()[book], register)
    reader = reader_of(request, club, kind.see)
    look(reader, kind)
    rows = kind.only(kind.model.objects.filter(club=club)).select_related(*kind.related).order_by(*kind.order)
    keeps, sees = may_keep(reader, kind), kind.sees(reader.user, reader.club, reader.today)
    is_whole = ALL in request.GET or "download" in request.GET
    shown = list(rows if is_whole else rows[: MOST_SHOWN + 1])
    lines = [
        kind.cells(row) | {"url": reverse(f"{book}:{register}_correct", args=[club, row.pk]) if keeps else ""}
        for row in (shown if is_whole else shown[:MOST_SHOWN])
        if sees(row)
    ]
    columns = kind.columns()
    if keeps:
        first = columns[0]
        columns[0] = Column(first.key, first.label, "link", first.sortable, "url", first.small, order=first.order)
    table = Table(request, columns, lines, empty=str(kind.empty), downloadable=not kind.secret)
    if table.download_asked and not kind.secret:
        return table.download(kind.slug, f"{kind.title}, {reader.club.name}")
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, books()[book]), "register": kind, "table": table,
        "keeps": keeps, "add_url": reverse(f"{book}:{register}_add", args=[club]),
        "paper_url": reverse(f"{book}:{register}_paper", args=[club]) if kind.blank else "",
        "ask": still_to_ask(reader, kind, request.path),
        "more_url": f"?{ALL}" if not is_whole and len(shown) > MOST_SHOWN else "", "most": MOST_SHOWN,
    }  # fmt: skip
    return render(request, "areas/records.html", context)


def add(request: HttpRequest, club: int, book: str, register: str) -> HttpResponse:
    """The form for one more record; `?viec=` fills in what was done, `?ai=` the member, `?ngay=` the day."""
    found = books()[book]
    kind = in_book(found, register)
    reader = reader_of(request, club, kind.keep, *([kind.also] if kind.also else []))
    if again := suggested(request):
        return redirect(again)
    given = _given(request, reader)
    if kind.form.names_secret:
        look(reader, kind)
    form = kind.form(*_sent(request), club=reader.club, today=reader.today, user=reader.user, given=given)
    form.asked_at = request.path
    fill(request, form)
    made = whole(request.POST.get(FORM_ID, "")) or new_id()

    def act(data: dict[str, Any]) -> tuple[str, str]:
        values = form.values()
        if not kind.model.objects.filter(pk=made).exists():
            asker = Asker(form, request.POST.getlist(FIELD))
            ask_of_meeting(asker, reader.club, found.area, data)
            if register == CODE:
                ask_of_done(asker, reader.club, found.area, data)
            else:
                ask_of_record(asker, reader.club, kind.model, values)
            form.ask(asker)
        if register == CODE:
            values["area"] = found.area.value
        row, event = actions.add(
            kind, reader.club, values, form.picked() or (), by=request.user, today=reader.today, pk=made
        )
        if event is None:
            return _("Việc này đã ghi rồi, không ghi thêm lần nữa."), ""
        return _said(kind, row), undo_url(event)

    def onward(data: dict[str, Any]) -> str:
        """The list on which the record stands: of the common entry that of the month of its day."""
        if register != CODE or month_of(data["day"]) == month_of(reader.today):
            return then
        return f"{then}?thang={month_text(month_of(data['day']))}"

    then = _list_url(book, register, club)
    suggestions = found.examples if register == CODE else ()
    answer = entry_page(
        request, "areas/entry.html", form, act, onward,
        lambda: {
            "title": kind.button, "button": kind.button, "crumbs": crumbs_of(reader.club, found), "back_url": then,
            "made": made, "examples": suggestions, "summary": reader.club.name,
        },
    )  # fmt: skip
    return keep_refused(request, form, answer)


def _given(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """What an address fills in of a form."""
    given: dict[str, Any] = {}
    if what := request.GET.get("viec", "")[:200]:
        given["what"] = what
    if member := whole(request.GET.get("ai", "")):
        given["membership_id"] = member
    if day := day_given(request, reader.today):
        given |= {"on": day, "day": day}
    return given


def correct(request: HttpRequest, club: int, pk: int, book: str, register: str) -> HttpResponse:
    """The form of a record that stands."""
    found = books()[book]
    kind = in_book(found, register)
    reader = reader_of(request, club, kind.keep, *([kind.also] if kind.also else []))
    rows = kind.only(kind.model.objects.filter(club=club, pk=pk)).select_related(*kind.related)
    row = rows.filter(area=found.area, kind="").first() if register == CODE else rows.first()
    if row is None or not kind.sees(reader.user, reader.club, reader.today)(row):
        raise Http404
    look(reader, kind)
    activity = row if register == CODE else row.activity
    named = Participant.objects.filter(activity=activity) if activity is not None else Participant.objects.none()
    chosen = tuple(named.values_list("membership", flat=True))
    form = kind.form(*_sent(request), club=reader.club, today=reader.today, user=reader.user, row=row, members=chosen)
    form.asked_at = request.path
    fill(request, form)
    if form.shows:
        look_by(reader, *form.shows)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        form.ask(Asker(form, request.POST.getlist(FIELD)))
        event = actions.correct(kind, row, form.values(), form.picked(), by=request.user, today=reader.today)
        if event is None:
            return _("Không có gì thay đổi."), ""
        return _("Đã sửa."), undo_url(event)

    then = _list_url(book, register, club)
    answer = entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Sửa: %(title)s") % {"title": str(kind.title).lower()}, "button": _("Ghi lại"),
            "crumbs": crumbs_of(reader.club, found), "back_url": then, "summary": reader.club.name,
            "drop_url": reverse(f"{book}:{register}_drop", args=[club, pk]),
            "photo_url": reverse("areas:photo", args=[club, pk]) if getattr(row, "photo", "") else "",
        },
    )  # fmt: skip
    return keep_refused(request, form, answer)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, words and files; nothing while the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def photo(request: HttpRequest, club: int, pk: int) -> HttpResponseBase:
    """The photo of an activity."""
    reader_of(request, club, Verb.SEE_PERSONS)
    row = get_object_or_404(Activity.objects.exclude(photo=""), pk=pk, club=club)
    return picture_response(path_of(row.photo))


@require_POST
def drop(request: HttpRequest, club: int, pk: int, book: str, register: str) -> HttpResponse:
    """Remove a record that was written by mistake."""
    found = books()[book]
    kind = in_book(found, register)
    reader = reader_of(request, club, kind.keep, *([kind.also] if kind.also else []))
    rows = kind.model.objects.filter(club=club, pk=pk)
    row = rows.filter(area=found.area, kind="").first() if register == CODE else rows.first()
    if row is None or not kind.sees(reader.user, reader.club, reader.today)(row):
        raise Http404
    event = actions.drop(kind, row, by=request.user, today=reader.today)
    return taken_out(request, event, _list_url(book, register, club))


@require_POST
def undo(request: HttpRequest, club: int, event: int) -> HttpResponse:
    """Take back one act on the books."""
    reader = reader_of(request, club)
    undone = actions.undo(reader.club, event, by=request.user, today=reader.today)
    said(request, _("Đã hoàn tác."))
    return redirect(_page_of(undone))


def _page_of(event: Event) -> str:
    """The page on which an act shows: its register, the book that it is of, else the eight books."""
    club, code = event.chain_id, event.verb.partition("_")[2]
    for book in books().values():
        if any(register.code == code for register in book.registers):
            return _list_url(book.code, code, club)
        if event.verb in book.acts or (code == CODE and event.content.body.get("book") == str(AREA_LABELS[book.area])):
            return reverse(f"{book.code}:home", args=[club])
    return reverse("areas:all", args=[club])


def _said(kind: Register, row: Any) -> str:
    if isinstance(row, Activity):
        return _("Đã ghi: %(what)s.") % {"what": row.what}
    return _("Đã ghi vào “%(title)s”.") % {"title": kind.title}


def _list_url(book: str, register: str, club: int) -> str:
    return reverse(f"{book}:home" if register == CODE else f"{book}:{register}", args=[club])


def everything(request: HttpRequest, club: int) -> HttpResponse:
    """All eight books of a club: what this month covers, with what proves it, and what waits."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    month = month_asked(request, reader)
    year = month // 12
    of_year = done_by_area(club, date(year, 1, 1), min(date(year, 12, 31), reader.today))
    is_now = month == month_of(reader.today)
    then = "" if is_now else f"?thang={month_text(month)}"
    rows = []
    for area in Area:
        book, proof = book_of(area), proof_of(of_year[area], month)
        rows.append({
            "number": area.value, "label": AREA_LABELS[area], "proof": proof, "what": _proved(proof, reader),
            "year": sums(of_year[area]).events, "idea": idea_of(book, reader.today) if book and not proof else "",
            "book_url": f"{reverse(f'{book.code}:home', args=[club])}{then}" if book else "",
            "add_url": _add_url(book.code, reader, month) if book and reader.keeps else "",
            "proof_url": proof.url if proof else "",
        })  # fmt: skip
    covered = [row["proof"] is not None for row in rows]
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club)[:-1], "rows": rows, "month_words": month_words(month),
        "covered": covered, "count": sum(covered), "reader": reader,
        "months": months_of(reader, month), "waiting": waiting_for(reader), "year": year, "is_now": is_now,
        "wall_url": f"{reverse('areas:wall', args=[club])}?thang={month_text(month)}",
    }  # fmt: skip
    return render(request, "areas/all.html", context)


def _proved(proof: Done | None, reader: Reader) -> str:
    if proof is None:
        return ""
    if proof.meeting_id:
        return _("buổi sinh hoạt")
    return proof.what if reader.sees_persons else _("một việc của câu lạc bộ")
