"""How a club of the demo raises what it needs: its plan of each year, and who supports it."""

from datetime import timedelta

from tremang.areas.resources.book import PLAN, SPONSORS
from tremang.areas.resources.models import PlanLine, Source, Sponsor, SponsorKind
from tremang.exchange.demo.deeds import Deeds
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.money import Money
from tremang.exchange.demo.plans import Plan
from tremang.kernel.periods import month_first
from tremang.meetings.areas import Area

SUPPORTERS = (
    (SponsorKind.BUSINESS, "Xưởng may đầu làng", "mỗi năm 2 triệu đồng cho Quỹ hoạt động"),
    (SponsorKind.BUSINESS, "Cửa hàng vật tư nông nghiệp ở chợ", "giống rau đầu vụ"),
    (SponsorKind.BUSINESS, "Hiệu thuốc cổng chợ", "que thử đường huyết"),
    (SponsorKind.BUSINESS, "Quán ăn đầu ngõ", ""),
    (SponsorKind.OFFICE, "Hội Phụ nữ {}", "quà ngày 20/10"),
    (SponsorKind.OFFICE, "Chi hội Cựu chiến binh", ""),
    (SponsorKind.OFFICE, "Đoàn Thanh niên {}", "giúp dọn nhà văn hóa, chỉ dùng điện thoại"),
    (SponsorKind.FAMILY, "Gia đình con cháu ở xa quê", "quà Tết cho người trên 80 tuổi"),
    (SponsorKind.FAMILY, "Một gia đình trong thôn, tổ", ""),
    (SponsorKind.OTHER, "Ban liên lạc đồng hương", "mỗi Tết 20 suất quà"),
    (SponsorKind.OTHER, "Nhóm bạn học cũ", ""),
)
SOURCES = {
    Source.DUES: 1.0, Source.INTEREST: 0.65, Source.GIFTS: 0.7, Source.IN_KIND: 0.2, Source.EARNING: 0.15,
    Source.SPONSOR: 0.3, Source.STATE: 0.25,
}  # fmt: skip
LATEST = 4  # month until which a year is planned; a new club plans when it begins
STEP = 100_000


def supporters(making: Making, plan: Plan, commune: str, by_id: int) -> list[Sponsor]:
    """Who supports a club, each since a day; drawn before its money, which tells what each of them gave."""
    draw = making.random("sponsors", plan.index)
    if plan.launched_on is None or draw.random() > 0.3 + 0.5 * plan.zeal:
        return []
    first = max(plan.launched_on, making.first)
    span = (min(making.last, plan.last_day, plan.met_until or making.last) - first).days
    found = []
    for kind, name, promise in draw.sample(SUPPORTERS, draw.choice([1, 1, 2, 3])):
        if span > 0:
            found.append(
                Sponsor(
                    club_id=plan.made_id, name=name.format(commune), kind=kind, promise=promise, by_id=by_id,
                    from_on=first + timedelta(days=draw.randrange(span)),
                )
            )  # fmt: skip
    return found


class Raising:
    """Adds the plans and the supporters of a club to its deeds."""

    def __init__(self, deeds: Deeds, money: Money) -> None:
        self.deeds = deeds
        self.money = money
        self.random = deeds.making.random("raising", deeds.plan.index)

    def tell(self) -> None:
        """Both."""
        for sponsor in self.money.sponsors:
            self.deeds.tell(SPONSORS, sponsor, sponsor.from_on)
        self._plans()

    def _plans(self) -> None:
        """At its first meeting of a year, in a club that plans at all, for as many sources as it thinks of."""
        deeds, draw = self.deeds, self.random
        if not deeds.keeps(Area.RESOURCES, 0.25 + 0.6 * deeds.plan.zeal, draw):
            return
        launched = deeds.plan.launched_on
        years: set[int] = set()
        for month in deeds.months:
            first = month_first(month)
            begins = launched is not None and launched.year == first.year
            if first.year in years or (first.month > LATEST and not begins):
                continue
            years.add(first.year)
            on = deeds.held[month].held_on
            for source, often in SOURCES.items():
                if draw.random() < often:
                    row = PlanLine(
                        club_id=deeds.plan.made_id, year=on.year, source=source, by_id=deeds.by_id,
                        expected=self._expected(source, len(deeds.here(on)), 13 - on.month),
                    )  # fmt: skip
                    deeds.tell(PLAN, row, on, hour=20)

    def _expected(self, source: Source, members: int, months: int) -> int:
        """What may come of a source in the months that are left: by the rules of the club's own funds, else a round sum."""
        draw, money = self.random, self.money
        if source == Source.DUES:
            amount = members * money.dues * months
        elif source == Source.INTEREST:
            amount = int(money.fund * money.lends * float(money.lending.rules.rate_month) / 100 * months)
        elif source in (Source.SPONSOR, Source.STATE):
            amount = draw.choice([5, 10, 10, 15, 20]) * 1_000_000
        else:
            amount = draw.choice([1, 2, 2, 3, 5]) * 1_000_000
        return max(STEP, int(amount * draw.uniform(0.85, 1.15)) // STEP * STEP)
