"""The money of the demo: lawful books for every club that meets, loans split as the rules say, some late, a few broken boxes."""

from collections import defaultdict
from itertools import groupby

from django.db.models import F
from django.urls import reverse

from tests.demo import TODAY
from tremang.accounts.models import User
from tremang.clubs.models import Club
from tremang.funds.actions import dues, loans, slips
from tremang.funds.lateness import Late
from tremang.funds.models import (
    ASSETS,
    Account,
    CashCount,
    DuesRule,
    Fund,
    Loan,
    LoanState,
    LoanStep,
    Transfer,
    Voucher,
)  # fmt: skip
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.balances import daily, trial
from tremang.funds.queries.loans import repayments, standings
from tremang.kernel import clock
from tremang.kernel.verify import verify
from tremang.meetings.models import Meeting


def test_every_club_that_meets_keeps_books_that_add_up_and_never_fall_below_zero(demo):
    kept = set(Transfer.objects.values_list("club", flat=True))
    assert kept == set(Meeting.objects.values_list("club", flat=True))
    for club in kept:
        found = trial(club, TODAY)
        for fund in Fund:
            assert found.total(fund) == found.capital(fund) + found.result(fund)
            for account in ASSETS:
                assert min(daily(club, fund, account).values(), default=0) >= 0
        assert 10_000_000 <= found.total(Fund.INCOME) <= 160_000_000


def test_transfers_and_slips_are_numbered_without_gaps(demo):
    rows = Transfer.objects.order_by("club_id", "sequence").values_list("club_id", "sequence", "day")
    for _club, group in groupby(rows, key=lambda row: row[0]):
        numbers, days = zip(*[(sequence, day) for _c, sequence, day in group], strict=True)
        assert list(numbers) == list(range(1, len(numbers) + 1))
        assert list(days) == sorted(days)
    series = Voucher.objects.order_by("club_id", "series", "year", "number")
    for _key, slips_ in groupby(series, key=lambda row: (row.club_id, row.series, row.year)):
        numbers = [row.number for row in slips_]
        assert numbers == list(range(1, len(numbers) + 1))


def test_interest_and_principal_are_what_lateness_makes_of_each_payment(demo):
    written = defaultdict(lambda: [0, 0])
    for loan, day, kind, amount in Transfer.objects.filter(loan__isnull=False).values_list(
        "loan", "day", "kind", "amount"
    ):
        if kind in ("interest", "principal"):
            written[loan, day][kind == "principal"] += amount
    running = Loan.objects.filter(paid_out_on__isnull=False).exclude(state=LoanState.WRITTEN_OFF)
    found = standings(running, TODAY)
    assert len(found) > 100
    for now in found:
        for day, split in now.standing.splits.items():
            assert ([split.interest, split.principal], split.over) == (written[now.loan.pk, day], 0)
        assert (now.standing.settled_on is not None) == (now.loan.state == LoanState.SETTLED)
    assert {Late.TO_30, Late.OVER_90} < {now.standing.late for now in found}


def test_two_hands_pay_out_and_nobody_owes_twice(demo):
    for step in LoanStep.objects.filter(state=LoanState.RUNNING, paid_by__isnull=False).select_related("loan"):
        assert len({step.paid_by_id, step.witness_id, step.loan.membership_id}) == 3
    owing = list(Loan.objects.filter(state__in=OPEN).values_list("club", "membership"))
    assert len(owing) == len(set(owing))


def test_some_boxes_do_not_match_and_most_do(demo):
    counts = CashCount.objects.count()
    broken = CashCount.objects.exclude(counted=F("book")).count()
    assert counts > 100 and 0 < broken < counts / 20
    for row in CashCount.objects.all():
        assert sum(int(value) * count for value, count in row.notes.items()) == row.counted


def test_the_treasurer_of_the_demo_goes_on_with_the_books_by_the_products_own_actions(demo):
    luong = User.objects.get(username="luong")
    club = Club.objects.get(pk=luong.roles.get().place_id)
    by = {"by": luong, "today": TODAY}
    with clock.fixed(TODAY):
        loan = next(row for row in Loan.objects.filter(club=club, state__in=OPEN).order_by("pk"))
        before = repayments([loan.pk], TODAY).get(loan.pk, [])
        slip = loans.repay(loan, 200_000, day=TODAY, **by)
        slips.take_back(slip, "ghi nhầm", **by)
        assert repayments([loan.pk], TODAY).get(loan.pk, []) == before
        rule = DuesRule.objects.get(club=club)
        member = loan.membership
        dues.collect(club, {member.pk: rule.amount}, day=TODAY, **by)
        slips.spend(club, Fund.ACTIVITY, 20_000, Account.SUPPLIES, "Mua chè", day=TODAY, **by)
    assert [row for row in verify(club.pk).findings if row.code != "row_unknown"] == []


def test_the_city_sees_the_sums_of_the_demo(demo, client):
    client.force_login(User.objects.get(username="ha"))
    text = client.get(reverse("web:city_money")).content.decode()
    assert "trả chậm quá 30 ngày" in text and "Từ 100 triệu trở lên" in text
