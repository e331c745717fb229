"""The PDF is one that archives keep, with its own fonts, and says what the Word file says."""

import json
import re
import zlib
from dataclasses import replace
from io import BytesIO

import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tremang.documents import parts, pdf
from tremang.documents.layout import FONTS, PDF_FONT
from tremang.documents.letters import MISSING, letters, shown
from tremang.documents.model import Appendix, Column, Heading, Paragraph, Table
from tremang.documents.tests import papers
from tremang.documents.text import cleaned

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
ANY = st.text(st.characters(codec=None), max_size=60)


def headings(paper) -> list[str]:
    """The texts of the headings as typst understood them."""
    data = shown(json.dumps(pdf._data(paper), ensure_ascii=False))
    found = typst.query(
        str(pdf.TEMPLATE), "heading", root=str(FONTS.parent), font_paths=[str(FONTS)], ignore_system_fonts=True,
        sys_inputs={"paper": data},
    )  # fmt: skip
    return [said(heading) for heading in json.loads(found)]


def said(content: dict) -> str:
    """The plain text of a piece of typst content."""
    if content.get("func") == "space":
        return " "
    below = [content[key] for key in ("body", "child") if isinstance(content.get(key), dict)]
    children = [*below, *content.get("children", ())]
    return content.get("text", "") + "".join(said(child) for child in children)


def unpacked(content: bytes) -> str:
    """The file with its compressed streams opened, as Latin-1."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join([content, *opened]).decode("latin-1")


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf.pdf(papers.report()) == pdf.pdf(papers.report())


def test_the_file_is_pdf_a_2b_and_says_when_it_was_made() -> None:
    content = unpacked(pdf.pdf(papers.issued()))
    assert content.startswith("%PDF-1.7")
    assert re.search(r"<pdfaid:part>2</pdfaid:part>.*<pdfaid:conformance>B</pdfaid:conformance>", content, re.DOTALL)
    assert "2026-12-16T02:30:00" in content


def test_only_the_bundled_font_stands_in_the_file() -> None:
    fonts = set(re.findall(r"/FontName\s*/[A-Z]{6}\+([\w-]+)", unpacked(pdf.pdf(papers.report()))))
    assert fonts == {
        "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
    }  # fmt: skip
    assert {font.family for font in typst.Fonts(False, False, [str(FONTS)]).fonts()} == {PDF_FONT}


def test_the_bundled_font_has_every_letter_of_vietnamese() -> None:
    assert set(VIETNAMESE + VIETNAMESE.upper() + "0123456789.,;:()%/–“”…- \u00a0₫²") <= letters()


def test_a_letter_that_the_font_lacks_shows_as_a_box_and_is_not_left_out() -> None:
    assert shown("Hội 老 người") == f"Hội {MISSING} người"
    assert MISSING in letters()


def test_there_are_as_many_pages_as_the_paper_needs() -> None:
    assert len(pdf.pictures(papers.letter(), ppi=20)) == 1
    assert len(pdf.pictures(papers.report(5), ppi=20)) == 5


def test_pages_number_anew_in_every_appendix_and_first_pages_bear_no_number() -> None:
    long = replace(papers.letter(), blocks=tuple(Paragraph(papers.SENTENCE) for _ in range(12)))
    numbered = pdf.pictures(replace(long, draft_note=""), ppi=40)
    ink = [top_ink(page) for page in numbered]
    assert (ink[0], ink[1] > 0) == (0, True)
    ink = [top_ink(page) for page in pdf.pictures(papers.report(), ppi=40)]
    assert [count > 0 for count in ink] == [False, True, True, False, True, True, True, True, False]


def test_the_second_page_of_every_appendix_bears_the_number_two() -> None:
    appendix = Appendix("Bảng số liệu", tuple(Paragraph(papers.SENTENCE) for _ in range(30)))
    pages = pdf.pictures(replace(papers.report(1), appendices=(appendix, appendix)), ppi=60)
    first = next(at for at, page in enumerate(pages) if at and not top_ink(page))
    second = next(at for at, page in enumerate(pages) if at > first and not top_ink(page))
    assert number_of(pages[first + 1]) == number_of(pages[second + 1]) != number_of(pages[second])


def number_of(page: bytes) -> bytes:
    """The picture of the top margin, where the number stands."""
    picture = Image.open(BytesIO(page)).convert("L")
    return picture.crop((0, 0, picture.width, int(19 / 25.4 * 60))).tobytes()


def top_ink(page: bytes) -> int:
    """How many dark points there are in the top margin."""
    picture = Image.open(BytesIO(page)).convert("L")
    margin = picture.crop((0, 0, picture.width, int(19 / 25.4 * 40)))
    return sum(margin.point(lambda value: value < 200).histogram()[1:])


def test_marks_of_typst_are_letters() -> None:
    marks = "#let x = 1 *đậm* _nghiêng_ $x^2$ @tên <nhãn> // chú \\ `mã` [a] -- ... 'a' \"b\" ~ = +"
    paper = replace(papers.issued(), blocks=(Heading(2, marks),), appendices=())
    assert headings(paper) == [f"1. {marks}"]


@settings(max_examples=40)
@given(title=ANY, body=ANY)
def test_whatever_is_pasted_makes_a_pdf(title: str, body: str) -> None:
    table = Table((Column(title), Column("Số", "count")), ((body, 1),), caption=title, note=body)
    blocks = (Heading(3, title), Paragraph(body), table)
    paper = replace(papers.letter(), subject=title, to=(title,), place=body, blocks=blocks)
    assert pdf.pdf(paper).startswith(b"%PDF")


@settings(max_examples=15)
@given(title=ANY)
def test_whatever_is_pasted_is_read_as_its_cleaned_text(title: str) -> None:
    paper = replace(papers.letter(), blocks=(Heading(3, title), Heading(3, "hết")), appendices=())
    first = [f"a) {shown(cleaned(title))}"] if cleaned(title) else []
    assert headings(paper) == [*first, f"{'b' if first else 'a'}) hết"]


def test_word_and_pdf_are_set_from_the_same_parts() -> None:
    paper = papers.report(3)
    said_in_pdf = json.dumps(pdf._data(paper), ensure_ascii=False)
    for part in parts.body(paper):
        if isinstance(part, parts.Line):
            assert json.dumps(part.text, ensure_ascii=False) in said_in_pdf
