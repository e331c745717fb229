"""Papers of the books on A4 in large type: a register filled or blank for the month ahead, and the wall sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.accounts.suppression import BELOW
from tremang.areas.common.books import Book, Reader, Register, book_of, books
from tremang.areas.common.done import CODE, in_book
from tremang.areas.common.public import plan_for_wall, wall_line
from tremang.areas.common.queries import Done, done, done_by_area, month_span
from tremang.areas.common.reading import bare_words, look, month_asked, month_words, reader_of, told
from tremang.clubs.days import next_day
from tremang.kernel.periods import month_of
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.meetings.queries import commune_of, held_between, names_on_roll
from tremang.ui.portions import in_parts
from tremang.ui.tables import WRITTEN

PER_SHEET, BLANK_LINES = 20, 16


def paper(request: HttpRequest, club: int, book: str, register: str) -> HttpResponse:
    """A register on paper: filled with a month (`?thang=`), or blank (`?trong=1`) with the names that are known."""
    found = books()[book]
    kind = in_book(found, register)
    reader = reader_of(request, club, kind.see)
    look(reader, kind)
    is_blank = "trong" in request.GET
    month = month_asked(request, reader)
    heads, rows = _blank(reader, kind) if is_blank else _filled(reader, kind, book, month)
    pages = in_parts(rows, PER_SHEET)
    context = {
        "club": reader.club, "commune": commune_of(reader.club), "title": _title(found, kind), "heads": heads,
        "pages": [(number, part, sum(map(len, pages[: number - 1]))) for number, part in enumerate(pages, 1)],
        "total": len(pages), "is_blank": is_blank, "is_named": is_blank and kind.named is not None,
        "month_words": month_words(month),
        "back_url": reverse(f"{book}:home" if register == CODE else f"{book}:{register}", args=[club]),
        "other_url": request.path if is_blank else f"{request.path}?trong=1",
    }  # fmt: skip
    return render(request, "areas/paper.html", context)


def _title(book: Any, kind: Register) -> str:
    return _("Sổ %(book)s") % {"book": str(book.title).lower()} if kind.code == CODE else str(kind.title)


def _blank(reader: Reader, kind: Register) -> tuple[list[str], list[list[str]]]:
    """Heads and lines: first those that are known by name, then empty ones for what comes besides."""
    heads, named = [str(head) for head in kind.blank], kind.named(reader) if kind.named else []
    rows = [[*first, *[""] * (len(heads) - len(first))] for first in named]
    return heads, rows + [[""] * len(heads) for _line in range(BLANK_LINES - len(rows))]


def _filled(reader: Reader, kind: Register, book: str, month: int) -> tuple[list[str], list[list[str]]]:
    since, until = month_span(month, reader.today)
    columns = kind.columns()
    if kind.code == CODE:
        of_year = done(
            reader.club.pk,
            books()[book].area,
            since.replace(month=1, day=1),
            min(since.replace(month=12, day=31), reader.today),
        )
        lines = [line for line in told(reader, books()[book], of_year) if since <= line.day <= until]
        rows = [
            {
                "day": line.day, "what": _words(books()[book], line),
                "people": str(BELOW) if line.is_small else "" if line.is_kept else line.people or None,
            }
            for line in lines
            if line.activity is None or line.activity.is_confirmed
        ]  # fmt: skip
    else:
        found = kind.only(kind.model.objects.filter(club=reader.club))
        found = found.select_related(*kind.related).order_by(*kind.order)
        sees = kind.sees(reader.user, reader.club, reader.today)
        rows = [kind.cells(row) for row in found if since <= kind.day_of(row) <= until and sees(row)]
    return [column.label for column in columns], [[cell(column, row) for column in columns] for row in rows]


def _words(book: Book, line: Done) -> str:
    if line.is_bare and line.activity is not None:
        return bare_words(book, line.activity)
    return line.what or _("Đã ghi ở buổi sinh hoạt")


def cell(column: Any, row: dict[str, Any]) -> str:
    """A value as it is printed, the smaller words behind it."""
    value = row.get(column.key)
    text = "" if value is None else value if isinstance(value, str) else WRITTEN.get(column.kind, str)(value)
    small = row.get(column.small) if column.small else ""
    return f"{text} ({_within(small)})" if small else text


def _within(words: str) -> str:
    """Words as they stand in brackets: "ăn uống"; a name keeps its capitals, of which it has more than the first."""
    return words if words[1:] != words[1:].lower() else words[:1].lower() + words[1:]


def wall(request: HttpRequest, club: int) -> HttpResponse:
    """The sheet for the wall: what this month brings and what was done, content by content, in large type. No names."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    month = month_asked(request, reader)
    since, until = month_span(month, reader.today)
    names = [name.full_name for name in names_on_roll(club, reader.today)]
    rows = [
        {
            "number": area, "label": AREA_LABELS[Area(area)], "done": wall_line(book_of(area), lines, names),
            "is_covered": any(line.counts for line in lines),
        }
        for area, lines in done_by_area(club, since, until).items()
    ]  # fmt: skip
    is_now = month == month_of(reader.today)
    met = max(held_between(club, since, until), key=lambda row: row.held_on, default=None)
    context = {
        "club": reader.club, "commune": commune_of(reader.club), "rows": rows, "month_words": month_words(month),
        "next_on": next_day(reader.club.meeting_day, reader.club.meets_by_lunar, reader.today) if is_now else None,
        "back_url": reverse("areas:all", args=[club]), "count": sum(row["is_covered"] for row in rows),
        "plan": plan_for_wall(met.next_plan, names) if met else "",
    }  # fmt: skip
    return render(request, "areas/wall.html", context)
