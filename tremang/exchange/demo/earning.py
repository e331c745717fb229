"""What members of a club of the demo earn together for its Quỹ hoạt động: some of it in the fund, some waiting for the treasurer."""

from datetime import date, timedelta
from random import Random

from tremang.areas.common.models import Activity
from tremang.areas.resources.book import EARNINGS, counted_earning
from tremang.areas.resources.models import Earning, EarningKind
from tremang.exchange.demo.book import Book
from tremang.exchange.demo.deeds import Deeds
from tremang.exchange.demo.making import Act, at
from tremang.exchange.demo.plans import Plan
from tremang.exchange.demo.seasons import in_season
from tremang.funds.actions.sheet import Line
from tremang.funds.models import Account, Fund, Kind, Voucher
from tremang.kernel.periods import month_first, month_of
from tremang.meetings.areas import Area
from tremang.meetings.models import Meeting
from tremang.places.models import UnitType

# kind, what was done, the least and the most that it brings in tens of thousands of đồng
ANYWHERE = (
    (EarningKind.STALL, "Bán nước, quà bánh ở ngày hội", 30, 150), (EarningKind.SCRAP, "Gom giấy, vỏ lon bán gây quỹ", 15, 60),
    (EarningKind.RENTAL, "Cho thuê phông bạt, bàn ghế", 30, 120),
)  # fmt: skip
RURAL = (
    *ANYWHERE, (EarningKind.FARMING, "Cấy giúp một buổi, góp tiền công vào quỹ", 40, 160),
    (EarningKind.FARMING, "Thu hoạch vườn rau chung", 30, 120), (EarningKind.SERVICE, "Gói bánh chưng bán dịp Tết", 60, 250),
)  # fmt: skip
URBAN = (
    *ANYWHERE, (EarningKind.PARKING, "Trông xe ngày hội của phường", 40, 200),
    (EarningKind.SERVICE, "Cắt tóc gây quỹ", 20, 80), (EarningKind.SERVICE, "Nấu cỗ thuê một buổi", 50, 200),
)  # fmt: skip
AT_TET = "Gói bánh chưng bán dịp Tết"
TET = (0, 1)  # months of the year, January the first


def drawn(draw: Random, plan: Plan, club: int, on: date, here: int, by_id: int) -> Earning:
    """Something earned on a day by some of the `here` members who are there."""
    choices = RURAL if plan.commune.unit_type == UnitType.RURAL else URBAN
    fitting = [one for one in choices if one[1] != AT_TET or on.month - 1 in TET]
    kind, what, least, most = draw.choice(fitting)
    return Earning(
        club_id=club, on=on, kind=kind, what=in_season(what, on), people=max(1, min(here, draw.randint(4, 14))),
        income=draw.randint(least, most) * 10_000, by_id=by_id,
    )  # fmt: skip


def day_before(draw: Random, meeting: Meeting, before: date | None) -> date | None:
    """A day of the meeting's own month that lies between it and the meeting before; None where there is none.

    The month is still open on that day, and the box was counted before it.
    """
    if before is None:
        return None
    first = max(before + timedelta(days=1), month_first(month_of(meeting.held_on)))
    days = (meeting.held_on - first).days
    return first + timedelta(days=draw.randrange(days)) if days > 0 else None


def received(book: Book, row: Earning) -> list[Act]:
    """The treasurer lets the money in on that evening: the slip, and what was done, each an act as the product has them."""
    line = Line(Fund.ACTIVITY, Account.CASH, Account.OTHER_IN, row.income, Kind.INCOME)
    row.voucher_id = book.slip(row.on, row.what, [line])
    label, slip = book.labels[-1], Voucher(pk=row.voucher_id)
    words, slip_rows = {"amount": row.income, "words": row.what, "slip": label, "since": row.on}, book.told()
    row.activity = Activity(club_id=row.club_id, by_id=row.by_id, **counted_earning(row).columns())
    book.add(row.activity, row)
    told, rows = {**EARNINGS.words(row), "income": row.income, "slip": label, "since": row.on, "was": {}}, book.told()
    return [
        Act(at(row.on, 21, 10), row.by_id, lambda: ("take_in", slip, words, slip_rows)),
        Act(at(row.on, 21, 11), row.by_id, lambda: ("earn_together", row, told, rows)),
    ]


def tell_waiting(deeds: Deeds) -> None:
    """Something earned in the last month that the secretary wrote and of which the treasurer has not let the money in yet."""
    draw = deeds.making.random("waiting earning", deeds.plan.index)
    if month_of(deeds.making.last) not in deeds.held or not deeds.keeps(Area.RESOURCES, 0.12, draw):
        return
    day = deeds.day_in(month_of(deeds.making.last))
    if (here := len(deeds.here(day))) and day <= deeds.until:
        deeds.tell(EARNINGS, drawn(draw, deeds.plan, deeds.plan.made_id, day, here, deeds.by_id), day)
