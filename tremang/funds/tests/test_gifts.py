"""The Sổ Tấm lòng vàng and what the fund holds in kind: each gift once, by its page or at its meeting, and its papers."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.cast import TODAY
from tests.crawl import read
from tremang.funds.actions import gifts, slips
from tremang.funds.models import Account, Fund, Gift, KindCapital, Voucher
from tremang.funds.queries import gifts as book
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import Till, sound
from tremang.kernel.problems import Conflict, Problem
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.members.tests.looking import filled

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)


@pytest.fixture
def till(world) -> Till:
    return Till(world, capital=0)


def entered(client: Client, url: str, answer=None, **typed) -> dict:
    """What a browser sends from the form at `url`, or from the one of an `answer`, with what was typed into it."""
    shown = answer if answer is not None else client.get(url)
    return filled(read(url, shown.status_code, shown.text), url) | typed


def given(till: Till, on: date, once: str, **giving) -> Gift:
    return gifts.give(till.club, gifts.Giving(500_000, **giving), on=on, once=once, **till.by)


class TestGifts:
    def test_money_comes_in_by_a_slip_and_things_stand_beside(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/"
        money = {"day": "20/9/2026", "amount": "500k", "donor": "ông Lâm", "fund": "activity", "into": "cash"}
        assert "Đã ghi ủng hộ" in page.post(url + "?ghi=tien", money, follow=True).text
        thing = {
            "day": "21/9/2026",
            "amount": "1,5 triệu",
            "what": "5 bộ ấm chén",
            "donor": "bà Hoa",
            "fund": "activity",
        }
        page.post(url + "?ghi=hien-vat", thing)
        assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.GIFTS) == 500_000
        answer = page.get(url)
        assert "ông Lâm" in answer.text and "5 bộ ấm chén" in answer.text
        assert (answer.context["money"], answer.context["kind"]) == (500_000, 1_500_000)
        assert "bà Hoa" in page.get(url + "cam-on/").text
        assert page.get(url + "?download=xlsx").headers["content-type"].endswith("sheet")
        assert sound(till)

    def test_a_gift_sent_twice_is_written_once_in_money_and_in_kind(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi="
        money = entered(page, url + "tien", amount="500k", donor="ông Lâm")
        thing = entered(page, url + "hien-vat", what="5 bộ ấm chén", amount="1,5 triệu", donor="bà Hoa")
        for _press in range(2):
            assert page.post(url + "tien", money).status_code == 302
            assert page.post(url + "hien-vat", thing).status_code == 302
        assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.GIFTS) == 500_000
        assert sorted(Gift.objects.values_list("amount", flat=True)) == [500_000, 1_500_000]
        for kind, sent, other in (("tien", money, "70k"), ("hien-vat", thing, "80k")):  # back, and something else
            answer = page.post(url + kind, sent | {"amount": other})
            assert answer.status_code == 409 and "Nếu đây là một khoản khác nữa" in answer.text
            assert page.post(url + kind, entered(page, url + kind, answer)).status_code == 302
        assert Gift.objects.count() == 4 and sound(till)

    @pytest.mark.parametrize("what", ["", "5 bộ ấm chén"])
    @pytest.mark.parametrize(
        "changed",
        [
            {"donor": "bà Hoa"}, {"purpose": "mua loa"}, {"fund": Fund.INCOME}, {"is_anonymous": True},
            {"on": TODAY - timedelta(days=1)}, {"into": Account.BANK},
        ],
        ids=lambda changed: next(iter(changed)),
    )  # fmt: skip
    def test_a_gift_of_the_same_sum_is_another_where_anything_else_differs(self, till, what, changed):
        if what and "into" in changed:
            return  # a thing comes into no box
        told = {"donor": "ông Lâm", "purpose": "mừng thọ", "on": TODAY}
        for more in (told, told):
            first = given(till, what=what, once="1203", **more)
        assert Gift.objects.get() == first
        with pytest.raises(Conflict) as refused:
            given(till, what=what, once="1203", **told | changed)
        assert refused.value.code == "written_already"
        given(till, what=what, once="1204", **told | changed)
        assert Gift.objects.count() == 2 and sound(till)

    def test_a_second_donor_of_the_same_sum_is_written_when_the_button_is_pressed_again(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        sent = entered(page, url, amount="500k", donor="ông Lâm")
        assert page.post(url, sent).status_code == 302
        answer = page.post(url, sent | {"donor": "bà Hoa"})
        assert answer.status_code == 409 and "mời bấm nút ghi lần nữa" in answer.text
        assert page.post(url, entered(page, url, answer)).status_code == 302
        assert sorted(Gift.objects.values_list("donor", flat=True)) == ["bà Hoa", "ông Lâm"]

    def test_the_key_of_another_slip_is_no_gift(self, till, page):
        slips.take_in(till.club, Fund.ACTIVITY, 70_000, Account.OTHER_IN, "giấy vụn", day=TODAY, once="77", **till.by)
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        answer = page.post(url, entered(page, url, amount="70k", donor="bà Hoa", once="77"))
        assert answer.status_code == 409 and not Gift.objects.exists()
        assert page.post(url, entered(page, url, answer)).status_code == 302

    def test_a_gift_taken_back_is_not_said_to_be_written(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        sent = entered(page, url, amount="70k", donor="bà Hoa")
        assert page.post(url, sent).status_code == 302
        slips.take_back(Voucher.objects.get(), "", **till.by)
        answer = page.post(url, sent)
        assert answer.status_code == 409 and "nay đã được hoàn lại" in answer.text
        assert page.post(url, entered(page, url, answer)).status_code == 302
        assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.GIFTS) == 70_000

    def test_a_gift_of_a_meeting_belongs_to_it_and_leads_back(self, till, page):
        held = record_meeting(till.club, MeetingData(held_on=TODAY), by=till.world.users["man"], today=TODAY)
        step = f"/quy/{till.club.pk}/buoi/{TODAY}/thu-chi/"
        url = re.search(r'href="([^"]*tam-long-vang[^"]*)"', page.get(step).text)[1].replace("&amp;", "&")
        answer = page.post(url, entered(page, url, amount="50.000", donor="bà Hoa"))
        assert (answer.status_code, answer.url) == (302, step)
        assert Gift.objects.get().voucher.meeting_id == held.pk

    def test_ten_times_the_usual_gift_is_asked_about_once(self, till, page):
        for day in (1, 2, 3, 4, 5):
            gifts.give(till.club, gifts.Giving(100_000, "ông Lâm"), on=date(2026, 9, day), **till.by)
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        answer = page.post(url, entered(page, url, amount="1 triệu", donor="bà Hoa"))
        assert answer.status_code == 422 and "gấp từ 10 lần" in answer.text and "Một triệu đồng" in answer.text
        assert page.post(url, entered(page, url, answer)).status_code == 302

    def test_what_seldom_changes_waits_folded_until_it_must_be_seen(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        assert '<details class="more">' in page.get(url).text
        wrong = page.post(url, entered(page, url, amount="50.000", donor="bà Hoa", day="31/12/2026"))
        assert wrong.status_code == 422 and '<details class="more" open>' in wrong.text

    def test_the_gift_book_and_the_receipt_of_a_thing_are_printed(self, till, page):
        gifts.give(till.club, gifts.Giving(200_000, "ông Lâm"), on=TODAY, **till.by)
        thing = gifts.give(till.club, gifts.Giving(1_500_000, "bà Hoa", what="5 bộ ấm chén"), on=TODAY, **till.by)
        url = f"/quy/{till.club.pk}/tam-long-vang/"
        assert (
            f'href="{url}{thing.pk}/bien-nhan/">hiện vật</a>' in page.get(url).text
            and f"{url}in/" in page.get(url).text
        )
        paper = page.get(url + "in/").text
        assert "ông Lâm" in paper and "PT-1/2026" in paper and "1.500.000" in paper and "THỦ QUỸ" in paper
        slip = page.get(f"{url}{thing.pk}/bien-nhan/").text
        assert "5 bộ ấm chén" in slip and "Một triệu năm trăm nghìn đồng" in slip and "bà Hoa" in slip
        money = Gift.objects.exclude(pk=thing.pk).get()
        assert page.get(f"{url}{money.pk}/bien-nhan/").status_code == 404

    def test_a_thing_sent_twice_is_registered_once(self, till, page):
        url = f"/quy/{till.club.pk}/von-hien-vat/?ghi=1"
        sent = entered(page, url, what="bò cái", value="24 triệu", document="12/BB")
        for _press in range(2):
            assert page.post(url, sent).status_code == 302
        assert KindCapital.objects.count() == 1
        answer = page.post(url, sent | {"what": "dê"})
        assert answer.status_code == 409 and page.post(url, entered(page, url, answer)).status_code == 302
        assert KindCapital.objects.count() == 2

    @pytest.mark.parametrize(
        "changed",
        [{"quantity": "2 con"}, {"source": Account.MEMBERS}, {"document": "13/BB"}, {"holder": 1}, {"from_on": ON}],
        ids=lambda changed: next(iter(changed)),
    )
    def test_a_thing_is_another_where_anything_differs(self, till, changed):
        cow = gifts.InKind("bò cái", 24_000_000, Account.STATE, "1 con", "12/BB", till.others[0])
        first = gifts.keep_in_kind(till.club, cow, from_on=TODAY, once="1203", **till.by)
        gifts.end_in_kind(first, TODAY, **till.by)  # that it ended since does not make it another
        assert gifts.keep_in_kind(till.club, cow, from_on=TODAY, once="1203", **till.by) == first
        on = {"from_on": TODAY} | {name: value for name, value in changed.items() if name == "from_on"}
        other = {
            name: till.others[1] if name == "holder" else value for name, value in changed.items() if name not in on
        }
        with pytest.raises(Conflict) as refused:
            gifts.keep_in_kind(till.club, replace(cow, **other), once="1203", **on, **till.by)
        assert refused.value.code == "written_already" and KindCapital.objects.count() == 1

    def test_a_gift_taken_back_is_shown_and_not_counted(self, till):
        giving = gifts.Giving(200_000, "ông Lâm")
        gift = gifts.give(till.club, giving, on=TODAY, **till.by)
        slips.take_in(till.club, Fund.ACTIVITY, 70_000, Account.GIFTS, "mừng thọ", day=TODAY, who="chị Mai", **till.by)
        slips.take_back(gift.voucher, "", **till.by)
        lines = book.gifts(till.club.pk, TODAY, TODAY)
        assert {(line.donor, line.is_taken_back) for line in lines} == {("ông Lâm", True), ("chị Mai", False)}
        assert book.total(lines, money=True) == 70_000

    def test_who_wants_no_name_is_named_nowhere(self, till, page):
        member = till.others[0]
        giving = gifts.Giving(300_000, "Kiều Văn Lực", is_anonymous=True, membership=member)
        gift = gifts.give(till.club, giving, on=TODAY, **till.by)
        assert (gift.donor, gift.membership, gift.voucher.who) == ("", None, "")
        assert gift.voucher.transfers.get().membership is None
        assert "Không nêu tên" in page.get(f"/quy/{till.club.pk}/tam-long-vang/").text
        with pytest.raises(Problem) as refused:
            gifts.give(till.club, gifts.Giving(1_000), on=TODAY, **till.by)
        assert refused.value.code == "no_donor"

    def test_what_was_written_by_mistake_goes(self, till, page):
        gift = gifts.give(till.club, gifts.Giving(1, "bà Hoa", what="ghế"), on=TODAY, **till.by)
        page.post(f"/quy/{till.club.pk}/tam-long-vang/{gift.pk}/bo/")
        assert not Gift.objects.exists()
        thing = gifts.InKind("bò", 24_000_000, Account.STATE, "2 con", "12/BB")
        row = gifts.keep_in_kind(till.club, thing, from_on=ON, **till.by)
        url = f"/quy/{till.club.pk}/von-hien-vat/"
        assert "2 con" in page.get(url).text and "24.000.000" in page.get(url).text
        assert page.post(f"{url}?thoi={row.pk}", {"to_on": "1/6/2026"}).status_code == 422
        page.post(f"{url}?thoi={row.pk}", {"to_on": "1/9/2026"})
        assert not book.in_kind(till.club.pk, TODAY) and book.in_kind(till.club.pk, ON)
        page.post(f"{url}{row.pk}/bo/")
        assert not KindCapital.objects.exists() and sound(till)
        answer = page.post(f"{url}?ghi=1", {"what": "dê", "value": "x", "source": "state", "from_on": "1/9/2026"})
        assert answer.status_code == 422 and 'value="dê"' in answer.text

    def test_bad_sums_keep_what_was_typed(self, till, page):
        url = f"/quy/{till.club.pk}/tam-long-vang/?ghi=tien"
        for amount in ("1.5tr", "-5", "0", "abc", ""):
            answer = page.post(url, {"day": "20/9/2026", "amount": amount, "donor": "ông Lâm", "fund": "activity"})
            assert answer.status_code == 422 and "ông Lâm" in answer.text
        assert page.get(f"/quy/{till.club.pk}/tam-long-vang/?nam=99999999").status_code == 200
