"""The treasurer's phone: books begun with a second loan and contributions paid ahead, a mending undone, papers read."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.funds.actions import box, gifts, loans, slips
from tremang.funds.models import Account, CashCount, DuesOwed, Fund, Loan
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import Till
from tremang.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OUT_OF_SIGHT = """() => [...document.querySelectorAll(".sheet *")].filter(node => {
  const box = node.getBoundingClientRect();
  return box.width && (box.left < 0 || box.right > innerWidth + 1 || node.scrollWidth > node.clientWidth + 1 && node.clientWidth);
}).map(node => node.outerHTML.slice(0, 80))"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def onward(page) -> None:
    with page.expect_navigation():
        page.locator("main button.primary").first.tap()


def test_a_second_loan_and_contributions_paid_ahead_are_told_by_thumb(world, page, enter):
    till = Till(world, capital=0)
    who, ahead, behind = till.others[:3]
    enter(page, world.users["luong"]).goto(f"/quy/{till.club.pk}/bat-dau/")
    page.locator("[name=on]").fill("30/6/2026")
    page.locator("[name=income_cash]").fill("2.400.000")
    onward(page)
    onward(page)
    page.locator(f"input[name=borrowers][value='{who.pk}']").check()
    onward(page)
    assert not page.locator(f"[name=loan_{who.pk}_2_principal]").is_visible()
    page.locator("summary", has_text="còn một khoản vay nữa").tap()
    for key, told in (
        (f"loan_{who.pk}", ("6 triệu", "6", "25/7/2026")),
        (f"loan_{who.pk}_2", ("1 triệu", "2", "10/7/2026")),
    ):
        for part, value in zip(("principal", "months", "due"), told, strict=True):
            page.locator(f"[name={key}_{part}]").fill(value)
    onward(page)
    page.locator(f"[name=owed_{behind.pk}]").fill("30.000")
    page.locator(f"[name=ahead_{ahead.pk}]").fill("20.000")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    onward(page)
    assert "1 người đã đóng trước, cộng 20.000 đ" in page.locator("main").inner_text().replace("\xa0", " ")
    onward(page)
    assert sorted(Loan.objects.filter(membership=who).values_list("principal", flat=True)) == [1_000_000, 6_000_000]
    assert dict(DuesOwed.objects.values_list("membership", "amount")) == {ahead.pk: -20_000, behind.pk: 30_000}


def test_a_mending_is_undone_by_the_button_in_its_message(world, page, enter):
    till = Till(world)
    for _each in range(2):
        slips.spend(till.club, Fund.INCOME, 85_000, Account.SUPPLIES, "Chè, nước", day=TODAY, **till.by)
    held = trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.CASH)
    notes = {10_000: held // 10_000, 5_000: (held % 10_000 + 85_000) // 5_000}
    row = box.count_box(till.club, Fund.INCOME, notes, on=TODAY, **till.by)
    enter(page, world.users["luong"]).goto(f"/quy/{till.club.pk}/dem-hop/{row.pk}/")
    with page.expect_navigation():
        page.locator("button", has_text="Bỏ một lần ghi").first.tap()
    assert "Hộp khớp sổ" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Hoàn tác").tap()
    text = page.locator("body").inner_text().replace("\xa0", " ")
    assert "Đã hoàn tác việc sửa sổ" in text and "Hộp thừa 85.000 đ" in text
    assert trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.CASH) == held
    assert CashCount.objects.count() == 3


def test_papers_of_loans_gifts_and_books_are_read_on_a_phone_without_moving_sideways(world, page, enter):
    till = Till(world)
    loan = till.lent(0, on=date(2026, 7, 1))
    loans.repay(loan, 100_000, day=date(2026, 8, 1), **till.by)
    giving = gifts.Giving(
        12_500_000, "Hội đồng hương xã Phúc Thọ tại Thành phố Hồ Chí Minh", purpose="mua bàn ghế, ấm chén"
    )
    gifts.give(till.club, giving, on=TODAY, **till.by)
    enter(page, world.users["luong"])
    thing = gifts.give(till.club, gifts.Giving(1_500_000, "bà Hoa", what="5 bộ ấm chén"), on=TODAY, **till.by)
    papers = (
        f"vay/{loan.pk}/giay-vay", f"vay/{loan.pk}/nhac", "vay/nhac", "vay/buoi-toi", "vay/in", "tam-long-vang/cam-on",
        f"thanh-vien/{loan.membership_id}", "so-quy/tang-thu-nhap/in", "so-quy/hoat-dong/in", "cong-khai",
        "tam-long-vang/in", f"tam-long-vang/{thing.pk}/bien-nhan",
    )  # fmt: skip
    for path in papers:
        page.goto(f"/quy/{till.club.pk}/{path}/")
        assert page.locator(".sheet").count(), path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert page.evaluate(OUT_OF_SIGHT) == [], path
