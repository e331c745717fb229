"""What the City decides for all books: tables of norms, thresholds, terms, ages. Data with a day from which it holds.

A book that has such tables lists them as TABLES in its `decided.py`; those of all books are found by listing the folder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.books import books
from tremang.areas.common.models import Norm, SensitiveLimit
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.ui.entry import WholeField, WordsField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SOURCE_LIMIT = 200
Fields = Mapping[str, forms.Field]


@dataclass(frozen=True)
class Decided:
    """One table. `fields` makes the fields of a row, named like its columns; `about` names those that say what it is about.

    The first stay as they are when a new level follows; a row without a follower is told to end. `words` calls a row,
    `value` says what it sets. `is_open`: rows about something new can be added, and rows can end.
    `has_levels`: a row can be followed by another about the same. `check` raises Problem for a row that cannot be.
    """

    code: str
    model: type[Any]
    title: "StrOrPromise"
    fields: Callable[[], Fields]
    about: tuple[str, ...]
    words: Callable[[Any], str]
    value: Callable[[Any], str]
    is_open: bool = True
    has_levels: bool = True
    check: Callable[[Any], None] = lambda row: None
    order: tuple[str, ...] = ("pk",)


def source() -> WordsField:
    """The field for the paper by which it was decided."""
    return WordsField(limit=SOURCE_LIMIT, label=_("Căn cứ"))


def _norm_fields() -> Fields:
    return {
        "words": WordsField(limit=200, label=_("Nên làm gì")),
        "least": WholeField(least=1, most=999, label=_("Ít nhất mấy lần, mấy người")), "source": source(),
    }  # fmt: skip


def _norm_value(row: Norm) -> str:
    words = {
        Norm.Per.MONTH: _("ít nhất %(n)s mỗi tháng"), Norm.Per.YEAR: _("ít nhất %(n)s mỗi năm"),
        Norm.Per.ALWAYS: _("lúc nào cũng có ít nhất %(n)s"),
    }  # fmt: skip
    return words[Norm.Per(row.per)] % {"n": row.least}


def _limit_fields() -> Fields:
    return {
        "most": WholeField(least=1, label=_("Ngưỡng, số người")),
        "warn_percent": WholeField(least=1, most=100, label=_("Báo trước khi đạt bao nhiêu phần trăm")), "source": source(),
    }  # fmt: skip


OWN = (
    Decided(
        code="norm", model=Norm, title=gettext_lazy("Mức khuyến khích của 8 nội dung"), fields=_norm_fields, about=(),
        words=lambda row: f"{AREA_LABELS[Area(row.area)]}: {row.words}",
        value=_norm_value, is_open=False,
        order=("area", "code"),
    ),
    Decided(
        code="limit", model=SensitiveLimit, title=gettext_lazy("Ngưỡng số người có thông tin nhạy cảm"),
        fields=_limit_fields, about=(), words=lambda row: _("Ngưỡng của toàn Thành phố"),
        value=lambda row: _("%(n)s người, báo từ %(percent)s%%") % {"n": row.most, "percent": row.warn_percent},
        is_open=False,
    ),
)  # fmt: skip


@cache
def tables() -> dict[str, Decided]:
    """The tables by code: those of all books together, then each book's own."""
    found = list(OWN)
    for code in books():
        name = f"tremang.areas.{code}.decided"
        if find_spec(name):
            found += import_module(name).TABLES
    return {table.code: table for table in found}


def has_ended(row: Any, today: date) -> bool:
    """Whether a row holds no more."""
    return row.to_on is not None and row.to_on < today
