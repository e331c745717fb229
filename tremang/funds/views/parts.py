"""What the pages of a club's money share."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.addressed import club_or_404
from tremang.clubs.models import BoardPost, Club
from tremang.funds.models import Fund, Voucher
from tremang.funds.queries.months import closed_until
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.periods import Month, month_first, month_last, month_of
from tremang.members.models import BoardMember
from tremang.places.models import Dated
from tremang.ui.links import address

SLUGS = {"tang-thu-nhap": Fund.INCOME, "hoat-dong": Fund.ACTIVITY}
SLUG_OF = {fund: slug for slug, fund in SLUGS.items()}
Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Reader:
    """Who reads a page about the money of a club, and how far."""

    club: Club
    today: date
    sees_persons: bool
    keeps: bool


def reader_of(request: HttpRequest, pk: int, verb: Verb) -> Reader:
    """The club of an address and what its reader may; 404 where there is none, Refused where `verb` is not his there."""
    today = clock.today()
    club = club_or_404(pk)
    require(request.user, verb, club.place, today)
    return Reader(
        club, today, may(request.user, Verb.SEE_PERSONS, club.place, today), may(request.user, Verb.KEEP_MONEY, club.place, today)
    )  # fmt: skip


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fund_of(slug: str) -> Fund:
    """The fund that an address names; 404 for another word."""
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]


def crumbs_of(club: Club, *more: tuple[str, str]) -> Crumbs:
    """The way to a page of the club's money: the club, its money, and what lies between."""
    url = address("web:club", club.pk)
    start = [(club.name, url)] if url else []
    return [*start, (_("Tiền quỹ"), reverse("funds:home", args=[club.pk])), *more]


@dataclass(frozen=True)
class Span:
    """A period of the books, both days included; `key` is its word in the address."""

    key: str
    since: date
    until: date
    words: str


ALL = "tat-ca"


def span_of(asked: str, written_in: tuple[Month, Month] | None, today: date) -> Span:
    """The period `asked` for: 2026-09, 2026 or "tat-ca"; anything else is the last month written in, no later than now."""
    here = month_of(today)
    first, last = written_in or (here, here)
    if asked == ALL:
        return Span(ALL, month_first(first), today, _("Từ đầu đến hết ngày %(day)s") % {"day": written(today)})
    year, _dash, month = asked.partition("-")
    if asked.isascii() and year.isdigit() and len(year) == 4 and 2000 <= int(year) <= today.year:
        if not month:
            return Span(asked, date(int(year), 1, 1), date(int(year), 12, 31), _("Năm %(year)s") % {"year": year})
        if month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12:
            return month_span(month_of(date(int(year), int(month), 1)))
    return month_span(min(last, here))


def month_span(month: Month) -> Span:
    """A whole month."""
    first = month_first(month)
    words = _("Tháng %(month)s năm %(year)s") % {"month": first.month, "year": first.year}
    return Span(f"{first:%Y-%m}", first, month_last(month), words)


def spans(written_in: tuple[Month, Month] | None, today: date) -> list[tuple[str, str]]:
    """The periods to choose from, the newest first: months of the last two years, years, everything."""
    first, last = written_in or (month_of(today), month_of(today))
    last = max(last, month_of(today))
    months = [month_span(month) for month in range(last, max(first, last - 23) - 1, -1)]
    years = [(str(year), _("Năm %(year)s") % {"year": year}) for year in range(last // 12, first // 12 - 1, -1)]
    return [*((one.key, one.words) for one in months), *years, (ALL, _("Từ đầu đến nay"))]


def signers(club: Club, day: date) -> dict[str, str]:
    """Who signs papers of the money on a day: chair, bookkeeper, treasurer, by name where the board has one. One query."""
    posts = {BoardPost.CHAIR: "chair", BoardPost.BOOKKEEPER: "bookkeeper", BoardPost.TREASURER: "treasurer"}
    rows = BoardMember.objects.filter(Dated.on(day), club=club, post__in=list(posts)).order_by("-from_on")
    named = {"chair": "", "bookkeeper": "", "treasurer": ""}
    for post, name in rows.values_list("post", "person__full_name"):
        named[posts[BoardPost(post)]] = name
    return named


def sum_key(amount: int) -> str:
    """What an unusual sum was asked about as (see `ui.asking`)."""
    return f"tien {amount}"


def closed_words(voucher: Voucher, today: date) -> str:
    """On which day a slip of a closed month is taken back, since that month stays as it is; "" for another month. One query."""
    closed = closed_until(voucher.club_id)
    if closed is None or voucher.day > closed:
        return ""
    words = {"month": f"{voucher.day.month}/{voucher.day.year}", "today": written(today)}
    return _("Tháng %(month)s đã khóa, nên phiếu hoàn lại ghi vào ngày hôm nay, %(today)s.") % words
