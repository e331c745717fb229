"""Two phones tell of one meeting: what gives way, what stands once, what somebody must choose. Nothing is lost silently."""

from datetime import date, datetime

import pytest

from tests.cast import TODAY
from tremang.accounts.models import User
from tremang.funds.actions import loans
from tremang.funds.actions.dues import collect
from tremang.funds.actions.loan_undo import take_back_step
from tremang.funds.models import CashCount, Fund, Loan, LoanStep, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import rows_of
from tremang.inbox.actions import review, settle
from tremang.inbox.models import Choice, Outcome, Settled, State, Submission
from tremang.inbox.queries import for_phone, waiting_for
from tremang.kernel.problems import Conflict, Refused
from tremang.kernel.verify import verify
from tremang.meetings.actions import correct_meeting, record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Attendance, Meeting

pytestmark = pytest.mark.django_db
DAY = "2026-08-25"
ON = date(2026, 8, 25)


def marks():
    return dict(Attendance.objects.values_list("membership", "status"))


def sound(club):
    assert not [found for found in verify(club.pk).findings if found.code != "row_unknown"]


def test_marks_merge_one_by_one_and_only_what_was_touched_speaks(till, phones):
    one, two, three = (str(row.pk) for row in till.others[:3])
    phones("man").tell("meeting", {"held_on": DAY, "marks": {one: "absent", three: "present"}})
    outcome = phones("khiem").tell("meeting", {"held_on": DAY, "marks": {one: "absent", two: "excused"}})
    assert (outcome.state, outcome.result["version"]) == (State.APPLIED, 2)
    assert (marks()[int(one)], marks()[int(two)]) == (4, 3)
    third = phones("khiem").tell("meeting", {"held_on": DAY, "marks": {three: "absent", one: "represented"}})
    assert third.state == State.PART
    assert {row.key for row in Choice.objects.all()} == {f"marks.{three}", f"marks.{one}"}
    assert (marks()[int(one)], marks()[int(three)]) == (4, 1)
    sound(till.club)


def test_a_mark_that_a_page_corrected_was_touched_even_where_it_says_present(till, phones):
    who = till.others[0].pk
    meeting = record_meeting(
        till.club, MeetingData(held_on=ON, marks={who: 4}), by=till.world.users["tuan"], today=TODAY
    )
    correct_meeting(meeting, MeetingData(held_on=ON), 1, by=till.world.users["tuan"], today=TODAY)
    outcome = phones("man").tell("meeting", {"held_on": DAY, "marks": {str(who): "absent"}})
    assert outcome.state == State.PART and marks()[who] == 1
    choice = Choice.objects.get()
    assert (choice.first["words"], choice.second["words"]) == ("có mặt", "vắng")
    assert choice.first["who"] == "Nguyễn Anh Tuấn" and choice.second["who"] == "Phạm Thị Mận"


def test_a_mark_of_one_who_joined_on_the_phone_was_touched_like_any_other(till, phones):
    man = phones("man")
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}
    member = man.tell("joined", {"person": person, "joined_on": "2026-08-01"}).result["membership"]
    man.tell("meeting", {"held_on": DAY, "marks": {f"new:{man.last}": "present"}})
    assert phones("khiem").tell("meeting", {"held_on": DAY, "marks": {member: "absent"}}).state == State.PART
    assert Choice.objects.get().key == f"marks.{member}"


def test_texts_contents_and_guests_fill_gaps_and_differ_by_choice(till, phones):
    first = {
        "held_on": DAY, "place": "Nhà văn hóa", "contents": {"1": {"note": "nuôi gà", "counts": {}}, "2": {"note": "", "counts": {}}},
        "guests": 2, "themes": ["digital"],
    }  # fmt: skip
    second = {
        "held_on": DAY, "place": "Đình làng", "decisions": "Góp quỹ.", "guests": 3, "themes": ["green"],
        "contents": {"1": {"note": "nuôi lợn", "counts": {"mentored": 2}}, "2": {"note": "đo huyết áp", "counts": {}}, "3": {}},
        "next_on": "2026-09-25",
    }  # fmt: skip
    phones("man").tell("meeting", first)
    outcome = phones("khiem").tell("meeting", second)
    meeting = Meeting.objects.get()
    assert outcome.state == State.PART
    assert (meeting.place, meeting.decisions, meeting.guests, meeting.contents) == ("Nhà văn hóa", "Góp quỹ.", 2, 0b111)
    assert (meeting.themes, meeting.next_on) == (3, date(2026, 9, 25))
    lines = {line.area: (line.note, line.counts) for line in meeting.lines.all()}
    assert lines == {1: ("nuôi gà", {"mentored": 2}), 2: ("đo huyết áp", {})}
    assert {row.key for row in Choice.objects.all()} == {"place", "guests", "contents.1"}
    sound(till.club)


def test_what_a_correction_took_out_is_no_gap_for_another_to_fill(till, phones):
    told = {"held_on": DAY, "place": "Đình làng", "chaired_by": "Bà Mận", "contents": {"4": {"note": "dọn đường"}}}
    meeting = phones("man").tell("meeting", told).result["meeting"]
    changes = {"chaired_by": ["Bà Mận", ""], "contents.4": [{"note": "dọn đường", "counts": {}}, None]}
    assert phones("man").tell("meeting_fix", {"meeting": meeting, "changes": changes}).state == State.APPLIED
    outcome = phones("khiem").tell("meeting", told | {"chaired_by": "Ông Khiêm", "contents": {"4": {}, "5": {}}})
    assert outcome.state == State.PART
    assert Meeting.objects.values_list("chaired_by", "contents").get() == ("", 1 << 4)
    sides = {row.key: (row.first["words"], row.first["who"], row.second["words"]) for row in Choice.objects.all()}
    assert sides == {
        "chaired_by": ("để trống", "Phạm Thị Mận", "Ông Khiêm"), "contents.4": ("không làm", "Phạm Thị Mận", "có làm")
    }  # fmt: skip
    for choice in Choice.objects.all():
        settle(choice, "second", by=till.world.users["khiem"], today=TODAY)
    assert Meeting.objects.values_list("chaired_by", "contents").get() == ("Ông Khiêm", 3 << 3)
    sound(till.club)


def test_what_was_undone_is_a_gap_again(till, phones):
    phones("man").tell("meeting", {"held_on": DAY})
    khiem = phones("khiem")
    khiem.tell("meeting", {"held_on": DAY, "place": "Đình làng"})
    assert khiem.tell("take_back", {"uid": khiem.last}).state == State.APPLIED
    assert phones("man").tell("meeting", {"held_on": DAY, "place": "Nhà văn hóa"}).state == State.APPLIED
    assert Meeting.objects.get().place == "Nhà văn hóa"


def test_the_same_told_twice_by_two_phones_is_nothing_new(till, phones):
    body = {"held_on": DAY, "place": "Đình", "marks": {str(till.others[0].pk): "absent"},
            "dues": {str(till.members[0].pk): 10_000}}  # fmt: skip
    phones("man").tell("meeting", body)
    outcome = phones("khiem").tell("meeting", body)
    assert (outcome.state, outcome.result["same"]) == (State.NOTHING, [f"dues.{till.members[0].pk}"])
    assert Meeting.objects.get().version == 1 and Transfer.objects.filter(kind="dues").count() == 1


def test_money_lines_stand_once_and_another_sum_is_a_choice_with_both(till, phones):
    loan, (one, two, three) = till.lent(0), till.members[:3]
    phones("man").tell("meeting", {"held_on": DAY, "dues": {str(one.pk): 10_000, str(two.pk): 10_000},
                                   "repayments": {str(loan.pk): 530_000}})  # fmt: skip
    before = trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, "cash")
    dues = {str(one.pk): 10_000, str(two.pk): 20_000, str(three.pk): 10_000}
    outcome = phones("luong").tell("meeting", {"held_on": DAY, "dues": dues, "repayments": {str(loan.pk): 540_000}})
    assert outcome.state == State.PART and outcome.result["same"] == [f"dues.{one.pk}"]
    assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, "cash") == before + 10_000
    keys = {row.key: row for row in Choice.objects.all()}
    assert {*keys} == {f"dues.{two.pk}", f"repayments.{loan.pk}"}
    told = keys[f"dues.{two.pk}"]
    assert (told.first["value"], told.second["value"], told.first["who"]) == (10_000, 20_000, "Phạm Thị Mận")
    made = Submission.objects.get(user=till.world.users["man"]).made_at
    assert datetime.fromisoformat(told.first["at"]) == made  # when she wrote it, not when the server did
    sound(till.club)


@pytest.mark.parametrize("who", ["man", "luong", "khiem", "tuan"])
def test_a_choice_of_money_is_a_reversal_and_a_new_slip(till, phones, who):
    loan, one = till.lent(0), till.members[0]
    phones("man").tell("meeting", {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members},
                                   "repayments": {str(loan.pk): 530_000}})  # fmt: skip
    other = phones("luong")
    other.tell("meeting", {"held_on": DAY, "dues": {str(one.pk): 20_000}, "repayments": {str(loan.pk): 540_000}})
    for choice in Choice.objects.order_by("key"):
        settle(choice, "second", by=till.world.users[who], today=TODAY)
    standing = Transfer.objects.filter(day=ON, reverses__isnull=True, reversed_by__isnull=True)
    assert sum(row.amount for row in standing.filter(membership=one, kind="dues")) == 20_000
    assert (
        sum(row.amount for row in standing.filter(loan=loan, kind__in=["interest", "principal"], debit="cash"))
        == 540_000
    )
    assert Outcome.objects.filter(submission__uid=other.last).latest("pk").state == State.APPLIED
    sound(till.club)


def test_choosing_first_leaves_the_books_and_second_corrects_the_meeting(till, phones):
    who = till.others[0]
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình", "marks": {str(who.pk): "absent"}})
    phones("khiem").tell("meeting", {"held_on": DAY, "place": "Sân kho", "marks": {str(who.pk): "excused"}})
    place, mark = Choice.objects.get(key="place"), Choice.objects.get(key=f"marks.{who.pk}")
    settle(place, "first", by=till.world.users["man"], today=TODAY)
    settle(mark, "second", by=till.world.users["man"], today=TODAY)
    assert Meeting.objects.get().place == "Đình" and marks()[who.pk] == 3
    with pytest.raises(Conflict) as conflict:
        settle(place, "second", by=till.world.users["khiem"], today=TODAY)
    assert conflict.value.code == "chosen_already" and Settled.objects.count() == 2
    sound(till.club)


def test_who_may_not_do_the_act_may_not_choose(till, phones):
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình"})
    phones("khiem").tell("meeting", {"held_on": DAY, "place": "Sân kho"})
    choice = Choice.objects.get()
    for name, pick in (("luong", "first"), ("luong", "second"), ("ha", "first"), ("nga", "first"), ("sau", "second")):
        with pytest.raises(Refused):
            settle(choice, pick, by=till.world.users[name], today=TODAY)
    assert not Settled.objects.exists() and Meeting.objects.get().place == "Đình"


def test_who_may_not_write_money_learns_nothing_of_it_and_leaves_no_choice(till, phones):
    who = str(till.others[0].pk)
    phones("man").tell("meeting", {"held_on": DAY, "dues": {who: 10_000}})
    for amount in (10_000, 20_000):
        outcome = phones("ha").tell("meeting", {"held_on": DAY, "dues": {who: amount}})
        assert (outcome.state, outcome.code, outcome.result) == (State.REFUSED, "no_power", {})
    assert not Choice.objects.exists()


def test_a_choice_is_made_on_any_phone_of_the_club_and_told_to_the_slower_one(till, phones):
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình"})
    phones("khiem").tell("meeting", {"held_on": DAY, "place": "Sân kho"})
    choice = str(Choice.objects.get().pk)
    assert phones("khiem").tell("choose", {"choice": choice, "pick": "second"}).state == State.APPLIED
    slower = phones("man").tell("choose", {"choice": choice, "pick": "first"})
    assert (slower.state, slower.code) == (State.NOTHING, "chosen_already") and "Hoàng Văn Khiêm" in slower.sentence
    assert Meeting.objects.get().place == "Sân kho"


def test_a_loan_handed_over_before_is_held_and_let_in_without_it(till, phones):
    loan = till.approved(0, 3_000_000, date(2026, 8, 1))
    loans.pay_out(loan, till.hands, day=date(2026, 8, 20), **till.by)
    line = {"loan": str(loan.pk), "paid_by": str(till.board[0].pk), "witness": str(till.board[1].pk)}
    outcome = phones("man").tell("meeting", {"held_on": DAY, "place": "Đình", "payouts": [line]})
    assert (outcome.state, outcome.code) == (State.HELD, "paid_out_already") and not Meeting.objects.exists()
    [held] = waiting_for(till.club).held
    again = review(held.submission, True, by=till.world.users["tuan"], today=TODAY)
    assert again.state == State.APPLIED and Meeting.objects.get().place == "Đình"
    assert Transfer.objects.filter(loan=loan, kind="payout").count() == 1
    sound(till.club)


def test_a_loan_lent_at_the_table_is_what_the_three_single_acts_write(till, phones):
    board = till.board
    line = {"membership": str(till.others[0].pk), "principal": 3_000_000, "purpose": "nuôi gà", "cosigner": "Con trai",
            "paid_by": str(board[0].pk), "witness": str(board[1].pk), "months": 6}  # fmt: skip
    outcome = phones("man").tell("meeting", {"held_on": DAY, "lending": [line]})
    assert outcome.state == State.APPLIED, outcome.sentence
    single = loans.ask(till.others[1], 3_000_000, "nuôi gà", asked_on=ON, cosigner="Con trai", months=6, **till.by)
    loans.decide(single, True, on=ON, meeting_id=Meeting.objects.get().pk, **till.by)
    loans.pay_out(single, till.hands, day=ON, meeting_id=Meeting.objects.get().pk, **till.by)
    lent = Loan.objects.exclude(pk=single.pk).get()
    told = ("state", "on", "words", "votes_for", "meeting", "paid_by", "witness", "amount", "debtor")
    steps = [list(LoanStep.objects.filter(loan=one).order_by("pk").values_list(*told)) for one in (lent, single)]
    assert steps[0] == steps[1]
    own = ("id", "membership_id", "by_id")
    columns = [
        {name: value for name, value in Loan.objects.filter(pk=one.pk).values()[0].items() if name not in own}
        for one in (lent, single)
    ]
    assert columns[0] == columns[1]
    sound(till.club)


def test_a_loan_that_moved_on_is_not_moved_back_with_the_meeting(till, phones):
    loan, phone = till.approved(0, 3_000_000, date(2026, 8, 1)), phones("man")
    line = {"loan": str(loan.pk), "paid_by": str(till.board[0].pk), "witness": str(till.board[1].pk)}
    told = phone.tell("meeting", {"held_on": DAY, "payouts": [line]})
    loan.refresh_from_db()
    loans.extend(loan, 3, "mất mùa", on=TODAY, **till.by)
    before = rows_of(till.club.pk)
    back = phone.tell("take_back", {"uid": told.uid})
    assert (back.state, back.code) == (State.REFUSED, "loan_moved_on")
    assert rows_of(till.club.pk) == before and Meeting.objects.exists()


def test_a_loan_whose_pay_out_was_taken_back_on_a_page_stays_as_the_page_left_it(till, phones):
    loan, phone = till.approved(0, 3_000_000, date(2026, 8, 1)), phones("man")
    line = {"loan": str(loan.pk), "paid_by": str(till.board[0].pk), "witness": str(till.board[1].pk)}
    told = phone.tell("meeting", {"held_on": DAY, "payouts": [line]})
    loan.refresh_from_db()
    take_back_step(loan, **till.by)
    before = rows_of(till.club.pk)
    assert phone.tell("take_back", {"uid": told.uid}).state == State.APPLIED
    after = rows_of(till.club.pk)
    assert (after["loans"], after["steps"], len(after["transfers"])) == (
        before["loans"], before["steps"], len(before["transfers"]),
    )  # fmt: skip


def test_a_later_count_is_one_more_count_and_a_gap_is_written_once(till, phones):
    counted = {"activity": {"10000": 5}}
    body = {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members[:4]}, "counts": counted,
            "gaps": {"activity": "tiền lẻ tháng trước"}}  # fmt: skip
    phones("man").tell("meeting", body)
    phones("luong").tell("meeting", body)
    assert CashCount.objects.count() == 2
    assert Transfer.objects.filter(kind="gap").count() == 1
    assert trial(till.club.pk, ON).balance(Fund.ACTIVITY, "cash") == 50_000
    sound(till.club)


def test_dues_between_meetings_stand_once_for_a_day_and_differ_by_choice(till, phones):
    one, two = till.members[:2]
    collect(till.club, {one.pk: 10_000}, day=ON, **till.by)
    outcome = phones("luong").tell("dues", {"day": DAY, "sums": {str(one.pk): 20_000, str(two.pk): 10_000}})
    assert outcome.state == State.PART
    choice = Choice.objects.get()
    settle(choice, "second", by=till.world.users["luong"], today=TODAY)
    standing = Transfer.objects.filter(kind="dues", reverses__isnull=True, reversed_by__isnull=True)
    assert dict(standing.values_list("membership", "amount")) == {one.pk: 20_000, two.pk: 10_000}
    sound(till.club)


def test_two_who_correct_one_meeting_meet_field_by_field(till, phones):
    meeting = record_meeting(till.club, MeetingData(held_on=ON, place="Đình"), by=till.world.users["tuan"], today=TODAY)
    fix = {"meeting": str(meeting.pk), "changes": {"place": ["Đình", "Chùa"], "decisions": ["", "Góp quỹ."]}}
    assert phones("man").tell("meeting_fix", fix).state == State.APPLIED
    other = {"meeting": str(meeting.pk), "changes": {"place": ["Đình", "Sân kho"], "next_plan": ["", "Thăm bà Tư."]}}
    outcome = phones("khiem").tell("meeting_fix", other)
    meeting.refresh_from_db()
    assert outcome.state == State.PART
    assert (meeting.place, meeting.decisions, meeting.next_plan) == ("Chùa", "Góp quỹ.", "Thăm bà Tư.")
    assert Choice.objects.get().second["value"] == "Sân kho"


def test_a_card_is_merged_field_by_field(till, phones):
    row = till.others[0]
    person = row.person
    assert (
        phones("man").tell("card", {"membership": str(row.pk), "changes": {"phone": ["", "0912 345 678"]}}).state
        == State.APPLIED
    )
    second = {"membership": str(row.pk), "changes": {"phone": ["", "0987654321"], "nickname": ["", "bà giáo"]}}
    outcome = phones("khiem").tell("card", second)
    person.refresh_from_db()
    assert (outcome.state, person.phone, person.nickname) == (State.PART, "0912345678", "bà giáo")
    settle(Choice.objects.get(), "second", by=till.world.users["man"], today=TODAY)
    person.refresh_from_db()
    assert (person.phone, person.nickname) == ("0987654321", "bà giáo")
    sound(till.club)


def test_somebody_much_like_a_member_is_a_choice_and_what_is_told_of_him_waits(till, phones):
    known = till.others[0].person
    known.born_on = date(known.born_year, 7, 17)
    known.save()
    person = {"full_name": known.full_name, "sex": known.sex, "born": known.born}
    phone = phones("man")
    outcome = phone.tell("joined", {"person": person, "joined_on": "2026-09-01"})
    joined = phone.last
    assert outcome.state == State.PART and "membership" not in outcome.result
    choice = Choice.objects.get()
    assert all(f"sinh 17/7/{known.born_year}" in side["words"] for side in (choice.first, choice.second))
    waits = phone.tell("card", {"membership": f"new:{joined}", "changes": {"nickname": ["", "bà giáo"]}})
    card = phone.last
    assert (waits.state, waits.result) == (State.WAITING, {"for": joined})
    settle(Choice.objects.get(), "second", by=till.world.users["man"], today=TODAY)
    assert Outcome.objects.filter(submission__uid=card).latest("pk").state == State.APPLIED
    fresh = Outcome.objects.filter(submission__uid=joined).latest("pk").result["membership"]
    assert till.club.membership_set.get(pk=fresh).person.nickname == "bà giáo"
    known.refresh_from_db()
    assert known.nickname == ""


def test_the_same_person_told_again_is_the_member_who_is_there(till, phones):
    known = till.others[0]
    person = {"full_name": known.person.full_name, "sex": known.person.sex, "born": known.person.born}
    phone = phones("man")
    phone.tell("joined", {"person": person, "joined_on": "2026-09-01"})
    before = till.club.membership_set.count()
    settle(Choice.objects.get(), "first", by=till.world.users["man"], today=TODAY)
    newest = Outcome.objects.filter(submission__uid=phone.last).latest("pk")
    assert (newest.state, newest.result["membership"]) == (State.APPLIED, str(known.pk))
    assert till.club.membership_set.count() == before


def test_a_phone_is_told_of_open_choices_and_whether_its_post_may_choose(till, phones):
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình"})
    phone = phones("khiem")
    phone.tell("meeting", {"held_on": DAY, "place": "Sân kho"})
    device = phone.device
    device.acting = User.objects.get(pk=phone.user.pk)
    told = for_phone(device, TODAY)
    [choice] = told["choices"]
    assert (choice["first"]["words"], choice["second"]["words"], choice["may"]) == ("Đình", "Sân kho", True)
    assert choice["what"] == "Nơi sinh hoạt, 25/8/2026"
    assert [row["state"] for row in told["mine"]] == ["part"]


def test_slips_of_a_meeting_that_waited_belong_to_their_writers(till, phones):
    treasurer = phones("luong")
    treasurer.tell("meeting", {"held_on": DAY, "dues": {str(till.members[0].pk): 10_000}})
    secretary = phones("man")
    secretary.tell("meeting", {"held_on": DAY, "dues": {str(till.members[1].pk): 10_000}})
    assert {row.by_id for row in Voucher.objects.filter(day=ON)} == {treasurer.user.pk, secretary.user.pk}
    sound(till.club)


def test_what_somebody_chose_is_not_half_undone_with_its_submission(till, phones):
    khiem, chair = phones("khiem"), till.world.users["khiem"]
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình"})
    told = khiem.tell("meeting", {"held_on": DAY, "place": "Sân kho", "decisions": "Góp quỹ."})
    settle(Choice.objects.get(), "second", by=chair, today=TODAY)
    back = khiem.tell("take_back", {"uid": told.uid})
    meeting = Meeting.objects.get()
    assert (back.state, back.code) == (State.REFUSED, "undo_late")
    assert (meeting.place, meeting.decisions) == ("Sân kho", "Góp quỹ.")


def test_a_sum_that_was_chosen_does_not_take_the_other_with_it(till, phones):
    who, luong = str(till.others[0].pk), till.world.users["luong"]
    phones("luong").tell("dues", {"day": DAY, "sums": {who: 10_000}})
    second = phones("luong")
    told = second.tell("dues", {"day": DAY, "sums": {who: 20_000}})
    settle(Choice.objects.get(), "second", by=luong, today=TODAY)
    before = rows_of(till.club.pk)
    assert second.tell("take_back", {"uid": told.uid}).code == "undo_late"
    assert rows_of(till.club.pk) == before
