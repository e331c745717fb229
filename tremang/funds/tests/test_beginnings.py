"""Starting in mid-life, closing months and sharing out interest."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.cast import TODAY
from tremang.funds.actions import loans, months, slips
from tremang.funds.actions.opening import Holding, Opening, RunningLoan, open_books, take_back_opening
from tremang.funds.lateness import Late
from tremang.funds.models import (
    Account,
    DuesOwed,
    Fund,
    Loan,
    LoanState,
    MonthClosing,
    Regulation,
    Series,
    Transfer,
    Voucher,
)  # fmt: skip
from tremang.funds.queries.balances import trial
from tremang.funds.queries.dues import dues
from tremang.funds.queries.loans import standings
from tremang.funds.queries.months import books_begin, unshared_interest
from tremang.funds.tests.acting import Till, sound
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
MONEY = {
    Fund.INCOME: Holding(2_400_000, 10_000_000, {Account.STATE: 15_000_000, Account.MEMBERS: 2_000_000}),
    Fund.ACTIVITY: Holding(850_000),
}


@pytest.fixture
def till(world) -> Till:
    return Till(world, capital=0)


def opened(till: Till, **more) -> Voucher:
    who = till.others[0]
    running = RunningLoan(who, 6_000_000, Decimal("0.5"), 6, date(2026, 7, 25))
    values = {
        "on": ON,
        "funds": MONEY,
        "loans": [running],
        "owed": {till.others[1].pk: 30_000},
        "comments": "theo sổ tay",
    }
    return open_books(till.club, Opening(**(values | more)), **till.by)


class TestOpening:
    def test_both_funds_loans_and_dues_begin_in_one_slip(self, till):
        slip = opened(till)
        found = trial(till.club.pk, ON)
        assert slip.series == Series.OTHER and "theo sổ tay" in slip.words
        assert found.total(Fund.INCOME) == found.capital(Fund.INCOME) == 18_400_000
        assert found.balance(Fund.INCOME, Account.KEPT) == 1_400_000
        assert found.balance(Fund.ACTIVITY, Account.KEPT) == found.total(Fund.ACTIVITY) == 850_000
        loan = Loan.objects.get()
        assert (loan.is_opening, loan.state, loan.months) == (True, LoanState.RUNNING, 6)
        assert standings([loan], TODAY)[0].standing.outstanding == 6_000_000
        assert next(line for line in dues(till.club.pk, ON) if line.membership == till.others[1]).owes == 30_000
        assert sound(till)

    def test_what_runs_goes_on_as_any_loan_does(self, till):
        opened(till)
        loans.repay(Loan.objects.get(), 1_030_000, day=date(2026, 7, 25), **till.by)
        split = dict(Transfer.objects.filter(kind__in=("interest", "principal")).values_list("kind", "amount"))
        assert split == {"interest": 30_000, "principal": 1_000_000}

    def test_it_can_be_taken_back_until_something_follows(self, till):
        opened(till)
        take_back_opening(till.club, **till.by)
        assert books_begin(till.club.pk) is None and not DuesOwed.objects.exists()
        assert Loan.objects.get().state == LoanState.WITHDRAWN
        assert trial(till.club.pk, TODAY).total(Fund.INCOME) == 0
        assert sound(till)
        opened(till, loans=[])
        slips.spend(till.club, Fund.ACTIVITY, 10_000, Account.SUPPLIES, "chè", day=TODAY, **till.by)
        with pytest.raises(Problem) as refused:
            take_back_opening(till.club, **till.by)
        assert refused.value.code == "opening_stands"

    def test_more_capital_than_is_left_stands_as_a_loss(self, till):
        opened(till, funds={Fund.INCOME: Holding(1_000_000, 0, {Account.STATE: 9_000_000})})
        found = trial(till.club.pk, ON)
        assert found.balance(Fund.INCOME, Account.KEPT) == -2_000_000
        assert found.total(Fund.INCOME) == found.capital(Fund.INCOME) == 7_000_000

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"on": TODAY + timedelta(days=1)}, "future"), ({"on": date(2020, 1, 1)}, "before_launch"),
            ({"funds": {}, "loans": []}, "nothing_to_write"), ({"owed": {1: 5}}, "not_a_member"),
            ({"funds": {Fund.INCOME: Holding(1, 0, {Account.DUES: 1})}}, "wrong_account"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_and_nothing_is_written(self, till, change, code):
        with pytest.raises(Problem) as refused:
            opened(till, **change)
        assert refused.value.code == code
        assert not Voucher.objects.exists() and not Loan.objects.exists()

    def test_it_begins_once_and_within_the_law(self, till):
        dear = RunningLoan(till.others[0], 1_000_000, Decimal("1.7"), 6, date(2026, 7, 25))
        with pytest.raises(Problem) as refused:
            opened(till, loans=[dear])
        assert refused.value.code == "above_ceiling"
        opened(till)
        with pytest.raises(Problem) as refused:
            opened(till)
        assert refused.value.code == "books_begun"

    def test_flat_interest_goes_on_on_the_sum_first_lent_while_less_is_owed(self, till):
        opened(till, loans=[RunningLoan(till.others[0], 6_000_000, Decimal("0.5"), 6, date(2026, 7, 25), 10_000_000)])
        loan = Loan.objects.get()
        assert (loan.principal, loan.first_lent) == (6_000_000, 10_000_000)
        periods = loan.schedule()
        assert [period.interest for period in periods] == [50_000] * 6
        assert [period.principal for period in periods] == [1_000_000] * 6
        assert trial(till.club.pk, ON).balance(Fund.INCOME, Account.LOANS) == 6_000_000
        loans.extend(loan, 2, "lợn chưa bán được", on=TODAY, **till.by)
        loan.refresh_from_db()
        assert {period.interest for period in loan.schedule()} == {50_000}
        assert sum(period.principal for period in loan.schedule()) == 6_000_000
        assert sound(till)

    def test_the_sum_first_lent_is_no_less_than_what_is_owed_and_not_kept_where_it_says_nothing(self, till):
        who, due = till.others[0], date(2026, 7, 25)
        with pytest.raises(Problem) as refused:
            opened(till, loans=[RunningLoan(who, 6_000_000, Decimal("0.5"), 6, due, 5_000_000)])
        assert (refused.value.code, refused.value.field) == ("lent_less", "first_lent")
        opened(till, loans=[RunningLoan(who, 6_000_000, Decimal("0.5"), 6, due, 6_000_000)])
        assert Loan.objects.get().first_lent is None
        with pytest.raises(IntegrityError), transaction.atomic():
            Loan.objects.update(first_lent=1)

    @pytest.mark.parametrize(
        ("due", "late", "days", "principal"),
        [
            (date(2026, 6, 30), Late.ON_TIME, 0, 0), (date(2026, 6, 25), Late.TO_30, 5, 1_000_000),
            (date(2026, 5, 25), Late.TO_90, 36, 2_000_000), (date(2026, 1, 25), Late.OVER_90, 156, 6_000_000),
            (date(2021, 6, 30), Late.OVER_90, 1826, 6_000_000),
        ],
    )  # fmt: skip
    def test_a_loan_overdue_when_the_books_begin_is_late_from_its_due_day(self, till, due, late, days, principal):
        opened(till, loans=[RunningLoan(till.others[0], 6_000_000, Decimal("0.5"), 6, due)])
        now = standings([Loan.objects.get()], ON)[0]
        assert now.periods[0].due_on == due and len(now.periods) == 6
        assert (now.standing.late, now.standing.days_late) == (late, days)
        assert now.standing.overdue_principal == principal
        assert now.standing.late_since == (due if days else None)

    def test_an_overdue_loan_is_repaid_from_its_oldest_due_day_on(self, till, page):
        opened(till, loans=[RunningLoan(till.others[0], 6_000_000, Decimal("0.5"), 6, date(2026, 5, 25), 8_000_000)])
        loan = Loan.objects.get()
        loans.repay(loan, 2_080_000, day=ON, **till.by)
        stands = standings([loan], ON)[0].standing
        assert (stands.late, stands.outstanding, stands.interest_paid) == (Late.ON_TIME, 4_000_000, 80_000)
        shown = page.get(f"/quy/{till.club.pk}/vay/{loan.pk}/").text.replace("\xa0", " ")
        assert "vay lúc đầu 8.000.000 đ" in shown
        note = page.get(f"/quy/{till.club.pk}/vay/{loan.pk}/giay-vay/").text.replace("\xa0", " ")
        assert "là phần còn nợ của khoản vay lúc đầu 8.000.000 đ" in note
        reminder = page.get(f"/quy/{till.club.pk}/vay/{loan.pk}/nhac/").text.replace("\xa0", " ")
        assert "có từ trước ngày 30/6/2026, hôm ấy còn nợ gốc 6.000.000 đ" in reminder
        assert sound(till)

    @pytest.mark.parametrize(
        ("part", "text", "sentence"),
        [
            ("due", "25/7/2019", "sớm nhất là ngày 30/6/2021"), ("due", "25/7/2062", "muộn nhất là ngày 30/6/2027"),
            ("rate", "5", "vượt mức"), ("lent", "1.000.000", "không thể ít hơn gốc còn nợ"),
            ("months", "", "còn trống"),
        ],
    )  # fmt: skip
    def test_what_a_running_loan_cannot_be_is_told_at_its_step_and_field_and_names_the_member(
        self, till, page, part, text, sentence
    ):
        url, who = f"/quy/{till.club.pk}/bat-dau/", till.others[0].pk
        loan = {"principal": "6 triệu", "rate": "0,5", "months": "6", "due": "25/7/2026", "lent": "10 triệu"}
        given = {"on": "30/6/2026", "income_cash": "1.000.000", "borrowers": [str(who)], "step": "vay"}
        given |= {f"loan_{who}_{name}": value for name, value in (loan | {part: text}).items()}
        answer = page.post(url, given)
        assert (answer.status_code, answer.context["step"]) == (422, "vay")
        form = answer.context["form"]
        assert list(form.errors) == [f"loan_{who}_{part}"] and sentence in form.errors[f"loan_{who}_{part}"][0]
        assert (not text or f'value="{text}"' in answer.text) and 'value="6 triệu"' in answer.text
        summary = answer.text.split('class="error-summary"')[1].split("</ul>")[0]
        assert form.names[who] in summary
        assert "Ghi gốc còn nợ vào ngày 30/6/2026" in answer.text

    def test_a_due_day_without_its_year_is_of_the_last_months_or_the_next_two(self, till, page):
        url, who = f"/quy/{till.club.pk}/bat-dau/", till.others[0].pk
        loan = {"principal": "6 triệu", "rate": "0,5", "months": "6", "due": "25/10"}
        given = {"on": "30/6/2026", "borrowers": [str(who)]} | {f"loan_{who}_{n}": v for n, v in loan.items()}
        assert "kỳ trả tới 25/10/2026" in page.post(url, given | {"step": "dong-gop"}).text
        given |= {f"loan_{who}_due": "25/5"}
        assert "chậm từ kỳ 25/5/2026" in page.post(url, given | {"step": "dong-gop"}).text

    def test_a_wrong_sum_says_of_which_fund(self, till, page):
        url = f"/quy/{till.club.pk}/bat-dau/"
        answer = page.post(url, {"on": "30/6/2026", "activity_cash": "hai trăm", "step": "tien"})
        assert "Quỹ hoạt động, tiền mặt trong hộp: " in answer.text

    def test_the_pages_lead_through_all_steps(self, till, page):
        url = f"/quy/{till.club.pk}/bat-dau/"
        who, owing = till.others[0].pk, till.others[1].pk
        given = {
            "on": "30/6/2026", "income_cash": "2,4 triệu", "income_bank": "10.000.000", "activity_cash": "850.000",
            "income_state": "15.000.000", "income_members": "2.000.000", "borrowers": [str(who)],
            f"owed_{owing}": "30.000", "comments": "theo sổ tay",
        }  # fmt: skip
        assert page.get(url).context["step"] == "tien"
        assert page.post(url, given | {"step": "tien", "income_cash": "1.5tr"}).status_code == 422
        for step, following in (("tien", "nguon"), ("nguon", "ai-vay"), ("ai-vay", "vay")):
            answer = page.post(url, given | {"step": step})
            assert (answer.status_code, answer.context["step"]) == (200, following)
        assert answer.context["form"][f"loan_{who}_rate"].value() == "0,5"
        answer = page.post(url, given | {"step": "vay"})
        assert answer.status_code == 422 and 'value="2,4 triệu"' in answer.text
        loan = {f"loan_{who}_{part}": value for part, value in
                (("principal", "6 triệu"), ("rate", "0,5"), ("months", "6"), ("due", "25/7/2026"))}  # fmt: skip
        given |= loan
        assert page.post(url, given | {"step": "vay"}).context["step"] == "dong-gop"
        answer = page.post(url, given | {"step": "dong-gop"})
        assert answer.context["step"] == "xem" and "18.400.000" in answer.text
        assert page.post(url, given | {"step": "xem", "back": "nguon"}).context["step"] == "nguon"
        answer = page.post(url, given | {"step": "xem"}, follow=True)
        assert "Đã ghi số dư ban đầu" in answer.text
        assert trial(till.club.pk, ON).total(Fund.INCOME) == 18_400_000
        assert page.post(url, given | {"step": "xem"}).status_code == 409
        assert Voucher.objects.count() == 1
        assert "Hoàn lại" in page.get(url).text

    def test_a_second_loan_of_one_person_and_what_was_paid_ahead_are_told_too(self, till, page):
        url = f"/quy/{till.club.pk}/bat-dau/"
        who, ahead, behind = (row.pk for row in till.others[:3])
        given = {
            "on": "30/6/2026", "income_cash": "2.400.000", "borrowers": [str(who)], f"ahead_{ahead}": "20.000",
            f"owed_{behind}": "30.000",
            f"loan_{who}_principal": "6.000.000", f"loan_{who}_rate": "0,5", f"loan_{who}_months": "6",
            f"loan_{who}_due": "25/7/2026", f"loan_{who}_2_rate": "0,5",
        }  # fmt: skip
        assert page.post(url, given | {"step": "vay"}).context["step"] == "dong-gop"  # no second one
        second = {f"loan_{who}_2_principal": "1.000.000"}
        answer = page.post(url, given | second | {"step": "vay"})
        assert answer.status_code == 422 and answer.context["step"] == "vay" and "<details open>" in answer.text
        second |= {f"loan_{who}_2_months": "2", f"loan_{who}_2_due": "10/7/2026"}
        both = given | second | {f"owed_{ahead}": "5.000", "step": "dong-gop"}
        answer = page.post(url, both)
        assert answer.status_code == 422 and "chỉ ghi một bên" in answer.text
        answer = page.post(url, given | second | {"step": "dong-gop"})
        assert "1 người đã đóng trước, cộng 20.000" in answer.text.replace("\xa0", " ")
        assert "Đã ghi số dư ban đầu" in page.post(url, given | second | {"step": "xem"}, follow=True).text
        loans_of = Loan.objects.filter(membership=who).order_by("first_due")
        assert list(loans_of.values_list("principal", "months")) == [(1_000_000, 2), (6_000_000, 6)]
        owed = {row.membership.pk: row.owes for row in dues(till.club.pk, ON)}
        assert (owed[ahead], owed[behind]) == (-20_000, 30_000)
        assert trial(till.club.pk, ON).balance(Fund.INCOME, Account.LOANS) == 7_000_000 and sound(till)
        assert page.post(url + "?act=take_back", follow=True).context["step"] == "tien"


class TestMonths:
    def test_a_month_closes_after_its_end_and_opens_with_a_reason(self, till, page):
        slips.receive_capital(
            till.club, Fund.INCOME, 5_000_000, Account.MEMBERS, "", "", day=date(2026, 6, 5), **till.by
        )
        with pytest.raises(Problem) as refused:
            months.close_month(till.club, month_of(TODAY), **till.by)
        assert refused.value.code == "month_not_over"
        url = f"/quy/{till.club.pk}/khoa-so/"
        assert "khoa=2026-06" in page.get(url).text
        assert "Đã khóa sổ" in page.post(url + "?khoa=2026-08", follow=True).text
        assert sorted(row.month for row in MonthClosing.objects.all()) == [
            month_of(date(2026, m, 1)) for m in (6, 7, 8)
        ]
        assert page.post(url + "?khoa=2026-08").status_code == 409
        with pytest.raises(Problem):
            slips.spend(till.club, Fund.INCOME, 1_000, Account.SUPPLIES, "", day=date(2026, 7, 1), **till.by)
        assert page.post(url + "?mo=2026-07", {"reason": " "}).status_code == 422
        page.post(url + "?mo=2026-07", {"reason": "sót phiếu chi"})
        slips.spend(till.club, Fund.INCOME, 1_000, Account.SUPPLIES, "", day=date(2026, 7, 1), **till.by)
        with pytest.raises(Problem):
            slips.spend(till.club, Fund.INCOME, 1_000, Account.SUPPLIES, "", day=date(2026, 6, 9), **till.by)
        assert "sót phiếu chi" in page.get(url).text
        months.close_month(till.club, month_of(date(2026, 8, 1)), **till.by)
        assert MonthClosing.objects.count() == 5 and sound(till)
        for query in ("?khoa=x", "?mo=2026-99", "?khoa=0000-01"):
            assert page.get(url + query).status_code == 404

    def test_interest_is_shared_once_by_the_percentages(self, till, page):
        opened(till)
        Regulation(
            club=till.club, from_on=ON, rate_month=Decimal("0.5"), method="flat", repay="equal-principal", to_activity=60,
            to_reserve=15, to_capital=25, by_id=1,
        ).save(force_insert=True)  # fmt: skip
        loans.repay(Loan.objects.get(), 1_030_000, day=date(2026, 7, 25), **till.by)
        loans.repay(Loan.objects.get(), 1_030_000, day=date(2026, 8, 25), **till.by)
        assert unshared_interest(till.club.pk, date(2026, 8, 1)) == 30_000
        slip = months.share_out(till.club, day=date(2026, 8, 31), **till.by)
        assert sorted(slip.transfers.values_list("fund", "debit", "credit", "amount")) == [
            ("activity", "cash", "clearing", 36_000), ("income", "clearing", "cash", 36_000),
            ("income", "interest", "kept", 15_000), ("income", "interest", "reserve", 9_000),
        ]  # fmt: skip
        assert unshared_interest(till.club.pk, TODAY) == 0
        with pytest.raises(Problem) as refused:
            months.share_out(till.club, day=TODAY, **till.by)
        assert refused.value.code == "nothing_to_share"
        slips.take_back(slip, "", **till.by)
        assert unshared_interest(till.club.pk, TODAY) == 60_000
        url = f"/quy/{till.club.pk}/khoa-so/?chia=1"
        assert "36.000" in page.get(url).text
        assert "Đã phân bổ lãi" in page.post(url, {"day": "31/8/2026"}, follow=True).text
        assert page.post(url, {"day": "31/8/2026"}).status_code == 422
        assert sound(till)

    @pytest.mark.parametrize("total", [0, 1, 999, 1_000, 33_333, 1_234_567])
    def test_the_parts_always_make_up_the_whole(self, total):
        rules = Regulation(to_activity=60, to_reserve=10, to_capital=30, multiple=1000)
        parts = months.shares(total, rules)
        assert sum(parts.values()) == total and parts["activity"] % 1000 == parts["reserve"] % 1000 == 0
