"""One tap mended the box; one more undoes it, whatever it was that was mended."""

from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.funds.actions import box as acts
from tremang.funds.actions import dues, gifts, loans, slips
from tremang.funds.box import Why
from tremang.funds.models import Account, CashCount, Fund, Gift, Loan, Transfer
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import DUES, Till
from tremang.funds.tests.test_box import cash, count, sound, tap
from tremang.kernel.problems import Conflict

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=31)


def picture(till: Till) -> dict:
    """All that the books say: every balance, each member's contributions, each loan's payments, the gift book."""
    sums = trial(till.club.pk, TODAY)
    paid: Counter[int] = Counter()
    for member, credit, amount in Transfer.objects.filter(kind="dues").values_list("membership", "credit", "amount"):
        paid[member] += amount if credit == Account.DUES else -amount
    standing = Gift.objects.filter(voucher__reversed_by=None).order_by("amount")
    return {
        "balances": {(fund, account): sums.balance(fund, account) for fund in Fund for account in Account},
        "dues": {member: amount for member, amount in paid.items() if amount},
        "loans": {
            loan.pk: (loan.state, {on: split for on, split in loans.recorded(loan).items() if any(split)})
            for loan in Loan.objects.filter(club=till.club)
        },
        "gifts": list(standing.values_list("fund", "amount", "donor", "purpose")),
    }


def zero_too_many(till):
    wrong, *others = till.members
    dues.collect(till.club, {wrong.pk: 10 * DUES, **{m.pk: DUES for m in others}}, day=TODAY, **till.by)
    return Fund.ACTIVITY, -9 * DUES, Why.DIGITS


def not_paid(till):
    dues.collect(till.club, {m.pk: DUES for m in till.members}, day=TODAY, **till.by)
    return Fund.ACTIVITY, -DUES, Why.NOT_DONE


def repayment_not_written(till):
    till.lent(0, on=TODAY - MONTH)
    return Fund.INCOME, 530_000, Why.NOT_WRITTEN


def digits_of_a_repayment(till):
    loans.repay(till.lent(0, on=TODAY - MONTH), 350_000, day=TODAY, **till.by)
    return Fund.INCOME, 180_000, Why.DIGITS


def twice(till):
    for _each in range(2):
        slips.spend(till.club, Fund.INCOME, 85_000, Account.SUPPLIES, "Chè, nước", day=TODAY, **till.by)
    return Fund.INCOME, 85_000, Why.TWICE


def other_side(till):
    slips.take_in(till.club, Fund.INCOME, 240_000, Account.OTHER_IN, "Quà thăm ốm", day=TODAY, **till.by)
    return Fund.INCOME, -480_000, Why.SIGN


def other_fund(till):
    gifts.give(till.club, gifts.Giving(300_000, "Ông Lâm", fund=Fund.INCOME), on=TODAY, **till.by)
    count(till, Fund.ACTIVITY, 300_000)
    return Fund.INCOME, -300_000, Why.FUND


@pytest.mark.parametrize(
    "mistake",
    [zero_too_many, not_paid, repayment_not_written, digits_of_a_repayment, twice, other_side, other_fund],
)
def test_undoing_leaves_the_books_and_the_gap_as_they_were_before_the_tap(till, mistake):
    fund, gap, why = mistake(till)
    row = count(till, fund, cash(till, fund) + gap)
    before = picture(till)
    after = tap(till, row, why)
    assert after.counted == after.book and picture(till) != before
    again = acts.unmend(after, **till.by)
    assert picture(till) == before
    assert (again.counted, again.book, again.notes, again.on) == (row.counted, row.book, row.notes, row.on)
    assert sound(till)
    mended = tap(till, again, why)  # and it can be mended once more
    assert mended.counted == mended.book and sound(till)


def test_it_is_undone_once_and_only_while_nobody_counted_again(till):
    fund, gap, why = not_paid(till)
    after = tap(till, count(till, fund, cash(till, fund) + gap), why)
    acts.unmend(after, **till.by)
    known = Transfer.objects.count()
    with pytest.raises(Conflict) as refused:
        acts.unmend(after, **till.by)
    assert refused.value.code == "mended_since" and Transfer.objects.count() == known
    with pytest.raises(Conflict):
        acts.unmend(count(till, fund, cash(till, fund)), **till.by)  # a count that mended nothing


def test_the_message_after_mending_carries_its_undo_button(till, client):
    fund, gap, why = twice(till)
    row = count(till, fund, cash(till, fund) + gap)
    client.force_login(till.world.users["luong"])
    url = reverse("funds:counted", args=[till.club.pk, row.pk])
    card = next(card for card in client.get(url).context["cards"] if card.token.startswith(why))
    answer = client.post(url, {"cause": card.token, "key": [card.choices[0][0]]}, follow=True)
    after = CashCount.objects.order_by("pk").last()
    undo = reverse("funds:undo_mending", args=[till.club.pk, after.pk])
    assert "Đã sửa sổ" in answer.text and undo in answer.text and "Hoàn tác" in answer.text
    assert client.get(undo).status_code == 405
    answer = client.post(undo, follow=True)
    assert "Đã hoàn tác việc sửa sổ" in answer.text and "Hộp thừa 85.000\xa0đ" in answer.text
    assert client.post(undo).status_code == 409
