"""The register of the common entry: one for each book, differing only in the content."""

import re
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from tremang.areas.common import problems as say
from tremang.areas.common.books import Book, Register
from tremang.areas.common.forms import DoneForm
from tremang.areas.common.models import Activity
from tremang.areas.common.rules import may_be_done_on, members_on, more_than_roll
from tremang.clubs.models import Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.ui.tables import Column

CODE = "activity"


def check(club: Club, row: Activity, members: tuple[int, ...], today: date) -> None:
    """An activity of a day on which the club could do it, with words, and with no more members than it has."""
    may_be_done_on(club, row.day, today)
    if not clean(row.what):
        raise Problem("no_words", say.NO_WORDS, field="what", example=str(_("dọn đường làng")))
    for field, text in (("what", row.what), ("note", row.note)):
        if any(_is_pressure(int(upper), int(lower)) for upper, lower in _PAIR.findall(text)):
            raise Problem("reading_told", say.READING_TOLD, field=field)
    more_than_roll(row.people, row.outsiders, members_on(club, row.day), row.day)


_PAIR = re.compile(r"(?<![\d/])(\d{2,3})\s*/\s*(\d{2,3})(?![\d/])")


def _is_pressure(upper: int, lower: int) -> bool:
    """Whether two numbers can be somebody's blood pressure; a day such as 28/11 cannot."""
    return 80 <= upper <= 260 and 40 <= lower < upper


def line(row: Activity) -> dict[str, Any]:
    """An activity as a row of a list."""
    return {"day": row.day, "what": row.what, "people": row.people or None, "note": row.note}


def words(row: Activity) -> dict[str, Any]:
    """An activity as its event tells it."""
    return {"what": row.what, "day": row.day, "book": str(AREA_LABELS[Area(row.area)])}


@cache
def done_of(area: int) -> Register:
    """The register of what was done under a content."""
    return Register(
        code=CODE, slug="viec", model=Activity, form=DoneForm, title=_("Việc đã làm"), button=_("Ghi việc đã làm"),
        empty=_("Chưa ghi việc nào."),
        columns=lambda: [Column("day", str(_("Ngày")), "day"), Column("what", str(_("Việc")), small="note"),
                         Column("people", str(_("Số người")), "number")],
        line=line, words=words, check=check, day_of=lambda row: row.day,
        blank=(_("Ngày"), _("Việc đã làm"), _("Số người"), _("Ghi thêm")),
    )  # fmt: skip


def in_book(book: Book, code: str) -> Register:
    """The register of a book by its code, the common entry among them; KeyError for another word."""
    if code == CODE:
        return done_of(book.area)
    return {register.code: register for register in book.registers}[code]
