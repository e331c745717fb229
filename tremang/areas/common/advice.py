"""Advice, not policing: what the handbook holds for usual beside what was done, and one suggestion for next month."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tremang.areas.common.books import Book
from tremang.areas.common.models import Norm
from tremang.areas.common.queries import norms_of
from tremang.clubs.models import Club
from tremang.kernel.periods import month_first, month_of


@dataclass(frozen=True)
class Beside:
    """A norm beside what was done: `number` in the month or year so far, `least` advised."""

    words: str
    number: int
    least: int
    per: str

    @property
    def is_reached(self) -> bool:
        """Whether there is nothing to advise."""
        return self.number >= self.least


@dataclass(frozen=True)
class Advice:
    """What a book's page says beside its lines."""

    norms: list[Beside]
    suggestion: str


def advice_of(book: Book, club: Club, today: date) -> Advice:
    """The norms of a book beside what was done, and a suggestion. One query more than the book's own counts."""
    beside = []
    for norm in norms_of(book.area, today):
        count = book.norms.get(norm.code)
        if count is not None:
            since = {Norm.Per.MONTH: month_first(month_of(today)), Norm.Per.YEAR: date(today.year, 1, 1)}.get(
                Norm.Per(norm.per), today
            )
            beside.append(Beside(norm.words, count(club, since, today), norm.least, norm.get_per_display()))
    short = next((one for one in beside if not one.is_reached), None)
    if short is not None:
        suggestion = _("Nên làm thêm: %(words)s.") % {"words": short.words[:1].lower() + short.words[1:]}
    else:
        idea = idea_of(book, today)
        suggestion = _("Tháng tới có thể: %(idea)s.") % {"idea": idea} if idea else ""
    return Advice(beside, suggestion)


def idea_of(book: Book, today: date) -> str:
    """What a club could do next, another each month, as the end of a sentence; "" where the book has none."""
    idea = str(book.ideas[month_of(today) % len(book.ideas)]) if book.ideas else ""
    return idea[:1].lower() + idea[1:]
