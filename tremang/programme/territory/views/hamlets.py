"""The catalogue of hamlets of a commune: the list, one to add, one to change, the counting date."""

from datetime import date
from typing import Any

from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.models import LIVE_STATES, Club, ServedHamlet
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.places.models import Dated, HamletCount, Kind, Place, UnitType
from tremang.programme.pages import commune_of, crumbs_of, undo_url, way_back
from tremang.programme.territory.actions import hamlets as actions
from tremang.programme.territory.forms import CloseForm, CountForm, HamletForm, RenameForm
from tremang.programme.territory.models import ListDraft
from tremang.ui.entry_page import entry_page
from tremang.ui.tables import Column, Table


def hamlets(request: HttpRequest, code: str) -> HttpResponseBase:
    """The hamlets of a commune with their clubs, and the day on which they were counted."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.SEE_FIGURES, today)
    if commune.valid_to is not None and commune.valid_to < today:
        return redirect("places:history", code)
    keeps = may(request.user, Verb.KEEP_COMMUNE, commune, today)
    count = HamletCount.objects.filter(HamletCount.by(), commune=commune).order_by("-counted_on").first()
    rows = _rows(commune, today, keeps)
    columns = [
        Column("name", _("Thôn, tổ dân phố"), "link" if keeps else "text", url="url", order="sort"),
        Column("clubs", _("Câu lạc bộ")),
        Column("valid_from", _("Có từ ngày"), "day"),
        Column("code", _("Mã")),
    ]
    empty = _("Danh mục chưa có thôn, tổ dân phố nào. Thêm từng nơi, hoặc dán cả danh sách một lần.")
    table = Table(request, columns, rows, search=("name", "clubs"), sort="name", empty=empty)
    if table.download_asked:
        return table.download("thon-to-dan-pho", _("Thôn, tổ dân phố của %(place)s") % {"place": commune.name})
    covered = sum(1 for row in rows if row["clubs"])
    draft = ListDraft.objects.filter(commune=commune, by_id=request.user.pk).first() if keeps else None
    context = {
        "commune": commune, "crumbs": crumbs_of(commune), "table": table, "keeps": keeps, "count": count,
        "total": len(rows), "covered": covered, "waiting": len(draft.lines) if draft else 0,
        **(way_back(commune, actions.HAMLET_VERBS, request.user, today) if keeps else {}),
    }  # fmt: skip
    return render(request, "places/hamlets.html", context)


def _rows(commune: Place, today: date, keeps: bool) -> list[dict[str, Any]]:
    names: dict[int, list[str]] = {}
    seats = Club.objects.filter(seat_hamlet__parent=commune, state__in=LIVE_STATES)
    served = ServedHamlet.objects.filter(Dated.on(today), hamlet__parent=commune, club__state__in=LIVE_STATES)
    pairs = seats.values_list("seat_hamlet", "name", Value(0)).union(
        served.values_list("hamlet", "club__name", Value(1)), all=True
    )
    for hamlet, name, _rank in sorted(pairs, key=lambda pair: pair[2]):
        if name not in names.setdefault(hamlet, []):
            names[hamlet].append(name)
    found = Place.objects.filter(parent=commune, kind=Kind.HAMLET, valid_to__isnull=True)
    return [
        {
            **row, "clubs": "; ".join(names.get(row["pk"], [])),
            "url": reverse("places:hamlet", args=[row["pk"]]) if keeps else "",
        }
        for row in found.values("pk", "name", "sort", "code", "valid_from")
    ]  # fmt: skip


def add_hamlet(request: HttpRequest, code: str) -> HttpResponse:
    """Add one hamlet."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    form = HamletForm(request.POST or None, commune=commune, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        line = (data["name"], UnitType(data["unit_type"]))
        event = actions.add_hamlets(commune, [line], data["since"], by=request.user, today=today)
        return _("Đã thêm %(name)s.") % {"name": event.content.body["names"]}, undo_url(event)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("places:hamlets", args=[code]),
        lambda: _around(commune, _("Thêm một thôn, tổ dân phố"), _("Thêm")),
    )  # fmt: skip


def count(request: HttpRequest, code: str) -> HttpResponse:
    """State on which day the catalogue was complete."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    form = CountForm(request.POST or None, today=today)
    total = Place.objects.filter(parent=commune, kind=Kind.HAMLET, valid_to__isnull=True).count()

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.count_hamlets(commune, data["counted_on"], data["source"], by=request.user, today=today)
        words = {"n": number(total), "day": written(data["counted_on"])}
        return _("Đã ghi: ngày %(day)s đếm đủ %(n)s thôn, tổ dân phố.") % words, undo_url(event)

    def context() -> dict[str, Any]:
        summary = _("Danh mục đang có %(n)s nơi. Ghi ngày kiểm đếm tức là danh mục đã đủ.") % {"n": number(total)}
        return _around(commune, _("Ngày kiểm đếm thôn, tổ dân phố"), _("Ghi ngày kiểm đếm")) | {"summary": summary}

    return entry_page(request, "ui/entry.html", form, act, reverse("places:hamlets", args=[code]), context)


def hamlet(request: HttpRequest, pk: int) -> HttpResponse:
    """One hamlet: correct or change its name, or end it."""
    today = clock.today()
    place = get_object_or_404(Place.objects.select_related("parent"), pk=pk, kind=Kind.HAMLET)
    require(request.user, Verb.KEEP_COMMUNE, place, today)
    commune = place.parent
    if commune is None:
        raise Http404
    closing = request.POST.get("do") == "close"
    rename_data, close_data = (None, request.POST or None) if closing else (request.POST or None, None)
    rename = RenameForm(rename_data, hamlet=place, commune=commune, today=today)
    close = CloseForm(close_data, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        if closing:
            event = actions.close_hamlet(place, data["last"], by=request.user, today=today)
            words = {"name": place.name, "day": written(data["last"])}
            return _("Đã ghi %(name)s có đến hết ngày %(day)s.") % words, undo_url(event)
        kind = UnitType(data["unit_type"])
        event = actions.rename_hamlet(place, data["name"], kind, data["since"], by=request.user, today=today)
        return _("Đã ghi tên %(name)s.") % {"name": place.name}, undo_url(event)

    return entry_page(
        request, "places/hamlet.html", close if closing else rename, act, reverse("places:hamlets", args=[commune.code]),
        lambda: _around(commune, str(place), _("Ghi tên")) | {"place": place, "rename": rename, "close": close},
    )  # fmt: skip


def _around(commune: Place, title: str, button: str) -> dict[str, Any]:
    back = reverse("places:hamlets", args=[commune.code])
    crumbs = [*crumbs_of(commune), (_("Thôn, tổ dân phố"), back)]
    return {"title": title, "crumbs": crumbs, "button": button, "back_url": back}
