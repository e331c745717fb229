"""What decrees do to places: the history of a unit, and the four changes, each looked at before it is written."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.books import UNDO_DAYS
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.problems import Problem
from tremang.places.journal import alone_in
from tremang.places.models import (
    Change,
    ChangeKind,
    FormerUnit,
    HamletCount,
    Kind,
    Place,
    Population,
    Span,
    Succession,
    UnitType,
)
from tremang.places.naming import split_name
from tremang.places.queries import city
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.pages import crumbs_of
from tremang.programme.territory.actions import changes as actions
from tremang.programme.territory.changed import (
    ALONE,
    history_of,
    names_in,
    open_to_undo,
    rows_of,
    touching,
    words_of,
)
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
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

UNITS = (Kind.COMMUNE, Kind.HAMLET)
MOST_LATELY = 20  # what the list offers to take back


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
        Column("effective_on", _("Có hiệu lực"), "day"), Column("kind", _("Việc")), Column("what", _("Đơn vị"), "link", url="url"),
        Column("decree", _("Theo văn bản")),
    ]  # fmt: skip
    every = Change.objects.order_by("-effective_on", "-pk")
    rows = rows_of(every)
    table = Table(
        request, columns, rows, search=("what", "decree"), sort="-effective_on", empty=_("Chưa có thay đổi nào.")
    )
    if table.download_asked:
        return table.download("thay-doi-dia-gioi", _("Thay đổi địa giới"))
    undoable = open_to_undo(every, clock.now() - timedelta(days=UNDO_DAYS), MOST_LATELY)
    lately = [
        row | {"undo": reverse("places:undo_change", args=[row["pk"]])}
        for row in sorted(rows, key=lambda row: -row["pk"]) if row["pk"] in undoable
    ]  # fmt: skip
    context = {
        "table": table, "hints": communes.units, "hints_id": HINTS, "asked": asked, "problem": problem, "lately": lately,
    }  # fmt: skip
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
    steps = Succession.objects.filter(Q(predecessor=place) | Q(successor=place)).order_by("pk")
    steps = list(steps.select_related("successor", "change").defer("change__journal"))
    heirs, parted = _heirs(place, steps)
    context = {
        "place": place, "crumbs": crumbs_of(commune), "spans": _spans_told(place, spans), "decides": decides and place.valid_to is None,
        "changes": _changes_of(place, spans, steps, decides), "heirs": heirs, "parted": parted, "here": history_of(place),
        "former": FormerUnit.objects.filter(successor=place).order_by("district", "name_fold")
        if place.kind == Kind.COMMUNE else (),
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
    status, foreseen, asks = 200, None, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if request.POST.get("do") == "write":
                    change = do()
                    words = {"kind": change.get_kind_display().lower(), "decree": change.decree}
                    undo = reverse("places:undo_change", args=[change.pk])
                    said(request, _("Đã ghi: %(kind)s theo %(decree)s.") % words, undo)
                    return redirect(history_of(Place.objects.get(pk=place.pk)))
                foreseen, status = _told(actions.foresee(do)), 200
            except Problem as problem:
                if problem.status == 403:
                    raise
                # The lists of what lies below were not on the form before: asking for them is no mistake of the user.
                asks = problem.code == "unassigned" and not any(name.startswith("child-") for name in request.POST)
                if asks:
                    status = 200
                else:
                    tell(form, problem)
                    status = problem.status
            place.refresh_from_db()
    context = {
        "form": form, "title": title, "place": place, "back_url": history_of(place), "hints": hints,
        "hints_id": HINTS, "foreseen": foreseen, "asks": asks, **more(),
    }  # fmt: skip
    return render(request, "places/change.html", context, status=status)


def _told(found: actions.Foreseen) -> list[str]:
    """What a change would do, as sentences."""
    lines = [*_about(found.change), *_along(found)]
    if found.heirs:
        split_up = found.change.kind == ChangeKind.SPLIT
        words = _("Sau khi chia có: %(names)s.") if split_up else _("Đơn vị kế tiếp: %(names)s.")
        lines.append(words % {"names": ", ".join(found.heirs)})
    if found.level == Kind.COMMUNE:
        lines += _numbers(found)
    if roles := found.rows.get("accounts.role", 0):
        lines.append(_("%(n)s người dùng giữ quyền ở đơn vị kế tiếp.") % {"n": number(roles)})
    day = written(found.change.effective_on)
    lines.append(_("Số liệu trước ngày %(day)s vẫn xem được theo địa giới lúc đó.") % {"day": day})
    return lines


def _about(change: Change) -> list[str]:
    """The old and the new name of a rename; from where to where of a move."""
    if change.kind not in ALONE or not (alone := alone_in(change.journal)):
        return []
    before, after = alone
    lines = [
        f"{change.get_kind_display()}: {words_of(change.kind, change.effective_on, before, after, names_in([change.journal]))}."
    ]
    if before["unit_type"] != after["unit_type"]:
        types = {"before": before["unit_type"], "after": after["unit_type"]}
        lines.append(_("Loại đơn vị: %(before)s thành %(after)s.") % types)
    return lines


def _along(found: actions.Foreseen) -> list[str]:
    """How many places below go along. Nothing does where a unit gets another name, or a club moves."""
    hamlets, clubs = found.below.get(Kind.HAMLET, 0), found.below.get(Kind.CLUB, 0)
    if found.level == Kind.COMMUNE and (hamlets or clubs):
        words = {"hamlets": number(hamlets), "clubs": number(clubs)}
        return [_("%(hamlets)s thôn, tổ dân phố và %(clubs)s câu lạc bộ đi theo.") % words]
    return [_("%(clubs)s câu lạc bộ đi theo.") % {"clubs": number(clubs)}] if clubs else []


def _numbers(found: actions.Foreseen) -> list[str]:
    """What becomes of the numbers that communes declared."""
    if found.change.kind == ChangeKind.MERGE:
        return [
            _("Số dân, tuyên truyền, kiểm đếm thôn: năm nào các đơn vị đều đã khai thì cộng lại."),
            _("Năm nào còn đơn vị chưa khai thì đơn vị mới khai báo lại."),
        ]
    if found.change.kind != ChangeKind.SPLIT:
        return []
    lines = []
    if any(found.ended.get(model._meta.label_lower) for model in (Population, ReachDeclaration)):
        names = {"names": ", ".join(found.heirs)}
        lines.append(_("Số dân, tuyên truyền đã khai không chia được cho từng phần. %(names)s khai báo lại.") % names)
    count = HamletCount._meta.label_lower
    if found.ended.get(count):
        kept, parts = found.rows.get(count, 0), len(found.heirs)
        if kept == parts:
            lines.append(_("Ngày kiểm đếm thôn, tổ dân phố vẫn giữ cho từng phần."))
        elif kept:
            words = {"kept": number(kept), "parts": number(parts)}
            lines.append(
                _("Ngày kiểm đếm thôn giữ được cho %(kept)s trong %(parts)s phần, các phần khác ghi lại.") % words
            )
        else:
            lines.append(_("Ngày kiểm đếm thôn, tổ dân phố: từng phần ghi lại."))
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


def _heirs(place: Place, steps: list[Succession]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The units that the closed unit became, and those that only took a part of it, with their pages."""
    rows = [row for row in steps if row.predecessor_id == place.pk]
    over = place.valid_to is not None and rows and rows[-1].change.effective_on > place.valid_to
    last = rows[-1].change_id if over else 0
    pages = [(row.change_id == last, (row.successor.name, history_of(row.successor))) for row in rows]
    return [page for whole, page in pages if whole], [page for whole, page in pages if not whole]


def _spans_told(place: Place, spans: list[Span]) -> list[tuple[Span, str]]:
    """Each span with the commune, by its name of then, in which a hamlet stood."""
    if place.kind == Kind.COMMUNE:
        return [(span, "") for span in spans]
    paths = {span.path.rpartition(".")[0] for span in spans}
    above = list(Span.objects.filter(path__in=paths, place__kind=Kind.COMMUNE).order_by("from_on"))
    found = []
    for span in spans:
        there = [one for one in above if span.path == f"{one.path}.{span.path.rpartition('.')[2]}"]
        then = [one for one in there if one.holds_on(max(span.from_on, place.valid_from))] or there
        found.append((span, then[-1].name if then else ""))
    return found


def _changes_of(place: Place, spans: list[Span], steps: list[Succession], decides: bool) -> list[dict[str, Any]]:
    """The decrees that touched the unit or moved something out of it or into it, newest first."""
    ids = touching(place, spans, {row.change_id for row in steps})
    found = rows_of(Change.objects.filter(pk__in=ids).order_by("-effective_on", "-pk"))
    if not decides:  # may have no power over the other units: no link leads to a refusal
        return [row | {"url": "", "undo": ""} for row in found]
    return [row | {"undo": reverse("places:undo_change", args=[row["pk"]])} for row in found]
