"""Long lives wished in a club of the demo: after Tết or on the day of the elderly, to those whose age asks for it in that year."""

from datetime import date

from lunar_vn import LunarDate, lunar_to_solar

from tremang.areas.culture.ages import Birth, wish_due
from tremang.areas.culture.models import LongevityAge, LongevityWish
from tremang.areas.culture.rules import counted_wish
from tremang.exchange.demo.deeds import Deeds
from tremang.exchange.demo.people import Member
from tremang.kernel.periods import month_of
from tremang.meetings.areas import Area

GIFTS = ("giấy mừng thọ, khăn", "áo lụa mừng thọ", "giấy mừng thọ và phong bì của Hội", "hoa, trà bánh", "")
MISSED = 0.08  # of those to be wished: away that day, and still on the list


def tell(deeds: Deeds) -> None:
    """Once a year, in a club that cares for it, all in one act."""
    draw, plan = deeds.making.random("wishes", deeds.plan.index), deeds.plan
    if not deeds.keeps(Area.CULTURE, 0.35 + 0.55 * plan.zeal, draw):
        return
    at_tet = draw.random() < 0.6
    for year in sorted({month // 12 for month in deeds.months}):
        day = lunar_to_solar(LunarDate(day=draw.randint(4, 9), month=1, year=year)) if at_tet else date(year, 10, 1)
        if month_of(day) not in deeds.held or day > deeds.until or plan.launched_on is None or day < plan.launched_on:
            continue
        due = [(member, rule) for member in deeds.here(day) if (rule := _due(deeds, member, year)) is not None]
        chosen = [one for one in due if draw.random() >= MISSED]
        if chosen:
            _wish(deeds, day, chosen, draw.choice(GIFTS))


def _birth(member: Member) -> Birth:
    return Birth(member.person.born_year, member.person.born_on)


def _due(deeds: Deeds, member: Member, year: int) -> LongevityAge | None:
    return wish_due(_birth(member), year, deeds.making.longevity_ages)


def _wish(deeds: Deeds, day: date, chosen: list[tuple[Member, LongevityAge]], gift: str) -> None:
    activity, rows = deeds.counts(counted_wish(day, {member.row.pk for member, _rule in chosen}))
    wishes = [
        LongevityWish(
            club_id=deeds.plan.made_id, activity=activity, membership_id=member.row.pk, on=day, year=day.year,
            age=_birth(member).turns(day.year, rule.count), gift=gift, by_id=deeds.by_id,
        )
        for member, rule in chosen
    ]  # fmt: skip
    deeds.act(day, "wish_longevity", activity, {"day": day, "count": len(wishes)}, [*rows, *wishes])
