"""All communes and all clubs that the reader may see: sorted, filtered, page by page, and as Excel."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, reach
from tremang.accounts.problems import refused
from tremang.clubs.models import Club, State
from tremang.facts.actions import catch_up
from tremang.facts.models import Fact
from tremang.kernel import clock
from tremang.kernel.periods import half_of
from tremang.kernel.text import natural_key
from tremang.meetings.models import Meeting
from tremang.members.models import Membership
from tremang.places.models import Kind, Place
from tremang.places.queries import city
from tremang.targets.asking import asked
from tremang.targets.parts import names_on
from tremang.targets.queries import board
from tremang.ui.links import address
from tremang.ui.tables import Column, Table


@login_required
def communes(request: HttpRequest) -> HttpResponse:
    """The communes with their figures: of today, or of the day and by the boundaries asked for."""
    today = clock.today()
    question = asked(request, today)
    seen = Place.objects.filter(reach(request.user, Verb.SEE_FIGURES, today), kind=Kind.COMMUNE, valid_to__isnull=True)
    places = list(seen.order_by("sort").values_list("pk", "code", "name", "sort"))
    root = city()
    if not places:
        raise refused(Verb.SEE_FIGURES, root)
    catch_up(root, today, of_plan=True)
    if question.is_today:
        facts = Fact.objects.filter(half=half_of(today), node_id__in=seen.values("pk"))
        values = dict(facts.values_list("node_id", "values"))
    else:
        values = board(root, question.day, today=today, boundaries=question.boundaries).communes
        names = names_on(list(values), question.day, question.boundaries)
        whole = may(request.user, Verb.SEE_FIGURES, root, today)
        shown = {pk for pk, *_rest in places}
        places = [(pk, code, name, natural_key(name)) for pk, (code, name) in names.items() if whole or pk in shown]
    rows = [_commune(values.get(pk, {}), code, name, sort) for pk, code, name, sort in places]
    columns = [
        Column("name", _("Xã, phường"), "link", url="url", order="sort"),
        Column("code", _("Mã")),
        Column("clubs", _("Câu lạc bộ"), "number"),
        Column("active", _("Đang hoạt động"), "number"),
        Column("standard", _("Đạt chuẩn"), "number"),
        Column("members", _("Thành viên"), "number"),
        Column("older", _("Từ 60 tuổi"), "number"),
        Column("women", _("Nữ"), "number"),
        Column("coverage", _("Thôn có câu lạc bộ"), order="share"),
    ]
    table = Table(request, columns, rows, search=("name", "code"), sort="name")
    if table.download_asked:
        return table.download("xa-phuong", _("Xã, phường"))
    decides = may(request.user, Verb.CHANGE_PLACES, city(), today)
    context = {
        "table": table, "count": len(rows), "asked": question, "back_url": address("web:communes"),
        "changes_url": address("places:changes") if decides else "",
    }  # fmt: skip
    return render(request, "web/communes.html", context)


def _commune(values: dict[str, int], code: str, name: str, sort: str) -> dict[str, Any]:
    total, covered = values.get("hamlet_coverage.d", 0), values.get("hamlet_coverage.n", 0)
    return {
        "name": name, "sort": sort, "code": code, "url": reverse("web:commune", args=[code]),
        "clubs": values.get("clubs", 0), "active": values.get("clubs_active", 0),
        "standard": values.get("clubs_standard", 0), "members": values.get("members", 0),
        "older": values.get("older", 0), "women": values.get("women", 0),
        "coverage": f"{covered} / {total}" if total else _("chưa khai báo"), "share": covered / total if total else None,
    }  # fmt: skip


@login_required
def clubs(request: HttpRequest) -> HttpResponse:
    """The clubs with their last meeting and their members."""
    today = clock.today()
    state = request.GET.get("state", "")
    seen = Club.objects.filter(reach(request.user, Verb.SEE_FIGURES, today, "place__path"))
    if state in State.values:
        seen = seen.filter(state=state)
    met = Meeting.objects.filter(club=OuterRef("pk"), held_on__lte=today).order_by("-held_on")
    running = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=today), club=OuterRef("pk"), joined_on__lte=today
    )
    counted = running.order_by().values("club").annotate(n=Count("pk")).values("n")
    found = seen.annotate(
        last_on=Subquery(met.values("held_on")[:1]), members=Subquery(counted, output_field=IntegerField())
    )
    columns = (
        "pk", "name", "state", "founded_on", "launched_on", "last_on", "members", "place__sort", "place__parent__kind",
        "place__parent__name", "place__parent__parent__name", "place__path",
    )  # fmt: skip
    rows = [_club(dict(zip(columns, row, strict=True))) for row in found.order_by("place__sort").values_list(*columns)]
    if not rows and not state:
        raise refused(Verb.SEE_FIGURES, city())
    table = Table(request, _club_columns(), rows, search=("name", "commune", "code"), sort="name")
    if table.download_asked:
        return table.download("cau-lac-bo", _("Câu lạc bộ"))
    context = {"table": table, "count": len(rows), "state": state, "states": State.choices, "today": today}
    return render(request, "web/clubs.html", context)


def _club(row: dict[str, Any]) -> dict[str, Any]:
    in_commune = row["place__parent__kind"] == Kind.COMMUNE
    commune = row["place__parent__name"] if in_commune else row["place__parent__parent__name"]
    return {
        "name": row["name"], "sort": row["place__sort"], "url": address("web:club", row["pk"]), "commune": commune,
        "code": row["place__path"].split(".")[2], "founded_on": row["founded_on"], "launched_on": row["launched_on"],
        "last_on": row["last_on"], "members": row["members"] or 0, "state": str(State(row["state"]).label),
    }  # fmt: skip


def _club_columns() -> list[Column]:
    return [
        Column("name", _("Câu lạc bộ"), "link", url="url", small="commune", order="sort", beside=_("Xã, phường")),
        Column("state", _("Tình trạng")),
        Column("founded_on", _("Quyết định"), "day"),
        Column("launched_on", _("Ra mắt"), "day"),
        Column("last_on", _("Sinh hoạt gần nhất"), "day"),
        Column("members", _("Thành viên"), "number"),
    ]
