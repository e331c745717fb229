"""The meeting's money on the screen: one pass for everybody, each write with its way back, two treasurers at once."""

import re
from datetime import date

import pytest

from tests.cast import TODAY
from tests.crawl import read
from tremang.funds.actions import dues, loans, slips
from tremang.funds.models import Account, Fund, Loan, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.queries.loans import standings
from tremang.funds.tests.acting import DUES, Till
from tremang.funds.views import sitting
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Status
from tremang.members.tests.looking import filled, looked_at, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 25)


def at(till: Till, slug: str, day: date = DAY) -> str:
    return f"/quy/{till.club.pk}/buoi/{day}/{slug}/"


def meeting(till: Till, **marks):
    data = MeetingData(held_on=DAY, marks={till.world.members[name].pk: mark for name, mark in marks.items()})
    return record_meeting(till.club, data, by=till.world.users["man"], today=TODAY)


def cash(till: Till, fund: Fund = Fund.ACTIVITY, on: date = TODAY) -> int:
    return trial(till.club.pk, on).balance(fund, Account.CASH)


def sent(page) -> dict:
    """What the form of a step would send."""
    return filled(page, page.url) | {}


def test_whoever_is_there_pays_in_one_pass_and_the_slip_hangs_on_the_meeting(till, desk):
    held = meeting(till, **{"Đỗ Thị Ẩn": Status.ABSENT})
    page = looked_at(desk, at(till, "dong-gop"))
    data = sent(page)
    assert str(till.world.members["Đỗ Thị Ẩn"].pk) not in data["pays"]
    assert len(data["pays"]) == len(till.members) - 1
    answer = desk.post(at(till, "dong-gop"), data)
    assert (answer.status_code, answer.url) == (302, at(till, "tra-no"))
    slip = Voucher.objects.get(series="PT", transfers__kind="dues", transfers__membership=till.members[0].pk)
    assert slip.meeting_id == held.pk and slip.transfers.count() == len(till.members) - 1
    assert cash(till) == DUES * (len(till.members) - 1)
    later = looked_at(desk, at(till, "dong-gop"))
    assert "Đã đóng" in later.body and sent(later).get("pays", []) == []


def test_without_a_recorded_meeting_it_works_on_the_day(till, desk):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    assert len(data["pays"]) == len(till.members)
    assert desk.post(at(till, "dong-gop"), data).status_code == 302
    assert Voucher.objects.filter(meeting__isnull=True, transfers__kind="dues").distinct().count() == 1


def test_other_sums_are_read_as_people_write_them(till, desk):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    first, second = till.members[0].pk, till.members[1].pk
    data |= {"pays": [str(first), str(second)], f"sum-{first}": "20k", f"sum-{second}": "60 nghìn"}
    assert desk.post(at(till, "dong-gop"), data).status_code == 302
    assert sorted(Transfer.objects.filter(kind="dues").values_list("amount", flat=True)) == [20_000, 60_000]


@pytest.mark.parametrize("text", ["mười nghìn", "-5000", "0", "1.5tr", "", "10000000000000000", "9" * 5000])
def test_a_sum_that_cannot_be_keeps_everything_typed(till, desk, text):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    wrong, other = till.members[2].pk, till.members[3].pk
    data |= {"pays": [str(wrong), str(other)], f"sum-{wrong}": text, f"sum-{other}": "35.000"}
    answer = desk.post(at(till, "dong-gop"), data)
    words = answer.content.decode()
    assert answer.status_code == 422 and words.startswith("<!doctype") and "<title>Lỗi:" in words
    assert 'value="35.000"' in words and words.count(" checked") == 2
    assert not Transfer.objects.filter(kind="dues").exists()


def test_ten_times_the_usual_is_asked_about_once(till, desk):
    who = till.members[0].pk
    behind = 6 * DUES  # from April on, in the books since March
    data = sent(looked_at(desk, at(till, "dong-gop"))) | {"pays": [str(who)], f"sum-{who}": "1.000.000"}
    answer = desk.post(at(till, "dong-gop"), data)
    assert answer.status_code == 422 and behind < 1_000_000
    words = answer.content.decode()
    assert "lần số mọi khi" in words and f'name="chac" value="{who}:1000000"' in words
    assert desk.post(at(till, "dong-gop"), data | {"chac": f"{who}:1000000"}).status_code == 302
    assert cash(till) == 1_000_000


@pytest.fixture
def two_a_part(monkeypatch):
    monkeypatch.setattr(sitting, "MOST", 2)


def part_of(desk, url: str, part: int, answer=None) -> dict:
    """What the form of a part would send to that part, as an `answer` shows it or as it is asked for."""
    here = f"{url}?p={part}"
    if answer is None:
        return filled(looked_at(desk, here), here)
    return filled(read(answer.wsgi_request.get_full_path(), answer.status_code, answer.text), here)


@pytest.mark.usefixtures("two_a_part")
def test_an_unusual_sum_of_an_earlier_part_is_asked_about_once_and_unticks_nobody(till, desk):
    url, ticked = at(till, "dong-gop"), []
    parts = int(re.search(r"Phần 1 trong (\d+)", looked_at(desk, url).body)[1])
    assert parts > 2
    for part in range(1, parts + 1):
        data = part_of(desk, url, part)
        ticked += data["pays"]
        if part == 1:
            data[f"sum-{ticked[0]}"] = "1.000.000"
            asked = desk.post(f"{url}?p=1", data)
            assert asked.status_code == 422 and "lần số mọi khi" in asked.text
            data = part_of(desk, url, 1, asked)
        answer = desk.post(f"{url}?p={part}", data)
        assert (answer.status_code, answer.url) == (302, f"{url}?p={part + 1}" if part < parts else at(till, "tra-no"))
    assert len(ticked) == len(till.members)
    assert cash(till) == 1_000_000 + DUES * (len(ticked) - 1)


@pytest.mark.usefixtures("two_a_part")
def test_going_back_to_the_part_before_keeps_what_was_typed_and_writes_nothing(till, desk):
    url = at(till, "dong-gop")
    data = part_of(desk, url, 2)
    first = data["pays"][0]
    answer = desk.post(f"{url}?p=2", data | {"before": "1", f"sum-{first}": "7.ooo"})
    assert answer.url == f"{url}?p=1" and cash(till) == 0
    assert part_of(desk, url, 2)[f"sum-{first}"] == ["7.ooo"]


@pytest.mark.usefixtures("two_a_part")
def test_what_the_last_part_finds_wrong_in_an_earlier_one_is_answered_there(till, desk):
    url, ids = at(till, "tra-no"), {str(till.lent(who, on=DAY).pk) for who in range(3)}
    data = part_of(desk, url, 1)
    wrong, last = min(pk for pk in ids if f"sum-{pk}" in data), next(pk for pk in ids if f"sum-{pk}" not in data)
    assert desk.post(f"{url}?p=1", data | {"pays": [wrong], f"sum-{wrong}": "9.000.000"}).url == f"{url}?p=2"
    asked = desk.post(f"{url}?p=2", part_of(desk, url, 2) | {"pays": [last], f"sum-{last}": "5.300.000"})
    assert asked.status_code == 422 and "lần số mọi khi" in asked.text
    asked = desk.post(f"{url}?p=2", part_of(desk, url, 2, asked))
    assert asked.status_code == 422 and "chỉ còn phải trả" in asked.text and "Phần 1 trong 2" in asked.text
    right = desk.post(f"{url}?p=1", part_of(desk, url, 1, asked) | {f"sum-{wrong}": "530.000"})
    assert right.url == f"{url}?p=2"
    data = part_of(desk, url, 2)
    assert (data["pays"], data[f"sum-{last}"]) == ([last], ["5.300.000"])
    assert desk.post(f"{url}?p=2", data).url == at(till, "thu-chi")
    assert cash(till, Fund.INCOME) == 60_000_000 - 3 * 6_000_000 + 5_300_000 + 530_000


@pytest.mark.usefixtures("two_a_part")
def test_rows_that_slip_into_another_part_meanwhile_keep_what_was_typed(till, desk):
    url, lent = at(till, "tra-no"), {str(loan.pk): loan for loan in [till.lent(who, on=DAY) for who in range(4)]}
    first = [pk for pk in lent if f"sum-{pk}" in part_of(desk, url, 1)]
    data = part_of(desk, url, 2)
    for pk in lent.keys() - set(first):
        data |= {f"sum-{pk}": "530.000"}
    data["pays"] = [*(lent.keys() - set(first))]
    loans.repay(lent[first[0]], 530_000, day=DAY, **till.by)  # the other treasurer
    assert desk.post(f"{url}?p=2", data).status_code == 302
    assert cash(till, Fund.INCOME) == 60_000_000 - 4 * 6_000_000 + 3 * 530_000


def test_the_same_form_twice_has_one_effect(till, desk):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    for _time in range(2):
        assert desk.post(at(till, "dong-gop"), data).status_code == 302
    assert cash(till) == DUES * len(till.members)


def test_a_second_treasurer_is_told_and_writes_only_the_rest(till, desk):
    other = signed_in(till.world, "tuan")
    mine, theirs = (sent(looked_at(one, at(till, "dong-gop"))) for one in (desk, other))
    everybody = mine["pays"]
    assert other.post(at(till, "dong-gop"), theirs | {"pays": everybody[:3]}).status_code == 302
    answer = desk.post(at(till, "dong-gop"), mine)
    words = answer.content.decode()
    assert answer.status_code == 409 and "đã có người thu đóng góp của 3 người" in words
    assert words.count(" checked") == len(everybody) - 3
    again = sent(looked_at(desk, at(till, "dong-gop")))
    assert again.get("pays", []) == []  # whoever was left out of the pass that was written did not pay
    assert desk.post(at(till, "dong-gop"), again | {"pays": everybody[3:]}).status_code == 302
    assert cash(till) == DUES * len(everybody)


def test_a_second_treasurer_with_one_wrong_sum_still_writes_nobody_twice(till, desk):
    other = signed_in(till.world, "tuan")
    mine, theirs = (sent(looked_at(one, at(till, "dong-gop"))) for one in (desk, other))
    assert other.post(at(till, "dong-gop"), theirs).status_code == 302
    who = mine["pays"][0]
    url = at(till, "dong-gop")
    answer = desk.post(url, mine | {f"sum-{who}": "ba mươi"})
    assert answer.status_code == 422
    again = filled(read(url, 422, answer.content.decode()), url) | {f"sum-{who}": "30.000"}
    assert desk.post(url, again).status_code in (302, 409)
    assert cash(till) == DUES * len(till.members)


def test_who_has_paid_leads_to_the_slip_and_no_tick_is_restored_by_its_place(till, desk):
    page = looked_at(desk, at(till, "dong-gop"))
    assert not re.search(r'<input type="checkbox" name="pays" value="\d+"(?! autocomplete="off")', page.body)
    desk.post(at(till, "dong-gop"), sent(page))
    loan = till.lent(0)
    desk.post(
        at(till, "tra-no"),
        sent(looked_at(desk, at(till, "tra-no"))) | {"pays": [str(loan.pk)], f"sum-{loan.pk}": "530.000"},
    )
    for slug, kind in (("dong-gop", "dues"), ("tra-no", "principal")):
        slip = Voucher.objects.filter(transfers__kind=kind).latest("pk")
        assert f"/quy/{till.club.pk}/phieu/{slip.pk}/" in looked_at(desk, at(till, slug)).body


def test_what_was_typed_waits_when_it_is_left_for_later(till, desk):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    who = data["pays"][0]
    answer = desk.post(at(till, "dong-gop"), data | {"pays": data["pays"][1:], f"sum-{who}": "70.000", "later": "1"})
    assert answer.status_code == 302
    again = sent(looked_at(desk, at(till, "dong-gop")))
    assert who not in again["pays"] and again[f"sum-{who}"] == ["70.000"]
    assert not Transfer.objects.filter(kind="dues").exists()


def test_undo_takes_the_slip_back_and_the_names_stand_there_again(till, desk):
    data = sent(looked_at(desk, at(till, "dong-gop")))
    desk.post(at(till, "dong-gop"), data)
    page = looked_at_once(desk, at(till, "tra-no"))
    action = next(form.action for form in page.parsed.forms if "hoan-lai" in form.action)
    assert desk.post(action).status_code == 302
    assert cash(till) == 0
    assert len(sent(looked_at(desk, at(till, "dong-gop")))["pays"]) == len(till.members)
    assert desk.post(action).status_code == 302  # twice: said, not done
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]


def looked_at_once(desk, url):
    answer = desk.get(url)
    return read(url, answer.status_code, answer.content.decode())


def test_repayments_come_with_what_is_due_and_several_are_written_at_once(till, desk):
    first, second, third = till.lent(0), till.lent(1), till.lent(2)
    loans.repay(first, 530_000 * 4, day=date(2026, 7, 1), **till.by)
    page = looked_at(desk, at(till, "tra-no"))
    data = sent(page)
    assert data.get("pays", []) == [] and data[f"sum-{second.pk}"] == ["3.180.000"]
    answer = desk.post(at(till, "tra-no"), data | {"pays": [str(first.pk), str(second.pk)]})
    assert (answer.status_code, answer.url) == (302, at(till, "thu-chi"))
    rows = Transfer.objects.filter(day=DAY).order_by("sequence").values_list("loan", "kind", "amount")
    assert list(rows) == [
        (first.pk, "interest", 60_000), (first.pk, "principal", 1_000_000),
        (second.pk, "interest", 180_000), (second.pk, "principal", 3_000_000),
    ]  # fmt: skip
    page = looked_at_once(desk, at(till, "thu-chi"))
    assert "gốc 4.000.000" in page.body and "lãi 240.000" in page.body
    action = next(form.action for form in page.parsed.forms if "hoan-lai" in form.action)
    desk.post(action)
    assert not any(now.standing.principal_paid for now in _standing([second, third]))


def _standing(found):
    return standings([Loan.objects.get(pk=loan.pk) for loan in found], TODAY)


def test_a_repayment_of_ten_instalments_is_asked_about_once_and_the_whole_debt_is_not(till, desk):
    first, second = till.lent(0, on=DAY), till.lent(1, on=DAY)  # 530.000 a month, nothing due yet
    data = sent(looked_at(desk, at(till, "tra-no")))
    data |= {"pays": [str(first.pk), str(second.pk)], f"sum-{first.pk}": "5.300.000", f"sum-{second.pk}": "6.030.000"}
    answer = desk.post(at(till, "tra-no"), data)
    words = answer.content.decode()
    assert answer.status_code == 422 and words.count("lần số mọi khi") == 2  # at the row and above the form
    assert not Transfer.objects.filter(kind="principal").exists()
    assert desk.post(at(till, "tra-no"), data | {"chac": f"{first.pk}:5300000"}).status_code == 302
    assert sorted(Transfer.objects.filter(kind="principal").values_list("amount", flat=True)) == [5_270_000, 6_000_000]


def test_a_repayment_of_a_tenth_of_an_instalment_is_asked_about_once(till, desk):
    loan = till.lent(0, on=DAY)
    data = sent(looked_at(desk, at(till, "tra-no"))) | {"pays": [str(loan.pk)], f"sum-{loan.pk}": "53.000"}
    answer = desk.post(at(till, "tra-no"), data)
    assert answer.status_code == 422 and "có thể thiếu một số 0" in answer.text
    assert desk.post(at(till, "tra-no"), data | {"chac": f"{loan.pk}:53000"}).status_code == 302


def test_a_contribution_of_ten_months_is_asked_about_though_some_months_are_owed(till, desk):
    behind = str(till.members[0].pk)
    data = sent(looked_at(desk, at(till, "dong-gop"))) | {"pays": [behind]}
    answer = desk.post(at(till, "dong-gop"), data | {f"sum-{behind}": "100.000"})
    assert answer.status_code == 422 and "gấp 10 lần số mọi khi" in answer.content.decode()
    assert desk.post(at(till, "dong-gop"), data | {f"sum-{behind}": "60.000"}).status_code == 302


def test_repayments_of_an_earlier_day_show_first_what_they_do_to_the_later_ones(till, desk):
    loans_ = [till.lent(0), till.lent(1)]
    for loan in loans_:
        loans.repay(loan, 2_000_000, day=date(2026, 9, 1), **till.by)
    stood = Transfer.objects.count()
    data = sent(looked_at(desk, at(till, "tra-no"))) | {"pays": [str(loan.pk) for loan in loans_]}
    data |= {f"sum-{loan.pk}": "500.000" for loan in loans_}
    for _row in loans_:
        answer = desk.post(at(till, "tra-no"), data)
        words = answer.content.decode().replace("\u00a0", " ")
        assert answer.status_code == 422 and "ngày 01/9/2026 đang ghi lãi" in words and ", sẽ ghi lãi 30.000 đ" in words
        data = filled(read(at(till, "tra-no"), 422, words), at(till, "tra-no"))
    assert Transfer.objects.count() == stood
    assert desk.post(at(till, "tra-no"), data).status_code == 302
    assert cash(till, Fund.INCOME) == 60_000_000 - 12_000_000 + 4_000_000 + 1_000_000


def test_a_loan_of_an_earlier_meeting_is_asked_for_decided_and_paid_out_on_its_day(till, desk):
    step, day = at(till, "cho-vay"), f"?ngay={DAY}"
    ask = re.search(r'href="([^"]*/vay/xin/[^"]*)"', desk.get(step).text)[1].replace("&amp;", "&")
    wish = {"membership": str(till.others[0].pk), "principal": "5 triệu", "purpose": "nuôi gà", "cosigner": "Con"}
    shown = desk.post(ask, filled(read(ask, 200, desk.get(ask).text), ask) | wish)
    answer = desk.post(ask, filled(read(ask, 200, shown.text), ask) | {"agreed": "1"})
    loan = Loan.objects.get()
    page = f"/quy/{till.club.pk}/vay/{loan.pk}/"
    assert (answer.status_code, answer.url, loan.asked_on) == (302, page + day, DAY)
    assert f'href="{page}{day}"' in desk.get(step).text and f'href="{step}"' in desk.get(page + day).text
    hands = {"paid_by": str(till.board[0].pk), "witness": str(till.board[1].pk)}
    agreed = {"outcome": "co", "votes_for": "40"}
    for act, said in (("y-kien", {"opinion": "co"}), ("quyet-dinh", agreed), ("giao-tien", hands)):
        url = f"{page}{act}/{day}"
        assert url in desk.get(page + day).text
        answer = desk.post(url, filled(read(url, 200, desk.get(url).text), url) | said)
        assert (answer.status_code, answer.url) == (302, page + day)
    undo = next(form.action for form in looked_at(desk, page + day).parsed.forms if "hoan-tac" in form.action)
    assert desk.post(undo).url == page + day  # and what is written anew is of the same day
    url = f"{page}giao-tien/{day}"
    desk.post(url, filled(read(url, 200, desk.get(url).text), url) | hands)
    loan.refresh_from_db()
    assert (loan.state, loan.paid_out_on, loan.first_due) == (LoanState.RUNNING, DAY, date(2026, 9, 25))


def test_more_than_is_owed_stands_at_its_row(till, desk):
    loan = till.lent(0)
    data = sent(looked_at(desk, at(till, "tra-no"))) | {"pays": [str(loan.pk)], f"sum-{loan.pk}": "9.000.000"}
    answer = desk.post(at(till, "tra-no"), data)
    assert answer.status_code == 422
    assert "chỉ còn phải trả" in answer.content.decode() and 'value="9.000.000"' in answer.content.decode()
    assert not Transfer.objects.filter(kind="principal").exists()


def test_the_last_instalment_ends_the_loan(till, desk):
    loan = till.lent(0)
    data = sent(looked_at(desk, at(till, "tra-no"))) | {"pays": [str(loan.pk)], f"sum-{loan.pk}": "6.180.000"}
    assert desk.post(at(till, "tra-no"), data).status_code == 302
    loan.refresh_from_db()
    assert loan.state == LoanState.SETTLED


def test_the_other_steps_show_the_day_and_the_end_reads_it_aloud(till, desk):
    meeting(till)
    till.approved(3, 3_000_000, date(2026, 8, 1))
    dues.collect(till.club, {till.members[0].pk: 50_000}, day=DAY, **till.by)
    spent = slips.spend(till.club, Fund.ACTIVITY, 20_000, Account.SUPPLIES, "Mua chè", day=DAY, **till.by)
    wrong = slips.spend(till.club, Fund.ACTIVITY, 30_000, Account.VISITS, "Thăm nhầm", day=DAY, **till.by)
    slips.take_back(wrong, "", **till.by)
    other = looked_at(desk, at(till, "thu-chi"))
    assert "Mua chè" in other.body and spent.label in other.body and "Thăm nhầm" not in other.body
    assert "3.000.000" in looked_at(desk, at(till, "cho-vay")).body
    assert "30.000" in looked_at(desk, at(till, "dem-hop")).body
    end = looked_at(desk, at(till, "xong")).body
    assert "Sau buổi còn 30.000\u00a0đ (ba mươi nghìn đồng)." in end
    assert "Thu 50.000\u00a0đ: đóng góp." in end
    assert "Chi 20.000\u00a0đ: chè nước, văn phòng phẩm." in end


@pytest.mark.parametrize("day", ["2026-02-30", "hom-nay", "2026-09-24", "2020-01-01"])
def test_what_is_no_day_of_the_club_is_no_page(till, desk, day):
    assert desk.get(f"/quy/{till.club.pk}/buoi/{day}/dong-gop/").status_code == 404


@pytest.mark.parametrize("who", ["man", "khiem", "ha", "nga"])
def test_only_those_who_keep_money_come_in(till, who):
    assert signed_in(till.world, who).get(at(till, "dong-gop")).status_code == 403
