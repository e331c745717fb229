"""The files of a report: layout by the decree, figures as sent, sums as formulas, ADX that says whose codes are whose."""

import io
import re
from datetime import date
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.documents.tests.layout import faults
from tremang.kernel import clock
from tremang.reports.acting import found
from tremang.reports.actions import edit, explain, override, raise_obstacle, submit
from tremang.reports.actions.issuing import issue
from tremang.reports.asking import asked
from tremang.reports.below import missing
from tremang.reports.draft import Draft
from tremang.reports.papers import FORMS, written
from tremang.reports.papers.files import Source
from tremang.reports.shown import change, shown, value
from tremang.reports.sources import shown_to, source_of
from tremang.reports.tests.asked import sent
from tremang.reports.tests.words import meet, warned

PLACES = [("club-month", "club", "2026-08"), ("commune-quarter", "09715", "2026-Q3"), ("commune-half", "09715", "2026-H1"),
          ("commune-year", "09715", "2026"), ("city-half", "01", "2026-H1"), ("city-year", "01", "2026"),
          ("centre-half", "01", "2026-H1"), ("centre-year", "01", "2026"), ("city-review", "01", "2030")]  # fmt: skip


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def source(world, kind, code, period):
    code = str(world.dong_vang.pk) if code == "club" else code
    return source_of(*asked(kind, code, period, TODAY), TODAY)


def text_of(made: Source) -> str:
    file = ZipFile(io.BytesIO(written(made, "docx"))).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", file).replace("\u00a0", " ")


def book(made: Source) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(written(made, "xlsx")))


@pytest.mark.parametrize(("kind", "code", "period"), PLACES)
def test_every_kind_is_laid_out_by_the_decree_and_comes_in_every_form(world, kind, code, period):
    made = source(world, kind, code, period)
    files = {form: written(made, form) for form in FORMS}
    assert faults(files["docx"]) == []
    assert files["pdf"].startswith(b"%PDF-")
    ElementTree.fromstring(files["adx"])
    assert files["csv"].count(b"\n") > len(made.body["lines"])


def test_the_sheet_by_place_has_a_row_for_each_and_adds_up(world):
    rows = book(source(world, "city-half", "01", "2026-H1")).get_sheet_by_name("Xã, phường").to_python()
    names = [row[1] for row in rows]
    assert "Xã Phúc Thọ" in names and "Xã Yên Bài" in names
    head = next(row for row in rows if "Nơi" in row)
    column = head.index("Câu lạc bộ hiện có cuối kỳ")
    parts = [row[column] for row in rows if row[1] in ("Xã Phúc Thọ", "Xã Yên Bài")]
    total = next(row[column] for row in rows if any("ộng" in str(cell) for cell in row[:2]) and row[column])
    assert sum(parts) == total == 3


def test_counts_of_needs_stay_with_those_whose_duty_they_are(world):
    whole = source(world, "commune-half", "09715", "2026-H1")
    assert "target_needs_supported" in whole.body["figures"]
    kept = shown_to(whole, sees_needs=False)
    assert b"NEEDS" not in written(kept, "adx") and "target_needs_supported" not in kept.body["figures"]
    left_out = len(whole.body["lines"]) - len(kept.body["lines"])
    said = f"không in {left_out} dòng đếm người theo hoàn cảnh"
    assert said in text_of(kept) and said in str(book(kept).get_sheet_by_index(0).to_python())
    assert "không in" not in text_of(shown_to(whole, sees_needs=True))
    of_city = shown_to(source(world, "city-half", "01", "2026-H1"), sees_needs=True)
    assert "chỉ nơi phụ trách được xem" in str(book(of_city).get_sheet_by_index(1).to_python())
    assert all("target_needs_supported" not in part["figures"] for part in of_city.body["parts"])
    written(of_city, "adx")


def test_a_file_over_http_bears_its_name_and_a_strange_form_is_not_found(world, client):
    client.force_login(world.users["tuan"])
    answer = client.get("/bao-cao/commune-quarter/09715/2026-Q3/tep/docx/")
    assert 'filename="commune-quarter_09715-xa-phuc-tho_2026-Q3.docx"' in answer["Content-Disposition"]
    assert client.get("/bao-cao/commune-quarter/09715/2026-Q3/tep/exe/").status_code == 404


@pytest.mark.parametrize(
    ("unit", "pair", "said"),
    [
        ("đồng", (2_500_000, None), "2.500.000 đ"),
        ("%", (1, 3), "33,3%"),
        ("%", (0, 0), "–"),
        ("người", (32307, None), "32.307"),
    ],
)
def test_figures_are_written_as_an_office_writes_them(unit, pair, said):
    line = {"unit": unit, "is_share": unit == "%", "scale": 100, "decimals": 1}
    assert shown(line, pair).replace("\u00a0", " ") == said
    assert change(line, pair, pair) in ("0", "0 đ", "0,0", "–", "0\u00a0đ")
    assert value(line, (0, 0)) is None or unit != "%"


def said_in(file: bytes) -> str:
    """All text of a Word file, tables and appendices with it."""
    text = ZipFile(io.BytesIO(file)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", text).replace("\u00a0", " ")


def test_what_a_writer_said_and_what_stands_in_the_way_is_printed_once(world):
    """Of a silent club, a figure far from the records, another figure, an obstacle, and why places lack."""
    meet(world, world.dong_vang, date(2026, 8, 10))
    meet(world, world.trai_giua, date(2026, 6, 20))
    kind, place, period = asked("commune-quarter", "09715", "2026-Q3", TODAY)
    tuan = {"by": world.users["tuan"], "today": TODAY}
    override(kind, place, period, "meetings", 40, "ba mươi buổi còn ghi giấy", **tuan)
    raise_obstacle(place, "Nhà văn hóa dột mái", report=found(kind, place, period), **tuan)
    quiet = f"silent-{world.trai_giua.pk}"
    said = {quiet: "đã đến thăm bác chủ nhiệm", "far-meetings": "đã dò từng tờ"}
    for key in warned(Draft.of(kind, place, period, TODAY)):
        explain(kind, place, period, key, said.get(key, f"lời {key}"), **tuan)
    lacking = [one.key for one in missing(kind, place, period)]
    report = submit(kind, place, period, missing=lacking, reason="các nơi mới tập ghi", **tuan)
    text = said_in(written(Source.of(report.versions.get()), "docx"))
    told = [*said.values(), "ba mươi buổi còn ghi giấy", "Nhà văn hóa dột mái", "các nơi mới tập ghi",
            "Câu lạc bộ thôn Trại Giữa chưa ghi buổi"]  # fmt: skip
    assert {words: text.count(words) for words in told} == dict.fromkeys(told, 1)


def test_what_was_said_to_a_sentence_that_its_writer_wrote_otherwise_is_printed_in_the_annex(world):
    kind, place, period = asked("commune-half", "09715", "2026-H1", TODAY)
    tuan = {"by": world.users["tuan"], "today": TODAY}
    key = "undeclared-hamlet_coverage"
    explain(kind, place, period, key, "đang rà soát thôn", **tuan)

    def paper() -> str:
        return said_in(written(source(world, "commune-half", "09715", "2026-H1"), "docx"))

    assert paper().count("đang rà soát thôn") == 1
    assert "SỐ LIỆU KHÁC THƯỜNG" not in paper()
    edit(kind, place, period, "missing", key, "Thôn, tổ dân phố đang đếm lại.", **tuan)
    assert paper().count("đang rà soát thôn") == 1
    assert paper().index("SỐ LIỆU KHÁC THƯỜNG") < paper().index("đang rà soát thôn")


def test_the_name_of_whoever_signed_stands_under_the_paper_once_it_is_issued(world):
    report = sent(asked("commune-quarter", "09715", "2026-Q3", TODAY)[:3], world.users["tuan"])

    def paper() -> str:
        file = written(Source.of(report.versions.get()), "docx")
        return ZipFile(io.BytesIO(file)).read("word/document.xml").decode()

    assert "Khuất Văn Dũng" not in paper()
    issue(report, "7/BC-UBND", TODAY, "Khuất Văn Dũng", "Chủ tịch", by=world.users["tuan"], today=TODAY)
    assert "Khuất Văn Dũng" in paper()
