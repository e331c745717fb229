"""Writes an annex as Excel: one row per unit, totals and shares as formulas, ready to print on A4 landscape.

Every text is written as a text: nothing that somebody typed can become a formula or a link.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tremang.documents.layout import WORD_FONT
from tremang.documents.model import Column, Row, Sheet, Value
from tremang.documents.text import cleaned

A4 = 9
HEAD = 3  # row of the headings, counted from 0; the title, the subtitle and an empty row stand above
PAGE_WIDTH = 130  # characters of a landscape page
NARROWEST = 7
LONGEST = 32_767  # characters that a cell holds
LONGEST_NAME = 31
SHAPES = {"text": "@", "count": "#,##0", "money": "#,##0", "percent": "0.0%"}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def annex(sheets: tuple[Sheet, ...], made_at: datetime) -> bytes:
    """The sheets as one Excel file; the same sheets and the same `made_at` give the same bytes."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    made = made_at.astimezone(UTC).replace(tzinfo=None) if made_at.tzinfo else made_at
    book.set_properties({"title": cleaned(sheets[0].title)[:255] if sheets else "", "created": made})
    shapes = _shapes(book)
    for sheet, name in zip(sheets, _names(sheets), strict=True):
        _write(book.add_worksheet(name), sheet, shapes)
    if not sheets:
        book.add_worksheet()
    book.close()
    return file.getvalue()


def checksum(sheet: Sheet) -> str:
    """Sixteen hexadecimal digits over the headings and rows: whoever retypes the sheet can see whether it is the same.

    SHA-256 of the JSON list [headings, rows] with cleaned texts, decimals as texts, without spaces.
    """
    plain = [
        [cleaned(v) if isinstance(v, str) else str(v) if isinstance(v, Decimal) else v for v in row]
        for row in sheet.rows
    ]
    told = json.dumps(
        [[cleaned(column.title) for column in sheet.columns], plain], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _shapes(book: xlsxwriter.Workbook) -> dict[str, Any]:
    font = {"font_name": WORD_FONT, "font_size": 12, "valign": "top"}
    shapes = {
        kind: book.add_format({**font, "num_format": shape, "border": 1, "text_wrap": kind == "text"})
        for kind, shape in SHAPES.items()
    }
    for kind, shape in SHAPES.items():
        shapes[f"total {kind}"] = book.add_format({**font, "num_format": shape, "border": 1, "bold": True})
    centred = {"border": 1, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter"}
    shapes["head"] = book.add_format({**font, **centred})
    shapes["title"] = book.add_format({**font, "bold": True, "font_size": 14})
    shapes["plain"] = book.add_format({**font, "italic": True})
    return shapes


def _names(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """The names of the sheets as Excel allows them: no signs of its own, 31 characters, no two alike."""
    taken: set[str] = set()
    for number, sheet in enumerate(sheets, 1):
        name = _NOT_IN_NAMES.sub(" ", cleaned(sheet.name)).strip()[:LONGEST_NAME].strip() or f"Phụ lục {number}"
        if name.lower() in taken or name.lower() == "history":  # Excel keeps that name for itself
            name = f"{name[: LONGEST_NAME - 5]} ({number})"
        taken.add(name.lower())
        yield name


def _write(page: Any, sheet: Sheet, shapes: dict[str, Any]) -> None:
    columns, first, last = sheet.columns, HEAD + 1, HEAD + len(sheet.rows)
    _set_up(page, sheet)
    page.write_string(0, 0, cleaned(sheet.title)[:LONGEST], shapes["title"])
    page.write_string(1, 0, cleaned(sheet.subtitle)[:LONGEST], shapes["plain"])
    for index, column in enumerate(columns):
        page.write_string(HEAD, index, cleaned(column.title)[:LONGEST], shapes["head"])
    for number, row in enumerate(sheet.rows, first):
        for index, column in enumerate(columns):
            if column.ratio:
                _share(page, number, index, column, row, shapes["percent"])
            else:
                _cell(page, number, index, row[index], column, shapes)
    if sheet.total:
        _total(page, sheet, first, last, shapes)
    below = last + (3 if sheet.total else 2)
    page.write_string(below, 0, f"Số dòng: {len(sheet.rows)}. Mã kiểm tra: {checksum(sheet)}.", shapes["plain"])


def _set_up(page: Any, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD)
    page.set_footer("&C&P/&N")
    page.freeze_panes(HEAD + 1, 0)
    unit = PAGE_WIDTH / sum(column.width for column in sheet.columns)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, max(NARROWEST, column.width * unit))
    page.autofilter(HEAD, 0, HEAD + len(sheet.rows), len(sheet.columns) - 1)


def _cell(page: Any, row: int, index: int, value: Value, column: Column, shapes: dict[str, Any]) -> None:
    if value is None:
        page.write_blank(row, index, None, shapes[column.kind])
    elif isinstance(value, str) or column.kind == "text":
        page.write_string(row, index, cleaned(str(value))[:LONGEST], shapes["text"])
    else:
        page.write_number(
            row, index, float(value) / 100 if column.kind == "percent" else float(value), shapes[column.kind]
        )


def _share(page: Any, row: int, index: int, column: Column, values: Row, shape: Any) -> None:
    """A share as the quotient of two cells of its row; empty where one of them is not known or nothing is divided by."""
    above, below = (xl_rowcol_to_cell(row, part) for part in column.ratio or ())
    numerator, denominator = (values[part] for part in column.ratio or ())
    known = not isinstance(numerator, str | None) and not isinstance(denominator, str | None) and denominator != 0
    formula = f'=IF(AND(ISNUMBER({above}),N({below})<>0),{above}/{below},"")'
    page.write_formula(row, index, formula, shape, float(numerator) / float(denominator) if known else "")


def _total(page: Any, sheet: Sheet, first: int, last: int, shapes: dict[str, Any]) -> None:
    row, sums = last + 1, _sums(sheet)
    labelled = False
    for index, column in enumerate(sheet.columns):
        shape = shapes[f"total {column.kind}"]
        if column.ratio:
            _share(page, row, index, column, sums, shape)
        elif sums[index] is not None:
            page.write_formula(
                row, index, f"=SUM({xl_range(first, index, max(first, last), index)})", shape, sums[index]
            )
        elif column.kind == "text" and not labelled:
            page.write_string(row, index, "Tổng cộng", shape)
            labelled = True
        else:
            page.write_blank(row, index, None, shape)


def _sums(sheet: Sheet) -> Row:
    """What the total row shows: sums of counts and money; texts such as "dưới 5" add nothing, as Excel's SUM has it."""
    return tuple(
        sum(value for row in sheet.rows if not isinstance(value := row[index], str | None))
        if column.kind in ("count", "money")
        else None
        for index, column in enumerate(sheet.columns)
    )
