"""A list as an Excel file: the same columns and rows as on the page, written row by row in flat memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from tremang.kernel.format import number

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"number": "#,##0", "money": "#,##0", "percent": '0.0"%"', "day": "dd/mm/yyyy"}
WIDTHS = {"number": 14, "money": 18, "percent": 12, "day": 14}


class SheetColumn(Protocol):
    """What a column must say: the key in the row, the heading, and the kind of value."""

    key: str
    label: str
    kind: str


def write(
    file: IO[bytes], title: str, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]],
    sums: Collection[str] = (),
) -> int:  # fmt: skip
    """Write `rows` below a heading into `file`; returns how many. Text stays text: no cell becomes a formula.

    Beneath them Excel works out the sums of the columns `sums`, and how many lines there are.
    """
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
    count, total = 0, dict.fromkeys(sums, 0)
    for count, row in enumerate(rows, 1):
        for index, column in enumerate(columns):
            _cell(sheet, count, index, row.get(column.key), shapes.get(column.kind))
        for key in total:
            total[key] += row.get(key) or 0
    if sums:
        _sums(book, sheet, columns, count, total)
    sheet.write_string(
        count + (4 if sums else 2), 0, _("%(title)s: %(count)s dòng.") % {"title": title, "count": number(count)}
    )
    book.close()
    return count


def _sums(book: Any, sheet: Any, columns: Sequence[SheetColumn], count: int, total: Mapping[str, int]) -> None:
    """Two rows beneath the lines, as formulas: the sums of the columns in `total`, and the number of lines."""
    bold = {kind: book.add_format({"bold": True, "top": 1, "num_format": shape}) for kind, shape in FORMATS.items()}
    sheet.write_string(count + 1, 0, _("Cộng"), bold["number"])
    for index, column in enumerate(columns):
        if column.key in total:
            name = xl_col_to_name(index)
            formula = f"=SUM({name}2:{name}{count + 1})" if count else "=0"
            sheet.write_formula(count + 1, index, formula, bold.get(column.kind), total[column.key])
    sheet.write_string(count + 2, 0, _("Số dòng"), bold["number"])
    sheet.write_formula(count + 2, 1, f"=ROWS(A2:A{count + 1})" if count else "=0", bold["number"], count)


def _cell(sheet: Any, row: int, column: int, value: Any, shape: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _("có") if value else _("không"))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, round(value, 9), shape)  # 69,4 and not 69,40000000000001
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, shape)
    elif isinstance(value, list | tuple):
        sheet.write_string(row, column, f"{sum(map(bool, value))}/{len(value)}")
    else:
        sheet.write_string(row, column, str(value), shape)


def response(
    name: str, title: str, columns: Sequence[SheetColumn], rows: Iterable[Mapping[str, Any]], sums: Collection[str] = ()
) -> FileResponse:
    """The file `name`.xlsx as a download."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file, title, columns, rows, sums)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=TYPE)
