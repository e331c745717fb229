"""The Word file opens, says what was given, and is the same bytes for the same paper."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremang.documents.docx import docx
from tremang.documents.model import Appendix, Column, Heading, Paragraph, Signature, Table
from tremang.documents.tests import papers
from tremang.documents.text import cleaned, lines

ANY = st.text(st.characters(codec=None), max_size=60)


def read(content: bytes):
    return python_docx.Document(BytesIO(content))


def words(content: bytes) -> list[str]:
    """Every paragraph's text in the order of the file, cells included."""
    return [
        "".join(node.text or "" for node in line.iter("{*}t"))
        for line in read(content).element.body.iter("{*}p")
    ]  # fmt: skip


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert docx(papers.report()) == docx(papers.report())
    later = replace(papers.report(), made_at=papers.MADE_AT.replace(day=17))
    assert docx(papers.report()) != docx(later)


def test_the_file_says_who_made_it_when_and_nothing_of_a_template() -> None:
    properties = read(docx(papers.issued())).core_properties
    assert properties.title == "Báo cáo Kết quả hoạt động của câu lạc bộ liên thế hệ tự giúp nhau quý IV năm 2026"
    assert properties.author == "Hội Người cao tuổi thành phố Hà Nội"
    assert properties.created == properties.modified == papers.MADE_AT
    with zipfile.ZipFile(BytesIO(docx(papers.issued()))) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name or "custom" in name]
        assert "Macintosh" not in package.read("docProps/app.xml").decode()


def test_every_commune_stands_in_the_annex_with_its_numbers() -> None:
    table = read(docx(papers.report())).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in (table.rows[0], table.rows[1], table.rows[-1])]
    assert len(table.rows) == 128
    assert rows[0][:3] == ["STT", "Xã, phường", "Số câu lạc bộ"]
    assert rows[1][1:4] == ["Phường Văn Miếu - Quốc Tử Giám", "4", "252"]
    assert rows[2][1:4] == ["Tổng cộng", "756", "47.628"]


def test_the_longest_word_of_a_column_is_not_broken() -> None:
    columns = (Column("STT", "count", 0.01), Column("Quỹ", "money", 0.01), Column("Ghi chú", "text", 5))
    paper = replace(papers.issued(), blocks=(Table(columns, ((1, 123_456_789_000, "x"),)),))
    table = read(docx(paper)).tables[1]
    assert [cell.width.mm > least for cell, least in zip(table.rows[0].cells, (10, 33, 50), strict=True)] == [True] * 3


@settings(max_examples=60)
@given(title=ANY, body=ANY, cell=ANY, name=ANY)
def test_whatever_is_pasted_comes_back_as_its_cleaned_text(title: str, body: str, cell: str, name: str) -> None:
    table = Table((Column("Tên"), Column("Số", "count")), ((cell, 1),), caption=cell, note=body)
    paper = replace(
        papers.issued(),
        parent_body=title, issuing_body=title, subject=title, to=(title,), grounds=(body,), recipients=(name,),
        signature=Signature(title, title, name), draft_note=body, place=title, number=name,
        blocks=(Heading(1, title), Paragraph(body), table), appendices=(Appendix(title, (Paragraph(body),)),),
    )  # fmt: skip
    found = words(docx(paper))
    assert cleaned(cell) in found
    assert [line for line in lines(body) if line not in found] == []
    assert cleaned(title) in found and cleaned(title).upper() in found


@pytest.mark.parametrize("mark", ["# * _ $ @ < > & ] ] > \" '", "<w:p/>", "&amp;", "]]>", "#let x = 1", "{{ x }}"])
def test_marks_of_any_markup_are_letters(mark: str) -> None:
    assert mark in words(docx(replace(papers.issued(), blocks=(Paragraph(mark), Paragraph("hết")))))
