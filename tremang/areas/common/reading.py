"""Who reads a page of a club's books: the club of an address and what its reader may."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, may, require
from tremang.areas.common.books import Book, Reader, Register
from tremang.areas.common.models import Activity
from tremang.areas.common.queries import Done, without_small, without_words
from tremang.clubs.addressed import club_or_404
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.kernel.days import read_day
from tremang.kernel.periods import Month, month_of, month_text
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.ui.links import address

Crumbs = list[tuple[str, str]]


def reader_of(request: HttpRequest, pk: int, *verbs: Verb) -> Reader:
    """The club of an address and its reader; 404 where there is none, Refused where one of `verbs` is not his there."""
    today = clock.today()
    club = club_or_404(pk)
    user = request.user
    for verb in verbs:
        require(user, verb, club.place, today)
    return Reader(
        user, club, today, may(user, Verb.SEE_PERSONS, club.place, today), may(user, Verb.KEEP_BOOKS, club.place, today)
    )


def may_keep(reader: Reader, register: Register) -> bool:
    """Whether the reader may write in a register."""
    powers = (register.keep, *([register.also] if register.also else []))
    return all(may(reader.user, power, reader.club.place, reader.today) for power in powers)


def may_see(reader: Reader, register: Register) -> bool:
    """Whether the reader may open a register."""
    return may(reader.user, register.see, reader.club.place, reader.today)


def told(reader: Reader, book: Book, lines: list[Done]) -> list[Done]:
    """The lines of a book as the reader may see them: small numbers of people, and words that may name somebody, are not for
    everybody.
    """
    if not reader.sees_persons:
        lines = without_words(lines)
    if book.hides_small is None or may(reader.user, book.hides_small, reader.club.place, reader.today):
        return lines
    return without_small(lines)


def bare_words(book: Book, row: Activity) -> str:
    """What an activity is called where the club's own words are not told: its register, or a thing done."""
    register = next((one for one in book.registers if one.code == row.kind), None)
    return str(register.title) if register is not None else _("Việc của câu lạc bộ")


def look(reader: Reader, register: Register) -> None:
    """Write down that the reader opened a register of sensitive records."""
    if register.secret:
        look_by(reader, register.see, register.secret)


def look_by(reader: Reader, verb: Verb, what: str) -> None:
    """Write down that the reader saw `what` of the club by the duty `verb`."""
    looked(reader.user, reader.club, what, require(reader.user, verb, reader.club.place, reader.today))


def crumbs_of(club: Club, book: Book | None = None, *more: tuple[str, str]) -> Crumbs:
    """The way to a page of a club's books: the club, its books, the book, and what lies between."""
    url = address("web:club", club.pk)
    start: Crumbs = [(club.name, url)] if url else []
    start.append((_("8 nội dung"), reverse("areas:all", args=[club.pk])))
    if book is not None:
        start.append((str(book.title), reverse(f"{book.code}:home", args=[club.pk])))
    return [*start, *more]


def month_asked(request: HttpRequest, reader: Reader) -> Month:
    """The month that `?thang=2026-11` asks for; this one for anything else, or for a month to come."""
    year, _dash, number = request.GET.get("thang", "").partition("-")
    this = month_of(reader.today)
    asked = whole(year) * 12 + whole(number) - 1 if 1 <= whole(number) <= 12 else this
    return asked if month_of(date(2000, 1, 1)) <= asked <= this else this


def day_given(request: HttpRequest, today: date) -> date | None:
    """The day that `?ngay=` names; None for anything else, or for a day to come."""
    try:
        day = read_day(request.GET.get("ngay", "")[:30], today)
    except Problem:
        return None
    return day if day <= today else None


def month_words(month: Month) -> str:
    """ "Tháng 11/2026"."""
    return _("Tháng %(month)s/%(year)s") % {"month": month % 12 + 1, "year": month // 12}


def months_of(reader: Reader, month: Month) -> list[tuple[str, str, bool]]:
    """The months to choose from: six around the one shown; value for the address, words, whether it is the one."""
    last = min(month_of(reader.today), month + 2)
    return [(month_text(one), f"{one % 12 + 1}/{one // 12}", one == month) for one in range(last - 5, last + 1)]
