"""The parts say what the pages say: the same sums, the same people, and of nobody more than his consent allows."""

import json
from hashlib import sha256

import pytest

from tests.cast import TODAY
from tremang.areas.common.actions import add
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.models import Reason, Referral
from tremang.areas.homecare.models import Cared, CarePair, CareVisit
from tremang.areas.homecare.queries import open_plans
from tremang.areas.selfhelp.book import HELPS
from tremang.clubs.days import next_day
from tremang.funds.actions.box import count_box
from tremang.funds.actions.dues import collect, set_dues
from tremang.funds.actions.lending import Hands
from tremang.funds.actions.loans import ask, decide, pay_out, repay
from tremang.funds.actions.slips import bank, spend, take_back, take_in
from tremang.funds.models import Account, Fund
from tremang.funds.queries.balances import trial
from tremang.funds.queries.books import book
from tremang.funds.queries.dues import dues
from tremang.funds.queries.loans import as_of, due_at, open_loans, standings
from tremang.kernel.periods import month_of
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Status
from tremang.members.actions import give_consent, leave, pause, withdraw_consent
from tremang.members.models import Channel, Consent, LeaveReason, Person, Purpose

MEETING, EARLIER = TODAY.replace(day=22), TODAY.replace(day=1)


@pytest.fixture
def acts(world, today):
    """What every act of the treasurer's asks for."""
    return {"by": world.users["luong"], "today": TODAY}


@pytest.fixture
def money(world, acts):
    """Two funds with something of everything: contributions, a slip taken back, a bank, a loan that is repaid."""
    club, first = world.dong_vang, TODAY.replace(month=6, day=25)
    set_dues(club, 20_000, Fund.ACTIVITY, month_of(first), **acts)
    take_in(club, Fund.INCOME, 20_000_000, Account.OTHER_IN, "Bán rau sạch", day=first, **acts)
    collect(club, {world.members["Đỗ Thị Ẩn"].pk: 60_000, world.members["Lê Thị Hợi"].pk: 140_000}, day=first, **acts)
    wrong = spend(club, Fund.ACTIVITY, 50_000, Account.SUPPLIES, "Chè, nước", day=EARLIER, **acts)
    take_back(wrong, "ghi nhầm", **acts)
    bank(club, Fund.INCOME, 3_000_000, into_bank=True, day=EARLIER, **acts)
    lua, an = world.members["Trần Thị Lụa"], world.members["Đỗ Thị Ẩn"]
    row = ask(lua, 6_000_000, "nuôi gà", asked_on=first, cosigned_by=an, **acts)
    decide(row, True, on=first, **acts)
    hands = Hands(world.members["Vũ Thị Lương"], world.members["Hoàng Văn Khiêm"])
    pay_out(row, hands, day=first, first_due=TODAY.replace(month=7, day=25), **acts)
    repay(row, 400_000, day=TODAY.replace(month=8, day=25), **acts)
    count_box(club, Fund.INCOME, {500_000: 30}, on=MEETING, **acts)
    return row


def test_the_sums_of_the_funds_are_those_of_the_money_pages(bind, world, money):
    phone = bind("luong")
    phone.sync()
    sums, held = trial(world.dong_vang.pk, TODAY), phone.body("money")["balances"]
    for fund in Fund:
        assert held[fund]["total"] == sums.total(fund)
        for name, account in (("cash", Account.CASH), ("bank", Account.BANK), ("loans", Account.LOANS)):
            assert held[fund][name] == sums.balance(fund, account)
    assert held["income"]["bank"] == 3_000_000


def test_the_months_add_up_to_box_and_bank(bind, world, money):
    phone = bind("luong")
    phone.sync()
    held = phone.body("money")["balances"]
    months = {name: part["body"] for name, part in phone.parts.items() if name.startswith("money-2026-")}
    for fund in Fund:
        box, account = (
            book(world.dong_vang.pk, fund, one, world.dong_vang.launched_on, TODAY)
            for one in (Account.CASH, Account.BANK)
        )
        moved = sum(row[4] - row[5] for body in months.values() for row in body["rows"] if row[3] == fund)
        assert moved == held[fund]["cash"] + held[fund]["bank"] == box.after + account.after
    last = months["money-2026-09"]
    before = sum(
        row[4] - row[5]
        for name, body in months.items()
        if name < "money-2026-09"
        for row in body["rows"]
        if row[3] == "income"
    )
    assert last["opening"]["income"] == before
    assert [(one["counted"], one["fund"]) for one in last["counts"]] == [(15_000_000, "income")]
    assert [row[9] for row in last["rows"] if row[8] == "spending"] == [1, 1]


def test_what_members_owe_is_what_the_page_of_contributions_says(bind, world, money):
    phone = bind("man")
    phone.sync()
    told = phone.body("money")["dues"]
    for line in dues(world.dong_vang.pk, TODAY):
        assert told[str(line.membership.pk)]["owed"] == line.owes
    an, hoi, tu = (str(world.members[name].pk) for name in ("Đỗ Thị Ẩn", "Lê Thị Hợi", "Phùng Thị Tư"))
    assert told[an] == {"until": "2026-08", "owed": 20_000}
    assert told[hoi] == {"until": "2026-12", "owed": -60_000}
    assert told[tu] == {"until": "", "owed": 80_000}


def test_what_is_due_of_a_loan_is_what_the_list_of_loans_says(bind, world, money):
    phone = bind("man")
    phone.sync()
    (now,) = standings(open_loans(world.dong_vang.pk), TODAY)
    meets = next_day(25, False, TODAY)
    told = phone.body("money")["loans"][str(money.pk)]
    assert phone.body("money")["meets"] == meets.isoformat()
    assert told["due_now"] == due_at(as_of(now, meets), meets) > 0
    assert told["due_interest"] + told["due_principal"] == told["due_now"]
    assert (told["left"], told["overdue_since"]) == (now.standing.outstanding, now.standing.late_since.isoformat())
    assert sum(row[1] for row in told["schedule"]) == money.principal


def test_what_is_paid_as_the_phone_says_settles_what_was_due(bind, world, money, acts):
    phone = bind("man")
    phone.sync()
    due = phone.body("money")["loans"][str(money.pk)]["due_now"]
    repay(money, due, day=TODAY, **acts)
    (now,) = standings(open_loans(world.dong_vang.pk), TODAY)
    assert now.standing.principal_due == now.standing.interest_due == 0
    assert due_at(as_of(now, next_day(25, False, TODAY)), next_day(25, False, TODAY)) == 0


def test_a_meeting_is_told_with_those_who_were_not_present(bind, world):
    away = {world.members["Đỗ Thị Ẩn"].pk: Status.ABSENT, world.members["Lê Thị Hợi"].pk: Status.REPRESENTED}
    data = MeetingData(
        MEETING, marks=away, done={2: Done("đo huyết áp", {"measured": 9})}, themes=("digital",), decisions="Góp quỹ."
    )
    row = record_meeting(world.dong_vang, data, by=world.users["man"], today=TODAY)
    phone = bind("man")
    phone.sync()
    told = phone.body("meetings-2026")["rows"][str(row.pk)]
    assert told["marks"] == {str(pk): status.name.lower() for pk, status in away.items()}
    assert told["contents"] == {"2": {"note": "đo huyết áp", "counts": {"measured": 9}}}
    assert (told["present"], told["expected"], told["version"], told["themes"]) == (9, 11, 1, ["digital"])
    assert next(area for area in phone.body("club")["areas"] if area["n"] == 2)["last_on"] == MEETING.isoformat()


def test_the_club_says_who_holds_the_phone_and_by_which_rules_it_lends(bind, world, money):
    phone = bind("man")
    phone.sync()
    club = phone.body("club")
    assert (club["name"], club["commune"], club["posts"]) == (
        "Câu lạc bộ thôn Đồng Vàng",
        "Xã Phúc Thọ",
        ["club_secretary"],
    )
    assert club["me"] == str(world.members["Phạm Thị Mận"].pk)
    assert [one["post"] for one in club["board"]] == ["chair", "secretary", "treasurer"]
    assert club["dues"] == {"amount": 20_000, "fund": "activity", "fund_name": "Quỹ hoạt động"}
    assert (club["regulation"]["rate_month"], club["regulation"]["cap"], club["regulation"]["is_own"]) == (
        "0.5",
        10_000_000,
        False,
    )
    assert club["next_on"] == "2026-09-25" and club["notes"][0] == 500_000 and club["undo_days"] == 30
    assert {area["n"] for area in club["areas"]} == set(range(1, 9))


def test_members_are_told_with_what_a_roll_call_needs(bind, world):
    lua, tao = world.members["Trần Thị Lụa"], world.members["Khuất Duy Tạo"]
    by = {"by": world.users["man"], "today": TODAY}
    pause(lua, from_on=EARLIER, to_on=None, reason="ở với con", **by)
    leave(tao, left_on=MEETING, reason=LeaveReason.MOVED, **by)
    Person.objects.update(phone="0912345678")
    phone = bind("man")
    phone.sync()
    rows = phone.body("members")["rows"]
    assert (rows[str(lua.pk)]["called"], rows[str(lua.pk)]["away"]) == ("bà Lụa", [[EARLIER.isoformat(), None]])
    assert rows[str(tao.pk)]["left_on"] == MEETING.isoformat() and "phone" not in rows[str(tao.pk)]
    assert rows[str(lua.pk)]["phone"] == "0912345678"
    assert len(rows) == 11 and not any(row.get("exempt") for row in rows.values())


def test_whose_consent_is_withdrawn_disappears_from_the_phone(bind, world):
    an, person = world.members["Đỗ Thị Ẩn"], world.person("Đỗ Thị Ẩn")
    by = {"by": world.users["man"], "today": TODAY}
    give_consent(person, [Purpose.HEALTH], channel=Channel.SPOKEN, given_on=EARLIER, club=world.dong_vang, **by)
    measure(world.dong_vang, MEETING, {an.pk: Taken(systolic=141, diastolic=82)}, **by)
    sent = Referral.objects.create(club=world.dong_vang, membership=an, on=MEETING, why=Reason.READING, by_id=1)
    phone = bind("man")
    phone.sync()
    assert phone.body("health")["agreed"] == [str(an.pk)]
    assert [row["systolic"] for row in phone.body("health")["rows"].values()] == [141]
    assert phone.body("health")["referrals"].keys() == {str(sent.pk)}
    withdraw_consent(Consent.objects.get(), withdrawn_on=TODAY, club=world.dong_vang, **by)
    phone.sync()
    assert [phone.body("health")[name] for name in ("agreed", "rows", "referrals")] == [[], {}, {}]


def test_who_was_helped_in_hardship_disappears_with_his_consent_and_not_for_want_of_it(bind, world):
    by = {"by": world.users["man"], "today": TODAY}
    given = {"kind": "goods", "what": "20 kg gạo", "on": MEETING, "about": "", "value": 0, "days": 0}
    row, _event = add(HELPS, world.dong_vang, given | {"membership_id": world.members["Đỗ Thị Ẩn"].pk}, **by)
    phone = bind("man")
    phone.sync()
    assert phone.body("help")["rows"].keys() == {str(row.pk)}  # helped first, asked afterwards
    asked = {"channel": Channel.SPOKEN, "given_on": EARLIER, "club": world.dong_vang}
    give_consent(row.membership.person, [Purpose.VULNERABLE], **asked, **by)
    withdraw_consent(Consent.objects.get(), withdrawn_on=TODAY, club=world.dong_vang, **by)
    phone.sync()
    assert phone.body("help")["rows"] == {}


def test_ids_are_texts_and_no_number_is_beyond_what_a_browser_counts(bind, world, money):
    def numbers(value):
        if isinstance(value, dict):
            return [one for each in value.values() for one in numbers(each)]
        if isinstance(value, list):
            return [one for each in value for one in numbers(each)]
        return [value] if isinstance(value, int | float) else []

    phone = bind("khiem")
    phone.sync()
    found = numbers(json.loads(json.dumps(phone.parts)))
    assert found and max(found) < 2**53


def test_a_meeting_that_a_phone_sent_comes_back_with_its_code_and_to_the_other_phones(bind, world, money):
    club, an = world.dong_vang, str(world.members["Đỗ Thị Ẩn"].pk)
    text = json.dumps(
        {
            "uid": "0190f5a0-0000-7000-8000-000000000001", "kind": "meeting", "club": str(club.pk), "app": 1, "helper": "",
            "made_at": "2026-09-22T10:00:00+07:00", "base": {},
            "body": {"held_on": "2026-09-22", "marks": {an: "absent"}, "contents": {"1": {"note": "xét vay"}}, "dues": {an: 20_000}},
        }
    )  # fmt: skip
    sender, other = bind("man"), bind("luong")
    other.sync()
    (outcome,) = sender.sync(text)["outcomes"]
    assert outcome["state"] == "applied", outcome
    code = f"{int(sha256(text.encode()).hexdigest(), 16) % 10**8:08d}"
    assert {"meetings-2026", "money", "money-2026-09"} <= other.sync()["parts"].keys()
    for phone in (sender, other):
        (row,) = phone.body("meetings-2026")["rows"].values()
        assert (row["code"], row["marks"], row["on"]) == (code, {an: "absent"}, "2026-09-22")
        assert phone.body("money")["dues"][an] == {"until": "2026-09", "owed": 0}
    text = text.replace("000000000001", "000000000002").replace('"contents": {"1"', '"contents": {"2"')
    (again,) = bind("khiem").sync(text)["outcomes"]
    assert again["state"] == "applied", again
    other.sync()
    (row,) = other.body("meetings-2026")["rows"].values()
    assert row["code"] == code  # that of whoever wrote it first


def test_the_code_of_a_meeting_is_of_the_phone_that_wrote_it_not_of_the_money_that_waited_for_it(bind, world, money):
    club, an = world.dong_vang, str(world.members["Đỗ Thị Ẩn"].pk)

    def told(uid: int, body: dict) -> str:
        return json.dumps({
            "uid": f"0190f5a0-0000-7000-8000-00000000000{uid}", "kind": "meeting", "club": str(club.pk), "app": 1, "helper": "",
            "made_at": "2026-09-22T10:00:00+07:00", "base": {}, "body": {"held_on": "2026-09-22", **body},
        })  # fmt: skip

    treasurer, secretary = bind("luong"), bind("man")
    (waits,) = treasurer.sync(told(1, {"dues": {an: 20_000}}))["outcomes"]
    assert waits["state"] == "waiting", waits
    text = told(2, {"marks": {an: "absent"}, "contents": {"1": {"note": "xét vay"}}})
    (wrote,) = secretary.sync(text)["outcomes"]
    assert wrote["state"] == "applied", wrote
    for phone in (treasurer, secretary):
        phone.sync()
        (row,) = phone.body("meetings-2026")["rows"].values()
        assert row["code"] == f"{int(sha256(text.encode()).hexdigest(), 16) % 10**8:08d}"


def test_who_is_cared_for_and_which_visits_nobody_answered_for(bind, world):
    an, lua = world.members["Đỗ Thị Ẩn"], world.members["Trần Thị Lụa"]
    by = {"by": world.users["man"], "today": TODAY}
    give_consent(an.person, [Purpose.CARE], channel=Channel.SPOKEN, given_on=EARLIER, club=world.dong_vang, **by)
    club = {"club": world.dong_vang, "by_id": 1}
    cared = Cared.objects.create(membership=an, needs=1 | 32, from_on=EARLIER, **club)
    CarePair.objects.create(cared=cared, volunteer=lua, weekdays=1, from_on=EARLIER, **club)  # Mondays
    CareVisit.objects.create(cared=cared, volunteer=lua, on=TODAY.replace(day=14), done=32, **club)
    phone = bind("man")
    phone.sync()
    care = phone.body("care")
    assert care["cared"][str(cared.pk)]["needs"] == ["house", "talk"]
    assert [(pair["volunteer"], pair["weekdays"]) for pair in care["pairs"]] == [(str(lua.pk), [1])]
    assert [(visit["on"], visit["done"]) for visit in care["visits"].values()] == [("2026-09-14", ["talk"])]
    assert [plan["on"] for plan in care["open"]] == ["2026-09-21"]
    page = open_plans(world.dong_vang, world.users["man"], TODAY)
    assert [plan.day.isoformat() for plan, _pair in page] == [plan["on"] for plan in care["open"]]
    withdraw_consent(Consent.objects.get(), withdrawn_on=TODAY, club=world.dong_vang, **by)
    phone.sync()
    assert [phone.body("care")[name] for name in ("cared", "pairs", "visits", "open")] == [{}, [], {}, []]
