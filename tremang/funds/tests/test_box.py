"""Counting the box: what does not match is explained, and one tap puts the books right."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.funds.actions import box as acts
from tremang.funds.actions import dues, gifts, loans, slips
from tremang.funds.actions.months import close_month
from tremang.funds.box import Why
from tremang.funds.likely import likely
from tremang.funds.models import Account, CashCount, Fund, Gift, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.queries.box import look
from tremang.funds.repairs import can_repair, how_many, repair
from tremang.funds.tests.acting import DUES, Till, sound
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem

pytestmark = pytest.mark.django_db
COUNT = "/quy/%d/dem-hop/"


def notes(amount: int) -> dict[int, int]:
    found = {}
    for value in (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000):
        found[value], amount = divmod(amount, value)
    assert not amount
    return found


def paid(till: Till, membership: int) -> int:
    """Contributions of a member that still stand, in đồng."""
    rows = Transfer.objects.filter(membership=membership, kind="dues", reverses=None, reversed_by=None)
    return sum(rows.values_list("amount", flat=True))


def cash(till: Till, fund: Fund) -> int:
    return trial(till.club.pk, TODAY).balance(fund, Account.CASH)


def count(till: Till, fund: Fund, counted: int) -> CashCount:
    return acts.count_box(till.club, fund, notes(counted), on=TODAY, **till.by)


def tap(till: Till, row: CashCount, why: Why, *who: int) -> CashCount:
    """Put the first cause `why` right, at the lines of the members `who` where several are meant."""
    found = look(row)
    cause = next(cause for cause in likely(found.box) if cause.why == why and can_repair(found, cause))
    keys = [key for key in cause.keys if not who or found.sources[key].membership_id in who][: how_many(cause)]
    fix = repair(found, cause, keys)
    return acts.mend(row, fix.wrong, fix.right, **till.by)


def test_a_box_that_matches_says_so(till, page):
    answer = page.post(COUNT % till.club.pk + "?quy=income", {"n500000": "120"}, follow=True)
    assert answer.status_code == 200 and "Hộp khớp sổ" in answer.text
    assert CashCount.objects.get().counted == 60_000_000
    assert sound(till)


def test_a_count_sent_twice_is_one_and_other_notes_or_another_book_are_asked_about(till, page):
    url = f"/quy/{till.club.pk}/dem-hop/?quy=income"
    sent = {"n500000": "3", "once": page.get(url).context["form"]["once"].value()}
    answers = [page.post(url, sent) for _press in range(2)]
    row = CashCount.objects.get()
    assert {answer.url for answer in answers} == {f"/quy/{till.club.pk}/dem-hop/{row.pk}/"}
    sums = [1_500_000]
    for typed in ({"n500000": "4"}, {"n500000": "3"}):  # other notes; then the same beside what the book says now
        answer = page.post(url, sent | typed)
        assert answer.status_code == 409 and "số tờ hoặc sổ nay đã khác" in answer.text
        assert CashCount.objects.count() == len(sums)
        again = sent | typed | {"once": answer.context["form"]["once"].value()}
        assert page.post(url, again).status_code == 302
        sums.append(500_000 * int(typed["n500000"]))
        slips.spend(till.club, Fund.INCOME, 100_000, Account.SUPPLIES, "chè", day=TODAY, **till.by)
    assert sorted(CashCount.objects.values_list("counted", flat=True)) == sorted(sums)


def test_a_due_with_a_zero_too_many_is_corrected_for_one_member_of_many(till):
    wrong, *others = till.members
    slip = dues.collect(till.club, {wrong.pk: 10 * DUES, **{m.pk: DUES for m in others}}, day=TODAY, **till.by)
    row = count(till, Fund.ACTIVITY, len(till.members) * DUES)
    first = likely(look(row).box)[0]
    assert (first.why, look(row).sources[first.keys[0]].membership_id) == (Why.DIGITS, wrong.pk)
    after = tap(till, row, Why.DIGITS)
    assert after.counted == after.book == len(till.members) * DUES
    assert paid(till, wrong.pk) == DUES
    assert not Voucher.objects.filter(reverses=slip).exists()  # the receipt of the others stands
    slips.take_back(slip, "thu nhầm buổi", **till.by)  # and can still be taken back, without that line
    assert cash(till, Fund.ACTIVITY) == DUES
    assert sound(till)


def test_a_repayment_with_two_digits_exchanged_is_split_anew(till):
    loan = till.lent(0, on=TODAY - timedelta(days=31))
    due = TODAY
    loans.repay(loan, 350_000, day=due, **till.by)
    box = cash(till, Fund.INCOME)
    row = count(till, Fund.INCOME, box + 180_000)
    found = look(row)
    assert found.box.lines[-1].expected == 530_000
    after = tap(till, row, Why.DIGITS)
    assert after.counted == after.book
    interest = Transfer.objects.filter(loan=loan, kind="interest", reverses=None, reversed_by=None)
    assert [line.amount for line in interest] == [30_000]
    assert loan.state == LoanState.RUNNING and sound(till)


def test_a_due_ticked_and_not_paid_is_taken_out_for_whoever_is_chosen(till):
    dues.collect(till.club, {m.pk: DUES for m in till.members}, day=TODAY, **till.by)
    row = count(till, Fund.ACTIVITY, (len(till.members) - 1) * DUES)
    first = likely(look(row).box)[0]
    assert first.why == Why.NOT_DONE and len(first.keys) == len(till.members)
    chosen = till.members[3].pk
    after = tap(till, row, Why.NOT_DONE, chosen)
    assert after.counted == after.book
    assert paid(till, chosen) == 0
    assert sound(till)


def test_a_due_paid_and_not_ticked_is_written(till):
    absent, *others = till.members
    months = month_of(TODAY) - month_of(date(2026, 3, 1)) + 1
    dues.collect(till.club, {m.pk: months * DUES for m in others}, day=TODAY, **till.by)
    row = count(till, Fund.ACTIVITY, cash(till, Fund.ACTIVITY) + DUES)
    first = likely(look(row).box)[0]
    assert first.why == Why.NOT_WRITTEN and look(row).sources[first.keys[0]].membership_id == absent.pk
    after = tap(till, row, Why.NOT_WRITTEN)
    assert after.counted == after.book and paid(till, absent.pk) == DUES


def test_a_repayment_due_and_not_written_is_found_and_written(till):
    till.lent(0, on=TODAY - timedelta(days=31))
    row = count(till, Fund.INCOME, cash(till, Fund.INCOME) + 530_000)
    after = tap(till, row, Why.NOT_WRITTEN)
    assert after.counted == after.book and sound(till)


def test_one_thing_written_twice_goes_once(till):
    for _each in range(2):
        slips.spend(till.club, Fund.INCOME, 85_000, Account.SUPPLIES, "Chè, nước", day=TODAY, **till.by)
    row = count(till, Fund.INCOME, 60_000_000 - 85_000)
    after = tap(till, row, Why.TWICE)
    assert after.counted == after.book and sound(till)


def test_a_spending_written_as_income_changes_sides(till):
    slips.take_in(till.club, Fund.INCOME, 240_000, Account.OTHER_IN, "Quà thăm ốm", day=TODAY, **till.by)
    row = count(till, Fund.INCOME, 60_000_000 - 240_000)
    after = tap(till, row, Why.SIGN)
    assert after.counted == after.book
    assert trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.OTHER_OUT) == 240_000


def test_a_gift_of_the_other_fund_moves_with_its_line_in_the_gift_book(till):
    giving = gifts.Giving(300_000, "Ông Lâm", fund=Fund.INCOME)
    gifts.give(till.club, giving, on=TODAY, by=till.by["by"], today=TODAY)
    count(till, Fund.ACTIVITY, 300_000)
    row = count(till, Fund.INCOME, 60_000_000)
    after = tap(till, row, Why.FUND)
    assert after.counted == after.book and cash(till, Fund.ACTIVITY) == 300_000
    assert [(g.fund, g.voucher.reversed_by_id if hasattr(g.voucher, "reversed_by_id") else None) for g in
            Gift.objects.filter(voucher__reversed_by=None)] == [("activity", None)]  # fmt: skip


def test_whose_line_it_is_must_be_chosen_and_the_way_leads_back_to_the_meeting(till, page):
    dues.collect(till.club, {m.pk: DUES for m in till.members}, day=TODAY, **till.by)
    asked, step = f"?ngay={TODAY}", f'href="/quy/{till.club.pk}/buoi/{TODAY}/dem-hop/"'
    sums = {f"n{value}": str(number) for value, number in notes((len(till.members) - 1) * DUES).items() if number}
    answer = page.post(f"{COUNT % till.club.pk}{asked}&quy=activity", sums)
    url = answer.url
    assert url.endswith(asked)
    shown = page.get(url)
    assert '<option value="">Chọn trong danh sách</option>' in shown.text and step in shown.text
    card = next(card for card in shown.context["cards"] if card.token.startswith(Why.NOT_DONE))
    answer = page.post(url, {"cause": card.token, "key": ""})
    assert answer.status_code == 422 and "Mời chọn một người trong danh sách." in answer.text
    assert sum(paid(till, member.pk) for member in till.members) == len(till.members) * DUES
    answer = page.post(url, {"cause": card.token, "key": card.choices[2][0]}, follow=True)
    assert "Hộp khớp sổ" in answer.text and step in answer.text and "Về tiền quỹ" not in answer.text
    mended = CashCount.objects.order_by("-pk").first()
    assert (
        "Về tiền quỹ" in page.get(f"{COUNT % till.club.pk}{mended.pk}/").text
    )  # who came from the books goes back there


def test_a_difference_is_left_with_its_reason(till, page):
    row = count(till, Fund.INCOME, 59_955_000)
    url = f"{COUNT % till.club.pk}{row.pk}/"
    answer = page.get(url)
    assert "Hộp thiếu 45.000\xa0đ" in answer.text and "Bốn mươi lăm nghìn đồng" in answer.text
    assert page.post(url, {"act": "leave", "reason": " "}).status_code == 422
    answer = page.post(url, {"act": "leave", "reason": "chưa tìm ra"}, follow=True)
    assert "Hộp khớp sổ" in answer.text and "chưa tìm ra" in answer.text
    assert trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.GAP) == 45_000
    assert page.post(url, {"act": "leave", "reason": "lại"}).status_code == 409
    row.refresh_from_db()
    assert (row.counted, row.book, row.words) == (59_955_000, 60_000_000, "chưa tìm ra")
    assert sound(till)


def test_what_nobody_wrote_down_is_written_from_the_page(till, page):
    slips.spend(
        till.club, Fund.INCOME, 45_000, Account.SUPPLIES, "chè nước", day=TODAY - timedelta(days=40), **till.by
    )  # fmt: skip
    slips.spend(till.club, Fund.INCOME, 20_000, Account.SUPPLIES, "phấn", day=TODAY, **till.by)
    row = count(till, Fund.INCOME, 60_000_000 - 45_000 - 20_000 - 45_000)
    url = f"{COUNT % till.club.pk}{row.pk}/"
    answer = page.get(url)
    card = next(card for card in answer.context["cards"] if card.form)
    assert "chè nước" in card.words and card.form.initial == {"account": "supplies", "words": "chè nước"}
    answer = page.post(url, {"cause": card.token, "account": "supplies", "words": "chè nước"}, follow=True)
    assert "Hộp khớp sổ" in answer.text and "Đã sửa sổ" in answer.text
    assert page.post(url, {"cause": card.token, "account": "supplies"}).status_code == 409  # once


def test_bad_input_is_answered_with_a_sentence_and_kept(till, page):
    url = COUNT % till.club.pk
    for typed in ("ba tờ", "-1", "99999", "²", "1,5"):
        answer = page.post(url, {"n20000": typed, "n50000": "7"})
        assert answer.status_code == 422 and 'value="7"' in answer.text
    assert not CashCount.objects.exists()
    for query in ("?quy=x&ngay=2026-02-31&lai=abc", "?ngay=2030-01-01", f"?lai={10**30}"):
        assert page.get(url + query).status_code == 200
    row = count(till, Fund.INCOME, 59_955_000)
    for sent in ({}, {"cause": "x"}, {"act": "?"}, {"cause": "not-done/dues//1/", "key": ["t1", "t2"]}):
        assert page.post(f"{url}{row.pk}/", sent).status_code in (409, 422)


def test_neither_a_closed_month_nor_a_payout_is_mended_here(till):
    with pytest.raises(Problem) as refused:
        acts.mend(count(till, Fund.INCOME, 0), [Transfer.objects.first().pk] * 2 + [1], [], **till.by)
    assert refused.value.code == "cause_gone"
    till.lent(0, on=date(2026, 8, 25))
    payout = Transfer.objects.get(kind="payout")
    with pytest.raises(Problem) as refused:
        acts.mend(count(till, Fund.INCOME, 0), [payout.pk], [], **till.by)
    assert refused.value.code == "not_by_itself"
    spent = slips.spend(
        till.club, Fund.INCOME, 10_000, Account.SUPPLIES, "chè", day=date(2026, 8, 25), **till.by
    )  # fmt: skip
    close_month(till.club, month_of(date(2026, 8, 1)), **till.by)
    row = acts.count_box(till.club, Fund.INCOME, {}, on=date(2026, 8, 25), **till.by)
    with pytest.raises(Problem) as refused:
        acts.mend(row, [spent.transfers.get().pk], [], **till.by)
    assert refused.value.code == "month_closed"


def test_only_who_keeps_the_money_counts_it(till):
    for name in ("man", "khiem", "ha"):
        with pytest.raises(Problem) as refused:
            acts.count_box(till.club, Fund.INCOME, {}, on=TODAY, by=till.world.users[name], today=TODAY)
        assert refused.value.status == 403


@pytest.mark.parametrize(("fund", "gap"), [(Fund.ACTIVITY, -DUES), (Fund.ACTIVITY, DUES), (Fund.INCOME, 50_000)])
def test_the_page_of_a_full_meeting_stays_light(till, page, django_assert_max_num_queries, fund, gap):
    for who in range(4):
        till.lent(who, 1_000_000, on=TODAY - timedelta(days=31))
    dues.collect(till.club, {m.pk: DUES for m in till.members[:6]}, day=TODAY, **till.by)
    row = count(till, fund, cash(till, fund) + gap)
    page.get(COUNT % till.club.pk)  # the first page after signing in also writes the session
    with django_assert_max_num_queries(12):
        answer = page.get(f"{COUNT % till.club.pk}{row.pk}/")
    assert answer.status_code == 200 and len(answer.content) < 60_000
