"""A list of hamlets on its way into the catalogue: paste or upload, look at what is wrong, take what is right."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.kernel.problems import Problem
from tremang.places.models import Place
from tremang.programme.pages import commune_of, crumbs_of, undo_url, way_back
from tremang.programme.territory.actions import hamlets as actions
from tremang.programme.territory.forms import ListForm, TakeForm
from tremang.programme.territory.lists import Line, from_file, judge, pasted, unread
from tremang.programme.territory.models import ListDraft
from tremang.programme.territory.problems import NO_LIST
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

SHORT = 200  # up to so many wrong lines are shown for correction on the page


def load(request: HttpRequest, code: str) -> HttpResponse:
    """Paste a list or choose a sheet."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    form = ListForm(request.POST or None, request.FILES or None)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        lines = from_file(data["sheet"], data["sheet"].name) if data["sheet"] else []
        if data["text"].strip():
            lines += [(number + len(lines), cells) for number, cells in pasted(data["text"])]
        if not lines:
            raise Problem("no_list", NO_LIST, field="text")
        actions.keep_draft(commune, lines, by=request.user, today=today)
        return _("Đã đọc %(n)s dòng, chưa ghi vào danh mục.") % {"n": number(len(lines))}, ""

    back = reverse("places:hamlets", args=[code])
    return entry_page(
        request, "ui/entry.html", form, act, reverse("places:draft", args=[code]),
        lambda: {
            "title": _("Dán hoặc tải danh sách thôn, tổ dân phố"), "button": _("Đọc danh sách"), "back_url": back,
            "crumbs": [*crumbs_of(commune), (_("Thôn, tổ dân phố"), back)],
            "summary": _("Đọc xong sẽ thấy dòng nào đúng, dòng nào cần xem lại. Chưa ghi gì vào danh mục."),
        },
    )  # fmt: skip


def draft(request: HttpRequest, code: str) -> HttpResponseBase:
    """What was read: how many lines are right, and each wrong one with its sentence."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    kept = ListDraft.objects.filter(commune=commune, by_id=request.user.pk).select_related("commune").first()
    if kept is None:
        return redirect("places:hamlets", code)
    judged = judge(kept.lines, commune)
    wrong = [line for line in judged if line.sentence]
    table = _table(request, wrong)
    if table.download_asked:
        return table.download("dong-can-xem-lai", _("Dòng cần xem lại, %(place)s") % {"place": commune.name})
    right = len(judged) - len(wrong)
    form = TakeForm(request.POST or None, commune=commune, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.take_right_lines(kept, data["since"], by=request.user, today=today)
        if event is None:
            return _("Không có dòng đúng nào để nhận."), ""
        words = {"n": number(right), "m": number(len(wrong))}
        sentence = _("Đã thêm %(n)s nơi.") % words
        if wrong:
            sentence = _("Đã thêm %(n)s nơi, còn %(m)s dòng cần xem lại.") % words
        return sentence, undo_url(event)

    then = reverse("places:draft" if wrong else "places:hamlets", args=[code])
    return entry_page(
        request, "places/draft.html", form, act, then,
        lambda: {
            **_context(commune, table, wrong, right), "unread": unread(kept.lines),
            **way_back(commune, actions.HAMLET_VERBS, request.user, today),
        },
    )  # fmt: skip


def _context(commune: Place, table: Table, wrong: list[Line], right: int) -> dict[str, Any]:
    back = reverse("places:hamlets", args=[commune.code])
    return {
        "commune": commune, "table": table, "wrong": len(wrong), "right": right, "total": right + len(wrong),
        "crumbs": [*crumbs_of(commune), (_("Thôn, tổ dân phố"), back)], "back_url": back,
        "fix": ListForm(initial={"text": "\n".join(line.written for line in wrong)}) if 0 < len(wrong) <= SHORT else None,
    }  # fmt: skip


def _table(request: HttpRequest, wrong: list[Line]) -> Table:
    rows = [{"number": line.number, "written": line.written[:120], "sentence": line.sentence} for line in wrong]
    columns = [
        Column("number", _("Dòng"), "number"), Column("written", _("Đã ghi")), Column("sentence", _("Cần xem lại")),
    ]  # fmt: skip
    return Table(request, columns, rows, search=("written", "sentence"), sort="number")


@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Leave the list aside for good."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    kept = get_object_or_404(ListDraft.objects.select_related("commune"), commune=commune, by_id=request.user.pk)
    actions.drop_draft(kept, by=request.user, today=today)
    said(request, _("Đã bỏ danh sách đang đọc. Danh mục không đổi."))
    return redirect("places:hamlets", code)
