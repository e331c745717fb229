"""The clubs of a commune as its page lists them, and the hamlets that have none."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tremang.advice.queries import SIGNS, signs, silent_of
from tremang.areas.common.queries import covered_column
from tremang.clubs.models import Club, ServedHamlet, State
from tremang.clubs.names import short_name
from tremang.kernel.format import NBSP
from tremang.kernel.periods import half_of, year_window
from tremang.kernel.prepared import Question
from tremang.meetings.models import Meeting
from tremang.members.models import Membership
from tremang.places.models import Dated, Kind, Place
from tremang.places.queries import between, bounds
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

CLOSED = (State.DISSOLVED, State.MERGED)


_COLUMNS = (
    "pk", "name", "place__sort", "state", "launched_on", "founded_on", "meeting_day", "meets_by_lunar", "members", "figures",
    "in_books", *SIGNS,
)  # fmt: skip


def club_rows(place: Place, today: date) -> list[dict[str, Any]]:
    """The clubs at and below `place` that are not closed, as rows for a table, facts caught up before. Two queries."""
    since = year_window(today)
    clubs = _clubs(*bounds(place.path), today, half_of(today), since)
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in clubs]
    year = _year(place, since, today)
    for row in rows:
        row["fund"] = (row["figures"] or {}).get("fund_income")
        held = year.get(row["pk"], [])
        bits = row["in_books"] or 0
        for _held_on, contents, _present, _expected in held:
            bits |= contents
        row["contents"] = [bool(bits >> bit & 1) for bit in range(8)]
        row["held"] = [day for day, _contents, _present, _expected in held]
        row["present"], row["expected"] = (held[-1][2], held[-1][3]) if held else (None, None)
        row["attended"] = f"{row['present']}{NBSP}/{NBSP}{row['expected']}" if held else ""
        row["rate"] = row["present"] / row["expected"] if row["expected"] else None
        row["short"] = short_name(row["name"])
        row["members"] = row["members"] or 0
        row["url"] = address("web:club", row["pk"])
        row["silent"] = silent_of(row, today) if row["state"] == State.ACTIVE else None
        row["verdict"], row["words"] = _state(row)
    return sorted(rows, key=lambda row: row["place__sort"])


@Question
def _clubs(path: str, first: str, last: str, today: date, half: int, since: date) -> "QuerySet[Any, Any]":
    running = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=today), joined_on__lte=today, club=OuterRef("pk")
    )
    members = running.order_by().values("club").annotate(n=Count("pk")).values("n")
    figures = 'SELECT f."values" FROM facts_fact f WHERE f.node_id = clubs_club.place_id AND f.half = %s'
    clubs = Club.objects.filter(between(path, first, last, "place__path")).exclude(state__in=CLOSED)
    return clubs.annotate(
        members=Subquery(members, output_field=IntegerField()), figures=RawSQL(figures, [half], JSONField()),  # noqa: S611 - no input
        in_books=covered_column(since, today), **signs(today),
    ).values_list(*_COLUMNS)  # fmt: skip


def _year(place: Place, since: date, today: date) -> dict[int, list[tuple[date, int, int, int]]]:
    """Club → its meetings of the last 12 months, oldest first."""
    found: dict[int, list[tuple[date, int, int, int]]] = defaultdict(list)
    for club, *meeting in _meetings(*bounds(place.path), since, today):
        found[club].append(tuple(meeting))
    return found


@Question
def _meetings(path: str, first: str, last: str, since: date, today: date) -> "QuerySet[Any, Any]":
    held = Meeting.objects.filter(
        between(path, first, last, "club__place__path"), held_on__gte=since, held_on__lte=today
    )
    return held.order_by("held_on").values_list("club", "held_on", "contents", "present", "expected")


def _state(row: dict[str, Any]) -> tuple[str, str]:
    """The shape and the words of a club's state: only what is out of the ordinary has weight."""
    if row["state"] != State.ACTIVE:
        return "no_number", str(State(row["state"]).label)
    if row["silent"]:
        return "undeclared", _("Im lặng %(days)s ngày") % {"days": row["silent"].days}
    if row["last_on"] is None:
        return "no_number", _("Chưa ghi buổi nào")
    return "on_pace", _("Đều đặn")


def club_table(request: HttpRequest, rows: list[dict[str, Any]]) -> Table:
    """The table of `club_rows`."""
    columns = [
        Column("short", _("Câu lạc bộ"), "link", url="url", order="place__sort"),
        Column("last_on", _("Sinh hoạt gần nhất"), "day"),
        Column("attended", _("Có mặt"), order="rate"),
        Column("contents", _("8 nội dung, 12 tháng"), "stem", sortable=False),
        Column("members", _("Thành viên"), "number"),
        Column("fund", _("Quỹ (đồng)"), "money"),
        Column("verdict", _("Tình trạng"), "verdict", words="words"),
    ]
    return Table(
        request, columns, rows, sort="short", empty=_("Chưa có câu lạc bộ nào. Có quyết định thành lập là hiện ở đây.")
    )


def bare_hamlets(place: Place, today: date) -> list[str]:
    """The names of the commune's hamlets without an active club, in Vietnamese order. One query."""
    return [name for (name,) in _bare(place.pk, today)]


@Question
def _bare(place_id: int, today: date) -> "QuerySet[Any, Any]":
    seated = Club.objects.filter(seat_hamlet=OuterRef("pk"), state=State.ACTIVE)
    served = ServedHamlet.objects.filter(Dated.on(today), hamlet=OuterRef("pk"), club__state=State.ACTIVE)
    rows = Place.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), ~Exists(seated), ~Exists(served), kind=Kind.HAMLET,
        parent=place_id, valid_from__lte=today,
    )  # fmt: skip
    return rows.order_by("sort").values_list("name")
