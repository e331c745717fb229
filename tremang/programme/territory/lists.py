"""Reading a list of hamlets, pasted or from a sheet: each line is right, or has one sentence saying why not."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, load_workbook

from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, fold
from tremang.places.models import Place, UnitType
from tremang.places.naming import HAMLET_TYPES, KEPT, LIMIT, sound_name, split_name, usual_type
from tremang.programme.territory import problems as say

MOST = 20_000
UNPACKED = 100 * 2**20  # bytes: beyond this a sheet is no list of hamlets
STRANGE = re.compile(r"[^\w\s\-–.,'’()/&+]", re.UNICODE)
NUMBER = re.compile(r"\d+[.)]?")
LEADING = re.compile(r"^(?:\d+[.)]\s+|[-–•·*+]\s*)")  # a number or a bullet of the list it was copied from
DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{2}:\d{2}:\d{2})?")
FIGURE = re.compile(r"\d{5,}|\d+(?:[.,]\d+)+")  # of people or land; thôn and tổ are numbered 1, 2, 3
COUNTERS = {"stt", "tt"}
KINDS = {"loai", "loai hinh"}
CLASS = re.compile(r"(?:loại )?(?:[1-3]|i{1,3})", re.IGNORECASE)  # by size: no kind of unit
UNTOLD = COUNTERS | {"dong", "can xem lai"}  # not read either, and nobody would expect it
HEADS = {
    "stt", "tt", "ten", "ten thon", "ten goi", "ten thon, to dan pho", "thon, to dan pho", "thon, to dan pho, khu dan cu",
    "ten don vi", "danh sach", "loai", "loai hinh", "dong", "da ghi",
}  # fmt: skip
NAMES = HEADS - COUNTERS - KINDS - {"dong"}
Cells = list[str]
# A line below a heading that says which column holds the names: "name", "kind", "unread" {heading: cell}.
Row = dict[str, Any]
Lines = list[tuple[int, Cells | Row]]


@dataclass(frozen=True)
class Line:
    """One line of the list: its number in the source, what was written, and the name or the sentence about it."""

    number: int
    written: str
    name: str = ""
    unit_type: str = ""
    sentence: str = ""


def pasted(text: str) -> Lines:
    """The lines of a pasted text; cells are parted by tabs or semicolons."""
    return _numbered(re.split(r"[\t;]", line) for line in text.splitlines())


def from_file(file: IO[bytes], name: str) -> Lines:
    """The lines of the first sheet of an .xlsx, .xls, .ods or of a .csv. Raises `Problem` (not_a_sheet, too_many)."""
    data = file.read()
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return _numbered(_csv_rows(data))
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise Problem("not_a_sheet", say.NOT_A_SHEET, field="sheet")
    try:
        book = load_workbook(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise Problem("not_a_sheet", say.NOT_A_SHEET, field="sheet") from error
    return _numbered([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _csv_rows(data: bytes) -> Iterator[Cells]:
    text = _decoded(data)
    if "\0" in text:
        raise Problem("not_a_sheet", say.NOT_A_SHEET, field="sheet")
    head = text[:4096]
    delimiter = max("\t;,", key=head.count) if any(mark in head for mark in "\t;,") else "\t"
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Problem("not_a_sheet", say.NOT_A_SHEET, field="sheet") from error


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def _numbered(rows: Iterable[Iterable[str]]) -> Lines:
    found: Lines = []
    head: Cells = []
    counts_lines = False  # the heading says that the first column only counts: what stands there is no name
    for number, row in enumerate(rows, 1):
        cells = [clean(cell)[:300] for cell in row]
        whole, in_columns = cells.copy(), len(cells) > 1
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if not found and _is_head(cells):
            counts_lines = fold(cells[0]) in COUNTERS
            head = whole if in_columns and any(fold(cell) in NAMES for cell in whole) else []
            continue
        if len(found) == MOST:
            raise Problem("too_many", say.TOO_MANY, field="sheet", limit="20.000")
        if len(whole) == len(head):
            found.append((number, _by_heading(head, whole)))
            continue
        if counts_lines and in_columns and NUMBER.fullmatch(cells[0]):
            cells = cells[1:]
        found.append((number, cells))
    if not found:
        raise Problem("no_list", say.NO_LIST, field="text")
    return found


def _is_head(cells: Cells) -> bool:
    return any(fold(cell) in HEADS for cell in cells)


def _by_heading(head: Cells, cells: Cells) -> Row:
    row: Row = {"unread": {}}
    for place, (heading, cell) in enumerate(zip(head, cells, strict=True), 1):
        folded = fold(heading)
        if folded in NAMES and "name" not in row:
            row["name"] = cell
        elif folded in KINDS and "kind" not in row and not CLASS.fullmatch(cell):
            row["kind"] = cell
        elif cell and folded not in UNTOLD:
            row["unread"][heading or _("số %(number)s") % {"number": place}] = cell
    return row


def unread(lines: Iterable[tuple[int, Cells | Row]]) -> list[str]:
    """The headings of the columns in which something stands that is not read."""
    return list(dict.fromkeys(name for _number, row in lines if isinstance(row, dict) for name in row["unread"]))


def judge(lines: Iterable[tuple[int, Cells | Row]], commune: Place) -> list[Line]:
    """What each line says, checked against the catalogue of `commune` and the lines before it."""
    known = set(commune.children.filter(kind="hamlet", valid_to__isnull=True).values_list("name_fold", flat=True))
    usual = usual_type(commune)
    seen: dict[str, int] = {}
    return [_judged(number, row, usual, known, seen) for number, row in lines]


def _judged(number: int, row: Cells | Row, usual: UnitType, known: set[str], seen: dict[str, int]) -> Line:
    cells = [row["name"], row.get("kind", ""), *row["unread"].values()] if isinstance(row, dict) else row
    written = " | ".join(cell for cell in cells if cell)
    wrong = lambda sentence, **words: Line(number, written, sentence=_(sentence) % words)  # noqa: E731
    unit_type = usual
    if isinstance(row, dict):
        kind, text = row.get("kind", ""), LEADING.sub("", row["name"])
        if kind and not _is_kind(kind):
            return wrong(say.LINE_KIND, kind=kind[:40])
        if text and kind and split_name(text)[0] is None:
            text = f"{kind} {text}"
    else:
        unit_type, text = _without_heading(row, usual)
    named, rest = split_name(text)
    unit_type = named or unit_type
    if unit_type not in HAMLET_TYPES:
        return wrong(say.LINE_COMMUNE)
    if DAY.fullmatch(rest):
        return wrong(say.LINE_DAY, day=rest)
    if named is None and FIGURE.fullmatch(rest):
        return wrong(say.LINE_FIGURE, figure=rest[:20])
    if found := STRANGE.findall(rest):
        return wrong(say.LINE_STRANGE, found=" ".join(dict.fromkeys(found))[:20])
    if len(rest) > LIMIT - 12:
        return wrong(say.LINE_LONG)
    try:
        name = sound_name(text, unit_type)
    except Problem:
        return wrong(say.LINE_EMPTY)
    folded = fold(name)
    if folded in known:
        return wrong(say.LINE_KNOWN)
    if folded in seen:
        return wrong(say.LINE_TWICE, line=seen[folded])
    seen[folded] = number
    return Line(number, written, name, unit_type)


def _is_kind(text: str) -> bool:
    """Whether `text` is nothing but the word for a kind of unit; thôn, xóm and the like, or xã, which is refused as such."""
    found, rest = split_name(text)
    return found is not None and (not rest or rest.lower() in KEPT)


def _without_heading(cells: Cells, usual: UnitType) -> tuple[UnitType, str]:
    """The kind that stands in a cell of its own before the name, or `usual`, and the name."""
    cells = [cell for cell in cells if cell]
    if len(cells) > 1 and NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    unit_type = usual
    if len(cells) > 1 and (alone := split_name(cells[0]))[0] and not alone[1]:
        unit_type, cells = alone[0] or usual, cells[1:]
    return unit_type, LEADING.sub("", cells[0]) if cells else ""
