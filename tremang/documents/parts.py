"""A paper taken apart: the lines that stand in it, worded, numbered and punctuated, in order.

Both writers set exactly these, so that Word and PDF cannot say different things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tremang.documents import text
from tremang.documents.layout import Face, Layout, layout, length, rule
from tremang.documents.model import Block, Column, Document, Heading, Paragraph, Row, Table

END = "./."
PADDING = 1.2  # mm on either side of a cell's text, a little more than the writers leave
LONG_WORDS = 5  # so many of a column's longest words are measured


@dataclass(frozen=True)
class Line:
    """A paragraph of one face (`layout.Layout.faces`); `rule` is the length in mm of the line drawn beneath it."""

    face: str
    text: str
    rule: float = 0


@dataclass(frozen=True)
class Grid:
    """A table, worded: widths in mm, which columns hold numbers, the heading row, the rows and the sum."""

    widths: tuple[float, ...]
    numbers: tuple[bool, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    small: bool = False

    def face(self, base: str, column: int = 0) -> str:
        """The face of a cell in `column`, from "Cell", "CellTotal" or "CellHead"."""
        number = "Number" if base != "CellHead" and self.numbers[column] else ""
        return f"{base}{number}{'Small' if self.small else ''}"


Part = Line | Grid


@dataclass(frozen=True)
class Section:
    """Pages that are numbered together and lie the same way."""

    parts: tuple[Part, ...]
    landscape: bool = False


def rules_of(document: Document) -> Layout:
    """The layout for `document`: that of its day of issue, else of its making."""
    return layout(document.issued_on or document.made_at.date())


def _faced(rules: Layout, face: str, words: str, rule_room: float = 0, share: float = 0) -> Line:
    words = text.cleaned(words)
    words = words.upper() if rules.faces[face].caps else words
    return Line(face, words, rule(words, rules.faces[face], rule_room, share) if rule_room and words else 0)


def head(document: Document) -> tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...]:
    """The two columns above the title, row by row: bodies and quốc hiệu, then number and date on one line."""
    rules = rules_of(document)
    left, right = rules.left_head, rules.width() - rules.left_head
    parent = (_faced(rules, "Parent", document.parent_body),) if text.cleaned(document.parent_body) else ()
    bodies = (*parent, _faced(rules, "Issuer", document.issuing_body, left, rules.rule))
    nation = (_faced(rules, "Country", rules.country), _faced(rules, "Motto", rules.motto, right, 1))
    number = Line("Number", text.number_line(document.number, document.symbol))
    day = Line("PlaceDate", text.date_line(document.place, document.issued_on, document.year))
    if document.type_name:
        return (bodies, nation), ((number,), (day,))
    about = _faced(rules, "LetterSubject", f"V/v {document.subject}")
    return (bodies, nation), ((number, about), (day,))


def body(document: Document) -> tuple[Part, ...]:
    """From the title to the end mark."""
    rules = rules_of(document)
    parts: list[Part] = []
    if document.type_name:
        parts.append(_faced(rules, "TypeName", document.type_name))
        parts.append(_faced(rules, "Subject", document.subject, rules.width(), rules.rule))
    parts += _addressed(document)
    parts += [Line("Ground", ground) for ground in text.listed(document.grounds, ".")]
    parts += _blocks(rules, document.blocks, rules.width())
    last = parts[-1] if parts else None
    if isinstance(last, Line) and last.face == "Body":
        parts[-1] = Line("Body", text.ended(last.text))
    else:
        parts.append(Line("Body", END))
    return tuple(parts)


def _addressed(document: Document) -> list[Part]:
    names = text.listed(document.to, ".")
    if len(names) < 2:
        return [Line("To", f"Kính gửi: {name.removesuffix('.')}") for name in names]
    return [Line("To", "Kính gửi:"), *(Line("To", f"- {name}") for name in names)]


def copies(document: Document) -> tuple[Line, ...]:
    """Nơi nhận: the label and its lines."""
    named = text.copies(document.recipients, bool(text.listed(document.to, "")))
    return (Line("CopiesLabel", "Nơi nhận:"), *(Line("Copies", name) for name in named)) if named else ()


def signing(document: Document) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What stands above and below the room for the signature."""
    rules, signature = rules_of(document), document.signature
    above = [_faced(rules, "Authority", signature.authority), _faced(rules, "Position", signature.position)]
    below = _faced(rules, "Name", signature.name)
    return tuple(line for line in above if line.text), (below,) if below.text else ()


def appendix(document: Document, number: int) -> Section:
    """The appendix with this number, counted from 1. A single one has none: "Phụ lục"."""
    rules, given = rules_of(document), document.appendices[number - 1]
    label = f"Phụ lục {text.roman(number)}" if len(document.appendices) > 1 else "Phụ lục"
    parts = [
        Line("AppendixLabel", label),
        _faced(rules, "AppendixTitle", given.title),
        Line("AppendixNote", _accompanies(document)),
        *_blocks(rules, given.blocks, rules.width(given.landscape)),
    ]
    return Section(tuple(parts), given.landscape)


def _accompanies(document: Document) -> str:
    kind = text.cleaned(document.type_name) or "Công văn"
    number = text.number_line(document.number, document.symbol).removeprefix("Số: ")
    day = text.date_line("", document.issued_on, document.year).removeprefix(", ")
    issuer = text.cleaned(document.issuing_body)
    return f"(Kèm theo {kind.capitalize()} số {number} {day} của {issuer})"


def _blocks(rules: Layout, blocks: tuple[Block, ...], width: float) -> Iterator[Part]:
    numbering, needs = text.Numbering(), _needs(rules, [block for block in blocks if isinstance(block, Table)])
    for block in blocks:
        if isinstance(block, Heading):
            face = f"Heading{block.level}"
            if words := _faced(rules, face, block.text).text:
                yield Line(face, f"{numbering.next(block.level)} {words}")
        elif isinstance(block, Paragraph):
            yield from (Line("Body", words) for words in text.lines(block.text))
        else:
            yield from _table(rules, block, needs.get(block.columns, ()), width)


def _needs(rules: Layout, tables: Sequence[Table]) -> dict[tuple[Column, ...], tuple[float, ...]]:
    """How wide each column must be, for tables with the same columns together: under one another they stand alike."""
    found: dict[tuple[Column, ...], tuple[float, ...]] = {}
    for table in tables:
        needs = tuple(_need(column, _head_face(rules, table)) for column in zip(*_words(table), strict=True))
        found[table.columns] = tuple(map(max, needs, found.get(table.columns, needs)))
    return found


def _head_face(rules: Layout, table: Table) -> Face:
    return rules.faces["CellHeadSmall" if len(table.columns) >= rules.wide_table else "CellHead"]


def _words(table: Table) -> list[tuple[str, ...]]:
    """The heading row, the rows and the sum where there is one."""
    head = tuple(text.cleaned(column.title) for column in table.columns)
    total = [] if table.total is None else [_row(table, tuple("" if value is None else value for value in table.total))]
    return [head, *(_row(table, row) for row in table.rows), *total]


def _table(rules: Layout, table: Table, needs: tuple[float, ...], width: float) -> Iterator[Part]:
    if not table.columns:
        return
    if caption := text.cleaned(table.caption):
        yield Line("Caption", caption)
    head, *rows = _words(table)
    total = () if table.total is None else rows.pop()
    yield Grid(
        widths=fitted(tuple(column.width for column in table.columns), needs, width),
        numbers=tuple(column.kind != "text" for column in table.columns),
        head=head,
        rows=tuple(rows),
        total=total,
        small=len(table.columns) >= rules.wide_table,
    )
    for words in text.lines(table.note):
        yield Line("Note", words)


def _need(column: tuple[str, ...], face: Face) -> float:
    """The width in mm below which the longest word of a column would break."""
    words = {max(words.split(" "), key=len, default="") for words in column}
    return max(length(word, face) for word in sorted(words, key=len)[-LONG_WORDS:]) + 2 * PADDING


def fitted(shares: tuple[float, ...], needs: tuple[float, ...], width: float) -> tuple[float, ...]:
    """Widths by share of `width`, but none below its need as long as the others can give."""
    if sum(needs) >= width:
        return tuple(need * width / sum(needs) for need in needs)
    held: set[int] = set()
    while True:
        free = [index for index in range(len(shares)) if index not in held]
        unit = (width - sum(needs[index] for index in held)) / sum(shares[index] for index in free)
        short = {index for index in free if shares[index] * unit < needs[index]}
        if not short:
            return tuple(needs[index] if index in held else share * unit for index, share in enumerate(shares))
        held |= short


def _row(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(text.cell(value, column.kind) for column, value in zip(table.columns, row, strict=True))


def sections(document: Document) -> tuple[Section, ...]:
    """The appendices, each a section of its own after the paper."""
    return tuple(appendix(document, number) for number in range(1, len(document.appendices) + 1))
