"""Writes an official paper as a Word file (.docx).

python-docx makes the empty package once; the text of a paper is put together as XML, because python-docx builds tables
cell by cell, which takes quadratic time. What is not known to be plain goes through `text.cleaned` and `escape`.
"""

import zipfile
from datetime import UTC
from html import escape
from io import BytesIO

from docx.oxml.ns import nsdecls

from tremang.documents import parts, text
from tremang.documents.layout import LAYOUTS, Layout
from tremang.documents.model import Document
from tremang.documents.parts import Grid, Line, Part
from tremang.documents.word_styles import blank, twips

FIRST_ZIP_YEAR = 1980
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Tre Măng</Application></Properties>"
)


def docx(document: Document) -> bytes:
    """The paper as a Word file; the same paper gives the same bytes."""
    rules = parts.rules_of(document)
    members, header = blank(LAYOUTS.index(rules))
    body = f"<w:document {nsdecls('w', 'r')}><w:body>{_body(document, rules, header)}</w:body></w:document>"
    own = {
        "word/document.xml": XML + body,
        "docProps/core.xml": XML + _properties(document),
        "docProps/app.xml": XML + APP,
    }
    stamp = (
        document.made_at.timetuple()[:6] if document.made_at.year >= FIRST_ZIP_YEAR else (FIRST_ZIP_YEAR, 1, 1, 0, 0, 0)
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in members:
            package.writestr(zipfile.ZipInfo(name, stamp), own.get(name, content), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _body(document: Document, rules: Layout, header: str) -> str:
    appendices = parts.sections(document)
    first = _page(rules, header, landscape=False)
    pieces = []
    if note := text.cleaned(document.draft_note):
        pieces.append(_line(Line("Draft", note)))
    pieces.append(_head(document, rules))
    *said, last = parts.body(document)
    pieces += [_part(part, rules.width()) for part in said]
    # The last paragraph stays with the signature: nobody signs a page that says nothing.
    pieces.append(_line(last, rules.width(), keeps=True) if isinstance(last, Line) else _part(last, rules.width()))
    pieces.append(_signing(document, rules))
    pieces.append(_last(first) if appendices else first)
    for index, section in enumerate(appendices, 1):
        width = rules.width(section.landscape)
        pieces += [_part(part, width) for part in section.parts]
        page = _page(rules, header, section.landscape)
        pieces.append(_last(page) if index < len(appendices) else _last("") + page)
    return "".join(pieces)


def _last(page: str) -> str:
    """The paragraph that ends a section: Word wants one after a table. Too low to be seen."""
    return f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{page}</w:pPr></w:p>'


def _page(rules: Layout, header: str, landscape: bool) -> str:
    short, long = twips(210), twips(297)
    size = f'w:w="{long}" w:h="{short}" w:orient="landscape"' if landscape else f'w:w="{short}" w:h="{long}"'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/><w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{twips(rules.top)}" w:right="{twips(rules.right)}" w:bottom="{twips(rules.bottom)}"'
        f' w:left="{twips(rules.left)}" w:header="{twips(rules.header)}" w:footer="{twips(rules.header)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _line(line: Line, room: float = 0, *, keeps: bool = False) -> str:
    kept = "<w:keepNext/>" if keeps else ""
    drawn = f'<w:p><w:pPr><w:pStyle w:val="{line.face}"/>{kept}</w:pPr>{_run(line.text)}</w:p>'
    if not line.rule:
        return drawn
    side = twips((room - line.rule) / 2)
    return f'{drawn}<w:p><w:pPr><w:pStyle w:val="Rule"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>' if words else ""


def _part(part: Part, width: float) -> str:
    return _line(part, width) if isinstance(part, Line) else _grid(part)


def _table(widths: tuple[float, ...], properties: str, rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    total = sum(map(twips, widths))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{properties}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


_BARE = '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
_RULED = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="28" w:type="dxa"/>'
    '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)


def _beside(left: str, right: str, widths: tuple[float, float]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{content or "<w:p/>"}</w:tc>'
        for content, width in ((left, widths[0]), (right, widths[1]))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _head(document: Document, rules: Layout) -> str:
    widths = (rules.left_head, rules.width() - rules.left_head)
    rows = [
        _beside(
            *("".join(_line(line, width) for line in side) for side, width in zip(row, widths, strict=True)), widths
        )
        for row in parts.head(document)
    ]
    gap = '<w:tr><w:trPr><w:trHeight w:val="120" w:hRule="exact"/></w:trPr>' + 2 * "<w:tc><w:p/></w:tc>" + "</w:tr>"
    return _table(widths, _BARE, rows[0] + gap + rows[1])


def _signing(document: Document, rules: Layout) -> str:
    widths = (rules.width() / 2, rules.width() / 2)
    above, below = parts.signing(document)
    room = f'<w:p><w:pPr><w:spacing w:line="{twips(rules.signing)}" w:lineRule="exact"/></w:pPr></w:p>'
    right = "".join(map(_line, above)) + room + "".join(map(_line, below))
    return _table(widths, _BARE, _beside("".join(map(_line, parts.copies(document))), right, widths))


def _grid(grid: Grid) -> str:
    head = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_cell(grid.face('CellHead'), words)}"
        for width, words in zip(grid.widths, grid.head, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    rows += [_row(grid, "Cell", row) for row in grid.rows]
    rows += [_row(grid, "CellTotal", grid.total)] if grid.total else []
    return _table(grid.widths, _RULED, "".join(rows))


def _row(grid: Grid, base: str, row: tuple[str, ...]) -> str:
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{_cell(grid.face(base, index), words)}'
        for index, (width, words) in enumerate(zip(grid.widths, row, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(face: str, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{face}"/></w:pPr>{_run(words)}</w:p></w:tc>'


def _properties(document: Document) -> str:
    title = escape(text.cleaned(f"{document.type_name} {document.subject}"), quote=False)
    author = escape(text.cleaned(document.issuing_body), quote=False)
    made = document.made_at.astimezone(UTC) if document.made_at.tzinfo else document.made_at
    day = f'xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%S}Z</dcterms:'
    return (
        f"<cp:coreProperties {nsdecls('cp', 'dc', 'dcterms', 'xsi')}>"
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision><dc:language>vi-VN</dc:language>"
        f"<dcterms:created {day}created><dcterms:modified {day}modified></cp:coreProperties>"
    )
