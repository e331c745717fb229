"""The life of a loan in the books: what is asked, decided, paid out, repaid, corrected, extended, given up, taken over."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.funds.actions import loans, slips
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.actions.loans import writable
from tremang.funds.actions.taking_over import take_over
from tremang.funds.models import (
    Account,
    Fund,
    Kind,
    Loan,
    LoanState,
    LoanStep,
    MonthClosing,
    Regulation,
    Transfer,
    Voucher,
)
from tremang.funds.queries.balances import trial
from tremang.funds.queries.loans import repayments, standings
from tremang.funds.queries.risk import risk, without_answer
from tremang.funds.schedules import Method, Repay
from tremang.funds.tests.acting import BEGUN, Till
from tremang.kernel.periods import add_months, month_of
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.members.data import called
from tremang.members.models import LeaveReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def till(world, today) -> Till:
    return Till(world)


def running(
    till, method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, months=6, principal=6_000_000, rate="1", late=0
) -> Loan:  # fmt: skip
    """A loan of 6.000.000 handed over on 01/3/2026, first due on 01/4."""
    Regulation.objects.create(
        club=till.club, from_on=date(2026, 1, 1), rate_month=Decimal(rate), method=method, repay=repay, months=months,
        to_activity=60, to_reserve=10, to_capital=30, late_percent=late, by_id=1,
    )  # fmt: skip
    loan = till.approved(0, principal)
    loans.pay_out(loan, till.hands, day=BEGUN, **till.by)
    return loan


def books(loan):
    """Day → (interest, principal) as the ledger has it, without days on which all was taken back."""
    return {on: split[:2] for on, split in loans.recorded(loan).items() if any(split)}


def entered(till, loan, paid):
    for on, amount in paid:
        loans.repay(loan, amount, day=on, **till.by)


def code(act):
    with pytest.raises(Problem) as refused:
        act()
    return refused.value.code


def sound(till, loan):
    """Ledger, schedule and state say the same, and every row can be vouched for."""
    loan.refresh_from_db()
    now = standings([loan], TODAY)[0]
    found = trial(till.club.pk, TODAY)
    assert found.balance(Fund.INCOME, Account.LOANS) == now.standing.outstanding
    assert found.balance(Fund.INCOME, Account.INTEREST) == now.standing.interest_paid
    assert found.total(Fund.INCOME) == found.capital(Fund.INCOME) + found.result(Fund.INCOME)
    assert (loan.state == LoanState.SETTLED) == (now.standing.settled_on is not None)
    assert not [one for one in verify(till.club.pk).findings if one.code != "row_unknown"]


def test_the_meeting_may_lend_less_than_was_asked_and_never_more(till):
    loan = loans.ask(till.others[0], 8_000_000, "nuôi gà", asked_on=BEGUN, cosigner="Con", **till.by)
    assert code(lambda: loans.decide(loan, True, on=BEGUN, principal=9_000_000, **till.by)) == "more_than_asked"
    assert code(lambda: loans.decide(loan, True, on=BEGUN, principal=0, **till.by)) == "sum_not_positive"
    loans.decide(loan, True, on=BEGUN, principal=5_000_000, votes=loans.Votes(40, 1), **till.by)
    assert list(loan.steps.order_by("pk").values_list("amount", flat=True)) == [8_000_000, 5_000_000]
    take_back_step(loan, **till.by)
    loan.refresh_from_db()
    assert (loan.principal, loan.state) == (8_000_000, LoanState.ASKED)


@pytest.mark.parametrize(("in_favour", "against"), [(3, 6), (5, 5), (0, 0)])
def test_a_loan_is_approved_only_where_more_are_for_it_than_against(till, in_favour, against):
    loan = loans.ask(till.others[0], 5_000_000, "nuôi gà", asked_on=BEGUN, cosigner="Con", **till.by)
    votes = loans.Votes(in_favour, against)
    with pytest.raises(Problem) as refused:
        loans.decide(loan, True, on=BEGUN, votes=votes, **till.by)
    words = "Số người đồng ý phải nhiều hơn số người không đồng ý, mời xem lại."
    assert (refused.value.code, refused.value.sentence, refused.value.field) == ("voted_down", words, "votes_for")
    loans.decide(loan, False, on=BEGUN, votes=votes, **till.by)
    assert loan.state == LoanState.REFUSED


def test_the_same_asking_sent_twice_is_one(till):
    first, second = (
        loans.ask(till.others[0], 5_000_000, "nuôi gà", asked_on=BEGUN, cosigner="Con", **till.by) for _ in "12"
    )
    assert first.pk == second.pk and Loan.objects.count() == 1
    assert (
        code(lambda: loans.ask(till.others[0], 1_000_000, "x", asked_on=BEGUN, cosigner="C", **till.by))
        == "owes_already"
    )


def test_two_different_hands_of_the_board_and_never_the_borrower(till):
    Regulation.objects.create(club=till.club, from_on=date(2026, 1, 1), rate_month=Decimal("0.5"), method="flat",
                              repay="equal-principal", by_id=1)  # fmt: skip
    loan = loans.ask(till.board[0], 5_000_000, "nuôi gà", asked_on=BEGUN, cosigner="Con", **till.by)
    loans.decide(loan, True, on=BEGUN, **till.by)

    def pay(one, other):
        return code(lambda: loans.pay_out(loan, loans.Hands(one, other), day=BEGUN, **till.by))

    assert pay(till.board[1], till.board[1]) == "two_hands"
    assert pay(till.board[0], till.board[1]) == "two_hands"
    assert pay(till.others[0], till.board[1]) == "not_on_board"
    loans.pay_out(loan, loans.Hands(till.board[1], till.board[2]), day=BEGUN, **till.by)


def test_a_box_too_small_says_what_it_holds(world, today):
    till = Till(world, capital=4_385_000)
    loan = till.approved(0, 5_000_000)
    with pytest.raises(Problem) as refused:
        loans.pay_out(loan, till.hands, day=TODAY, **till.by)
    said = refused.value.sentence.replace("\u00a0", " ")
    assert said == "Hộp có 4.385.000 đ, chưa đủ cho vay 5.000.000 đ. Mời cho vay ít hơn, hoặc chờ quỹ có thêm tiền."


def test_money_already_spent_later_cannot_be_lent_earlier(world, today):
    till = Till(world, capital=6_000_000)
    slips.spend(till.club, Fund.INCOME, 2_000_000, Account.SUPPLIES, "Chè", day=date(2026, 6, 1), **till.by)
    loan = till.approved(0, 5_000_000)
    assert code(lambda: loans.pay_out(loan, till.hands, day=date(2026, 5, 1), **till.by)) == "box_too_small"


def test_days_of_a_loan_follow_each_other(till):
    loan = till.approved(0, on=date(2026, 4, 1))
    assert code(lambda: loans.pay_out(loan, till.hands, day=date(2026, 3, 31), **till.by)) == "before_decision"
    day = date(2026, 4, 2)
    far = {"first_due": date(2028, 1, 1)}
    assert code(lambda: loans.pay_out(loan, till.hands, day=day, **far, **till.by)) == "due_too_late"
    assert code(lambda: loans.pay_out(loan, till.hands, day=day, first_due=day, **till.by)) == "due_too_soon"
    loans.pay_out(loan, till.hands, day=day, **till.by)
    assert code(lambda: loans.repay(loan, 1_000, day=date(2026, 4, 1), **till.by)) == "before_payout"
    assert code(lambda: loans.extend(loan, 3, "x", on=date(2026, 4, 1), **till.by)) == "before_last_step"
    assert code(lambda: loans.write_off(loan, "x", on=TODAY + timedelta(days=1), **till.by)) == "future"


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("repay", Repay)
def test_paid_by_its_schedule_a_loan_is_settled_in_the_books_too(till, method, repay):
    loan = running(till, method, repay)
    for period in loan.schedule():
        if period.due_on <= TODAY:
            loans.repay(loan, period.total, day=period.due_on, **till.by)
            assert books(loan)[period.due_on] == (period.interest, period.principal)
    sound(till, loan)
    left = standings([loan], TODAY)[0].standing.to_settle
    if left:
        loans.repay(loan, left, day=TODAY, **till.by)
    sound(till, loan)
    assert loan.state == LoanState.SETTLED
    assert code(lambda: loans.repay(loan, 1_000, day=TODAY, **till.by)) == "all_paid"


def test_a_settled_loan_runs_again_when_a_repayment_is_taken_back(till):
    loan = running(till)
    first = loans.repay(loan, 1_060_000, day=date(2026, 4, 1), **till.by)
    loans.repay(loan, 5_000_000, day=date(2026, 4, 1), **till.by)
    sound(till, loan)
    assert loan.state == LoanState.SETTLED
    slips.take_back(first, "chưa trả", **till.by)
    sound(till, loan)
    assert loan.state == LoanState.RUNNING
    assert books(loan) == {date(2026, 4, 1): (60_000, 4_940_000)}


def test_too_much_is_refused_with_the_right_sum(till):
    loan = running(till)
    with pytest.raises(Problem) as refused:
        loans.repay(loan, 9_000_000, day=date(2026, 4, 1), **till.by)
    assert "6.060.000" in refused.value.sentence
    loans.repay(loan, 6_060_000, day=date(2026, 4, 1), **till.by)
    assert code(lambda: loans.repay(loan, 1_000, day=date(2026, 3, 20), **till.by)) == "later_too_much"


AMOUNTS = st.sampled_from([5_000, 60_000, 100_000, 555_000, 1_060_000, 1_500_000])
PAID = st.lists(st.tuples(st.integers(1, 200), AMOUNTS), min_size=1, max_size=5)


@settings(max_examples=15)
@given(
    PAID, st.sampled_from(Method), st.sampled_from(Repay), st.sampled_from([0, 150]),
    st.randoms(use_true_random=False), st.data(),
)  # fmt: skip
def test_replay_of_back_dated_entries_equals_having_entered_them_on_time(till, paid, method, repay, late, random, data):
    from django.db import transaction

    with transaction.atomic():
        on_time = running(till, method, repay, late=late)
        dated = sorted((BEGUN + timedelta(days=after), amount) for after, amount in paid)
        try:
            entered(till, on_time, dated)
        except Problem:
            transaction.set_rollback(True)
            return
        wanted, state = books(on_time), on_time.state
        sound(till, on_time)
        transaction.set_rollback(True)
    with transaction.atomic():
        shuffled = running(till, method, repay, late=late)
        wrong = loans.repay(shuffled, 50_000, day=BEGUN + timedelta(days=data.draw(st.integers(1, 200))), **till.by)
        random.shuffle(dated)
        try:
            entered(till, shuffled, dated)
            slips.take_back(wrong, "nhầm", **till.by)
        except Problem as problem:  # on the way there may be too much by the wrong one, which is then refused
            assert problem.code in ("later_too_much", "more_than_owed", "all_paid")
        else:
            assert books(shuffled) == wanted
            shuffled.refresh_from_db()
            assert shuffled.state == state
            sound(till, shuffled)
        transaction.set_rollback(True)


@pytest.mark.parametrize("late", [0, 150])
def test_a_split_payment_equals_the_whole_and_the_order_of_a_day_does_not_matter(till, late):
    loan, day = running(till, late=late), date(2026, 5, 10)
    for amount in (400_000, 5_000, 700_000):
        loans.repay(loan, amount, day=day, **till.by)
    parts = books(loan)
    for slip in [row.voucher for row in Transfer.objects.filter(loan=loan, kind=Kind.PRINCIPAL)]:
        slips.take_back(slip, "", **till.by)
    paid_in = {"loan": loan, "kind": Kind.INTEREST, "debit": Account.CASH, "reverses": None}
    for slip in {row.voucher for row in Transfer.objects.filter(**paid_in)}:
        if not hasattr(slip, "reversed_by"):
            slips.take_back(slip, "", **till.by)
    assert books(loan) == {}
    loans.repay(loan, 1_105_000, day=day, **till.by)
    assert books(loan) == parts
    sound(till, loan)


def test_a_slip_that_only_splits_repayments_anew_is_not_taken_back_by_itself(till):
    loan = running(till, Method.DECLINING)
    loans.repay(loan, 1_000_000, day=date(2026, 6, 1), **till.by)
    loans.repay(loan, 530_000, day=date(2026, 4, 1), **till.by)
    split = Transfer.objects.filter(loan=loan, kind=Kind.INTEREST).exclude(debit=Account.CASH).first().voucher
    before, count = books(loan), Voucher.objects.count()
    with pytest.raises(Problem) as refused:
        slips.take_back(split, "", **till.by)
    assert (
        refused.value.code == "splits_only" and f"Phiếu {split.label} chỉ chia lại gốc và lãi" in refused.value.sentence
    )
    assert (books(loan), Voucher.objects.count()) == (before, count)


def test_a_repayment_of_a_closed_month_taken_back_stands_as_if_never_paid(till):
    loan = running(till, Method.DECLINING)
    first = loans.repay(loan, 1_060_000, day=date(2026, 4, 1), **till.by)
    loans.repay(loan, 1_050_000, day=date(2026, 5, 1), **till.by)
    MonthClosing.objects.create(club=till.club, month=month_of(date(2026, 5, 1)), closed_on=TODAY, by_id=1)
    back = slips.take_back(first, "chưa trả", **till.by)
    assert back.day == TODAY
    assert repayments([loan.pk], TODAY)[loan.pk] == [(date(2026, 5, 1), 1_050_000)]
    sound(till, loan)
    loans.repay(loan, 1_000_000, day=TODAY, **till.by)  # the corrections of closed days are written today, once
    sound(till, loan)
    count = Transfer.objects.count()
    with pytest.raises(Problem):
        loans.repay(loan, 1_000, day=date(2026, 5, 2), **till.by)
    assert Transfer.objects.count() == count


@given(st.dictionaries(st.integers(1, 20), st.integers(-50, 50)), st.integers(0, 20))
def test_shifts_of_closed_days_are_written_on_open_ones_and_sum_to_the_same(shifts, closed):
    days = {BEGUN + timedelta(days=n): shift for n, shift in shifts.items()}
    today, until = BEGUN + timedelta(days=30), BEGUN + timedelta(days=closed)
    found = writable(days, until, today)
    assert sum(found.values()) == sum(days.values()) and all(day > until for day in found)
    again: dict = defaultdict(int, days)
    for day, shift in found.items():
        again[day] -= shift
    assert writable(again, until, today) == {}


def test_an_extension_spreads_what_is_owed_and_nothing_stays_late(till):
    loan = running(till)
    loans.repay(loan, 1_060_000, day=date(2026, 4, 1), **till.by)
    assert standings([loan], TODAY)[0].standing.days_late > 100
    loans.extend(loan, 6, "lợn chưa bán được", on=date(2026, 9, 20), **till.by)
    sound(till, loan)
    now = standings([loan], TODAY)[0]
    assert loan.state == LoanState.EXTENDED
    assert (now.standing.outstanding, now.standing.overdue_principal) == (5_000_000, 0)
    assert sum(period.principal for period in now.periods) == 6_000_000
    assert code(lambda: loans.extend(loan, 6, "x", on=date(2026, 9, 20), **till.by)) == "twice_within"
    take_back_step(loan, **till.by)
    sound(till, loan)
    assert (loan.state, loan.extensions) == (LoanState.RUNNING, [])


def test_what_was_written_off_owes_nothing_and_its_repayments_stay(till):
    loan = running(till)
    paid = loans.repay(loan, 1_060_000, day=date(2026, 4, 1), **till.by)
    assert code(lambda: loans.write_off(loan, "", on=TODAY, **till.by)) == "no_reason"
    assert code(lambda: loans.write_off(loan, "họp", on=date(2026, 3, 20), **till.by)) == "before_last_step"
    loans.write_off(loan, "Biên bản họp 20/9/2026", on=date(2026, 9, 20), **till.by)
    loan.refresh_from_db()
    now = standings([loan], TODAY)[0].standing
    assert (now.outstanding, now.days_late, now.principal_paid, now.to_settle) == (0, 0, 1_000_000, 0)
    found = trial(till.club.pk, TODAY)
    assert (found.balance(Fund.INCOME, Account.LOANS), found.balance(Fund.INCOME, Account.LOSS)) == (0, 5_000_000)
    assert not risk(standings([loan], TODAY)).count
    assert code(lambda: slips.take_back(paid, "", **till.by)) == "loan_written_off"
    assert code(lambda: loans.repay(loan, 1_000, day=TODAY, **till.by)) == "loan_not_running"
    take_back_step(loan, **till.by)
    sound(till, loan)
    assert (loan.state, risk(standings([loan], TODAY)).outstanding) == (LoanState.RUNNING, 5_000_000)


def test_a_pay_out_written_by_mistake_can_be_undone_until_something_is_repaid(till):
    loan = running(till)
    slip = loans.repay(loan, 60_000, day=date(2026, 4, 1), **till.by)
    assert code(lambda: take_back_step(loan, **till.by)) == "paid_since"
    slips.take_back(slip, "", **till.by)
    take_back_step(loan, **till.by)
    loan.refresh_from_db()
    assert (loan.state, loan.paid_out_on) == (LoanState.APPROVED, None)
    assert trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.CASH) == 60_000_000
    loans.pay_out(loan, till.hands, day=BEGUN, **till.by)
    take_back_step(loan, **till.by)
    take_back_step(loan, **till.by)
    assert code(lambda: take_back_step(loan, **till.by)) == "no_way_back"
    assert not [one for one in verify(till.club.pk).findings if one.code != "row_unknown"]


def test_somebody_takes_the_loan_over_after_a_death(till):
    loan = running(till)
    row = loan.membership
    row.left_on, row.leave_reason = date(2026, 8, 1), LeaveReason.DIED
    row.save()
    loan = Loan.objects.get(pk=loan.pk)
    assert without_answer(loan, TODAY) == "died"
    assert code(lambda: take_over(loan, till.members[0] if till.members[0].pk == row.pk else row, "", on=TODAY,
                                        **till.by)) in ("not_a_member", "same_debtor")  # fmt: skip
    heir = till.others[1]
    take_over(loan, heir, "con dâu nhận trả", on=TODAY, **till.by)
    loan = Loan.objects.get(pk=loan.pk)
    assert (loan.answers.pk, without_answer(loan, TODAY)) == (heir.pk, "")
    assert code(lambda: take_over(loan, heir, "", on=TODAY, **till.by)) == "same_debtor"
    loans.repay(loan, 1_000_000, day=TODAY, **till.by)
    take_back_step(loan, **till.by)
    assert Loan.objects.get(pk=loan.pk).debtor_id is None
    assert LoanStep.objects.filter(loan=loan, debtor__isnull=False).count() == 0


def test_late_classes_and_the_share_at_risk(till):
    loan = running(till)
    found = risk(standings([loan], TODAY))
    assert (found.count, found.outstanding, found.at_risk, found.share) == (1, 6_000_000, 6_000_000, 100)
    on_time = risk(standings([loan], date(2026, 4, 1)))
    assert (on_time.at_risk, on_time.share) == (0, 0)
    ten_late = risk(standings([loan], add_months(BEGUN, 1) + timedelta(days=10)))
    assert (ten_late.count, ten_late.at_risk) == (1, 0)


def test_refusals_name_people_as_the_club_does(till):
    loan = running(till)
    called_ = called(loan.membership.person, TODAY)
    named = called_[:1].upper() + called_[1:]
    with pytest.raises(Problem) as refused:
        till.approved(0)
    assert refused.value.sentence.startswith(f"{named} đang có khoản vay") and called_ != named
    with pytest.raises(Problem) as refused:
        loans.repay(loan, 9_000_000, day=date(2026, 4, 1), **till.by)
    assert refused.value.sentence.startswith(f"{named} chỉ còn phải trả")
    loans.repay(loan, 6_060_000, day=date(2026, 4, 1), **till.by)
    with pytest.raises(Problem) as refused:
        loans.repay(loan, 1_000, day=date(2026, 4, 2), **till.by)
    assert f"Đến ngày 02/4/2026 {called_} không còn nợ gì" in refused.value.sentence
