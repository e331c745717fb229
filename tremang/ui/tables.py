"""One list for every page: columns, order, filter, pages. The rows come as dicts or as a queryset of values."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.functional import Promise, cached_property

from tremang.kernel import format as written
from tremang.kernel.text import fold, natural_key
from tremang.ui import sheets
from tremang.ui.portions import part_asked

PAGE = 50
WRITTEN: dict[str, Callable[[Any], str]] = {
    "number": written.number,
    "money": lambda value: written.number(value, 0),
    "percent": written.percent,
    "day": written.day,
}


@dataclass(frozen=True)
class Column:
    """A column: `key` in the row, its `label`, and what `kind` of value it shows.

    kind   text · number · money (whole đồng, no unit: say "đồng" in the label) · percent (points) · day · link · verdict · stem
    url    key of the address for kind "link", also turns any other kind into a figure that opens
    small  key of a second, smaller line under the value
    beside label under which the smaller line is a column of its own in Excel, where the name alone could be several
    words  for kind "verdict": key of the words that replace the verdict's own
    order  key to sort by when it is not `key` (a name sorts by its sort key); with a queryset, a field
    """

    key: str
    label: str
    kind: str = "text"
    sortable: bool = True
    url: str = ""
    small: str = ""
    words: str = ""
    order: str = ""
    beside: str = ""

    @property
    def numeric(self) -> bool:
        """Does it stand at the right, in figures of one width?"""
        return self.kind in ("number", "money", "percent")


@dataclass(frozen=True)
class Cell:
    """What one place of the table shows."""

    column: Column
    value: Any
    text: str
    url: str
    small: str
    words: str


@dataclass
class Table:
    """A list as the reader asked for it: `?sort=key` or `-key`, `?q=` words, `?p=` page.

    `search` names the keys (or, for a queryset, the folded search fields) that `?q=` looks in; none means no filter.
    An unknown key or page falls back to the first of each: an old address never fails.
    """

    request: HttpRequest
    columns: Sequence[Column]
    rows: Sequence[dict[str, Any]] | QuerySet[Any, dict[str, Any]]
    search: Sequence[str] = ()
    sort: str = ""
    page_size: int = PAGE
    downloadable: bool = True
    empty: str = ""
    cards: bool = True
    on_card: bool = False
    foot: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def query(self) -> str:
        """The words typed in the filter."""
        return self.request.GET.get("q", "").strip()[:100] if self.search else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What else the address asks for, to be sent along when the list is filtered by words."""
        own = ("q", "p", "download")
        return [(name, value) for name, values in self.request.GET.lists() if name not in own for value in values]

    @cached_property
    def order(self) -> str:
        """The order in force, "key" or "-key"."""
        asked = self.request.GET.get("sort", "")
        known = {column.key for column in self.columns if column.sortable}
        return asked if asked.removeprefix("-") in known else self.sort

    @cached_property
    def _chosen(self) -> Any:
        words = fold(self.query).split()
        column = next((c for c in self.columns if c.key == self.order.removeprefix("-")), None)
        down = self.order.startswith("-")
        if isinstance(self.rows, QuerySet):
            rows = self.rows
            for word in words:
                rows = rows.filter(_any_holds(self.search, word))
            return rows.order_by(f"{'-' * down}{column.order or column.key}", "pk") if column else rows
        chosen = [row for row in self.rows if _holds(row, self.search, words)]
        if column:
            key = column.order or column.key
            rank = _same if column.order else _rank
            known = [row for row in chosen if row.get(key) is not None]
            unknown = [row for row in chosen if row.get(key) is None]
            chosen = sorted(known, key=lambda row: rank(row[key]), reverse=down) + unknown
        return chosen

    @cached_property
    def total(self) -> int:
        """Rows that pass the filter."""
        return self._chosen.count() if isinstance(self._chosen, QuerySet) else len(self._chosen)

    @cached_property
    def pages(self) -> int:
        """How many pages they fill; at least one."""
        return max(1, -(-self.total // self.page_size))

    @cached_property
    def page(self) -> int:
        """The page shown, from 1."""
        return part_asked(self.request, self.pages)

    @cached_property
    def lines(self) -> list[list[Cell]]:
        """The cells of the page shown."""
        start = (self.page - 1) * self.page_size
        return [self._line(row) for row in self._chosen[start : start + self.page_size]]

    @cached_property
    def foot_line(self) -> list[Cell]:
        """The cells of the last row of sums; [] without one."""
        return self._line(self.foot) if self.foot else []

    def _line(self, row: dict[str, Any]) -> list[Cell]:
        return [_cell(column, row) for column in self.columns]

    @property
    def download_asked(self) -> bool:
        """Did the reader ask for these rows as Excel?"""
        return self.request.GET.get("download") == "xlsx"

    def download(self, name: str, title: str, sums: Collection[str] = ()) -> FileResponse:
        """The chosen rows as `name`.xlsx; `title` stands beneath them with their number, and the sums of the columns `sums`."""
        return sheets.response(name, title, list(_in_sheet(self.columns)), self._chosen, sums)


def _in_sheet(columns: Iterable[Column]) -> Iterator[Column]:
    """The columns as Excel has them: a verdict in its words, and the smaller line in a column of its own."""
    for column in columns:
        yield replace(column, key=column.words) if column.words else column
        if column.beside:
            yield Column(column.small, column.beside)


def _cell(column: Column, row: dict[str, Any]) -> Cell:
    value = row.get(column.key)
    show = WRITTEN.get(column.kind, str)
    if isinstance(value, str | Promise):  # words stand in place of a number that is not told
        show = str
    text = "" if value is None and column.key not in row else written.UNKNOWN if value is None else show(value)
    url, small, words = (str(row.get(key) or "") if key else "" for key in (column.url, column.small, column.words))
    return Cell(column, value, text, url, small, words)


def _any_holds(fields: Sequence[str], word: str) -> Q:
    held = Q()
    for name in fields:
        held |= Q(**{f"{name}__contains": word})
    return held


def _holds(row: dict[str, Any], keys: Sequence[str], words: Sequence[str]) -> bool:
    text = fold(" ".join(str(row.get(key) or "") for key in keys))
    return all(word in text for word in words)


def _same(value: Any) -> Any:
    return value


def _rank(value: Any) -> tuple[int, Any]:
    """Words before numbers: a number that is not told stands in its column as words."""
    return (0, natural_key(str(value))) if isinstance(value, str | Promise) else (1, value)
