"""Receipts and payments of a fund's box, month by month, as Excel."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tremang.funds.actions import dues, slips
from tremang.funds.models import Account, Fund, Voucher

ON = date(2026, 9, 20)


@pytest.fixture
def month(till):
    """Contributions, a spending taken back, one that stands, a move between the funds; in September, and one thing in August."""
    dues.collect(till.club, {row.pk: 10_000 for row in till.members[:3]}, day=ON, **till.by)
    wrong = slips.spend(till.club, Fund.ACTIVITY, 5_000, Account.SUPPLIES, "mua chè", day=ON, **till.by)
    slips.take_back(wrong, "ghi nhầm", **till.by)
    slips.spend(till.club, Fund.ACTIVITY, 8_000, Account.VISITS, "thăm ốm", day=ON, who="Đỗ Thị Ẩn", **till.by)
    slips.move_between(till.club, Fund.INCOME, 50_000, "", day=ON, **till.by)
    dues.collect(till.club, {till.members[4].pk: 10_000}, day=date(2026, 8, 25), **till.by)
    return till


def sheet(page, till, fund: str, ky: str = "2026-09") -> bytes:
    answer = page.get(reverse("funds:slips", args=[till.club.pk, fund]), {"ky": ky})
    return b"".join(answer.streaming_content)


def lines(made: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()


def test_each_slip_of_the_month_has_a_line_with_its_sum_in_words(month, page):
    _head, *rows = lines(sheet(page, month, "hoat-dong"))
    told = [(row[1], row[3], row[5], row[7], row[8]) for row in rows[:5]]
    assert told == [
        ("Phiếu thu", "", "Đóng góp", 30_000, ""), ("Phiếu chi", "", "Chi cho hoạt động", "", 5_000),
        ("Phiếu thu", "", "Chi cho hoạt động", 5_000, ""), ("Phiếu chi", "Đỗ Thị Ẩn", "Chi cho hoạt động", "", 8_000),
        ("Phiếu chuyển quỹ", "", "Chuyển giữa hai quỹ", 50_000, ""),
    ]  # fmt: skip
    assert rows[3][9] == "Tám nghìn đồng" and rows[1][10].startswith("đã hoàn lại bằng phiếu PT-")
    assert rows[5][:1] + rows[5][7:9] == ["Cộng", 85_000, 13_000] and rows[6][:2] == ["Số dòng", 5]


def test_the_sums_are_formulas_and_a_month_without_slips_has_none(month, page):
    text = ZipFile(BytesIO(sheet(page, month, "hoat-dong"))).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>(.*?)</f>", text) == ["SUM(H2:H6)", "SUM(I2:I6)", "ROWS(A2:A6)"]
    _head, total, count, *_rest = lines(sheet(page, month, "hoat-dong", "2026-07"))
    assert (total[0], total[7], count[1]) == ("Cộng", 0, 0)


def test_the_book_leads_there_for_its_fund_and_month(month, page):
    text = page.get(reverse("funds:cashbook", args=[month.club.pk, "hoat-dong"]), {"ky": "2026-09"}).content.decode()
    assert f'{reverse("funds:slips", args=[month.club.pk, "hoat-dong"])}?ky=2026-09" download' in text
    [line] = [row for row in lines(sheet(page, month, "tang-thu-nhap")) if row[1] == "Phiếu chuyển quỹ"]
    assert line[0] == Voucher.objects.get(transfers__credit=Account.CLEARING).label and line[8] == 50_000
