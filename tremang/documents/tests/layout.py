"""Reads a Word file back and says where it departs from the decree (norms, section 2). Any room's tests may use it.

It knows nothing of the writer: elements are found by where they stand and how they begin, and what counts is how Word
would show them (the run, then its style and the styles beneath it, then the defaults).
"""

import re
from itertools import takewhile
from typing import Any

from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tremang.documents.layout import Face, length
from tremang.documents.tests.reading import TWIPS_A_MM, Look, Paper
from tremang.documents.text import LETTERS, roman

FONT = "Times New Roman"
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBER = re.compile(r"Số: (\d{2,}|\s+)/[A-ZĐ]+(-[A-ZĐ0-9]+)*")
DAY = re.compile(r".+, ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}|.+, ngày\s+tháng\s+năm \d{4}")
ACADEMIC = re.compile(r"\b(GS|PGS|TS|ThS|BS|CN)\.")
EMU_A_MM = 36_000
RULED = (1 / 3, 1 / 2)


class Findings(list):
    """Faults, and the ways to look for them."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper

    def must(self, holds: bool, fault: str) -> None:
        if not holds:
            self.append(fault)

    def shows(
        self, name: str, paragraph: Paragraph, *, sizes: tuple[float, float], bold: bool | None = None,
        italic: bool = False, align: str | None = None, caps: bool = False,
    ) -> None:  # fmt: skip
        look, text = self.paper.look(paragraph), paragraph.text
        self.must(sizes[0] <= look.size <= sizes[1], f"{name}: {look.size} pt, not {sizes[0]}–{sizes[1]}")
        self.must(bold is None or look.bold is bold, f"{name}: {'not ' if bold else ''}bold")
        self.must(look.italic is italic, f"{name}: {'not ' if italic else ''}italic")
        self.must(align in (None, look.align), f"{name}: {look.align}, not {align}")
        self.must(not caps or text == text.upper(), f"{name}: not in capitals")

    def ruled(self, name: str, above: Paragraph, below: Any, room: float, least: float, most: float) -> None:
        look = self.paper.look(above)
        drawn = self.paper.rule(below, room) if isinstance(below, Paragraph) else 0
        wide = min(length(above.text, Face(look.size, look.bold)), room)
        self.must(
            least * wide - 0.5 <= drawn <= most * wide + 0.5, f"{name}: rule of {drawn:.0f} mm under {wide:.0f} mm"
        )


def faults(content: bytes) -> list[str]:
    """Every departure of the Word file from the layout, in words; an empty list is a paper that may be issued."""
    paper = Paper(content)
    found = Findings(paper)
    _pages(found)
    _letters(found)
    main = paper.sections[0]
    tables = [index for index, part in enumerate(main) if isinstance(part, Table)]
    if len(tables) < 2:
        return [*found, "no table of heads or no table of signatures"]
    letter = _head(found, main[tables[0]])
    start = _title(found, main, tables[0] + 1) if not letter else tables[0] + 1
    body = main[start : tables[-1]]
    addressed = _running(found, body)
    _numbers(found, [part for part in body if isinstance(part, Paragraph)])
    _signing(found, main[tables[-1]], addressed)
    for section in paper.sections[1:]:
        _appendix(found, section)
    _tables(found)
    return list(found)


def _room(section: Any) -> float:
    return (section.page_width - section.left_margin - section.right_margin) / EMU_A_MM


def _pages(found: Findings) -> None:
    for number, section in enumerate(found.paper.file.sections, 1):
        here = f"section {number}"
        sides = sorted((section.page_width.mm, section.page_height.mm))
        found.must(abs(sides[0] - 210) < 0.5 and abs(sides[1] - 297) < 0.5, f"{here}: not A4")
        limits = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
        for side, (least, most) in limits.items():
            mm = getattr(section, f"{side}_margin").mm
            found.must(least - 0.1 <= mm <= most + 0.1, f"{here}: {side} margin {mm:.1f} mm")
        found.must(section.different_first_page_header_footer, f"{here}: its first page bears a number")
        found.must("PAGE" not in section.first_page_header._element.xml, f"{here}: its first page bears a number")
        found.must("PAGE" not in section.footer._element.xml, f"{here}: a page number at the foot")
        found.must(section.header_distance < section.top_margin, f"{here}: the page number stands below the top margin")
        lines = [line for line in section.header.paragraphs if "PAGE" in line._p.xml]
        if not lines:
            found.append(f"{here}: no page number")
        for line in lines:
            found.shows(f"{here}: page number", line, sizes=(13, 14), bold=False, align="center")
        begins = section._sectPr.find(qn("w:pgNumType"))
        first = None if begins is None else begins.get(qn("w:start"))
        found.must(number == 1 or first == "1", f"{here}: an appendix that is not numbered on its own")


def _letters(found: Findings) -> None:
    sources = [found.paper.file.element, found.paper.file.styles.element]
    named = [font for source in sources for font in source.iter(qn("w:rFonts"))]
    scripts = [font.get(qn(f"w:{script}")) for font in named for script in ("ascii", "hAnsi", "cs", "eastAsia")]
    found.must(bool(scripts) and set(scripts) == {FONT}, "letters that are not Times New Roman")
    colours = {colour.get(qn("w:val")) for source in sources for colour in source.iter(qn("w:color"))}
    found.must(colours <= {"000000", "auto"}, "letters that are not black")


def _texts(cell: _Cell) -> list[Paragraph]:
    return [line for line in cell.paragraphs if line.text.strip()]


def _head(found: Findings, table: Table) -> bool:
    """Whether it is the head of an official letter (công văn)."""
    bodies, nation = table.rows[0].cells
    room = [cell.width.mm for cell in (bodies, nation)]
    lines = _texts(nation)
    if [line.text for line in lines] != [COUNTRY, MOTTO]:
        found.append("quốc hiệu and tiêu ngữ are not as prescribed")
    else:
        found.shows("quốc hiệu", lines[0], sizes=(12, 13), bold=True, align="center", caps=True)
        found.shows("tiêu ngữ", lines[1], sizes=(13, 14), bold=True, align="center")
        found.ruled("tiêu ngữ", lines[1], _after(nation, lines[1]), room[1], 0.97, 1.03)
    *parents, issuer = _texts(bodies) or [bodies.paragraphs[0]]
    for parent in parents:
        found.shows("parent body", parent, sizes=(12, 13), bold=False, align="center", caps=True)
    found.shows("issuing body", issuer, sizes=(12, 13), bold=True, align="center", caps=True)
    found.ruled("issuing body", issuer, _after(bodies, issuer), room[0], *RULED)
    number, day = (_texts(cell) for cell in table.rows[-1].cells)
    found.must(bool(number) and bool(NUMBER.fullmatch(number[0].text)), "the number is not written as prescribed")
    found.must(bool(day) and bool(DAY.fullmatch(day[0].text)), "place and date are not written as prescribed")
    for line in number[:1]:
        found.shows("number", line, sizes=(13, 13), bold=False, align="center")
    for line in day:
        found.shows("place and date", line, sizes=(13, 14), bold=False, italic=True, align="center")
    for line in number[1:]:
        found.shows("V/v", line, sizes=(12, 13), bold=False, align="center")
        found.must(line.text.startswith("V/v "), "the subject of a letter does not begin with V/v")
    return len(number) > 1


def _after(cell: _Cell, line: Paragraph) -> Paragraph | None:
    lines = cell.paragraphs
    place = next(index for index, other in enumerate(lines) if other._p is line._p)
    return lines[place + 1] if place + 1 < len(lines) else None


def _title(found: Findings, main: list[Any], start: int) -> int:
    """Where the body begins, after type name, trích yếu and its rule."""
    name, subject, rule = main[start : start + 3]
    found.shows("type name", name, sizes=(13, 14), bold=True, align="center", caps=True)
    found.shows("trích yếu", subject, sizes=(13, 14), bold=True, align="center")
    section = found.paper.file.sections[0]
    room = _room(section)
    found.ruled("trích yếu", subject, rule, room, *RULED)
    return start + 3


def _running(found: Findings, body: list[Any]) -> bool:
    """Whether somebody is addressed (Kính gửi)."""
    addressed, grounds = False, []
    opening = True
    texts = [part for part in body if isinstance(part, Paragraph)]
    for line in texts:
        look, text = found.paper.look(line), line.text
        if look.level is not None:
            opening = False
            _heading(found, line, look)
        elif opening and (text.startswith("Kính gửi:") or (addressed and text.startswith("- "))):
            addressed = True
            found.shows("Kính gửi", line, sizes=(13, 14), bold=False)
        elif opening and text.startswith("Căn cứ"):
            grounds.append(text)
            found.shows("căn cứ", line, sizes=(13, 14), bold=False, italic=True)
        elif look.align == "both" and look.size >= 13:
            opening = False
            _paragraph(found, line, look)
        else:
            opening = False
            found.must(_beside_table(body, line), f"a paragraph that is not justified or too small: {text[:40]}")
    for index, text in enumerate(grounds, 1):
        found.must(text.endswith("." if index == len(grounds) else ";"), "a căn cứ that does not end as prescribed")
    ends = [text for line in texts if (text := line.text).endswith("./.")]
    found.must(len(ends) == 1 and bool(texts) and texts[-1].text == ends[0], 'the text does not end with "./."')
    return addressed


def _beside_table(body: list[Any], line: Paragraph) -> bool:
    place = next(index for index, part in enumerate(body) if isinstance(part, Paragraph) and part._p is line._p)
    return any(isinstance(part, Table) for part in body[max(0, place - 3) : place + 2])


def _paragraph(found: Findings, line: Paragraph, look: Look) -> None:
    found.shows("body", line, sizes=(13, 14), bold=False)
    indents = any(abs(look.first_line - mm) < 0.2 for mm in (10, 12.7))
    found.must(indents, f"body: first line {look.first_line:.1f} mm")
    found.must(look.between >= 6, f"body: {look.between} pt between paragraphs")
    found.must(1 <= look.spacing <= 1.5, f"body: line spacing {look.spacing}")


def _heading(found: Findings, line: Paragraph, look: Look) -> None:
    level = (look.level or 0) + 1
    found.shows(f"heading {level}", line, sizes=(13, 14), bold=None if level == 3 else True, caps=level == 1)


def _numbers(found: Findings, lines: list[Paragraph]) -> None:
    """Headings number on from 1, the lower ones anew under each higher one, letters by the Vietnamese alphabet."""
    counts = [0, 0, 0]
    for line in lines:
        level = found.paper.look(line).level
        if level is not None:
            counts[level] += 1
            counts[level + 1 :] = [0] * (2 - level)
            rounds, index = divmod(counts[level] - 1, len(LETTERS))
            marks = (f"{roman(counts[level])}. ", f"{counts[level]}. ", f"{LETTERS[index] * (rounds + 1)}) ")
            found.must(line.text.startswith(marks[level]), f"heading {line.text[:20]!r} is not {marks[level]!r}")


def _signing(found: Findings, table: Table, addressed: bool) -> None:
    left, right = table.rows[-1].cells
    signed = _texts(right)
    found.must(bool(signed), "nobody signs")
    for line in signed:
        found.shows("signature", line, sizes=(13, 14), bold=True, align="center")
        found.must(not ACADEMIC.search(line.text), "an academic title in the signature")
    above = [line.text for line in takewhile(lambda line: line.text.strip(), right.paragraphs)]
    capitals = above and all(text == text.upper() for text in above)
    found.must(bool(capitals), "signature: the position is not in capitals")
    copies = _texts(left)
    if copies:
        label, *listed = copies
        found.must(label.text == "Nơi nhận:", "nơi nhận has no label")
        found.shows("nơi nhận", label, sizes=(12, 12), bold=True, italic=True)
        for line in listed:
            found.shows("nơi nhận: list", line, sizes=(11, 11), bold=False)
            closing = "." if line is listed[-1] else ";"
            found.must(line.text.startswith("- ") and line.text.endswith(closing), "nơi nhận: dash, semicolon or stop")
        found.must(bool(listed) and listed[-1].text.startswith("- Lưu: VT"), "nơi nhận does not end with Lưu: VT")
        found.must((listed[:1] != [] and listed[0].text == "- Như trên;") is addressed, 'nơi nhận: "Như trên"')


def _appendix(found: Findings, section: list[Any]) -> None:
    lines = [part for part in section[:3] if isinstance(part, Paragraph)]
    if len(lines) < 3 or not re.fullmatch(r"Phụ lục( [IVXLC]+)?", lines[0].text):
        found.append("an appendix without its three lines")
        return
    found.shows("Phụ lục", lines[0], sizes=(14, 14), bold=True, align="center")
    found.shows("title of an appendix", lines[1], sizes=(13, 14), bold=True, align="center", caps=True)
    found.shows("(Kèm theo …)", lines[2], sizes=(13, 14), bold=False, italic=True, align="center")
    found.must(lines[2].text.startswith("(Kèm theo "), "an appendix does not say what it goes with")
    _numbers(found, [part for part in section if isinstance(part, Paragraph)])


def _tables(found: Findings) -> None:
    for section, parts in zip(found.paper.file.sections, found.paper.sections, strict=False):
        room = _room(section)
        for table in (part for part in parts if isinstance(part, Table)):
            rows = table._tbl.findall(qn("w:tr"))
            wide = sum(int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))) / TWIPS_A_MM
            found.must(wide <= room + 0.5, f"a table of {wide:.0f} mm on {room:.0f} mm")
            if table._tbl.tblPr.find(qn("w:tblBorders")) is not None:
                found.must(
                    next(rows[0].iter(qn("w:tblHeader")), None) is not None, "a table whose heading is not repeated"
                )
                whole = all(next(row.iter(qn("w:cantSplit")), None) is not None for row in rows)
                found.must(whole, "a table whose rows may be cut")
