"""Filters and tags of the design system, loaded in every template. README.md beside this folder shows each in use."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tremang.kernel import format as written
from tremang.ui import bars, fields, marks
from tremang.ui.said import undo_url
from tremang.ui.stylesheet import stylesheet
from tremang.ui.svg import tag

register = template.Library()


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def vnd(value: int | None) -> str:
    """2.500.000 đ."""
    return written.vnd(value)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """32.307; `number:1` for one decimal."""
    return written.number(value, decimals)


@register.filter
def percent(value: Any, decimals: int | None = None) -> str:
    """27,3% from 27.3 (points, not a ratio)."""
    return written.percent(value, decimals)


@register.filter
def day(value: date | None, form: str = "") -> str:
    """25/9/2026; `day:"short"` leaves the year out."""
    return written.day(_local(value), form != "short")


@register.filter
def longday(value: date | None, form: str = "") -> str:
    """thứ Sáu 25/9/2026; `longday:"short"` leaves the year out."""
    return written.longday(_local(value), form != "short")


@register.filter
def clock(value: Any) -> str:
    """8 giờ 30."""
    return written.clock(_local(value))


@register.filter
def nbsp(value: Any) -> str:
    """The same words, never parted at the end of a line."""
    return str(value).replace(" ", written.NBSP)


@register.filter
def upfirst(value: Any) -> str:
    """A first capital, the rest untouched."""
    return str(value)[:1].upper() + str(value)[1:]


@register.filter
def lowfirst(value: Any) -> str:
    """A small first letter, the rest untouched: words as they stand within a sentence."""
    return str(value)[:1].lower() + str(value)[1:]


@register.simple_tag
def css_url() -> str:
    """Address of the style sheet; "" on a site that does not serve it."""
    try:
        return reverse("ui:css", args=[stylesheet()[0]])
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def bar(context: template.Context) -> SafeString:
    """The top of a page: name of the house, navigation, search, who is signed in."""
    nav = tuple((str(label), str(url), bool(current)) for label, url, current in context.get("nav") or ())
    who = tuple(str(words) for words in context.get("who") or ())
    urls = (str(context.get(name) or "") for name in ("home_url", "search_url", "me_url"))
    if searched := context.get("searched"):
        return _bar.__wrapped__(get_language(), nav, who, *urls, searched)
    return _bar(get_language(), nav, who, *urls)


@lru_cache(maxsize=500)  # the same on every page that somebody sees
def _bar(
    language: str | None, nav: tuple[tuple[str, str, bool], ...], who: tuple[str, ...], home_url: str, search_url: str,
    me_url: str, searched: str = "",
) -> SafeString:  # fmt: skip
    shown = {
        "nav": nav, "who": who, "home_url": home_url or "/", "search_url": search_url, "me_url": me_url, "searched": searched,
    }  # fmt: skip
    return render_to_string("ui/parts/bar.html", shown)


@register.simple_tag(takes_context=True)
def text_sizes(context: template.Context) -> SafeString:
    """The buttons of the reading form: three sizes, black and white or not."""
    return _text_sizes(get_language(), tuple(context["text_sizes"]), context["text_size"], bool(context["contrast"]))


@cache
def _text_sizes(language: str | None, sizes: tuple[str, ...], size: str, is_plain: bool) -> SafeString:
    shown = {"text_sizes": sizes, "text_size": size, "contrast": is_plain}
    return render_to_string("ui/parts/text_sizes.html", shown)


@register.simple_tag
def logo() -> SafeString:
    """The mark of the house."""
    return marks.LOGO


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """clock tick ring right left down caret caret-up; `label` only when no word stands beside it."""
    return marks.shape(marks.ICONS[name], label)


@register.simple_tag(takes_context=True)
def verdict(context: template.Context, code: str, words: str = "") -> SafeString:
    """Shape and word: met on_pace above_range behind no_number undeclared. `words` replaces the word.

    A page draws each shape once and refers to it after that: a table of the City holds hundreds.
    """
    drawn = None
    if (request := context.get("request")) is not None:
        shapes = request.__dict__.setdefault("_verdicts_drawn", set())
        drawn = code in shapes
        shapes.add(code)
    return _verdict(code, str(words), get_language(), drawn)


@lru_cache(maxsize=500)  # lists show the same few over and over
def _verdict(code: str, words: str, language: str | None, drawn: bool | None) -> SafeString:
    """`drawn`: whether the shape stands on the page already; None where nobody can say."""
    name, inside = marks.VERDICTS[code]
    at = f"mark-{code}"
    used = tag("use", href=f"#{at}")
    if drawn is None:
        shape = marks.shape(inside)
    elif drawn:
        shape = mark_safe(tag("svg", used, cls="icon", aria_hidden="true"))
    else:
        shape = mark_safe(
            tag("svg", tag("symbol", inside, id=at, viewBox="0 0 20 20"), used, cls="icon", aria_hidden="true")
        )
    return render_to_string("ui/parts/verdict.html", {"shape": shape, "words": words or name})


@register.simple_tag
def cell(code: str) -> SafeString:
    """One cell of the twelve-month grid, named for a screen reader."""
    name, inside = marks.CELLS[code]
    return marks.shape(inside, str(name), "cell")


@register.simple_tag
def cells(codes: Sequence[str]) -> SafeString:
    """A row of the twelve-month grid; "" stands for a month without a meeting. Hundreds of cells stand on one page."""
    return mark_safe("".join(_cell_in_row(code, get_language()) for code in codes))


@cache
def _cell_in_row(code: str, language: str | None) -> str:
    return f"<td>{cell(code)}</td>" if code else '<td class="pause"></td>'


@register.inclusion_tag("ui/parts/legend_item.html")
def legend_item(code: str) -> dict[str, Any]:
    """A shape of the grid with its word."""
    name, inside = marks.CELLS[code]
    return {"shape": marks.shape(inside, cls="cell"), "words": name}


@register.inclusion_tag("ui/parts/map_legend.html")
def map_legend(classes: Sequence[tuple[Any, str]]) -> dict[str, Any]:
    """The classes of a map in words: pairs of (0–3 or "undeclared", words)."""
    return {"classes": classes}


@register.simple_tag
def stem(
    done: int | Sequence[Any], total: int = 8, now: int | None = None, words: str = "", wide: bool = False
) -> SafeString:
    """Progress (`done` a count, `now` the 1-based step in hand) or coverage (`done` a list of true and false)."""
    flags = [i < done for i in range(total)] if isinstance(done, int) else [bool(x) for x in done]
    return _stem(tuple(flags), now, str(words), wide)


@lru_cache(maxsize=1000)  # 256 coverages of the 8 contents
def _stem(flags: tuple[bool, ...], now: int | None, words: str, wide: bool) -> SafeString:
    segments = ["now" if i + 1 == now else "done" if flag else "" for i, flag in enumerate(flags)]
    said = {"segments": segments, "words": words or f"{sum(flags)}/{len(flags)}", "wide": wide}
    return render_to_string("ui/parts/stem.html", said)


@register.simple_tag
def rangebar(
    value: float | None,
    min: float | None = None,  # noqa: A002 the word pages use
    max: float | None = None,  # noqa: A002
    scale: float = 100,
    expected: float | None = None,
    label: str | None = None,
    width: float = bars.WIDTH,
    unit: str = "%",
) -> SafeString:
    """A value against a target; see bars.rangebar."""
    return _rangebar(
        value, min, max, scale, expected, None if label is None else str(label), width, unit, get_language()
    )


@lru_cache(maxsize=4000)  # what changes on a page from one look to the next is a bar or two
def _rangebar(*bar: Any) -> SafeString:
    return bars.rangebar(*bar[:-1])


@register.simple_tag
def sparkline(points: Iterable[float | None], words: str = "") -> SafeString:
    """A trend of up to 24 months."""
    return bars.sparkline(tuple(points), words)


@register.inclusion_tag("ui/parts/work.html")
def work(done: int, total: int, words: str = "") -> dict[str, Any]:
    """A long work: bar with its count."""
    return {"bar": bars.workbar(done, total), "done": done, "total": total, "words": words}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, example: str = "", echo: str = "", short: bool = False) -> dict[str, Any]:
    """A field of a form with its label, example, error and the value read back (`echo`)."""
    return fields.parts(bound, example) | {"echo": echo, "short": short}


@register.inclusion_tag("ui/parts/errors.html")
def errors(form: Any, *more: Any) -> dict[str, Any]:
    """The error summary of one or more forms; nothing when all is well."""
    items = [item for one in (form, *more) if one is not None for item in fields.summary(one)]
    return {"items": items, "count": len(items)}


@register.inclusion_tag("ui/parts/undo.html", takes_context=True)
def undo(context: Any, message: str, url: str = "", note: str = "", label: str = "") -> dict[str, Any]:
    """The undo bar. `url` takes a POST; without it the bar only says what was done."""
    return {"message": message, "url": url, "note": note, "label": label, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/empty.html")
def empty(what: str, next: str = "", url: str = "", action: str = "") -> dict[str, Any]:  # noqa: A002
    """An empty place: what is not there yet, what brings it, one outlined button."""
    return {"what": what, "next": next, "url": url, "action": action}


@register.inclusion_tag("ui/parts/waiting.html")
def waiting(items: Sequence[dict[str, Any]], title: str = "", quiet: str = "") -> dict[str, Any]:
    """What waits: dicts of what, cause, url, action, primary. `quiet` is the sentence when nothing waits."""
    return {
        "items": items,
        "title": title or _("%(count)s việc đang chờ") % {"count": len(items)},
        "quiet": quiet or _("Không có việc nào chờ."),
    }


@register.inclusion_tag("ui/parts/person.html")
def person(id: Any, name: str, absent: bool = False, why: str = "", note: str = "") -> dict[str, Any]:  # noqa: A002
    """A row of the roll-call; posts `absent` = id and `why-<id>` = represented or excused."""
    return {"id": id, "name": name, "absent": absent, "why": why, "note": note}


@register.inclusion_tag("ui/parts/grid12.html")
def grid12(grid: dict[str, Any]) -> dict[str, Any]:
    """Twelve months by rows; README.md shows the dict."""
    codes = dict.fromkeys(code for row in grid["rows"] for code in row["cells"] if code)
    return grid | {"legend": codes, "head": _years(grid["months"])}


def _years(months: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Consecutive months of one year, for the upper row of the head."""
    head: list[dict[str, Any]] = []
    for month in months:
        if not head or head[-1]["year"] != month["year"]:
            head.append({"year": month["year"], "span": 0})
        head[-1]["span"] += 1
    return head


@register.simple_tag(takes_context=True)
def query_with(context: Any, **changes: Any) -> str:
    """The present address with these GET parameters changed, None or "" taken out: `{% query_with q=term p=None %}`."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = value
    return "?" + query.urlencode()


@register.inclusion_tag("ui/parts/sorted_header.html", takes_context=True)
def sorted_header(context: Any, key: str, label: str, sort: str = "") -> dict[str, Any]:
    """The words of a column head that sorts; `sort` is the order in force ("key" or "-key")."""
    down, up = f"-{key}", key
    state = "up" if sort == up else "down" if sort == down else ""
    url = query_with(context, sort=down if sort == up else up, p=None, download=None)
    return {"label": label, "state": state, "url": url}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(context: Any, page: int, pages: int, total: int) -> dict[str, Any]:
    """Pages of a list, in words; nothing for a single page."""
    return {
        "page": page,
        "pages": pages,
        "total": total,
        "previous": query_with(context, p=page - 1 if page > 2 else None) if page > 1 else "",
        "following": query_with(context, p=page + 1) if page < pages else "",
    }


@register.inclusion_tag("ui/parts/download.html", takes_context=True)
def download(context: Any, rows: int, url: str = "") -> dict[str, Any]:
    """Link to the same rows as Excel; by default this page with ?download=xlsx."""
    return {"rows": rows, "url": url or query_with(context, download="xlsx", p=None)}


@register.simple_tag(takes_context=True)
def table_row(context: Any, line: Sequence[Any]) -> SafeString:
    """The cells of a row of a table, the first as its head. Written out here: a list of the City holds hundreds."""
    return mark_safe("".join(_table_cell(context, cell, not place) for place, cell in enumerate(line)))


def _table_cell(context: Any, cell: Any, first: bool) -> str:
    column, name = cell.column, "th" if first else "td"
    kind = "num" if column.numeric else "is-verdict" if column.kind == "verdict" else "" if cell.text else "blank"
    if column.kind == "verdict" and cell.value:
        inside: Any = verdict(context, cell.value, cell.words)
    elif column.kind == "stem" and cell.value is not None:
        inside = stem(cell.value)
    else:
        inside = conditional_escape(cell.text)
        if cell.url:
            opens = "" if column.kind == "link" else ' class="opens"'
            inside = f'<a{opens} href="{conditional_escape(cell.url)}">{inside}</a>'
    small = f"<small>{conditional_escape(cell.small)}</small>" if cell.small else ""
    told = 'scope="row" role="rowheader"' if first else f'role="cell" data-label="{conditional_escape(column.label)}"'
    shape = f' class="{kind}"' if kind else ""
    return f"<{name} {told}{shape}>{inside}{small}</{name}>"


@register.inclusion_tag("ui/parts/table.html", takes_context=True)
def table(context: Any, table: Any, caption: str = "") -> dict[str, Any]:
    """A tables.Table: becomes cards on a phone."""
    return {"table": table, "caption": caption, "request": context["request"]}


@register.inclusion_tag("ui/parts/said.html", takes_context=True)
def said(context: Any, message: Any) -> dict[str, Any]:
    """A message of the last page: an undo bar, or a notice when something is wrong."""
    return {
        "message": message.message,
        "kind": message.level_tag,
        "url": undo_url(message.extra_tags),
        "csrf_token": context.get("csrf_token"),
    }
