"""What a treasurer meets who is late: the money of an earlier day, closed months, a club without its board."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.funds.actions import dues, loans, months, slips
from tremang.funds.actions.box import count_box
from tremang.funds.actions.opening import Holding, Opening, open_books
from tremang.funds.models import Account, Fund, LoanState, Transfer, Voucher
from tremang.funds.tests.acting import Till
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.members.models import BoardMember
from tremang.members.tests.looking import looked_at, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 25)


def closed(till: Till) -> None:
    """August and all before it are closed."""
    months.close_month(till.club, month_of(DAY), **till.by)


def said(answer) -> str:
    return answer.content.decode().replace("\xa0", " ")


def test_the_money_of_an_earlier_day_is_reached_from_the_money_page_recorded_or_not(till, desk):
    record_meeting(till.club, MeetingData(held_on=DAY, marks={}), by=till.world.users["man"], today=TODAY)
    home = looked_at(desk, f"/quy/{till.club.pk}/").body
    here = f"/quy/{till.club.pk}/buoi/"
    assert f'href="{here}"' in home
    page = looked_at(desk, here).body
    assert f'href="{here}2026-08-25/"' in page and f'href="{here}2026-07-25/"' in page
    assert page.count("chưa ghi biên bản") == page.count(f'href="{here}20') - 1
    answer = desk.get(here, {"ngay": "12/7"})
    assert answer.status_code == 302 and answer["Location"] == f"{here}2026-07-12/"


def test_no_day_before_the_books_began_is_offered(world):
    by, here = {"by": world.users["luong"], "today": TODAY}, f"/quy/{world.dong_vang.pk}/buoi/"
    desk = signed_in(world, "luong")
    assert f'href="{here}2026-07-25/"' in looked_at(desk, here).body
    open_books(world.dong_vang, Opening(date(2026, 8, 1), {Fund.ACTIVITY: Holding(cash=500_000)}), **by)
    page = looked_at(desk, here).body
    assert f'href="{here}2026-07-25/"' not in page and f'href="{here}2026-08-25/"' in page


@pytest.mark.parametrize(("day", "sentence"), [("1/1/2030", "chưa tới"), ("1/1/2019", "ra mắt")])
def test_a_day_with_which_the_books_cannot_begin_is_told_at_the_first_step(world, day, sentence):
    answer = signed_in(world, "luong").post(
        f"/quy/{world.dong_vang.pk}/bat-dau/", {"step": "tien", "on": day, "activity_cash": "500.000"}
    )
    assert answer.status_code == 422 and sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("31/2", "chỉ có 28 ngày"), ("24/9/2026", "chưa tới"), ("1/1/2019", "ra mắt"), ("", "còn trống")],
)
def test_a_day_that_cannot_be_is_told_beside_the_list(till, desk, typed, sentence):
    answer = desk.get(f"/quy/{till.club.pk}/buoi/", {"ngay": typed})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert typed in answer.content.decode()


def test_the_club_page_leads_the_treasurer_to_the_money_of_a_meeting_not_recorded(till, desk):
    link = f'href="/quy/{till.club.pk}/buoi/2026-08-25/"'
    club = f"/cau-lac-bo/{till.club.pk}/"
    assert link in desk.get(club).content.decode()
    assert link not in signed_in(till.world, "man").get(club).content.decode()


@pytest.mark.parametrize("slug", ["dong-gop", "tra-no", "thu-chi", "cho-vay", "dem-hop", "xong"])
def test_a_meeting_in_a_closed_month_says_so_before_anything_is_written(till, desk, slug):
    here = f"/quy/{till.club.pk}/buoi/"
    assert "Sổ đã khóa đến hết ngày" not in said(desk.get(f"{here}{DAY}/{slug}/"))
    closed(till)
    page = said(desk.get(f"{here}{DAY}/{slug}/"))
    assert "Sổ đã khóa đến hết ngày 31/8/2026, nên buổi này chỉ xem" in page
    assert f'href="/quy/{till.club.pk}/khoa-so/"' in page
    assert "Sổ đã khóa đến hết ngày" not in said(desk.get(f"{here}{TODAY}/{slug}/"))


def test_a_box_counted_in_a_closed_month_offers_nothing_that_would_be_refused(till, desk):
    dues.collect(till.club, {one.pk: 10_000 for one in till.members}, day=DAY, **till.by)
    row = count_box(till.club, Fund.ACTIVITY, {10_000: len(till.members) - 1}, on=DAY, **till.by)
    url = f"/quy/{till.club.pk}/dem-hop/{row.pk}/"
    assert said(desk.get(url)).count('name="cause"') > 1 and "Để lệch và ghi vào sổ" in said(desk.get(url))
    closed(till)
    page = said(desk.get(url))
    assert "Sổ đã khóa đến hết ngày 31/8/2026" in page and f'href="/quy/{till.club.pk}/khoa-so/"' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<button" not in main and "Để lệch" not in main


def test_a_slip_of_a_closed_month_is_taken_back_today_and_the_page_says_so_first(till, desk):
    loan = till.lent(0)
    dued = dues.collect(till.club, {till.members[0].pk: 10_000}, day=DAY, **till.by)
    paid = loans.repay(loan, 500_000, day=DAY, **till.by)
    words = "Tháng 8/2026 đã khóa, nên phiếu hoàn lại ghi vào ngày hôm nay, 23/9/2026."
    pages = [
        f"/quy/{till.club.pk}/phieu/{dued.pk}/hoan-lai/",
        f"/quy/{till.club.pk}/vay/{loan.pk}/tra/{paid.pk}/hoan-lai/",
    ]
    assert not any(words in said(desk.get(page)) for page in pages)
    closed(till)
    assert all(words in said(desk.get(page)) for page in pages)
    desk.post(pages[0], {"reason": "ghi nhầm"})
    assert Voucher.objects.get(reverses=dued).day == TODAY
    promise = said(desk.get(f"/quy/{till.club.pk}/khoa-so/?khoa=2026-08"))
    assert "không sửa phiếu" not in promise and "hoàn lại bằng phiếu ghi vào ngày hoàn lại" in promise


def test_a_repayment_in_a_closed_month_is_refused_before_it_shows_what_it_changes(till, desk):
    loan = till.lent(0)
    loans.repay(loan, 500_000, day=date(2026, 9, 1), **till.by)
    closed(till)
    count = Transfer.objects.count()
    answer = desk.post(f"/quy/{till.club.pk}/vay/{loan.pk}/tra/", {"amount": "530.000", "day": "25/8/2026"})
    assert answer.status_code == 422
    assert "Sổ đã khóa đến hết ngày 31/8/2026" in said(answer) and "Trước và sau" not in said(answer)
    row = {"pays": [loan.pk], f"sum-{loan.pk}": "530.000", "seen": "999"}
    answer = desk.post(f"/quy/{till.club.pk}/buoi/{DAY}/tra-no/", row)
    assert answer.status_code == 422 and "được chia lại" not in said(answer)
    assert Transfer.objects.count() == count


@pytest.mark.parametrize(("left", "words"), [(0, "chưa ghi Ban Chủ nhiệm"), (1, "mới ghi được một người")])
def test_without_two_of_the_board_a_pay_out_says_who_records_it(till, desk, left, words):
    loan = till.approved(0)
    kept = BoardMember.objects.filter(club=till.club, person=till.board[0].person)[:left].values_list("pk", flat=True)
    BoardMember.objects.filter(club=till.club).exclude(pk__in=list(kept)).delete()
    page = f"/quy/{till.club.pk}/vay/{loan.pk}/giao-tien/"
    seen = said(desk.get(page))
    assert words in seen and "Mời nhờ Chủ nhiệm hoặc cán bộ xã" in seen
    assert not re.search("<select", seen)
    assert desk.post(page, {}).status_code == 422
    officer = said(signed_in(till.world, "tuan").get(page))
    assert f'class="button primary" href="{reverse("members:board", args=[till.club.pk])}"' in officer
    loan.refresh_from_db()
    assert loan.state == LoanState.APPROVED


def test_an_exempt_or_prepaid_member_is_not_said_to_owe(till, desk):
    free, ahead = till.members[0], till.members[1]
    dues.exempt(free, DAY.replace(day=1), None, "già yếu", **till.by)
    dues.collect(till.club, {ahead.pk: 200_000}, day=date(2026, 7, 1), **till.by)
    dues.collect(till.club, {free.pk: 50_000}, day=date(2026, 7, 1), **till.by)
    page = said(desk.get(f"/quy/{till.club.pk}/buoi/{DAY}/dong-gop/"))
    rows = {row.split('value="')[1].split('"')[0]: row for row in page.split('<div class="pay')[2:]}
    assert "Được miễn tháng này" in rows[str(free.pk)] and "Đã đóng tháng này" in rows[str(ahead.pk)]
    owing = str(till.members[2].pk)
    assert ["Chưa đóng" in rows[str(pk)] for pk in (free.pk, ahead.pk, owing)] == [False, False, True]


def test_a_sentence_that_names_the_member_is_not_led_by_the_name_again(till, desk):
    loan = till.lent(0)
    row = {"pays": [loan.pk], f"sum-{loan.pk}": "60.000.000", "seen": "999", "chac": f"{loan.pk}:60000000"}
    page = said(desk.post(f"/quy/{till.club.pk}/buoi/{DAY}/tra-no/", row))
    summary = page.split('class="error-summary"')[1].split("</ul>")[0]
    name = loan.membership.person.full_name
    assert f"{name} chỉ còn phải trả" in summary and summary.count(name) == 1


def test_nothing_required_is_said_to_be_optional(till, desk):
    capital = said(desk.get(f"/quy/{till.club.pk}/nhan-von/"))
    asked = said(desk.get(f"/quy/{till.club.pk}/vay/xin/"))
    for page, names in ((capital, ["document"]), (asked, ["cosigned_by", "cosigner"])):
        for name in names:
            assert "có thể để trống" not in page.split(f'<label for="id_{name}">')[1].split("</div>")[0]


def test_the_bank_is_not_advised_where_it_holds_nothing(till):
    loan = till.approved(0)
    slips.spend(till.club, Fund.INCOME, 59_000_000, Account.SUPPLIES, "lợn giống", day=DAY, **till.by)
    with pytest.raises(Problem) as refused:
        loans.pay_out(loan, till.hands, day=DAY, **till.by)
    assert refused.value.code == "box_too_small" and "ngân hàng" not in refused.value.sentence
    slips.bank(till.club, Fund.INCOME, 500_000, into_bank=True, day=DAY, **till.by)
    with pytest.raises(Problem, match="rút từ ngân hàng"):
        loans.pay_out(loan, till.hands, day=DAY, **till.by)


def test_the_wall_sheet_of_what_is_due_comes_as_excel_too(till, desk):
    till.lent(0)
    url = f"/quy/{till.club.pk}/vay/buoi-toi/"
    assert 'href="?download=xlsx"' in said(desk.get(url))
    answer = desk.get(url, {"download": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    assert "Mang theo (đồng)" in rows[0] and till.others[0].person.full_name in rows[1][0]
