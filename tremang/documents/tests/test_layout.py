"""Every paper keeps the layout of the decree, and the checker that says so is not blind."""

from dataclasses import replace

import pytest

from tremang.documents.docx import docx
from tremang.documents.layout import LAYOUTS, layout
from tremang.documents.model import Appendix, Column, Heading, Paragraph, Signature, Table
from tremang.documents.parts import Grid, appendix
from tremang.documents.tests import papers
from tremang.documents.tests.layout import faults
from tremang.documents.tests.spoiling import DOCUMENT, HEADER, changed, restyled

BOLD, NOT_BOLD = "<w:rPr>", "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"

STYLES = [
    ("Country", 'w:sz w:val="26"', 'w:sz w:val="30"', "quốc hiệu"),
    ("Country", NOT_BOLD, "", "quốc hiệu"),
    ("Motto", 'w:jc w:val="center"', 'w:jc w:val="left"', "tiêu ngữ"),
    ("Parent", BOLD, "<w:rPr><w:b/>", "parent body"),
    ("Issuer", NOT_BOLD, "", "issuing body"),
    ("Number", 'w:sz w:val="26"', 'w:sz w:val="28"', "number"),
    ("PlaceDate", ITALIC, "", "place and date"),
    ("TypeName", NOT_BOLD, "", "type name"),
    ("Subject", 'w:jc w:val="center"', 'w:jc w:val="both"', "trích yếu"),
    ("Ground", ITALIC, "", "căn cứ"),
    ("To", BOLD, "<w:rPr><w:b/>", "Kính gửi"),
    ("Body", 'w:sz w:val="28"', 'w:sz w:val="24"', "not justified or too small"),
    ("Body", 'w:sz w:val="28"', 'w:sz w:val="32"', "body: 16.0 pt"),
    ("Body", 'w:jc w:val="both"', 'w:jc w:val="left"', "not justified or too small"),
    ("Body", r'w:firstLine="\d+"', 'w:firstLine="200"', "first line"),
    ("Body", 'w:after="120"', 'w:after="60"', "between paragraphs"),
    ("Body", 'w:after="120"', 'w:after="120" w:line="480"', "line spacing"),
    ("Heading1", NOT_BOLD, "", "heading 1"),
    ("Heading2", NOT_BOLD, "", "heading 2"),
    ("Heading3", BOLD, f"<w:rPr>{ITALIC}", "heading 3"),
    ("Authority", NOT_BOLD, "", "signature"),
    ("Position", 'w:sz w:val="28"', 'w:sz w:val="24"', "signature"),
    ("CopiesLabel", ITALIC, "", "nơi nhận"),
    ("Copies", 'w:sz w:val="22"', 'w:sz w:val="26"', "nơi nhận: list"),
    ("AppendixLabel", NOT_BOLD, "", "Phụ lục"),
    ("AppendixTitle", 'w:jc w:val="center"', 'w:jc w:val="left"', "title of an appendix"),
    ("AppendixNote", ITALIC, "", "Kèm theo"),
    ("PageNumber", 'w:jc w:val="center"', 'w:jc w:val="right"', "page number"),
    ("PageNumber", 'w:sz w:val="28"', 'w:sz w:val="22"', "page number"),
    ("PageNumber", BOLD, "<w:rPr><w:b/>", "page number"),
]

TEXTS = [
    ("Số: 05/", "Số: 5/", "the number"),
    ("BC-HNCT<", "BC HNCT<", "the number"),
    ("ngày 05 tháng 02", "ngày 5 tháng 02", "place and date"),
    ("ngày 05 tháng 02", "ngày 05 tháng 2", "place and date"),
    ("ngày 05 tháng 02", "ngày 05 tháng 09", "place and date"),
    ("CỘNG HÒA", "Cộng hòa", "quốc hiệu"),
    ("Độc lập - Tự do", "Độc lập – Tự do", "quốc hiệu"),
    (">BÁO CÁO<", ">Báo cáo<", "type name"),
    (">I. CÔNG TÁC", ">I. Công tác", "heading 1"),
    (">II. ", ">III. ", "is not 'II. '"),
    (r">đ\) ", ">f) ", r"is not 'đ\) '"),
    (">2. Kiểm", ">1. Kiểm", "is not '2. '"),
    (r"\./\.", ".", "end with"),
    ("(Căn cứ[^<]*)[.]<", r"\1<", "căn cứ"),
    ("- Như trên;", "- Sở Nội vụ;", "Như trên"),
    ("- Sở Y tế;", "Sở Y tế;", "dash"),
    ("- Sở Y tế;", "- Sở Y tế,", "dash"),
    ("Lưu: VT", "Văn phòng", "Lưu: VT"),
    ("Nơi nhận:", "Gửi:", "no label"),
    (">CHỦ TỊCH<", ">TS. Nguyễn Văn Mẫu<", "academic"),
    (">CHỦ TỊCH<", ">Chủ tịch<", "signature"),
    ("Phụ lục I<", "PL 1<", "three lines"),
    (r"\(Kèm theo", "(Theo", "goes with"),
    (r'w:left="1701"', 'w:left="1134"', "left margin"),
    (r'w:right="850"', 'w:right="1300"', "right margin"),
    (r'w:top="1134"', 'w:top="850"', "top margin"),
    (r'w:header="567"', 'w:header="1400"', "below the top margin"),
    (r'w:w="11906"', 'w:w="12240"', "not A4"),
    ("<w:titlePg/>", "", "first page bears a number"),
    (r'<w:pgNumType w:start="1"/>', "", "not numbered on its own"),
    ("<w:tblHeader/>", "", "not repeated"),
    ("<w:cantSplit/>", "", "may be cut"),
    (r'("Rule"/><w:ind w:left=")\d+', r"\g<1>10", "rule of"),
    ('<w:pStyle w:val="Rule"/>', "", "rule of 0 mm"),
    ('<w:pStyle w:val="Body"/>', '<w:pStyle w:val="Body"/><w:jc w:val="center"/>', "not justified"),
    ('(w:val="Body"/></w:pPr><w:r>)', r'\1<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>', "Times New Roman"),
    ('(w:val="Body"/></w:pPr><w:r>)', r'\1<w:rPr><w:color w:val="FF0000"/></w:rPr>', "black"),
    ('(w:val="Body"/></w:pPr><w:r>)', r"\1<w:rPr><w:b/></w:rPr>", "body: bold"),
]


@pytest.mark.parametrize("paper", [papers.report, papers.issued, papers.letter])
def test_every_kind_of_paper_keeps_the_layout(paper) -> None:
    assert faults(docx(paper())) == []


@pytest.mark.parametrize(("style", "old", "new", "named"), STYLES)
def test_a_wrong_style_is_found(style: str, old: str, new: str, named: str) -> None:
    assert [fault for fault in faults(restyled(docx(papers.issued()), style, old, new)) if named in fault]


@pytest.mark.parametrize(("old", "new", "named"), TEXTS)
def test_a_wrong_word_or_measure_is_found(old: str, new: str, named: str) -> None:
    found = faults(changed(docx(papers.issued()), DOCUMENT, old, new))
    assert [fault for fault in found if named.replace("\\", "") in fault], found


def test_a_missing_page_number_is_found() -> None:
    spoiled = changed(docx(papers.issued()), HEADER, "<w:fldSimple.*</w:fldSimple>", "")
    assert "section 1: no page number" in faults(spoiled)


def test_a_letter_whose_subject_is_not_marked_is_found() -> None:
    assert faults(changed(docx(papers.letter()), DOCUMENT, "V/v ", "Về ")) == [
        "the subject of a letter does not begin with V/v"
    ]


def test_a_paper_that_ends_with_a_table_or_a_heading_still_bears_the_end_mark() -> None:
    for last in (papers.table(3), Heading(1, "Hết")):
        assert faults(docx(replace(papers.issued(), blocks=(Paragraph("Số liệu như sau:"), last)))) == []


def test_a_paper_without_anything_optional_keeps_the_layout() -> None:
    bare = replace(papers.issued(), parent_body="", to=(), grounds=(), recipients=(), appendices=(), blocks=())
    assert faults(docx(replace(bare, signature=Signature("", "Chủ tịch")))) == []


def test_many_headings_number_on_through_the_alphabet() -> None:
    blocks = (*(Heading(3, f"Việc {number}") for number in range(30)), *(Heading(1, "Phần") for _ in range(12)))
    assert faults(docx(replace(papers.issued(), blocks=blocks))) == []


def test_the_layout_is_the_one_in_force_on_the_day() -> None:
    assert layout(papers.MADE_AT.date()) is LAYOUTS[-1]
    assert layout(LAYOUTS[0].since.replace(year=1999)) is LAYOUTS[0]


def test_tables_with_the_same_columns_stand_alike_under_one_another() -> None:
    """Else a long sum in one of them would narrow that one alone, and no column would go on into the next table."""
    columns = (Column("Nội dung", "text", 4), Column("Kỳ này", "count", 1))
    short, long = (
        Table(columns, (("Câu lạc bộ", "12"),)),
        Table(columns, (("Tổng quỹ", "25.629.948.000.000.000.000 đ"),)),
    )
    apart = Table((Column("Khác", "text", 1), Column("Số", "count", 1)), (("một", 1),))
    paper = replace(papers.report(), appendices=(Appendix("Bảng", (short, Heading(1, "Tiếp"), long, apart)),))
    one, two, other = (part for part in appendix(paper, 1).parts if isinstance(part, Grid))
    assert one.widths == two.widths != other.widths
    alone = replace(paper, appendices=(Appendix("Bảng", (short,)),))
    (narrow,) = (part for part in appendix(alone, 1).parts if isinstance(part, Grid))
    assert narrow.widths[1] < one.widths[1]
