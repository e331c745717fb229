"""What an official paper says, before it is Word or PDF; an annex before it is Excel; a data set before it is ADX.

Texts are plain: the writers clean them (`text.cleaned`), work out numbering, capitals, punctuation and the end mark.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | None
Row = tuple[Value, ...]
Kind = Literal["text", "count", "money", "percent"]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 ("I. …"), 2 ("1. …") or 3 ("a) …"); its number is worked out."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; each line of it becomes a paragraph."""

    text: str


@dataclass(frozen=True)
class Column:
    """A column: `width` is its share of the page. Money is whole đồng, per cent is in points.

    `ratio` (annexes only) names the columns, counted from 0, whose quotient a percent column is.
    """

    title: str
    kind: Kind = "text"
    width: float = 1
    ratio: tuple[int, int] | None = None


@dataclass(frozen=True)
class Table:
    """A ruled table; None in a cell reads "–". A text may stand in any cell ("dưới 5")."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    caption: str = ""
    note: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Signature:
    """Who signs: "TM. BAN THƯỜNG VỤ" (may be empty), "CHỦ TỊCH", and the name or room for it."""

    authority: str
    position: str
    name: str = ""


@dataclass(frozen=True)
class Appendix:
    """Phụ lục I, II, … with its own page numbers."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Document:
    """An official paper. Without `type_name` it is an official letter (công văn): "V/v …" stands under the number.

    `number` and `issued_on` stay empty until the paper is issued: numbers are given after signing. `recipients` come
    without dashes; the last one is the file copy ("VT, BTV"). `made_at` is what the file says about its making.
    """

    parent_body: str
    issuing_body: str
    symbol: str
    place: str
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    year: int
    made_at: datetime
    to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    number: str = ""
    issued_on: date | None = None
    draft_note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet of an Excel annex: one row per unit. With `total` a last row adds up counts and money."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    subtitle: str = ""
    total: bool = True


@dataclass(frozen=True)
class DataValue:
    """One number of a data set; `element` is our own stable code ("TM01")."""

    element: str
    value: int | Decimal


@dataclass(frozen=True)
class Group:
    """The numbers of one unit: the State's 5-digit commune code, or with `own` our own code of a club."""

    unit: str
    values: tuple[DataValue, ...]
    own: bool = False


@dataclass(frozen=True)
class DataValueSet:
    """What one period's report says in numbers. `first` and `last` both belong to the period."""

    code: str
    first: date
    last: date
    groups: tuple[Group, ...]
    made_at: datetime
