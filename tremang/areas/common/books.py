"""What a book is: its registers, its other pages, its norms and papers. Each sibling folder says so in its `book.py`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.models import Activity, Counted
from tremang.clubs.models import Club
from tremang.meetings.areas import Area
from tremang.ui.tables import Column

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from tremang.areas.common.forms import RecordForm


@dataclass(frozen=True)
class Reader:
    """Who reads a page of a club's books, and how far."""

    user: User
    club: Club
    today: date
    sees_persons: bool
    keeps: bool


See = Callable[[Any], bool]  # whether a row may be seen
Sees = Callable[[User, Club, date], See]  # by a user in a club on a day; asked once a page or act
Only = Callable[[Any], Any]  # narrows a queryset


@dataclass(frozen=True)
class Register:
    """One kind of special records of a book, with everything that its list, forms, papers and acts need.

    `code` names it in addresses (`<book>:<code>`), and in events (`add_<code>`, `correct_<code>`, `drop_<code>`). `check`
    raises Problem for a record that cannot be; it is called inside the lock with the record not yet saved and the
    members chosen. `counted` says what the record counts as, None where it does not count. `line` makes the row of the
    list from a record, `words` those of its event: neither may hold what only a duty opens, unless `secret` says what
    the look is called; then each look is written down. `see` and `keep` are the powers; `also` is one that is asked in addition.
    `sees` tells which records a user may see and write beyond his power, asked once a page or act: by the person's consent.
    """

    code: str
    slug: str
    model: type[Any]
    form: "type[RecordForm]"
    title: "StrOrPromise"
    button: "StrOrPromise"
    empty: "StrOrPromise"
    columns: Callable[[], list[Column]]
    line: Callable[[Any], dict[str, Any]]
    words: Callable[[Any], dict[str, Any]]
    check: Callable[[Club, Any, tuple[int, ...], date], None]
    day_of: Callable[[Any], date]
    counted: Callable[[Any, tuple[int, ...]], Counted | None] = lambda row, members: None
    order: tuple[str, ...] = ("-pk",)
    related: tuple[str, ...] = ()
    see: Verb = Verb.SEE_PERSONS
    keep: Verb = Verb.KEEP_BOOKS
    also: Verb | None = None
    secret: str = ""
    blank: tuple["StrOrPromise", ...] = ()  # heads of the blank paper, after the number
    named: "Callable[[Reader], list[list[str]]] | None" = (
        None  # how the lines of the blank paper begin that are known by name
    )
    sees: Sees = lambda user, club, today: lambda row: True  # which records
    only: Only = lambda rows: rows  # narrows the queryset of its list: what must no longer be shown
    may_drop: Callable[[Any], None] = lambda row: None  # raises Problem where other rows still stand on a record
    asks: Only | None = None  # of which of its records the member is asked afterwards whether they may be kept
    only_times: "StrOrPromise" = ""  # what a public wall calls such records, of which it tells only how often

    def cells(self, row: Any) -> dict[str, Any]:
        """The line of a record as a table shows it: each of its words begins a cell, so with a capital."""
        shown = {name for column in self.columns() for name in (column.key, column.small)}
        return {
            key: value[:1].upper() + value[1:] if key in shown and isinstance(value, str) else value
            for key, value in self.line(row).items()
        }


@dataclass(frozen=True)
class File:
    """A file of the export: its header and what gives its rows; a sensitive one is written only when asked for.

    `left_out` is how many rows it does not tell, for want of somebody's consent.
    """

    header: str
    rows: Callable[[], Iterable[Iterable[Any]]]
    is_sensitive: bool = False
    left_out: Callable[[], int] = lambda: 0


def file_by_consent(header: str, every: Callable[[], Any], told: Only, *columns: str) -> File:
    """A sensitive file of the rows of `every()` that `told` leaves; the others are counted as left out."""
    return File(
        header, lambda: told(every()).values_list(*columns), is_sensitive=True,
        left_out=lambda: every().count() - told(every()).count(),
    )  # fmt: skip


@dataclass(frozen=True)
class Book:
    """One of the eight books. `code` is its folder and the namespace of its addresses."""

    area: Area
    code: str
    slug: str
    title: "StrOrPromise"
    examples: tuple["StrOrPromise", ...]
    ideas: tuple["StrOrPromise", ...]  # what a club could do next month, where no norm is short
    registers: tuple[Register, ...] = ()
    doors: Callable[[Reader], list[tuple[str, str]]] = lambda reader: []  # further pages: words and address
    waiting: Callable[[Reader], list[dict[str, Any]]] = lambda reader: []  # what waits, for ui's {% waiting %}
    urgent: Callable[[Reader], list[dict[str, Any]]] = (
        lambda reader: []
    )  # the same for the club's page: what may not wait
    norms: Mapping[str, Callable[[Club, date, date], int]] = field(default_factory=dict)  # code → number in a period
    acts: Mapping[str, Verb] = field(default_factory=dict)  # verbs of its own acts that can be undone → the power
    files: Mapping[str, File] = field(default_factory=dict)
    opens: Callable[[Activity, Reader], str] = lambda row, reader: ""  # where a line opens that belongs to no register
    guarded: Mapping[type[Any], Sees] = field(default_factory=dict)  # `sees` of rows that stand in no register
    hides_small: Verb | None = None  # whoever lacks this power is not told a number of people below 5
    only_times: bool = False  # a public wall tells only how often something was done, never what


FOLDER = Path(__file__).parent.parent


def is_installed(code: str) -> bool:
    """Whether the book of a folder is part of the product."""
    return apps.is_installed(f"tremang.areas.{code}")


@cache
def books() -> dict[str, Book]:
    """The books by code, in the order of the 8 contents: found by listing the folder."""
    codes = [code for code in sorted(path.parent.name for path in FOLDER.glob("*/book.py")) if is_installed(code)]
    found: list[Book] = [import_module(f"tremang.areas.{code}.book").BOOK for code in codes]
    return {book.code: book for book in sorted(found, key=lambda book: book.area)}


def book_of(area: int) -> Book | None:
    """The book of one of the 8 contents."""
    return next((book for book in books().values() if book.area == area), None)


@cache
def guards() -> dict[str, tuple[Sees, Only]]:
    """Label of a model of the books → who may see its rows, and which may be shown at all: what undoing asks too."""
    found: dict[str, tuple[Sees, Only]] = {}
    for book in books().values():
        found |= {model._meta.label_lower: (sees, lambda rows: rows) for model, sees in book.guarded.items()}
        found |= {one.model._meta.label_lower: (one.sees, one.only) for one in book.registers}
    return found


@cache
def undoable_verbs() -> dict[str, tuple[Verb, ...]]:
    """Verb of an event of the books → the powers that taking it back asks for."""
    found: dict[str, tuple[Verb, ...]] = {"answer_office_support": (Verb.KEEP_BOOKS,)}
    for kind in ("add", "correct", "drop"):
        found[f"{kind}_activity"] = (Verb.KEEP_BOOKS,)
    for book in books().values():
        for verb, power in book.acts.items():
            found[verb] = (power,)
        for register in book.registers:
            powers = (register.keep, *([register.also] if register.also else []))
            found |= {f"{kind}_{register.code}": powers for kind in ("add", "correct", "drop")}
    return found
