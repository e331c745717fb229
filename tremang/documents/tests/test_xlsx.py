"""The annex in Excel: one row per unit, totals that Excel works out itself, and nothing typed that becomes a formula."""

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from tremang.documents.model import Column, Sheet
from tremang.documents.tests import papers
from tremang.documents.text import cleaned
from tremang.documents.xlsx import annex, checksum

COLUMNS = (
    Column("Xã, phường", "text", 3),
    Column("Khu dân cư", "count"),
    Column("Có câu lạc bộ", "count"),
    Column("Tỷ lệ", "percent", ratio=(2, 1)),
    Column("Quỹ (đồng)", "money", 2),
    Column("Tỷ lệ dự", "percent"),
)
ROWS = (
    ("Xã Phúc Thọ", 20, 12, None, 125_000_000, Decimal("71.5")),
    ("Phường Hoàn Kiếm", 8, 8, None, 48_500_000, 90),
    ("Xã Đan Phượng", None, 5, None, 0, None),
    ("Xã Ô Diên", 0, "dưới 5", None, None, Decimal(0)),
)
SHEET = Sheet("Phụ lục I", "Phụ lục I. Số liệu theo xã, phường", COLUMNS, ROWS, subtitle="Quý IV năm 2026")
ANY = st.text(st.characters(codec=None), max_size=60)


def cells(content: bytes, sheet: int = 0) -> list[list]:
    """The values as Excel shows them before it has worked anything out anew."""
    return python_calamine.load_workbook(BytesIO(content)).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def xml(content: bytes, sheet: int = 1) -> str:
    with zipfile.ZipFile(BytesIO(content)) as book:
        return book.read(f"xl/worksheets/sheet{sheet}.xml").decode()


def made(*sheets: Sheet) -> bytes:
    return annex(sheets or (SHEET,), papers.MADE_AT)


def test_the_same_annex_gives_the_same_bytes() -> None:
    assert made() == made()


def test_rows_stand_below_title_and_headings_with_their_total() -> None:
    found = cells(made())
    assert [row[0] for row in found[:2]] == [SHEET.title, SHEET.subtitle]
    assert found[3] == [column.title for column in COLUMNS]
    assert found[4] == ["Xã Phúc Thọ", 20, 12, 0.6, 125_000_000, 0.715]
    assert found[8] == ["Tổng cộng", 28, 25, pytest.approx(25 / 28), 173_500_000, ""]


def test_totals_and_shares_are_formulas_that_know_what_is_not_known() -> None:
    formulas = re.findall(r"<f>(.*?)</f>", xml(made()))
    assert "SUM(B5:B8)" in formulas and "SUM(E5:E8)" in formulas
    assert 'IF(AND(ISNUMBER(C5),N(B5)&lt;&gt;0),C5/B5,"")' in formulas
    assert 'IF(AND(ISNUMBER(C9),N(B9)&lt;&gt;0),C9/B9,"")' in formulas
    found = cells(made())
    assert [row[3] for row in found[6:8]] == ["", ""]  # denominator not declared; hidden count and nothing to divide by
    assert found[7][2] == "dưới 5"


def test_headings_are_frozen_filtered_and_repeated_on_every_page_of_a4_landscape() -> None:
    sheet = xml(made())
    assert re.search(r'<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>', sheet)
    assert '<autoFilter ref="A4:F8"/>' in sheet
    assert re.search(
        r'<pageSetup paperSize="9".*orientation="landscape".*fitToHeight="0"|fitToHeight="0".*landscape', sheet
    )
    with zipfile.ZipFile(BytesIO(made())) as book:
        assert "'Phụ lục I'!$4:$4" in book.read("xl/workbook.xml").decode()


def test_the_last_line_counts_the_rows_and_changes_with_any_of_them() -> None:
    assert cells(made())[10][0] == f"Số dòng: 4. Mã kiểm tra: {checksum(SHEET)}."
    other = replace(SHEET, rows=(*ROWS[:3], ("Xã Ô Diên", 0, "dưới 5", None, None, Decimal("0.1"))))
    assert checksum(other) != checksum(SHEET)


@pytest.mark.parametrize("typed", ["=1+1", "+84 912", "-1", "@SUM(A1)", "http://x.vn", "{=A1}", "=HYPERLINK(1)", "'5"])
def test_nothing_typed_becomes_a_formula_or_a_link(typed: str) -> None:
    content = made(replace(SHEET, rows=((typed, 1, 1, None, 1, 1),), title=typed, subtitle=typed, total=False))
    assert cells(content)[4][0] == cells(content)[0][0] == typed
    assert len(re.findall("<f>", xml(content))) == 1  # the share, which is ours
    assert "hyperlink" not in xml(content)


def test_an_annex_without_rows_says_so_and_adds_up_to_nothing() -> None:
    found = cells(made(replace(SHEET, rows=())))
    assert found[4][:3] == ["Tổng cộng", 0, 0]
    assert found[6][0].startswith("Số dòng: 0.")


def test_names_of_sheets_are_made_such_as_excel_allows() -> None:
    names = ["Phụ lục I: [1/2]?*", "x" * 40, "x" * 40, "", "'", "History", "PHỤ LỤC I"]
    content = made(*(replace(SHEET, name=name) for name in names))
    found = python_calamine.load_workbook(BytesIO(content)).sheet_names
    assert len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)


def test_a_text_longer_than_a_cell_is_cut_and_not_lost() -> None:
    content = made(replace(SHEET, rows=(("ạ" * 40_000, 1, 1, None, 1, 1),)))
    assert cells(content)[4][0] == "ạ" * 32_767


@settings(max_examples=60)
@given(name=ANY, text=ANY)
def test_whatever_is_pasted_comes_back_as_its_cleaned_text(name: str, text: str) -> None:
    content = made(replace(SHEET, name=name, title=text, rows=((text, text, 1, None, 2, None),)))
    found = cells(content)
    assert [found[0][0], found[4][0], found[4][1]] == [cleaned(text)] * 3
