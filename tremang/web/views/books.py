"""The 8 contents in a commune and in the whole City: what happens, where nothing happens, good examples."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.accounts.suppression import BELOW, KEPT_BACK, LIMIT
from tremang.areas.common.books import book_of
from tremang.facts.actions import catch_up
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.kernel.text import whole
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.places.models import Kind, Place
from tremang.places.queries import city
from tremang.ui.bars import sparkline
from tremang.ui.links import address
from tremang.ui.tables import Column, Table
from tremang.web.books_of import Content, Doings, doings_of
from tremang.web.kept import kept_page

SHOWN_QUIET = 12


@login_required
def commune_books(request: HttpRequest, code: str) -> HttpResponse:
    """The 8 contents in a commune, club by club; `?noi-dung=` chooses one of them."""
    return _page(request, get_object_or_404(Place, code=code, kind=Kind.COMMUNE, valid_to__isnull=True))


@login_required
def city_books(request: HttpRequest) -> HttpResponse:
    """The 8 contents in the City, commune by commune."""
    return _page(request, city())


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    today = clock.today()
    require(request.user, Verb.SEE_FIGURES, place, today)
    asked = whole(request.GET.get("noi-dung", ""))
    area = Area(asked) if 1 <= asked <= len(Area) else None
    if request.GET.get("download") == "xlsx":
        catch_up(place, today)
        found = doings_of(place, area, today)
        title = f"{AREA_LABELS[found.area]}, {place.name}"
        return _table(request, place, found.area, found).download("8-noi-dung", title)
    decides = place.kind == Kind.PROVINCE and may(request.user, Verb.SET_TARGETS, place, today)
    decided_url = address("areas:decided") if decides else ""
    return kept_page(
        request, "books", place, today, lambda: _context(request, place, area, today), decided_url=decided_url
    )


def _code(place: Place) -> tuple[str, ...]:
    return () if place.kind == Kind.PROVINCE else (place.code,)


def _url(place: Place, area: Area) -> str:
    page = "web:city_books" if place.kind == Kind.PROVINCE else "web:commune_books"
    return f"{reverse(page, args=_code(place))}?noi-dung={int(area)}"


def _context(request: HttpRequest, place: Place, asked: Area | None, today: date) -> dict[str, Any]:
    found = doings_of(place, asked, today)
    area = found.area
    fullest = [content for content in found.contents if content.clubs == found.active]
    label, of_city = AREA_LABELS[area], place.kind == Kind.PROVINCE
    return {
        "place": place, "today": today, "of_city": of_city, "active": found.active, "area": area, "label": label,
        "is_asked": asked is not None, "least_url": f"{_url(place, area)}#tung-noi",
        "contents": [_line(place, content, area, found.active) for content in found.contents],
        "summary": _("%(count)s trong 8 nội dung có ở mọi câu lạc bộ trong 3 tháng qua.") % {"count": len(fullest)},
        "table": _table(request, place, area, found), "quiet": [_quiet(row, area, of_city) for row in found.quiet[:SHOWN_QUIET]],
        "quiet_count": len(found.quiet), "examples": [(one, _club_url(one.club_id, area)) for one in found.examples],
        "is_sensitive": any(content.is_hidden for content in found.contents) or any(row["is_hidden"] for row in found.rows),
        "give_url": address("areas:given", place.code),
    }  # fmt: skip


def _line(place: Place, content: Content, area: Area, active: int) -> dict[str, Any]:
    words = _("12 tháng trọn: từ %(least)s đến %(most)s lượt việc một tháng") % {
        "least": min(content.trend), "most": max(content.trend),
    }  # fmt: skip
    return {
        "number": int(content.area), "label": AREA_LABELS[content.area], "url": f"{_url(place, content.area)}#tung-noi",
        "is_on": content.area == area, "done": number(content.done), "took": _told(content.took, content.is_hidden),
        "persons": _told(content.persons, content.is_hidden), "clubs": content.clubs, "active": active,
        "trend": sparkline(tuple(map(float, content.trend)), words),
    }  # fmt: skip


def _shown(count: int, is_hidden: bool) -> int | str:
    """A number of persons as it may be told: itself, or the words in its place."""
    if not is_hidden:
        return count
    return str(BELOW) if count < LIMIT else str(KEPT_BACK)


def _told(count: int, is_hidden: bool) -> str:
    """The same in writing."""
    shown = _shown(count, is_hidden)
    return shown if isinstance(shown, str) else number(shown)


def _club_url(club: int, area: Area) -> str:
    book = book_of(area)
    return reverse(f"{book.code}:home", args=[club]) if book else address("web:club", club)


def _quiet(row: dict[str, Any], area: Area, of_city: bool) -> dict[str, Any]:
    """A place where nothing was done lately: since when, and what to do next."""
    book = book_of(area)
    if row["last"]:
        since = _("Lần gần nhất: tháng %(month)s/%(year)s.") % {
            "month": row["last"] // 2 % 12 + 1, "year": row["last"] // 24,
        }  # fmt: skip
    else:
        since = _("12 tháng qua chưa có lần nào.")
    if of_city:
        step, url = _("Xem từng câu lạc bộ"), f"{reverse('web:commune_books', args=[row['code']])}?noi-dung={int(area)}"
        since += " " + _("%(count)s câu lạc bộ đang hoạt động.") % {"count": row["clubs"]}
    else:
        idea = str(book.ideas[0]) if book and book.ideas else ""
        step, url = _("Mở sổ của câu lạc bộ"), _club_url(row["pk"], area)
        since += " " + _("Gợi ý: %(idea)s.") % {"idea": idea[:1].lower() + idea[1:]} if idea else ""
    return {"name": row["name"], "since": since, "step": step, "url": url}


def _table(request: HttpRequest, place: Place, area: Area, found: Doings) -> Table:
    of_city = place.kind == Kind.PROVINCE
    rows = []
    for row in found.rows:
        url = (
            f"{reverse('web:commune_books', args=[row['code']])}?noi-dung={int(area)}"
            if of_city
            else _club_url(row["pk"], area)
        )
        told = ((name, row[name]) for name in ("took", "persons"))
        shown = {name: _shown(count, row["is_hidden"]) for name, count in told}
        order = {f"{name}_order": -1 if row["is_hidden"] else row[name] for name in ("took", "persons")}
        lately = f"{row['lately']}/{row['clubs']}" if of_city else _("chưa có") if row["is_quiet"] else _("có")
        rows.append(row | shown | order | {"url": url, "lately": lately})
    columns = [
        Column("name", _("Xã, phường") if of_city else _("Câu lạc bộ"), "link", url="url", order="sort"),
        Column("done", _("Lượt việc năm nay"), "number"),
        Column("took", _("Lượt người"), "number", order="took_order"),
        Column("persons", _("Số người"), "number", order="persons_order"),
        Column("lately", _("CLB có việc 3 tháng qua") if of_city else _("3 tháng qua"), order="lacking" if of_city else "is_quiet"),
    ]  # fmt: skip
    return Table(request, columns, rows, search=("name",), sort="name", empty=_("Chưa có câu lạc bộ nào."))
