"""Who earns together in a club of the demo, whose household left poverty, and whose health insurance card it has asked for."""

from datetime import date, timedelta

from tremang.areas.common.models import Counted
from tremang.areas.health.book import INSURANCES
from tremang.areas.health.models import Insurance
from tremang.areas.livelihood.book import EXITS, GROUPS, JOINED
from tremang.areas.livelihood.models import IncomeGroup, IncomeMember, PovertyExit
from tremang.exchange.demo.deeds import Deeds, changed
from tremang.exchange.demo.making import Act, at, digests
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.plans import Fate
from tremang.exchange.demo.register import Register
from tremang.kernel.periods import month_first
from tremang.meetings.areas import Area
from tremang.members.models import Purpose, Vulnerability, VulnerabilityKind
from tremang.places.models import UnitType

RURAL = (
    ("Tổ nuôi gà thả vườn", "Chăn nuôi", "gà thịt, trứng gà"), ("Tổ rau an toàn", "Trồng trọt", "rau theo mùa"),
    ("Tổ đan lát", "Thủ công", "rổ, giỏ, khay mây tre"), ("Tổ làm tương, làm bún", "Chế biến", "tương, bún khô"),
    ("Tổ nuôi ong", "Chăn nuôi", "mật ong"), ("Tổ cây ăn quả", "Trồng trọt", "ổi, na, bưởi"),
)  # fmt: skip
URBAN = (
    ("Tổ may vá, sửa quần áo", "Dịch vụ", "sửa quần áo, túi vải"), ("Tổ quà sáng", "Ăn uống", "xôi, bánh cuốn, nước"),
    ("Tổ rau sân thượng", "Trồng trọt", "rau mầm, rau gia vị"), ("Tổ làm hoa, thêu", "Thủ công", "hoa lụa, tranh thêu"),
    ("Tổ nấu cỗ", "Dịch vụ", "cỗ nhỏ, đồ lễ"),
)  # fmt: skip
YEAR_END = 12, 31
THANKS_TO = ("nhờ nuôi gà và vốn vay của câu lạc bộ", "con đã có việc làm ổn định", "nhờ vườn rau và tổ làm ăn", "")
MOST_EXITS = 3


class Livings:
    """Adds the income groups of a club, who left poverty, and the cards of its members to its deeds."""

    def __init__(self, deeds: Deeds, register: Register) -> None:
        self.deeds = deeds
        self.register = register
        self.agreed = register.agreed.get(Purpose.HEALTH, {})
        self.club = deeds.plan.made_id
        self.zeal = deeds.plan.zeal
        self.random = deeds.making.random("livings", deeds.plan.index)

    def tell(self) -> None:
        """All of it."""
        self._groups()
        self._cards()
        self._exits()

    def _groups(self) -> None:
        """One or two groups in a club that cares for incomes, begun after Tết or after a harvest."""
        deeds, draw = self.deeds, self.random
        months = [month for month in deeds.months if month % 12 in (1, 2, 5, 8, 9)]
        if not months or not deeds.keeps(Area.LIVELIHOOD, 0.1 + 0.55 * self.zeal, draw):
            return
        trades = RURAL if deeds.plan.commune.unit_type == UnitType.RURAL else URBAN
        for name, trade, product in draw.sample(trades, draw.choice([1, 1, 2])):
            self._group(deeds.day_in(draw.choice(months)), name, trade, product)

    def _group(self, start: date, name: str, trade: str, product: str) -> None:
        deeds, draw = self.deeds, self.random
        first = deeds.some(start, 4, 8)
        if not first:
            return
        group = IncomeGroup(
            club_id=self.club, name=name, trade=trade, product=product, from_on=start, by_id=deeds.by_id
        )
        told = {"group": name, "day": start}
        rows, joined = self._join(group, first, start)
        deeds.act(
            start, "found_income_group", group, told | {"count": len(first)}, rows, changing=[group, *joined.values()]
        )
        day = start + timedelta(days=draw.randint(40, 160))
        more = [one for one in deeds.here(day) if one not in first] if day <= deeds.until else []
        if more and draw.random() < 0.2 + 0.5 * self.zeal:
            chosen = draw.sample(more, min(len(more), draw.randint(1, 3)))
            rows, late = self._join(group, chosen, day)
            words = {"group": name, "day": day, "count": len(chosen)}
            deeds.act(day, "join_income_group", group, words, rows, changing=list(late.values()))
            first, joined = first + chosen, joined | late
        self._end(group, start)
        for one in first:
            self._leave(group, one, joined[one.row.pk])
        deeds.making.sink.add(group, *joined.values())

    def _join(self, group: IncomeGroup, members: list[Member], day: date) -> tuple[list, dict[int, IncomeMember]]:
        chosen = sorted(member.row.pk for member in members)
        activity, rows = self.deeds.counts(Counted(JOINED, Area.LIVELIHOOD, day, f"Vào “{group.name}”", chosen))
        named = {"club_id": self.club, "by_id": self.deeds.by_id}
        found = {
            pk: IncomeMember(group=group, membership_id=pk, from_on=day, activity=activity, **named) for pk in chosen
        }
        return rows, found

    def _leave(self, group: IncomeGroup, member: Member, row: IncomeMember) -> None:
        """Whoever leaves the club leaves the group; a few others stop by themselves."""
        deeds, draw = self.deeds, self.random
        day = member.left_on
        if day is None and draw.random() < 0.08:
            day = row.from_on + timedelta(days=draw.randint(60, 400))
        if day is not None and row.from_on < day <= min(deeds.until, group.to_on or date.max):
            was = changed(row, to_on=day)
            words = {"name": member.person.full_name, "group": group.name, "day": day}
            deeds.act(day, "leave_income_group", row, words, [], 20, changing=[row], was=was)

    def _end(self, group: IncomeGroup, start: date) -> None:
        """A group of a weak club comes to nothing after some time."""
        deeds, draw = self.deeds, self.random
        day = start + timedelta(days=draw.randint(200, 420))
        if day <= deeds.until and draw.random() < 0.22 * (1.2 - self.zeal):
            was = changed(group, to_on=day)
            deeds.act(
                day,
                f"correct_{GROUPS.code}",
                group,
                GROUPS.words(group),
                [],
                21,
                changing=[group],
                was=was,
                since=start,
            )

    def _cards(self) -> None:
        """On one evening in 2026 many were asked for their card; a few have none, and some cards run out this year."""
        deeds, draw = self.deeds, self.random
        if not self.agreed or not deeds.keeps(Area.HEALTH, 0.2 + 0.6 * self.zeal, draw):
            return
        first = max(self.agreed.values()) if draw.random() < 0.5 else min(self.agreed.values())
        months = [month for month in deeds.months if month_first(month) > first]
        if not months:
            return
        day = deeds.held[draw.choice(months[:4])].held_on
        for member in deeds.here(day):
            if self.agreed.get(member.row.pk, date.max) > day or draw.random() > 0.7:
                continue
            insured = draw.random() < 0.93
            row = Insurance(
                club_id=self.club, membership_id=member.row.pk, on=day, is_insured=insured,
                expires_on=self._expires(day) if insured else None, by_id=deeds.by_id,
            )  # fmt: skip
            deeds.tell(INSURANCES, row, day)

    def _expires(self, day: date) -> date | None:
        """Most hold until the end of the year, some until a day of their own; some have nothing printed on them."""
        chance = self.random.random()
        if chance < 0.3:
            return None
        if chance < 0.75:
            return date(day.year, *YEAR_END)
        return day + timedelta(days=self.random.randint(-20, 500))

    def _exits(self) -> None:
        """A few households that were declared poor have the commune's decision that they are so no longer."""
        deeds, draw = self.deeds, self.deeds.making.random("exits", self.deeds.plan.index)
        newcomer, homes, left = deeds.plan.fate == Fate.LACKING, set(), False
        if not newcomer and not deeds.habits.get(Area.LIVELIHOOD):
            return
        for member in deeds.members:
            poor = self.register.poor.get(member.row.pk)
            if poor is None or len(homes) == MOST_EXITS or member.person.household_id in homes:
                continue
            day = poor.declared_on + timedelta(days=draw.randint(60, 240))
            if (draw.random() < 0.04 + 0.1 * self.zeal or newcomer) and day <= deeds.until and member.is_expected(day):
                homes.add(member.person.household_id)
                row = PovertyExit(
                    club_id=self.club, membership_id=member.row.pk, on=day, note=draw.choice(THANKS_TO), by_id=deeds.by_id
                )  # fmt: skip
                deeds.tell(EXITS, row, day)
                if newcomer and not left and poor.kind == VulnerabilityKind.POOR:
                    left = True  # for the demo's newcomer to end
                else:
                    self._no_longer(poor, member, day)

    def _no_longer(self, poor: Vulnerability, member: Member, day: date) -> None:
        """Most cards then say so too, some days later."""
        deeds, draw = self.deeds, self.deeds.making.random("no longer poor", poor.pk)
        on = day + timedelta(days=draw.randint(0, 20))
        if draw.random() < 0.15 or on > deeds.until:
            return
        words = {"name": member.person.full_name, "kind": poor.get_kind_display(), "day": poor.declared_on}

        def do() -> tuple:
            poor.withdrawn_on = on
            deeds.making.sink.add(poor)
            return "withdraw_line", poor, words, digests(poor)

        self.register.ending.add(poor.pk)
        deeds.acts.append(Act(at(on, 20, 30), deeds.by_id, do))
