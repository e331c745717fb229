"""The loans of one club of the demo: asked for, decided, paid out by two hands, repaid on time or late, settled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tremang.exchange.demo.book import Book
from tremang.exchange.demo.making import Act, at, digests, fresh
from tremang.exchange.demo.names import Names
from tremang.exchange.demo.people import Member
from tremang.funds.actions.sheet import Line
from tremang.funds.models import Account, Fund, Kind, Loan, LoanState, LoanStep, Regulation
from tremang.funds.schedules import Period
from tremang.kernel.format import day as written
from tremang.kernel.periods import add_months
from tremang.meetings.models import Meeting

STEP = 500_000  # đồng; loans are 3 to 10 million, five on average (domain handbook, 4.3 and 10)
SOON = timedelta(days=7)  # who falls due within a week of the meeting pays there
GIVEN_UP_AFTER = 400  # days late
PURPOSES = (
    "Nuôi gà thả vườn", "Nuôi lợn", "Trồng rau an toàn", "Chăm vườn ổi", "Mua giống na", "Làm bánh, bán hàng ăn sáng",
    "Đan lát mây tre", "Nuôi thỏ", "Bán hàng tạp hóa", "Mua phân bón, vật tư", "Sửa máy khâu, nhận may", "Nuôi cá",
)  # fmt: skip
COSIGNERS = (("M", "con trai"), ("F", "con gái"), ("F", "con dâu"), ("M", "con rể"), ("M", "em trai"), ("F", "em gái"))


@dataclass
class Lent:
    """A loan being lived. `interest` and `principal` count the periods paid of each.

    From the period `stops` on nothing is paid until the period `resumes` has fallen due; 0: always on time.
    """

    loan: Loan
    member: Member
    periods: list[Period]
    stops: int = 0
    resumes: int = 0
    interest: int = 0
    principal: int = 0

    @property
    def outstanding(self) -> int:
        """Principal lent and not paid, in đồng."""
        return sum(period.principal for period in self.periods[self.principal :])


class Lending:
    """Lends and collects for one club; slips go into its book, steps under its events."""

    def __init__(
        self, book: Book, draw: Random, members: list[Member], hands: tuple[Member, Member, Member],
        rules: Regulation, name: Callable[[Member], str],
    ) -> None:  # fmt: skip
        self.book = book
        self.draw = draw
        self.members = members
        self.hands = hands  # treasurer, chair, secretary
        self.rules = rules
        self.name = name
        self.names = Names(draw)
        self.running: list[Lent] = []
        self.loans: list[Loan] = []
        self.borrowed: list[tuple[Member, date]] = []
        self.acts: list[Act] = []
        self.interest_in = 0  # since it was last shared out

    @property
    def outstanding(self) -> int:
        """What members owe of principal."""
        return self.book.held[Fund.INCOME, Account.LOANS]

    def able(self, day: date, months: int) -> Member | None:
        """Somebody who may borrow: stays for the term, owes nothing, nor does anybody at home, and is not one of the hands."""
        until = add_months(day, months + 3)
        busy = {lent.member.person.household_id for lent in self.running}
        for _try in range(12):
            member = self.draw.choice(self.members)
            if member in self.hands or member.joined_on > day - timedelta(days=60) or member.away is not None:
                continue
            stays = member.left_on is None or member.left_on > until
            if stays and member.person.household_id not in busy:
                return member
        return None

    def sum(self, most: int) -> int:
        """A sum asked for, at most `most` đồng; 0 where that is too little to lend."""
        wanted = max(6, min(20, round(self.draw.gauss(11.5, 3.4))))
        amount = min(wanted * STEP, self.rules.cap, most // STEP * STEP)
        return amount if amount >= 6 * STEP else 0

    def carried_over(self, member: Member, day: date, left: int, months: int, source: Account) -> Line:
        """A loan that ran already when the books began: `left` đồng over `months` more periods, out of capital `source`."""
        loan = self._loan(member, left, months, day)
        loan.state, loan.is_opening, loan.paid_out_on = LoanState.RUNNING.value, True, day
        loan.first_due = add_months(day, 1)
        self._start(loan, member)
        self._step(loan, LoanState.RUNNING, day, words="Vay từ trước khi mở sổ")
        self.book.rows |= digests(loan)
        return Line(Fund.INCOME, Account.LOANS, source, left, Kind.OPENING, member.row.pk, loan.pk)

    def lend(self, meeting: Meeting, most: int, *, told: bool) -> bool:
        """One loan at a meeting, if somebody asks for no more than `most`; `told`: with its request and the board's opinion."""
        amount = self.sum(most)
        months = self.rules.months
        member = self.able(meeting.held_on, months) if amount else None
        if member is None:
            return False
        day = meeting.held_on
        loan = self._loan(member, amount, months, day - timedelta(days=self.draw.randrange(4, 12)))
        if told:
            self.ask(loan, member)
        expected = max(1, meeting.present)
        against = self.draw.choice([0, 0, 0, 1, 2])
        loan.state, loan.paid_out_on, loan.first_due = LoanState.RUNNING.value, day, add_months(day, 1)
        self._step(
            loan, LoanState.APPROVED, day, votes_for=max(1, expected - against), votes_against=against,
            meeting_id=meeting.pk,
        )  # fmt: skip
        treasurer, *others = self.hands
        self._step(
            loan, LoanState.RUNNING, day, paid_by_id=treasurer.row.pk, witness_id=others[0].row.pk, meeting_id=meeting.pk
        )  # fmt: skip
        self._start(loan, member)
        self.borrowed.append((member, loan.asked_on))
        line = Line(Fund.INCOME, Account.LOANS, Account.CASH, amount, Kind.PAYOUT, member.row.pk, loan.pk)
        words = f"Giao tiền vay cho {self.name(member)}: {loan.purpose}"
        self.book.slip(day, words, [line], who=self.name(member), meeting_id=meeting.pk)
        self.book.rows |= digests(loan)
        return True

    def ask(self, loan: Loan, member: Member) -> None:
        """The request and the board's opinion on it, as an act of the day on which it was written."""
        waiting, self.book.rows = self.book.rows, {}
        self._step(loan, LoanState.ASKED, loan.asked_on)
        self._step(loan, LoanState.REVIEWED, loan.asked_on, words="Đồng ý")
        loan.state = LoanState.REVIEWED.value
        rows = self.book.rows | digests(loan)
        self.book.rows = waiting
        body = {"name": self.name(member), "principal": loan.principal, "purpose": loan.purpose}
        self.acts.append(Act(at(loan.asked_on, 15), self.book.by_id, lambda: ("ask_loan", loan, body, rows)))

    def wait(self, day: date) -> None:
        """A request that waits for the next meeting."""
        amount = self.sum(self.rules.cap)
        if amount and (member := self.able(day, self.rules.months)):
            loan = self._loan(member, amount, self.rules.months, day)
            self.ask(loan, member)
            self.loans.append(loan)

    def collect(self, meeting: Meeting, *, together: bool) -> None:
        """Repayments at a meeting: a receipt for each, or one for all (`together`)."""
        day, all_lines, count = meeting.held_on, [], 0
        for lent in list(self.running):
            lines = self._due(lent, day)
            if lines:
                count += 1
                if together:
                    all_lines += lines
                else:
                    name = self.name(lent.member)
                    self.book.slip(day, f"{name} trả nợ", lines, who=name, meeting_id=meeting.pk)
            if lent.principal == len(lent.periods):
                lent.loan.state = LoanState.SETTLED.value
                self._step(lent.loan, LoanState.SETTLED, day)
                self.book.rows |= digests(lent.loan)
                self.running.remove(lent)
        if all_lines:
            self.book.slip(day, f"Thu nợ của {count} thành viên", all_lines, meeting_id=meeting.pk)
        self._give_up(meeting)

    def _due(self, lent: Lent, day: date) -> list[Line]:
        """What is paid on `day`, whole periods only, so that interest and principal are those of the schedule."""
        fallen = sum(period.due_on <= day for period in lent.periods)
        until = sum(period.due_on <= day + SOON for period in lent.periods)
        if until <= lent.principal:
            return []
        only_interest = False
        if lent.stops and fallen >= lent.stops:
            if fallen < lent.resumes:
                if self.draw.random() > 0.25:
                    return []
                only_interest, until = True, fallen
        elif self.draw.random() < 0.025:
            return []  # away this time, pays twice the next
        interest = sum(period.interest for period in lent.periods[lent.interest : until])
        principal = 0 if only_interest else sum(period.principal for period in lent.periods[lent.principal : until])
        self.interest_in += interest
        lent.interest = max(lent.interest, until)
        if not only_interest:
            lent.principal = until
        of = (lent.member.row.pk, lent.loan.pk)
        parts = ((Account.INTEREST, interest, Kind.INTEREST), (Account.LOANS, principal, Kind.PRINCIPAL))
        return [Line(Fund.INCOME, Account.CASH, account, part, kind, *of) for account, part, kind in parts if part]

    def _give_up(self, meeting: Meeting) -> None:
        """Loans long late are written off by the meeting."""
        for lent in list(self.running):
            first = lent.periods[lent.principal].due_on
            if (meeting.held_on - first).days < GIVEN_UP_AFTER:
                continue
            left = lent.outstanding
            line = Line(
                Fund.INCOME, Account.LOSS, Account.LOANS, left, Kind.WRITE_OFF, lent.member.row.pk, lent.loan.pk
            )
            words, name = f"Biên bản buổi sinh hoạt {written(meeting.held_on)}", self.name(lent.member)
            self.book.slip(meeting.held_on, f"Xóa nợ của {name}", [line], who=name, document=words)
            lent.loan.state = LoanState.WRITTEN_OFF.value
            self._step(lent.loan, LoanState.WRITTEN_OFF, meeting.held_on, words=words, meeting_id=meeting.pk)
            self.book.rows |= digests(lent.loan)
            self.running.remove(lent)

    def _loan(self, member: Member, amount: int, months: int, asked_on: date) -> Loan:
        rules, draw = self.rules, self.draw
        sex, relation = draw.choice(COSIGNERS)
        cosigner = f"{self.names.full(sex, draw.randint(25, 55))} ({relation})"
        return fresh(Loan, {
            "club_id": self.book.club_id, "membership_id": member.row.pk, "purpose": draw.choice(PURPOSES),
            "principal": amount, "rate_month": rules.rate_month, "method": rules.method, "repay": rules.repay,
            "months": months, "multiple": rules.multiple, "asked_on": asked_on, "cosigner": cosigner,
            "by_id": self.book.by_id,
        })  # fmt: skip

    def _start(self, loan: Loan, member: Member) -> None:
        lent = Lent(loan, member, loan.schedule())
        chance = self.draw.random()
        if chance < 0.036:
            lent.stops = self.draw.randrange(1, max(2, loan.months))
            lent.resumes = lent.stops + self.draw.randrange(2, 6) if chance < 0.022 else 99
        self.running.append(lent)
        self.loans.append(loan)

    def _step(self, loan: Loan, state: LoanState, day: date, *, words: str = "", **more: int) -> None:
        step = {"club_id": loan.club_id, "loan_id": loan.pk, "state": state.value, "on": day, "words": words}
        self.book.add(fresh(LoanStep, step | {"by_id": self.book.by_id} | more))
