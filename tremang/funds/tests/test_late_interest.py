"""Late interest: charged by the full month on overdue principal alone, within the law, paid first, waivable, replayed."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.funds.actions import loans
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.actions.rules import Rules, set_regulation
from tremang.funds.actions.waiving import waive
from tremang.funds.lateness import LateRate, standing
from tremang.funds.models import Account, Fund, Loan, LoanState, Regulation, Transfer
from tremang.funds.queries.loans import due_at, now_of, repayments, standings
from tremang.funds.rates import LATE_CEILINGS, late_ruling
from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.funds.seals import told
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.verify import verify

FIRST = date(2026, 2, 15)
RATE = Fraction(1, 100)
FULL = LateRate(RATE * 3 / 2, RATE * 3 / 2)  # declining interest, 150 %
FLAT = LateRate(RATE / 2, RATE * 3 / 2)


def due(number):
    return date(2026, 1 + number, 15)


def stands(paid, on, rate=FULL, multiple=1, **more):
    dues = list(schedule(Terms(1_200_000, 12, RATE, Method.DECLINING, Repay.EQUAL_PRINCIPAL, FIRST)))
    return standing(dues, paid, on, rate_month=RATE, multiple=multiple, late_rate=rate, **more)


class TestCharging:
    def test_a_month_that_is_not_full_costs_nothing(self):
        assert stands([], due(2) - timedelta(days=1)).late_interest_due == 0

    def test_each_full_month_costs_the_share_of_each_principal_overdue(self):
        assert stands([], due(2)).late_interest_due == 1_500  # 100.000 a month late
        assert stands([], due(3)).late_interest_due == 1_500 + 1_500 + 1_500  # the first twice, the second once
        assert stands([], due(4)).late_interest_due == 9_000

    def test_interest_overdue_bears_none(self):
        paid = [(FIRST, 112_000), (due(2), 11_000)]
        found = stands(paid, due(2), rate=LateRate(Fraction(1), Fraction(1)))
        assert found.late_interest_due == 0

    def test_what_was_paid_in_time_bears_none_and_a_part_paid_bears_less(self):
        assert stands([(FIRST, 112_000)], due(2)).late_interest_due == 0
        assert stands([(FIRST, 72_000)], due(2)).late_interest_due == 600  # 40.000 of principal left

    def test_the_day_before_a_month_is_full_saves_it(self):
        paid = [(due(2) - timedelta(days=1), 112_000)]
        assert stands(paid, due(2)).late_interest_due == 0

    def test_it_is_rounded_down_so_that_it_never_exceeds_what_was_agreed(self):
        assert stands([], due(2), multiple=1000).late_interest_due == 1_000
        assert stands([], due(3), multiple=1000).late_interest_due == 1_000 + 3_000

    def test_a_payment_goes_to_it_before_all_else(self):
        found = stands([(due(2), 10_000)], due(2))
        assert found.late_interest_paid == {due(2): 1_500}
        assert found.splits[due(2)] == (10_000, 0, 0)
        assert (found.late_interest_due, found.interest_due) == (0, 12_000 + 11_000 - 8_500)

    def test_it_counts_in_what_is_due_and_in_what_ends_the_loan(self):
        with_it, without = stands([], due(3)), stands([], due(3), rate=None)
        assert with_it.interest_due - without.interest_due == 4_500
        assert with_it.overdue_interest - without.overdue_interest == 4_500
        assert with_it.to_settle - without.to_settle == 4_500
        assert with_it.principal_due == without.principal_due

    def test_flat_interest_within_the_term_leaves_only_what_is_above_it(self):
        dues = list(schedule(Terms(1_200_000, 12, RATE, Method.FLAT, Repay.END, FIRST)))
        last = dues[-1].due_on
        paid = [(one.due_on, one.interest) for one in dues]
        assert standing(dues, paid, date(2027, 2, 14), late_rate=FLAT).late_interest_due == 0
        assert standing(dues, paid, date(2027, 2, 15), late_rate=FLAT).late_interest_due == 18_000
        assert (last, stands([], due(2), rate=FLAT).late_interest_due) == (date(2027, 1, 15), 500)

    def test_what_was_waived_is_gone_and_no_more_than_that(self):
        found = stands([], due(3), waived=[(due(2), 5_000)])
        assert found.late_interest_due == 3_000  # 1.500 let go on the second due day, not 5.000
        assert stands([], due(3), waived=[(due(3), 4_500)]).late_interest_due == 0

    def test_without_late_interest_everything_is_as_before(self):
        found = stands([(due(2), 100_000)], due(5), rate=None)
        assert found.late_interest_due == 0 and not found.late_interest_paid

    @given(
        st.lists(st.tuples(st.integers(0, 500), st.integers(1, 400_000)), max_size=12),
        st.integers(0, 600), st.integers(0, 150), st.sampled_from([1, 100, 1000]),
    )  # fmt: skip
    def test_no_dong_is_lost_and_no_law_is_broken(self, paid, until, percent, multiple):
        share = RATE * percent / 100
        days = [(FIRST + timedelta(days=day), amount) for day, amount in paid]
        on = FIRST + timedelta(days=until)
        found = stands(days, on, rate=LateRate(share, share), multiple=multiple)
        counted = [(day, amount) for day, amount in days if day <= on]
        assert found.interest_paid + found.principal_paid + found.over == sum(amount for _day, amount in counted)
        late_paid = sum(found.late_interest_paid.values())
        assert found.outstanding == 1_200_000 - found.principal_paid
        months = Fraction(until, 28)
        assert late_paid + found.late_interest_due <= 1_200_000 * share * months
        assert found.late_interest_due == 0 or found.outstanding > 0
        again = stands(list(reversed(days)), on, rate=LateRate(share, share), multiple=multiple)
        assert again == found  # the order in which payments are told does not matter


def test_the_ceiling_is_dated_data_with_its_article():
    assert (late_ruling(TODAY).share, late_ruling(TODAY).source) == (Fraction(3, 2), LATE_CEILINGS[0].source)
    with pytest.raises(ValueError, match="late interest"):
        late_ruling(date(2016, 12, 31))


RULES = Rules(
    rate_month=Decimal(1), method=Method.DECLINING, repay=Repay.EQUAL_PRINCIPAL, months=12, cap=20_000_000,
    late_percent=150,
)  # fmt: skip
OUT = date(2026, 3, 1)


@pytest.fixture
def strict(till):
    """A club that asks for late interest of 150 % from March on, and a loan of 6 million under it."""
    set_regulation(till.club, RULES, OUT, **till.by)
    return till, till.lent(0)


class TestInTheBooks:
    def test_a_loan_takes_the_late_interest_of_the_regulation_of_its_day(self, strict):
        till, loan = strict
        set_regulation(till.club, RULES.__class__(**(vars(RULES) | {"late_percent": 0})), TODAY, **till.by)
        loan.refresh_from_db()
        assert loan.late_percent == 150

    def test_more_than_the_law_allows_is_refused_with_the_article(self, till):
        for percent in (151, -1):
            with pytest.raises(Problem, match=r"150%.*Điều 466") as refusal:
                set_regulation(till.club, RULES.__class__(**(vars(RULES) | {"late_percent": percent})), OUT, **till.by)
            assert refusal.value.code == "above_late_ceiling"
        assert not Regulation.objects.filter(club=till.club).exists()

    def test_late_interest_is_interest_in_the_books_and_principal_stays_apart(self, strict):
        till, loan = strict
        day = date(2026, 6, 1)  # dues of April, May and June; April two months late, May one
        slip = loans.repay(loan, 200_000, day=day, **till.by)
        found = now_of(loan, repayments([loan.pk], day)[loan.pk], day).standing
        assert found.late_interest_paid == {day: 7_000 + 15_000}  # 500.000 and 1.000.000 by 1,5 %, rounded down
        rows = Transfer.objects.filter(voucher=slip).values_list("fund", "debit", "credit", "amount")
        assert set(rows) == {
            (Fund.INCOME, Account.CASH, Account.INTEREST, found.interest_paid),
            (Fund.INCOME, Account.CASH, Account.LOANS, 200_000 - found.interest_paid),
        }

    def test_what_is_due_at_a_meeting_counts_the_months_that_are_full_by_then(self, strict):
        _till, loan = strict
        before = now_of(loan, [], date(2026, 4, 30))
        after = now_of(loan, [], date(2026, 5, 1))
        assert due_at(after, date(2026, 5, 1)) - after.standing.principal_due == 60_000 + 55_000 + 7_000
        assert before.standing.late_interest_due == 0

    def test_a_back_dated_payment_gives_the_books_that_paying_in_time_would_have_given(self, strict):
        till, loan = strict
        loans.repay(loan, 600_000, day=date(2026, 6, 1), **till.by)
        loans.repay(loan, 560_000, day=date(2026, 4, 1), **till.by)
        paid = repayments([loan.pk], TODAY)[loan.pk]
        stood = now_of(loan, paid, TODAY).standing.splits
        assert loans.recorded(loan) == dict(stood)
        assert not [found for found in verify(till.club.pk).findings if told(found)]

    def test_more_time_makes_overdue_principal_bear_none_and_the_books_still_agree(self, strict):
        till, loan = strict
        loans.repay(loan, 200_000, day=date(2026, 6, 1), **till.by)
        loans.extend(loan, 6, "mất mùa", on=date(2026, 6, 2), **till.by)
        loan.refresh_from_db()
        paid = repayments([loan.pk], TODAY)[loan.pk]
        assert loans.recorded(loan) == now_of(loan, paid, TODAY).standing.splits
        assert now_of(loan, paid, date(2026, 6, 3)).standing.late_interest_due == 0

    def test_a_loan_written_off_owes_no_late_interest(self, strict):
        till, loan = strict
        loans.write_off(loan, "biên bản họp 01/8/2026", on=date(2026, 8, 1), **till.by)
        loan.refresh_from_db()
        assert standings([loan], TODAY)[0].standing.late_interest_due == 0


class TestWaiving:
    def test_what_the_board_lets_go_is_owed_no_more_and_stands_in_the_log(self, strict):
        till, loan = strict
        owed = now_of(loan, [], TODAY).standing.late_interest_due
        event = waive(loan, "họp Ban Chủ nhiệm 20/9/2026, nhà gặp bão", **till.by)
        loan.refresh_from_db()
        after = now_of(loan, [], TODAY).standing
        assert owed > 0 and after.late_interest_due == 0 and after.principal_due > 0
        assert (event.verb, event.content.body["amount"]) == ("waive_late_interest", owed)
        assert loan.state == LoanState.RUNNING
        assert not [found for found in verify(till.club.pk).findings if told(found)]

    def test_without_a_reason_or_without_late_interest_it_is_refused(self, strict):
        till, loan = strict
        with pytest.raises(Problem, match="lý do"):
            waive(loan, "  ", **till.by)
        waive(loan, "mất mùa", **till.by)
        with pytest.raises(Conflict, match="không còn lãi quá hạn"):
            waive(loan, "mất mùa", **till.by)

    def test_it_is_taken_back_like_any_step(self, strict):
        till, loan = strict
        owed = now_of(loan, [], TODAY).standing.late_interest_due
        waive(loan, "mất mùa", **till.by)
        assert take_back_step(loan, **till.by).content.body["step"] == "miễn lãi quá hạn"
        loan.refresh_from_db()
        assert loan.waivers == [] and now_of(loan, [], TODAY).standing.late_interest_due == owed
        assert loan.state == LoanState.RUNNING and loan.paid_out_on == OUT


class TestPages:
    def test_the_loan_page_says_how_it_is_charged_and_lets_it_be_waived(self, strict, client):
        till, loan = strict
        client.force_login(till.world.users["luong"])
        owed = now_of(loan, [], TODAY).standing.late_interest_due
        page = client.get(reverse("funds:loan", args=[till.club.pk, loan.pk])).content.decode()
        assert "bằng 150% mức lãi đã thỏa thuận" in page and "chậm chưa đủ một tháng thì không tính" in page
        assert "ãi quá hạn" in page and "Miễn lãi quá hạn" in page
        url = reverse("funds:waive_late_interest", args=[till.club.pk, loan.pk])
        assert client.post(url, {"words": ""}).status_code == 422
        answer = client.post(url, {"words": "họp Ban Chủ nhiệm 20/9/2026"}, follow=True).content.decode()
        assert "Đã miễn" in answer and "Hoàn tác" in answer
        assert owed and Loan.objects.get(pk=loan.pk).waivers == [[TODAY.isoformat(), owed]]

    def test_a_repayment_tells_what_of_it_was_late_interest(self, strict, client):
        till, loan = strict
        url = reverse("funds:repay_loan", args=[till.club.pk, loan.pk])
        client.force_login(till.world.users["luong"])
        answer = client.post(url, {"amount": "100.000", "day": "01/6/2026", "once": "a1", "agreed": "1"}, follow=True)
        assert "lãi quá hạn 22.000" in answer.content.decode().replace("\xa0", " ")

    def test_the_regulation_page_takes_it_and_shows_it(self, till, client):
        client.force_login(till.world.users["luong"])
        url = reverse("funds:regulation", args=[till.club.pk])
        given = {
            "rate_month": "0,5", "method": "flat", "repay": "equal-principal", "months": "12", "grace": "0",
            "multiple": "1000", "cap": "10.000.000", "late_percent": "160", "loans_per_person": "1",
            "loans_per_household": "1", "needs_cosigner": "on", "approver": "meeting", "to_activity": "60",
            "to_reserve": "10", "from_on": TODAY.strftime("%d/%m/%Y"),
        }  # fmt: skip
        refused = client.post(url, given)
        assert refused.status_code == 422 and "Điều 466" in refused.content.decode()
        page = client.post(url, given | {"late_percent": "150"}, follow=True).content.decode()
        assert "chỉ thu phần trên 100%" in page
