"""The pages on which the City reads and decides what holds for all books: one table, a new row or level, its end."""

from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.areas.common.actions import decided as actions
from tremang.areas.common.decided import Decided, has_ended, tables
from tremang.areas.common.pages import posted
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.models import Event
from tremang.kernel.text import whole
from tremang.places.queries import city
from tremang.ui.entry import DayField
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said

TABLE, ROW = "bang", "dong"


class DecideForm(forms.Form):
    """The columns of a row as far as they may differ from the row before, and the day from which they hold."""

    def __init__(self, *args: Any, table: Decided, old: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in table.fields().items():
            if old is None or name not in table.about:
                self.fields[name] = field
                field.initial = getattr(old, name) if old is not None else field.initial
        self.fields["from_on"] = DayField(today=today, label=_("Áp dụng từ ngày"), initial=today)

    def values(self) -> dict[str, Any]:
        """The columns."""
        return {name: value for name, value in self.cleaned_data.items() if name != "from_on"}


class EndForm(forms.Form):
    """The last day of a row."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = DayField(today=today, label=_("Áp dụng đến hết ngày"), initial=today)


def _asked(request: HttpRequest) -> tuple[date, Decided, Any]:
    """Today, the table and the row of an address; Refused for whoever decides nothing in the City."""
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    table = tables().get(request.GET.get(TABLE, ""), next(iter(tables().values())))
    if ROW not in request.GET:
        return today, table, None
    row = table.model.objects.filter(pk=whole(request.GET[ROW])).first()
    if row is None:
        raise Http404
    return today, table, row


def _url(name: str, table: Decided, row: Any = None) -> str:
    more = f"&{ROW}={row.pk}" if row is not None else ""
    return f"{reverse(f'areas:{name}')}?{TABLE}={table.code}{more}"


def _crumbs(table: Decided | None = None) -> list[tuple[str, str]]:
    url = address("web:city")
    start = [(city().name, url)] if url else []
    return [*start, *([(str(table.title), _url("decided", table))] if table else [])]


def decided(request: HttpRequest) -> HttpResponse:
    """The rows of a table (`?bang=`): those that hold, those to come, those that have ended."""
    today, table, _row = _asked(request)
    rows = sorted(table.model.objects.order_by(*table.order, "from_on"), key=lambda row: has_ended(row, today))
    lines = [
        {
            "words": table.words(row), "value": table.value(row), "source": getattr(row, "source", ""), "since": row.from_on,
            "until": row.to_on, "has_ended": has_ended(row, today), "is_to_come": row.from_on > today,
            "set_url": _url("decide", table, row) if row.to_on is None and table.has_levels else "",
            "end_url": _url("decide_end", table, row) if row.to_on is None and table.is_open else "",
        }
        for row in rows
    ]  # fmt: skip
    context = {
        "table": table, "rows": [line for line in lines if not line["has_ended"]], "crumbs": _crumbs(),
        "ended": [line for line in lines if line["has_ended"]], "add_url": _url("decide", table) if table.is_open else "",
        "tables": [(one.title, _url("decided", one), one == table) for one in tables().values()],
    }  # fmt: skip
    return render(request, "areas/decided.html", context)


def decide(request: HttpRequest) -> HttpResponse:
    """The form for a new level of a row (`?dong=`), or for a row about something new."""
    today, table, row = _asked(request)
    if not (table.is_open if row is None else table.has_levels):
        raise Http404
    form = DecideForm(posted(request), table=table, old=row, today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.decide(table, form.values(), data["from_on"], row, by=request.user, today=today)
        return _said(event, data["from_on"])

    then = _url("decided", table)
    title = (
        _("Mức mới: %(what)s") % {"what": table.words(row)}
        if row
        else _("Thêm vào: %(table)s") % {"table": table.title}
    )
    now = _("Đang là: %(value)s. Mức này giữ đến hết ngày trước khi mức mới áp dụng.")
    return entry_page(
        request, "ui/entry.html", form, act, then,
        lambda: {
            "title": title, "button": _("Ghi mức mới") if row else _("Thêm"), "crumbs": _crumbs(table), "back_url": then,
            "summary": now % {"value": table.value(row)} if row else str(table.title),
        },
    )  # fmt: skip


def decide_end(request: HttpRequest) -> HttpResponse:
    """The form for the last day of a row."""
    today, table, row = _asked(request)
    if row is None or not table.is_open:
        raise Http404
    form = EndForm(posted(request), today=today)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = actions.decide_end(table, row, data["to_on"], by=request.user, today=today)
        words = _("Đã ghi: áp dụng đến hết ngày %(day)s.") % {"day": written(data["to_on"])}
        return words, reverse("areas:undo_decided", args=[event.pk])

    then = _url("decided", table)
    return entry_page(
        request, "ui/entry.html", form, act, then,
        lambda: {
            "title": _("Thôi áp dụng: %(what)s") % {"what": table.words(row)}, "button": _("Ghi ngày cuối"),
            "crumbs": _crumbs(table), "back_url": then, "summary": table.value(row),
        },
    )  # fmt: skip


def _said(event: Event, day: date) -> tuple[str, str]:
    words = _("Đã ghi, áp dụng từ ngày %(day)s.") % {"day": written(day)}
    return words, reverse("areas:undo_decided", args=[event.pk])


@require_POST
def undo(request: HttpRequest, event: int) -> HttpResponse:
    """Take a decision back."""
    actions.undo_decided(event, by=request.user, today=clock.today())
    said(request, _("Đã hoàn tác."))
    return redirect("areas:decided")
