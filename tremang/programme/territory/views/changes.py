"""What decrees do to places: the history of a unit, and the four changes, each looked at before it is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.problems import Problem
from tremang.places.models import Change, ChangeKind, FormerUnit, Kind, Place, Succession, UnitType
from tremang.places.naming import split_name
from tremang.places.queries import city
from tremang.programme.pages import crumbs_of
from tremang.programme.territory.actions import changes as actions
from tremang.programme.territory.decree_forms import (
    HINTS,
    DecreeForm,
    MergeForm,
    MoveUnitForm,
    Near,
    RenameUnitForm,
    SplitForm,
)
from tremang.ui.entry import tell
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

UNITS = (Kind.COMMUNE, Kind.HAMLET)


@require_safe
def changes(request: HttpRequest) -> HttpResponseBase:
    """All changes by decree, newest first; a box leads to the unit that is to be changed."""
    today = clock.today()
    require(request.user, Verb.CHANGE_PLACES, city(), today)
    communes = Near(list(Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("sort")))
    asked, problem = request.GET.get("ten", "").strip()[:120], ""
    if asked:
        if unit := communes.named(asked):
            return redirect("places:history", unit.code)
        problem = _("Chưa thấy đúng một xã, phường tên “%(text)s”. Mời chọn trong danh sách gợi ý.") % {"text": asked}
    columns = [
        Column("effective_on", _("Có hiệu lực"), "day"), Column("kind", _("Việc")), Column("what", _("Đơn vị")),
        Column("decree", _("Theo văn bản")),
    ]  # fmt: skip
    rows = [_row(change) for change in Change.objects.order_by("-effective_on", "-pk").defer("journal")]
    table = Table(
        request, columns, rows, search=("what", "decree"), sort="-effective_on", empty=_("Chưa có thay đổi nào.")
    )
    if table.download_asked:
        return table.download("thay-doi-dia-gioi", _("Thay đổi địa giới"))
    context = {"table": table, "hints": communes.units, "hints_id": HINTS, "asked": asked, "problem": problem}
    return render(request, "places/changes.html", context)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    """A unit through time: its names, where it stood, the decrees, and what took it over."""
    today = clock.today()
    place = get_object_or_404(Place, code=code, kind__in=UNITS)
    require(request.user, Verb.SEE_FIGURES, place, today)
    decides = may(request.user, Verb.CHANGE_PLACES, place, today)
    commune = place if place.kind == Kind.COMMUNE else Place.objects.get(code=place.commune_code)
    spans = list(place.spans.order_by("-from_on"))
    context = {
        "place": place, "crumbs": crumbs_of(commune), "spans": spans, "decides": decides and place.valid_to is None,
        "changes": _changes_of(place, [span.from_on for span in spans], decides),
        "heirs": [(row.successor.name, _history_of(row.successor)) for row in _heirs(place)],
        "former": FormerUnit.objects.filter(successor=place).order_by("district", "name_fold"),
    }  # fmt: skip
    return render(request, "places/history.html", context)


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or another standing."""
    place, today = _unit(request, pk, UNITS)
    form = RenameUnitForm(request.POST or None, place=place, today=today)

    def do() -> Change:
        name = form.cleaned_data["name"]
        unit_type = split_name(name)[0] or UnitType(place.unit_type)
        return actions.rename_place(place, name, unit_type, decree=form.decree, by=request.user, today=today)

    return _change(request, place, form, do, _("Đổi tên %(name)s") % {"name": place.name})


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Several units become one."""
    place, today = _unit(request, pk, UNITS)
    form = MergeForm(request.POST or None, place=place, near=_siblings(place), today=today)

    def do() -> Change:
        return actions.merge_places(form.units, form.heir, decree=form.decree, by=request.user, today=today)

    return _change(request, place, form, do, _("Nhập %(name)s") % {"name": place.name}, hints=form.near.units)


def split(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit becomes several; the units below are shared out once the parts have names."""
    place, today = _unit(request, pk, UNITS)
    children = list(place.children.filter(valid_to__isnull=True).order_by("sort", "pk"))
    form = SplitForm(request.POST or None, place=place, near=_siblings(place), children=children, today=today)

    def do() -> Change:
        where = form.where(request.POST)
        return actions.split_place(place, form.parts, where, decree=form.decree, by=request.user, today=today)

    def below() -> dict[str, Any]:
        if not form.is_bound or len(form.parts) < 2:
            return {}
        chosen = form.where(request.POST)
        return {
            "parts": [part.name for part in form.parts],
            "below": [(child, chosen.get(child.pk)) for child in children],
        }

    title = _("Chia %(name)s") % {"name": place.name}
    return _change(request, place, form, do, title, hints=form.near.units, more=below)


def move(request: HttpRequest, pk: int) -> HttpResponse:
    """A hamlet goes to another commune, a club to another hamlet or commune."""
    place, today = _unit(request, pk, (Kind.HAMLET, Kind.CLUB))
    form = MoveUnitForm(request.POST or None, near=_parents(place), today=today)

    def do() -> Change:
        return actions.move_place(place, form.cleaned_data["parent"], decree=form.decree, by=request.user, today=today)

    return _change(request, place, form, do, _("Chuyển %(name)s") % {"name": place.name}, hints=form.near.units)


@require_POST
def undo_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a change back, as long as nothing was built upon it."""
    today = clock.today()
    require(request.user, Verb.CHANGE_PLACES, city(), today)
    change = get_object_or_404(Change, pk=pk)
    words = {"decree": change.decree, "day": written(change.effective_on)}
    actions.undo_change(change, by=request.user, today=today)
    said(request, _("Đã hoàn tác thay đổi theo %(decree)s, có hiệu lực từ ngày %(day)s.") % words)
    return redirect("places:changes")


def _change(
    request: HttpRequest, place: Place, form: DecreeForm, do: Callable[[], Change], title: str, *,
    hints: Any = (), more: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:  # fmt: skip
    """Look first: what would happen is found out by doing it and putting it back. Then write."""
    status, foreseen = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if request.POST.get("do") == "write":
                    change = do()
                    words = {"kind": change.get_kind_display().lower(), "decree": change.decree}
                    undo = reverse("places:undo_change", args=[change.pk])
                    said(request, _("Đã ghi: %(kind)s theo %(decree)s.") % words, undo)
                    return redirect(_history_of(Place.objects.get(pk=place.pk)))
                foreseen, status = _told(actions.foresee(do)), 200
            except Problem as problem:
                if problem.status == 403:
                    raise
                tell(form, problem)
                status = problem.status
            place.refresh_from_db()
    context = {
        "form": form, "title": title, "place": place, "back_url": _history_of(place), "hints": hints,
        "hints_id": HINTS, "foreseen": foreseen, **more(),
    }  # fmt: skip
    return render(request, "places/change.html", context, status=status)


def _told(found: actions.Foreseen) -> list[str]:
    """What a change would do, as sentences."""
    hamlets, clubs = found.places.get(Kind.HAMLET, 0), found.places.get(Kind.CLUB, 0)
    lines = [
        _("%(hamlets)s thôn, tổ dân phố và %(clubs)s câu lạc bộ đi theo.")
        % {"hamlets": number(hamlets), "clubs": number(clubs)}
    ]
    if found.heirs:
        lines.append(_("Đơn vị kế tiếp: %(names)s.") % {"names": ", ".join(found.heirs)})
    if found.change.kind == ChangeKind.MERGE and Kind.COMMUNE in found.places:
        lines.append(_("Số dân, tuyên truyền, kiểm đếm thôn: năm nào các đơn vị đều đã khai thì cộng lại."))
        lines.append(_("Năm nào còn đơn vị chưa khai thì đơn vị mới khai báo lại."))
    elif found.change.kind == ChangeKind.SPLIT and Kind.COMMUNE in found.places:
        lines.append(_("Số dân, tuyên truyền, kiểm đếm thôn: từng phần khai báo lại."))
    if roles := found.rows.get("accounts.role", 0):
        lines.append(_("%(n)s người dùng giữ quyền ở đơn vị kế tiếp.") % {"n": number(roles)})
    day = written(found.change.effective_on)
    lines.append(_("Số liệu trước ngày %(day)s vẫn xem được theo địa giới lúc đó.") % {"day": day})
    return lines


def _unit(request: HttpRequest, pk: int, kinds: tuple[Kind, ...]) -> tuple[Place, date]:
    today = clock.today()
    place = get_object_or_404(Place, pk=pk, kind__in=kinds)
    require(request.user, Verb.CHANGE_PLACES, place, today)
    return place, today


def _siblings(place: Place) -> Near:
    others = Place.objects.filter(parent=place.parent_id, kind=place.kind, valid_to__isnull=True)
    return Near(list(others.exclude(pk=place.pk).order_by("sort")))


def _parents(place: Place) -> Near:
    """Communes for a hamlet; for a club also the hamlets of its commune."""
    found = list(Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("sort"))
    if place.kind == Kind.CLUB:
        commune = next(unit for unit in found if unit.code == place.commune_code)
        found += Place.objects.filter(parent=commune, kind=Kind.HAMLET, valid_to__isnull=True).order_by("sort")
    return Near([unit for unit in found if unit.pk != place.parent_id])


def _history_of(place: Place) -> str:
    """The page where a unit's changes stand; a club's is that of its life."""
    if place.kind == Kind.CLUB:
        return address("clubs:life", place.pk)
    return reverse("places:history", args=[place.code])


def _heirs(place: Place) -> list[Succession]:
    return list(Succession.objects.filter(predecessor=place).select_related("successor").order_by("pk"))


def _changes_of(place: Place, days: list[date], decides: bool) -> list[dict[str, Any]]:
    """The decrees that touched the unit, newest first."""
    own = Change.objects.filter(successions__predecessor=place) | Change.objects.filter(successions__successor=place)
    ids = set(own.values_list("pk", flat=True))
    for change in Change.objects.filter(effective_on__in=days).exclude(pk__in=ids):
        if any(label == "places.place" and pk == place.pk for label, pk, _before, _after in change.journal):
            ids.add(change.pk)
    found = Change.objects.filter(pk__in=ids).defer("journal").order_by("-effective_on", "-pk")
    return [
        _row(change) | {"undo": reverse("places:undo_change", args=[change.pk]) if decides else ""} for change in found
    ]


def _row(change: Change) -> dict[str, Any]:
    pairs = change.successions.order_by("pk").values_list("predecessor__name", "successor__name")
    before, after = (list(dict.fromkeys(names)) for names in (zip(*pairs, strict=True) if pairs else ((), ())))
    goes_on = (
        change.kind == ChangeKind.MERGE
        and Place.objects.filter(predecessions__change=change, valid_from__lt=change.effective_on).exists()
    )
    words = _("%(before)s vào %(after)s") if goes_on else _("%(before)s thành %(after)s")
    what = words % {"before": ", ".join(before), "after": ", ".join(after)} if before else ""
    return {
        "effective_on": change.effective_on, "kind": change.get_kind_display(), "what": what or change.note,
        "decree": _("%(number)s ngày %(day)s") % {"number": change.decree, "day": written(change.decree_on)},
    }  # fmt: skip
