"""What tests of the club's money share: a treasurer with capital, borrowers, and rows without their ids."""

from datetime import date
from typing import Any

from tests.cast import TODAY, World
from tremang.funds.actions import dues, loans, slips
from tremang.funds.models import Account, Fund, Loan, LoanStep, Transfer, Voucher
from tremang.kernel.periods import month_of
from tremang.kernel.verify import verify
from tremang.members.models import BoardMember, Membership

BEGUN = date(2026, 3, 1)
DUES = 10_000  # đồng a month


class Till:
    """Bà Lương keeps the money of thôn Đồng Vàng from 01/3/2026 on."""

    def __init__(self, world: World, capital: int = 60_000_000) -> None:
        self.world, self.club = world, world.dong_vang
        self.by: dict[str, Any] = {"by": world.users["luong"], "today": TODAY}
        board = set(BoardMember.objects.filter(club=self.club).values_list("person_id", flat=True))
        here = [row for row in world.members.values() if row.club_id == self.club.pk and row.left_on is None]
        self.members: list[Membership] = here
        self.board = [row for row in here if row.person_id in board]
        self.others = [row for row in here if row.person_id not in board]
        if capital:
            slips.receive_capital(
                self.club, Fund.INCOME, capital, Account.MEMBERS, "Thành viên góp vốn", "", day=BEGUN, **self.by
            )
            dues.set_dues(self.club, DUES, Fund.ACTIVITY, month_of(BEGUN), **self.by)

    @property
    def hands(self) -> loans.Hands:
        return loans.Hands(self.board[0], self.board[1])

    def approved(self, who: int, principal: int = 6_000_000, on: date = BEGUN) -> Loan:
        """A loan of the `who`-th member who is not on the board, decided on and not yet handed over."""
        loan = loans.ask(
            self.others[who], principal, "nuôi gà", asked_on=on, cosigner="Con trai", **self.by
        )  # fmt: skip
        loans.decide(loan, True, on=on, votes=loans.Votes(40, 2), **self.by)
        return loan

    def lent(self, who: int, principal: int = 6_000_000, on: date = BEGUN) -> Loan:
        """The same handed over on the day."""
        loan = self.approved(who, principal, on)
        loans.pay_out(loan, self.hands, day=on, **self.by)
        loan.refresh_from_db()
        return loan


def rows_of(club_id: int) -> dict[str, list[Any]]:
    """The money rows of a club as far as they say something: no ids of their own, no moments."""
    numbers = {pk: f"{series}-{n}/{year}" for pk, series, n, year in
               Voucher.objects.filter(club=club_id).values_list("pk", "series", "number", "year")}  # fmt: skip
    transfers = Transfer.objects.filter(club=club_id).order_by("sequence")
    said = ("fund", "day", "debit", "credit", "amount", "kind", "sequence", "membership", "loan")
    return {
        "vouchers": list(
            Voucher.objects.filter(club=club_id).order_by("series", "number").values_list(
                "series", "year", "number", "day", "words", "who", "overdrawn", "by_id", "meeting__held_on"
            )
        ),
        "transfers": [(*row[1:], numbers[row[0]]) for row in transfers.values_list("voucher", *said)],
        "loans": list(
            Loan.objects.filter(club=club_id).order_by("pk").values_list("pk", "state", "principal", "paid_out_on", "first_due")
        ),
        "steps": sorted(
            LoanStep.objects.filter(club=club_id).values_list(
                "loan", "state", "on", "meeting__held_on", "paid_by", "witness"
            ),
            key=str,
        ),
    }  # fmt: skip


def sound(till: Till) -> bool:
    """Whether every row of the club's money is as its event says, and the chain holds."""
    return not [found for found in verify(till.club.pk).findings if found.row.startswith("funds.") or not found.row]
