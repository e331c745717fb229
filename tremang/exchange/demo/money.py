"""The money of one club of the demo, meeting by meeting: two funds, contributions, loans, gifts, spendings, the box.

Sums follow the domain handbook (4.2, 4.3 and 10). Books of clubs older than the demo begin in mid-life, on the eve of its
first month, with balances and running loans. Before `written_months` contributions stand as one sum a quarter.
"""

from datetime import date, timedelta
from math import exp, log

from tremang.areas.resources.models import Sponsor
from tremang.clubs.models import Club
from tremang.exchange.demo.book import Book
from tremang.exchange.demo.box import LEFT, left_open, notes
from tremang.exchange.demo.earning import day_before, drawn, received
from tremang.exchange.demo.lending import STEP, Lending
from tremang.exchange.demo.making import Act, Making, at, digests, fresh
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.plans import RECENT, Plan
from tremang.exchange.demo.purse import (
    BANKS,
    DONORS,
    EARLIER,
    IN_KIND,
    LARGEST,
    MEDIAN_FUND,
    RATES,
    SMALLEST,
    SOURCES,
    SPENDINGS,
    SPREAD,
    TERMS,
    TRIP_FROM,
    WORD_OF,
)
from tremang.exchange.demo.seasons import in_season
from tremang.funds.actions.sheet import Line
from tremang.funds.models import (
    Account,
    BankAccount,
    CashCount,
    DuesExemption,
    DuesRule,
    Fund,
    Gift,
    Kind,
    MonthClosing,
    Regulation,
)  # fmt: skip
from tremang.funds.schedules import Method, Repay
from tremang.kernel.periods import month_of
from tremang.meetings.models import Meeting


class Money:
    """Keeps the books of one club; `held` are its meetings, in order; `serving` its board, treasurer third."""

    def __init__(
        self, making: Making, plan: Plan, members: list[Member], serving: list[Member], held: list[Meeting], by_id: int,
        sponsors: list[Sponsor], *, earns: bool,
    ) -> None:  # fmt: skip
        self.making = making
        self.plan = plan
        self.members = members
        self.held = held
        self.random = draw = making.random("money", plan.index)
        self.book = Book(making, plan.made_id, by_id)
        self.by_id = by_id
        self.sponsors = sponsors
        self.asks = making.random("gifts", plan.index)  # of its own, so that the rest of the money is drawn as without
        self.earns = 0.04 + 0.12 * plan.zeal if earns else 0.0  # of the meetings before which members earned together
        self.works = making.random("earnings", plan.index)
        self.treasurer = serving[2]
        self.written_since = making.months_ago(making.size.written_months)
        self.fund = min(LARGEST, max(SMALLEST, exp(draw.gauss(log(MEDIAN_FUND), SPREAD))))
        if plan.fate in RECENT:
            self.fund = max(SMALLEST, self.fund * 0.6)
        self.source = draw.choices(list(SOURCES), list(SOURCES.values()))[0]
        self.lends = draw.uniform(0.35, 0.9)  # of the fund
        self.dues = draw.choices([5_000, 10_000, 15_000, 20_000], [22, 48, 12, 18])[0]
        self.every = draw.choices([1, 3, 6], [10, 24, 66])[0]  # months between two collections
        self.closes_books = draw.random() < 0.6
        self.gap = {Fund.INCOME: 0, Fund.ACTIVITY: 0}
        self.paid_until: dict[int, int] = {}
        self.left = left_open(making, held) if plan.leaves_gap else []
        rules = Regulation(
            club_id=plan.made_id, rate_month=draw.choices(list(RATES), list(RATES.values()))[0],
            method=draw.choices(list(Method), [70, 30])[0].value, multiple=1000, cap=10_000_000, by_id=by_id,
            repay=draw.choices([Repay.EQUAL_PRINCIPAL, Repay.END], [80, 20])[0].value,
            months=draw.choices(list(TERMS), list(TERMS.values()))[0],
            decision="Nghị quyết của cuộc họp câu lạc bộ",
        )  # fmt: skip
        hands = (serving[2], serving[0], serving[1])
        self.lending = Lending(self.book, draw, members, hands, rules, lambda member: member.person.full_name)
        self.acts_made: list[Act] = []

    @property
    def borrowed(self) -> list[tuple[Member, date]]:
        """Who was lent to here, with the day on which he asked."""
        return self.lending.borrowed

    def acts(self) -> list[Act]:
        """All acts on the books, in no order. Clubs that never met have none."""
        if not self.held:
            return []
        old = self.plan.launched_on < self.making.first
        begun = self.making.first - timedelta(days=1) if old else self.held[0].held_on
        self.rule_from = max(month_of(begun) + old, month_of(self.written_since) + 1)
        self._begin(begun, old)
        self.capital = self._capital(old)
        for number, meeting in enumerate(self.held):
            self._meet(number, meeting)
        if self.random.random() < 0.12 and self.held[-1].held_on > self.making.months_ago(2):
            self.lending.wait(min(self.held[-1].held_on + timedelta(days=2), self.making.last))
        return self.acts_made + self.lending.acts

    def write(self) -> None:
        """Put the finished loans into the sink."""
        self.making.sink.add(*self.lending.loans)

    def _act(self, day: date, hour: int, verb: str, body: dict) -> None:
        club, rows = Club(place_id=self.plan.made_id), self.book.told()
        self.acts_made.append(Act(at(day, hour, 10), self.by_id, lambda: (verb, club, body, rows)))

    def _begin(self, day: date, old: bool) -> None:
        """The regulation, the contribution, the bank account; and where the club is older, what it held."""
        draw, rules, made = self.random, self.lending.rules, self.plan.made_id
        rules.from_on = day
        fund = draw.choices([Fund.ACTIVITY, Fund.INCOME], [92, 8])[0]
        self.dues_fund = fund
        self.book.add(
            rules,
            DuesRule(club_id=made, from_month=self.rule_from, amount=self.dues, fund=fund.value, by_id=self.by_id),
        )
        self.has_bank = self.fund > 35_000_000 and draw.random() < 0.45
        if self.has_bank:
            number = f"{draw.randrange(10**12, 10**13)}"
            self.book.add(
                BankAccount(
                    club_id=made, fund=Fund.INCOME.value, bank=draw.choice(BANKS), number=number,
                    holder=self.treasurer.person.full_name[:60], by_id=self.by_id,
                )
            )  # fmt: skip
        self.free = set()
        for member in draw.sample(self.members, min(len(self.members), draw.randrange(0, 3))):
            row = DuesExemption(
                club_id=made, membership_id=member.row.pk, from_on=max(day, member.joined_on), by_id=self.by_id,
                reason=draw.choice(["Hoàn cảnh khó khăn", "Trên 80 tuổi", "Ốm đau dài ngày"]),
            )  # fmt: skip
            self.book.add(row)
            self.free.add(member.row.pk)
        if old:
            self._open(day)
        sums = {"income": self.book.total(Fund.INCOME), "activity": self.book.total(Fund.ACTIVITY)}
        self._act(day, 16, "open_books", {"on": day} | sums)

    def _open(self, day: date) -> None:
        draw = self.random
        share = draw.uniform(0.55, 0.85) if self.making.size.months <= 24 else draw.uniform(0.3, 0.5)
        total = int(self.fund * share / STEP) * STEP
        other = int(total * draw.uniform(0.15, 0.4) / STEP) * STEP
        main = total - other
        lines, lent = [], 0
        while lent < main * self.lends * 0.75:
            left = draw.randrange(3, 11) * STEP
            months = draw.randrange(2, self.lending.rules.months + 1)
            member = self.lending.able(day, months)
            if member is None or lent + left > main - STEP:
                break
            lines.append(self.lending.carried_over(member, day, left, months, self.source))
            lent += left
        sources = [(self.source, main - lent)]
        if self.source == Account.MEMBERS:
            sources = [(self.source, total - lent)]
        else:
            sources.append((Account.MEMBERS, other))
        lines += [Line(Fund.INCOME, Account.CASH, source, part, Kind.OPENING) for source, part in sources if part]
        lines.append(Line(Fund.ACTIVITY, Account.CASH, Account.MEMBERS, draw.randrange(10, 60) * 100_000, Kind.OPENING))
        self.book.slip(day, "Số dư khi bắt đầu ghi sổ ở đây", lines, document="Biên bản kiểm quỹ")

    def _capital(self, old: bool) -> dict[int, tuple[Account, int]]:
        """Number of the meeting → the capital that comes in at it, until the fund is what it is meant to be."""
        draw, count = self.random, len(self.held)
        left = int((self.fund - self.book.total(Fund.INCOME)) / STEP) * STEP
        found: dict[int, tuple[Account, int]] = {}
        if not old:
            first = int(left * draw.uniform(0.45, 0.75) / STEP) * STEP
            found[0] = (self.source, max(STEP, first))
            left -= first
        tranches = max(1, min(count // 8 + 1, 10))
        for part in range(tranches):
            amount = int(left / (tranches - part) * draw.uniform(0.7, 1.2) / STEP) * STEP
            amount = left if part == tranches - 1 else min(amount, left)
            number = draw.randrange(count)
            if amount > 0:
                source = draw.choice([self.source, Account.MEMBERS, Account.SPONSOR])
                source, before = found.get(number, (source, 0))
                found[number] = (source, before + amount)
                left -= amount
        return found

    def _meet(self, number: int, meeting: Meeting) -> None:
        """What is done with the money at one meeting, under one event."""
        day, book = meeting.held_on, self.book
        recent = day > self.written_since
        before = self.held[number - 1].held_on if number else None
        if recent:
            self._earned(meeting, before)
        if before and self.closes_books and day.month in (1, 7) and before.month != day.month:
            book.add(MonthClosing(club_id=self.plan.made_id, month=month_of(day) - 1, closed_on=day, by_id=self.by_id))
        self._contributions(meeting, before)
        self.lending.collect(meeting, together=not recent)
        if number in self.capital:
            source, amount = self.capital[number]
            document = "" if source == Account.MEMBERS else f"{self.random.randrange(20, 400)}/QĐ-UBND"
            line = Line(Fund.INCOME, Account.CASH, source, amount, Kind.CAPITAL)
            slip = book.slip(day, WORD_OF[source], [line], document=document, meeting_id=meeting.pk)
            book.count(day, f"Nhận vốn: {str(source.label).lower()}", amount, voucher_id=slip)
        if before and before.year < day.year:
            self._share_out(meeting)
        self._gifts(meeting)
        self._spend(meeting, whole=recent or day.month % 3 == 0)
        self._lend(meeting, told=recent)
        self._bank(meeting)
        slips = ", ".join(book.labels) or "không có"
        if recent:
            self._count(meeting)
        if book.rows:
            self._act(day, 21, "keep_meeting_money", {"day": day, "slips": slips})

    def _earned(self, meeting: Meeting, before: date | None) -> None:
        """What members earned together before the meeting; the treasurer let the money in on that evening, in two events."""
        draw, club = self.works, self.plan.made_id
        if draw.random() > self.earns or (day := day_before(draw, meeting, before)) is None:
            return
        row = drawn(draw, self.plan, club, day, len(self._here(day)), self.by_id)
        self.acts_made += received(self.book, row)

    def _contributions(self, meeting: Meeting, before: date | None) -> None:
        """Everybody pays what the months since the last collection ask; a few are away and pay the next time."""
        draw, day = self.random, meeting.held_on
        month = month_of(day)
        if month < self.rule_from:
            if day.month % 3 == 0:
                amount = int(len(self._here(day)) * self.dues * 3 * draw.uniform(0.85, 1)) // 1000 * 1000
                line = Line(self.dues_fund, Account.CASH, Account.DUES, amount, Kind.DUES)
                self.book.slip(day, "Đóng góp của thành viên trong quý", [line], meeting_id=meeting.pk)
            return
        ended = (month + 1) // self.every  # how many collections were due by now
        if ended == ((month_of(before) + 1) // self.every if before else 0):
            return
        lines = []
        for member in self._here(day):
            if member.row.pk in self.free or draw.random() < 0.04:
                continue
            since = max(self.rule_from, month_of(member.joined_on))
            months = month - self.paid_until.get(member.row.pk, since - 1)
            if months > 0:
                self.paid_until[member.row.pk] = month
                lines.append(
                    Line(
                        self.dues_fund,
                        Account.CASH,
                        Account.DUES,
                        months * self.dues,
                        Kind.DUES,
                        member.row.pk,
                    )
                )
        if lines:
            self.book.slip(day, f"Đóng góp của {len(lines)} thành viên", lines, meeting_id=meeting.pk)

    def _here(self, day: date) -> list[Member]:
        return [member for member in self.members if member.is_expected(day)]

    def _share_out(self, meeting: Meeting) -> None:
        """Interest of the year that ended: a part to the activity fund, a part stays as capital and reserve."""
        rules, interest = self.lending.rules, self.lending.interest_in
        self.lending.interest_in = 0
        parts = {
            Account.KEPT: interest * rules.to_capital // 100_000 * 1000,
            Account.RESERVE: interest * rules.to_reserve // 100_000 * 1000,
        }
        lines = [
            Line(Fund.INCOME, Account.INTEREST, account, amount, Kind.SHARE_OUT)
            for account, amount in parts.items()
            if amount
        ]
        moved = interest * rules.to_activity // 100_000 * 1000
        if 0 < moved <= self.book.cash(Fund.INCOME):
            lines += [
                Line(Fund.INCOME, Account.CLEARING, Account.CASH, moved, Kind.SHARE_OUT),
                Line(Fund.ACTIVITY, Account.CASH, Account.CLEARING, moved, Kind.SHARE_OUT),
            ]
        if lines:
            words = f"Phân bổ lãi năm {meeting.held_on.year - 1}"
            self.book.slip(meeting.held_on, words, lines, document="Nghị quyết của cuộc họp", meeting_id=meeting.pk)

    def _gifts(self, meeting: Meeting) -> None:
        draw, day = self.random, meeting.held_on
        chance = draw.random()
        if chance > 0.15:
            return
        donor, hidden = draw.choice(DONORS), draw.random() < 0.15
        if (sponsor := self._sponsor(day)) is not None:
            donor, hidden = sponsor.name, False
        row = Gift(
            club_id=self.plan.made_id, on=day, donor="" if hidden else donor, is_anonymous=hidden, amount=0,
            fund=Fund.ACTIVITY.value, purpose=in_season(draw.choice(["Mừng thọ", "Quà Tết", "Văn nghệ", ""]), day), by_id=self.by_id,
        )  # fmt: skip
        if chance < 0.03:
            row.what, row.amount = draw.choice(IN_KIND)
        else:
            row.amount = draw.choice([200, 300, 500, 500, 1000, 1000, 2000, 3000]) * 1000
            line = Line(Fund.ACTIVITY, Account.CASH, Account.GIFTS, row.amount, Kind.GIFT)
            row.voucher_id = self.book.slip(day, "Ủng hộ câu lạc bộ", [line], who=row.donor, meeting_id=meeting.pk)
        self.book.add(row)
        words = "Nhận ủng hộ bằng tiền" if row.voucher_id else f"Nhận ủng hộ: {row.what}"
        where = {"voucher_id": row.voucher_id} if row.voucher_id else {"gift_id": row.pk}
        line, before = self.book.count(day, words, row.amount, **where, sponsor=sponsor)
        if sponsor is not None:
            told = {"sponsor": sponsor.name, "value": row.amount, "on": day, "since": day, "was": before}
            rows = digests(line)
            self.acts_made.append(Act(at(day, 21, 20), self.by_id, lambda: ("sponsor_gave", sponsor, told, rows)))

    def _sponsor(self, day: date) -> Sponsor | None:
        """One of those who support the club by then gives more often than a stranger."""
        known = [one for one in self.sponsors if one.from_on <= day]
        return self.asks.choice(known) if known and self.asks.random() < 0.7 else None

    def _spend(self, meeting: Meeting, *, whole: bool) -> None:
        """Spendings of the activity fund, as far as its box reaches; `whole`: each by its own slip, else none."""
        draw, book = self.random, self.book
        for account, often, low, high, words in SPENDINGS:
            amount = draw.randrange(low, high + 1, 10) * 1000
            if draw.random() < often and whole and book.cash(Fund.ACTIVITY) - amount >= 100_000:
                line = Line(Fund.ACTIVITY, account, Account.CASH, amount, Kind.SPENDING)
                book.slip(meeting.held_on, words, [line], meeting_id=meeting.pk)
        if book.cash(Fund.ACTIVITY) > TRIP_FROM and draw.random() < 0.3:
            amount = book.cash(Fund.ACTIVITY) * 2 // 5 // 100_000 * 100_000
            line = Line(Fund.ACTIVITY, Account.ARTS, Account.CASH, amount, Kind.SPENDING)
            book.slip(meeting.held_on, "Thuê xe đi tham quan, về nguồn", [line], meeting_id=meeting.pk)

    def _lend(self, meeting: Meeting, *, told: bool) -> None:
        """Up to two loans, while the club wants to lend more and the box (or the bank) has it."""
        book, bank = self.book, (Fund.INCOME, Account.BANK)
        for _loan in range(2):
            share = self.lends if told else self.lends * EARLIER
            wanted = share * book.total(Fund.INCOME) - self.lending.outstanding
            lacking = 4_000_000 - book.cash(Fund.INCOME)
            if wanted > 3_000_000 and 0 < lacking <= book.held[bank]:
                fetched = min(book.held[bank], 8_000_000)
                line = Line(Fund.INCOME, Account.CASH, Account.BANK, fetched, Kind.BANKING)
                book.slip(meeting.held_on, "Rút tiền từ ngân hàng", [line], meeting_id=meeting.pk)
            most = int(min(wanted, book.cash(Fund.INCOME) - 200_000))
            if most < 3_000_000 or not self.lending.lend(meeting, most, told=told):
                return

    def _bank(self, meeting: Meeting) -> None:
        over = self.book.cash(Fund.INCOME) - 3_000_000
        if self.has_bank and over > 7_000_000:
            line = Line(Fund.INCOME, Account.BANK, Account.CASH, over // 1_000_000 * 1_000_000, Kind.BANKING)
            self.book.slip(meeting.held_on, "Gửi tiền vào ngân hàng", [line], meeting_id=meeting.pk)

    def _count(self, meeting: Meeting) -> None:
        """Both boxes at the end of the meeting. One in eighty does not match; most are put right at the next meeting."""
        for fund in Fund:
            if self.gap[fund]:
                self._write_gap(meeting, fund, self.gap[fund])
            book = self.book.cash(fund)
            gap = 0
            if self.random.random() < 0.0125:
                gap = self.random.choice([-self.dues, self.dues, -20_000, -50_000, -100_000, 30_000, 18_000])
            gap = max(gap, -book)
            is_left = fund == Fund.ACTIVITY and meeting in self.left
            gap = LEFT if is_left else gap
            self.gap[fund] = gap
            self.book.add(
                fresh(CashCount, {
                    "club_id": self.plan.made_id, "meeting_id": meeting.pk, "fund": fund.value, "on": meeting.held_on,
                    "notes": notes(book + gap), "counted": book + gap, "book": book, "by_id": self.by_id,
                    "words": "Chưa tìm ra, để lại xem ở buổi sau" if gap and not is_left else "",
                    "recorded_at": at(meeting.held_on, 21),
                })
            )  # fmt: skip

    def _write_gap(self, meeting: Meeting, fund: Fund, gap: int) -> None:
        if gap < 0 and -gap <= self.book.cash(fund):
            lines = [Line(fund, Account.GAP, Account.CASH, -gap, Kind.GAP)]
        elif gap > 0:
            lines = [Line(fund, Account.CASH, Account.GAP, gap, Kind.GAP)]
        else:
            return
        self.book.slip(meeting.held_on, "Ghi chỗ thừa, thiếu của buổi trước", lines, meeting_id=meeting.pk)
