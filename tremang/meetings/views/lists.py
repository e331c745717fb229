"""The book of a club's meetings."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.addressed import club_or_404
from tremang.kernel import clock
from tremang.meetings.areas import THEME_LABELS, themes_of
from tremang.meetings.grids import CARE, attendance_grid, in_need_first, marks_of, year_of
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.meetings.queries import commune_of, names_on_roll, share
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

NAMES_A_PAGE = 20


def meetings(request: HttpRequest, club: int) -> HttpResponseBase:
    """All meetings of a club, newest first."""
    found = club_or_404(club)
    today = clock.today()
    require(request.user, Verb.SEE_FIGURES, found.place, today)
    table = Table(
        request,
        _columns(),
        _rows(found.pk),
        sort="-held_on",
        empty=_("Chưa có buổi sinh hoạt nào. Ghi xong buổi đầu tiên, bảng này tự có số."),
    )
    if table.download_asked:
        return table.download("buoi-sinh-hoat", _("Các buổi sinh hoạt của %(club)s") % {"club": found.name})
    context = {
        "club": found, "commune": commune_of(found), "table": table,
        "may_record": may(request.user, Verb.RECORD_MEETING, found.place, today),
        "may_print": may(request.user, Verb.SEE_PERSONS, found.place, today),
    }  # fmt: skip
    return render(request, "meetings/list.html", context)


def _columns() -> list[Column]:
    return [
        Column("held_on", _("Ngày"), "day"),
        Column("open", _("Buổi sinh hoạt"), "link", url="url", small="place", sortable=False),
        Column("present", _("Có mặt"), "number"),
        Column("expected", _("Trong danh sách"), "number"),
        Column("share", _("Tỷ lệ"), "percent"),
        Column("represented", _("Cử người đi thay"), "number"),
        Column("guests", _("Khách"), "number"),
        Column("contents", _("8 nội dung"), "stem", sortable=False),
        Column("themes", _("Chủ đề")),
        Column("own", _("CLB tự làm")),
    ]


def _rows(club_id: int) -> list[dict]:
    """Two queries."""
    sent = Attendance.objects.filter(meeting__club=club_id, status=Status.REPRESENTED)
    represented = dict(sent.values_list("meeting").annotate(n=Count("pk")))
    return [
        {
            "held_on": row.held_on, "open": _("Mở buổi này"), "url": reverse("meetings:show", args=[row.pk]),
            "place": row.place, "present": row.present, "expected": row.expected,
            "share": share(row.present, row.expected), "represented": represented.get(row.pk, 0), "guests": row.guests,
            "contents": [bool(row.contents >> bit & 1) for bit in range(8)], "themes": _words(row.themes),
            "own": _words(row.own_themes),
        }
        for row in Meeting.objects.filter(club=club_id)
    ]  # fmt: skip


def _words(bits: int) -> str:
    return ", ".join(str(THEME_LABELS[theme]) for theme in themes_of(bits))


def attendance(request: HttpRequest, club: int) -> HttpResponseBase:
    """The grid of twelve months with everybody in it, some names a page."""
    found = club_or_404(club)
    today = clock.today()
    require(request.user, Verb.SEE_PERSONS, found.place, today)
    year = year_of(found.pk, today)
    marks = marks_of(year)
    rows = in_need_first(year, names_on_roll(found.pk, today), marks)
    page = Paginator(rows, NAMES_A_PAGE).get_page(request.GET.get("p"))
    urls = {name.membership: address("members:person", name.person) for name, _missed in page}
    context = {
        "club": found, "commune": commune_of(found), "grid": attendance_grid(year, page, marks, urls), "page": page,
        "to_ask": sum(missed >= CARE for _name, missed in rows),
    }  # fmt: skip
    return render(request, "meetings/attendance.html", context)
