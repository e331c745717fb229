"""Exchanges between clubs of one commune, as both of them tell it: planned for the two at once, written by each in its own book."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from tremang.areas.culture.actions import exchange_words
from tremang.areas.culture.book import EXCHANGES
from tremang.areas.culture.models import Exchange, ExchangeDenial
from tremang.areas.culture.rules import counted_exchange
from tremang.clubs.models import Club
from tremang.exchange.demo.deeds import Deeds, changed
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.plans import Plan, Trouble
from tremang.exchange.demo.seasons import in_season
from tremang.kernel.ids import new_id
from tremang.kernel.periods import Month, month_first, month_last, month_of

WHAT = (
    "Hát, đọc thơ, kể chuyện", "Bóng chuyền hơi", "Dưỡng sinh, dân vũ", "Trao đổi cách làm ăn", "Cờ tướng, cầu lông",
    "Văn nghệ mừng ngày Người cao tuổi",
)  # fmt: skip
BY_MONTH = (0.6, 2.0, 2.0, 0.6, 0.6, 0.9, 0.5, 0.5, 0.9, 2.5, 1.5, 0.6)  # spring feasts, 1 October, the feast of unity
A_YEAR = 0.8  # exchanges for each club of a commune that has others
FRESH = timedelta(days=20)  # within these the other club may not have come to it yet


class Part(StrEnum):
    """What a club says of an exchange."""

    TELLS = "tells"
    CONFIRMS = "confirms"
    OWN = "own"  # wrote it itself, for the same day
    JOINS = "joins"  # wrote it itself for the eve, and then said that it is the same
    DENIES = "denies"
    WAITS = "waits"


ANSWERS = {Part.CONFIRMS: 62, Part.OWN: 9, Part.JOINS: 7, Part.DENIES: 4, Part.WAITS: 18}


@dataclass(frozen=True)
class Side:
    """One club's part in an exchange with `other` on a day; `said_on` is when it said so."""

    part: Part
    on: date
    said_on: date
    other: Plan
    pair: int
    what: str


Sides = dict[int, list[Side]]


def plan_meetups(making: Making, plans: list[Plan]) -> Sides:
    """All exchanges of the demo: club → its sides."""
    draw, found = making.random("meetups"), defaultdict(list)
    near: dict[int, list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.launched_on is not None and plan.trouble != Trouble.NEVER_MET:
            near[plan.commune.pk].append(plan)
    months = list(range(month_of(making.months_ago(min(24, making.size.months))) + 1, month_of(making.last) + 1))
    weights = [BY_MONTH[month % 12] for month in months]
    for clubs in near.values():
        for _ in range(round(len(clubs) * A_YEAR * len(months) / 12) if len(clubs) > 1 else 0):
            day = _day(draw, draw.choices(months, weights)[0])
            there = [plan for plan in clubs if _meets(plan, day)]
            if day <= making.last and len(there) > 1:
                teller, other = draw.sample(there, 2)
                _tell(making, draw, found, teller, other, day)
    return found


def _day(draw: Random, month: Month) -> date:
    return month_first(month) + timedelta(days=draw.randrange(1, month_last(month).day))


def _meets(plan: Plan, day: date) -> bool:
    """Whether a club is alive and about on a day."""
    if plan.launched_on is None or not plan.launched_on < day <= min(plan.last_day, plan.met_until or date.max):
        return False
    return plan.pause is None or not plan.pause[0] <= day <= (plan.pause[1] or date.max)


def _tell(making: Making, draw: Random, found: Sides, teller: Plan, other: Plan, day: date) -> None:
    if any(abs((side.on - day).days) < 8 for side in found[teller.made_id] + found[other.made_id]):
        return  # not twice in a week, and never two on one day
    pair, what = new_id(), in_season(draw.choice(WHAT), day)
    told_on = min(day + timedelta(days=draw.randrange(4)), making.last)
    part = draw.choices(list(ANSWERS), list(ANSWERS.values()))[0]
    said_on = told_on + timedelta(days=draw.randint(1, 14))
    if said_on > making.last - FRESH and draw.random() < 0.5 or not _meets(other, said_on) or said_on > making.last:
        part = Part.WAITS
    found[teller.made_id].append(Side(Part.TELLS, day, told_on, other, pair, what))
    found[other.made_id].append(Side(part, day, said_on, teller, pair, what))


def tell(deeds: Deeds, sides: list[Side]) -> None:
    """Write a club's part of its exchanges into its book."""
    draw = deeds.making.random("meetups", deeds.plan.index)
    named = {"club_id": deeds.plan.made_id, "by_id": deeds.by_id}
    for side in sides:
        on = side.on - timedelta(days=1) if side.part == Part.JOINS else side.on
        here, said_on = deeds.here(on), side.said_on
        if side.part == Part.WAITS or not here:
            continue
        other = Club(place_id=side.other.made_id, name=side.other.name)
        if side.part == Part.DENIES:
            denial = ExchangeDenial(pair=side.pair, other=other, **named)
            deeds.act(said_on, "deny_exchange", denial, {"day": on, "club": other.name}, [denial])
            continue
        row = Exchange(
            on=on, what=side.what, place="Nhà văn hóa" if draw.random() < 0.6 else "", other=other,
            people=min(len(here), draw.randint(6, 26)), pair=side.pair, **named,
        )  # fmt: skip
        if side.part == Part.CONFIRMS:
            row.activity, rows = deeds.counts(counted_exchange(row))
            deeds.act(said_on, "confirm_exchange", row, exchange_words(row), [*rows, row], since=on)
        elif side.part == Part.JOINS:
            row.pair = new_id()
            deeds.tell(EXCHANGES, row, on, stays=False)
            was = changed(row, pair=side.pair)
            deeds.act(said_on, "join_exchange", row, exchange_words(row), [row], was=was)
        else:
            row.pair = side.pair if side.part == Part.TELLS else new_id()
            deeds.tell(EXCHANGES, row, on, hour=20)
