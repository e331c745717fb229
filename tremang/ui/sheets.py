"""A list as an Excel file: the same columns and rows as on the page, written row by row in flat memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"number": "#,##0", "money": "#,##0", "percent": '0.0"%"', "day": "dd/mm/yyyy"}
WIDTHS = {"number": 14, "money": 18, "percent": 12, "day": 14}


class SheetColumn(Protocol):
    """What a column must say: the key in the row, the heading, and the kind of value."""

    key: str
    label: str
    kind: str


def write(file: IO[bytes], title: str, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write `rows` below a heading into `file`; returns how many. Text stays text: no cell becomes a formula."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    shapes = {kind: book.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
    sheet = book.add_worksheet(_("Danh sách"))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, WIDTHS.get(column.kind, 30))
        sheet.write_string(0, index, column.label, bold)
    count = 0
    for count, row in enumerate(rows, 1):
        for index, column in enumerate(columns):
            _cell(sheet, count, index, row.get(column.key), shapes.get(column.kind))
    sheet.write_string(count + 2, 0, _("%(title)s: %(count)s dòng.") % {"title": title, "count": count})
    book.close()
    return count


def _cell(sheet: Any, row: int, column: int, value: Any, shape: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _("có") if value else _("không"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, shape)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, shape)
    elif isinstance(value, list | tuple):
        sheet.write_string(row, column, f"{sum(map(bool, value))}/{len(value)}")
    else:
        sheet.write_string(row, column, str(value), shape)


def response(name: str, title: str, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]]) -> FileResponse:
    """The file `name`.xlsx as a download."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file, title, columns, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=TYPE)
