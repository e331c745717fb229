"""A club of seventy with ten years of meetings and money, put down as rows: what a first sync has to carry at most."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.cast import TODAY, World, person
from tremang.clubs.models import Club
from tremang.funds.models import (
    Account,
    CashCount,
    DuesRule,
    Fund,
    Kind,
    Loan,
    LoanState,
    Series,
    Transfer,
    Voucher,
)  # fmt: skip
from tremang.funds.schedules import Method, Repay
from tremang.kernel import clock
from tremang.kernel.periods import add_months, month_of
from tremang.meetings.models import Attendance, ContentLine, Meeting, Status
from tremang.members.models import Membership

MEMBERS, MONTHS, DUES = 70, 120, 10_000
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Khuất", "Kiều", "Đỗ", "Vũ", "Cấn", "Phùng", "Bùi")
GIVEN = (
    "Lụa",
    "Hợi",
    "Mận",
    "Tạo",
    "Ẩn",
    "Lực",
    "Tư",
    "Hường",
    "Ánh",
    "Khiêm",
    "Lương",
    "Sáu",
    "Bảy",
    "Mười",
    "Nhàn",
    "Sơn",
)
NOTES = (
    "Nghe bác sĩ trạm y tế nói về bệnh tăng huyết áp", "Thăm bà Lụa ốm, giúp dọn nhà", "Dọn đường làng, trồng hoa hai bên",
    "Hát quan họ, mừng sinh nhật ba người", "Học cách nhận ra cuộc gọi lừa đảo", "Xét bốn đơn xin vay, đồng ý cả bốn",
)  # fmt: skip


class TenYears:
    """Fills the club of thôn Đồng Vàng."""

    def __init__(self, world: World) -> None:
        self.club: Club = world.dong_vang
        self.random = Random(7)
        self.first = add_months(date(TODAY.year, TODAY.month, 12), 1 - MONTHS)
        self.sequence = 0
        self.numbers: dict[tuple[str, int], int] = {}
        self.transfers: list[Transfer] = []
        self.vouchers: list[Voucher] = []

    def fill(self) -> None:
        """Members, then month by month a meeting, its contributions, repayments, loans, spending and counts."""
        Club.objects.filter(pk=self.club.pk).update(launched_on=self.first)
        DuesRule.objects.create(club=self.club, from_month=month_of(self.first), amount=DUES, by_id=1)
        self.members = list(Membership.objects.filter(club=self.club))
        for _each in range(MEMBERS - len(self.members)):
            name = f"{self.random.choice(SURNAMES)} {self.random.choice(('Thị', 'Văn', 'Duy'))} {self.random.choice(GIVEN)}"
            row = person(name, self.random.choice("FM"), self.random.randrange(1938, 1990))
            row.phone = f"09{self.random.randrange(10**8):08d}"
            row.save()
            self.members.append(Membership.objects.create(club=self.club, person=row, joined_on=self.first))
        Membership.objects.filter(club=self.club).update(joined_on=self.first)
        self.meetings: list[Meeting] = []
        self.marks: list[Attendance] = []
        self.lines: list[ContentLine] = []
        self.counts: list[CashCount] = []
        for month in range(MONTHS):
            self.month(add_months(self.first, month), month)
        for model, rows in (
            (Meeting, self.meetings), (Attendance, self.marks), (ContentLine, self.lines), (Voucher, self.vouchers),
            (Transfer, self.transfers), (CashCount, self.counts),
        ):  # fmt: skip
            model.objects.bulk_create(rows, batch_size=500)

    def month(self, day: date, number: int) -> None:
        """One month."""
        meeting = Meeting(
            club=self.club, held_on=day, place="Nhà văn hóa thôn Đồng Vàng", chaired_by="Hoàng Văn Khiêm",
            written_by="Phạm Thị Mận", guests=self.random.randrange(4), contents=255, themes=1, present=0, expected=MEMBERS,
            decisions=f"{self.random.choice(NOTES)}. {self.random.choice(NOTES)}. Cả buổi đồng ý.",
            next_plan=f"{self.random.choice(NOTES)}; {self.random.choice(NOTES)}.", next_on=add_months(day, 1),
            recorded_by_id=1, recorded_at=clock.now(),
        )  # fmt: skip
        self.meetings.append(meeting)
        for row in self.members:
            came = self.random.random() < 0.85
            status = Status.PRESENT if came else self.random.choice((Status.EXCUSED, Status.ABSENT, Status.REPRESENTED))
            meeting.present += came
            self.marks.append(Attendance(club=self.club, meeting=meeting, membership=row, status=status))
        for area in range(1, 9):
            note = self.random.choice(NOTES)
            self.lines.append(ContentLine(club=self.club, meeting=meeting, area=area, note=f"{note} ({number})"))
        dues = self.slip(Series.IN, meeting, f"Đóng góp tháng {day.month}, {MEMBERS} người")
        for row in self.members:
            self.move(dues, Fund.ACTIVITY, Account.CASH, Account.DUES, DUES, Kind.DUES, row)
        for row in self.random.sample(self.members, 20):
            paid = self.slip(Series.IN, meeting, f"{row.person.full_name} trả nợ")
            self.move(
                paid,
                Fund.INCOME,
                Account.CASH,
                Account.LOANS,
                self.random.randrange(200, 900) * 1000,
                Kind.PRINCIPAL,
                row,
            )
            self.move(
                paid,
                Fund.INCOME,
                Account.CASH,
                Account.INTEREST,
                self.random.randrange(5, 50) * 1000,
                Kind.INTEREST,
                row,
            )
        for _each in range(3):
            spent = self.slip(Series.OUT, meeting, f"{self.random.choice(NOTES)}, tháng {day.month}")
            self.move(
                spent,
                Fund.ACTIVITY,
                Account.SUPPLIES,
                Account.CASH,
                self.random.randrange(5, 40) * 10_000,
                Kind.SPENDING,
            )
        banked = self.slip(Series.OUT, meeting, "Gửi ngân hàng")
        self.move(banked, Fund.INCOME, Account.BANK, Account.CASH, 500_000, Kind.BANKING)
        for fund in Fund:
            self.counts.append(
                CashCount(
                    club=self.club,
                    fund=fund,
                    on=day,
                    counted=5_000_000,
                    book=5_000_000,
                    by_id=1,
                    recorded_at=clock.now(),
                )
            )

    def loans(self, count: int = 30) -> None:
        """Loans that are being repaid."""
        for row in self.members[:count]:
            Loan.objects.create(
                club=self.club, membership=row, purpose="nuôi gà thả vườn", principal=6_000_000, rate_month=Decimal("0.5"),
                method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, months=12, asked_on=TODAY - timedelta(days=99), by_id=1,
                paid_out_on=TODAY - timedelta(days=98), first_due=TODAY - timedelta(days=68), state=LoanState.RUNNING,
            )  # fmt: skip

    def slip(self, series: Series, meeting: Meeting, words: str) -> Voucher:
        """The next slip of a year."""
        at = (series, meeting.held_on.year)
        self.numbers[at] = self.numbers.get(at, 0) + 1
        row = Voucher(
            club=self.club, series=series, year=meeting.held_on.year, number=self.numbers[at], day=meeting.held_on,
            words=words, meeting=meeting, by_id=1, recorded_at=clock.now(),
        )  # fmt: skip
        self.vouchers.append(row)
        return row

    def move(
        self,
        slip: Voucher,
        fund: Fund,
        debit: Account,
        credit: Account,
        amount: int,
        kind: Kind,
        who: Membership | None = None,
    ) -> None:
        """A transfer of a slip."""
        self.sequence += 1
        row = Transfer(
            club=self.club, fund=fund, day=slip.day, debit=debit, credit=credit, amount=amount, kind=kind, voucher=slip,
            sequence=self.sequence, membership=who,
        )  # fmt: skip
        self.transfers.append(row)
