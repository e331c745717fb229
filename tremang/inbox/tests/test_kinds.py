"""Each kind does what its page does, can be taken back, and refuses what cannot be by name."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cast import TODAY
from tremang.accounts.looks import Look
from tremang.areas.health.models import Reading
from tremang.areas.homecare.models import Cared, CarePair, CareVisit
from tremang.areas.homecare.tests.conftest import agree
from tremang.areas.selfhelp.models import Help
from tremang.clubs.models import Group
from tremang.funds.actions.sheet import MOST
from tremang.funds.models import ASSETS, Fund, Gift, Loan, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import rows_of
from tremang.inbox.models import Choice, Outcome, State, Submission
from tremang.inbox.queries import came, words_of
from tremang.inbox.work import kinds
from tremang.kernel.models import Event
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Attendance, Meeting
from tremang.members.actions import leave
from tremang.members.models import Membership, Purpose

pytestmark = pytest.mark.django_db
SENT = Path(__file__).parent / "sent"
DAY = "2026-08-25"


def sound(club):
    assert not [found for found in verify(club.pk).findings if found.code != "row_unknown"]


class Ground:
    """The ids that the texts of an old app name, each by a word."""

    def __init__(self, till, phones):
        self.till, self.phones, others = till, phones, till.others
        agree(others[2].person, Purpose.CARE)
        self.cared = Cared.objects.create(
            club=till.club, membership=others[2], needs=1, from_on=date(2026, 5, 1), by_id=till.world.users["man"].pk
        )
        self.loan, self.approved = till.lent(4), till.approved(5, 2_000_000, date(2026, 8, 1))
        self.names = {"club": till.club.pk, "loan": self.loan.pk, "approved": self.approved.pk,
                      "group": Group.objects.filter(club=till.club).first().pk}  # fmt: skip
        self.names |= {f"m{n}": row.pk for n, row in enumerate(others)} | {
            f"b{n}": row.pk for n, row in enumerate(till.board)
        }

    def filled(self, text):
        if "@meeting@" in text:
            data = MeetingData(held_on=date(2026, 8, 25), place="Đình")
            self.names["meeting"] = record_meeting(
                self.till.club, data, by=self.till.world.users["tuan"], today=TODAY
            ).pk
        if "@sent@" in text:
            phone = self.phones("luong")
            phone.tell("slip", {"day": "2026-09-20", "fund": "income", "kind": "other_in", "amount": 5_000})
            self.names["sent"] = phone.last
        if "@choice@" in text:
            self.phones("man").tell("meeting", {"held_on": DAY, "place": "Đình"})
            self.phones("khiem").tell("meeting", {"held_on": DAY, "place": "Sân kho"})
            self.names["choice"] = Choice.objects.get().pk
        for name, value in self.names.items():
            text = text.replace(f"@{name}@", str(value))
        assert "@" not in text
        return text


@pytest.fixture
def ground(till, phones):
    return Ground(till, phones)


def sender(kind):
    return "luong" if kind in ("gift", "slip", "dues", "repayments", "take_back") else "man"


OLD = sorted(SENT.glob("*/*.json"))


def test_every_kind_has_a_text_of_each_app_that_was_ever_out():
    assert {path.stem for path in (SENT / "v1").glob("*.json")} == kinds().keys()


@pytest.mark.parametrize("path", OLD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_an_old_app_sends_is_still_delivered(ground, phones, path):
    text = ground.filled(path.read_text(encoding="utf-8"))
    phone = phones(sender(path.stem))
    outcome = phone.send(text)[0]
    assert outcome.state == State.APPLIED, (outcome.code, outcome.sentence, outcome.field)
    before, events = rows_of(ground.till.club.pk), Event.objects.count()
    assert phone.send(text)[0].body() == outcome.body()
    assert (rows_of(ground.till.club.pk), Event.objects.count()) == (before, events)
    sound(ground.till.club)
    row = Submission.objects.get(uid=outcome.uid)
    assert words_of(row) and words_of(row) != path.stem


@pytest.mark.parametrize(
    "path", [path for path in OLD if path.stem not in ("take_back", "choose", "looked")], ids=lambda p: p.stem
)
def test_what_was_sent_can_be_taken_back(ground, phones, path):
    text = ground.filled(path.read_text(encoding="utf-8"))
    club = ground.till.club

    def stands():
        return {
            "balances": {(fund, held): trial(club.pk, TODAY).balance(fund, held) for fund in Fund for held in ASSETS},
            "meetings": list(Meeting.objects.values_list("held_on", "place", "present")), "helps": Help.objects.count(),
            "readings": Reading.objects.count(), "visits": CareVisit.objects.count(),
            "members": list(Membership.objects.filter(club=club).order_by("pk").values_list("pk", "left_on", "person__nickname")),
            "running": Loan.objects.filter(state__in=(LoanState.RUNNING, LoanState.SETTLED)).count(),
        }  # fmt: skip

    before = stands()
    phone = phones(sender(path.stem))
    sent = phone.send(text)[0]
    assert stands() != before
    back = phone.tell("take_back", {"uid": sent.uid})
    assert back.state == State.APPLIED, back.sentence
    assert stands() == before
    newest = Outcome.objects.filter(submission__uid=sent.uid).latest("pk")
    assert (newest.state, newest.code) == (State.DROPPED, "taken_back")
    assert phone.send(text)[0].state == State.DROPPED and stands() == before
    assert phone.tell("take_back", {"uid": sent.uid}).state == State.NOTHING
    sound(club)


def test_a_take_back_that_is_quicker_than_its_target_waits_and_then_takes_it_back(till, phones):
    phone = phones("luong")
    slip = phone.text("slip", {"day": "2026-09-20", "fund": "income", "kind": "other_in", "amount": 5_000})
    waits = phone.tell("take_back", {"uid": phone.last})
    assert (waits.state, waits.code) == (State.WAITING, "waits_for_other")
    phone.send(slip)
    assert Voucher.objects.filter(reverses__isnull=False).count() == 1
    assert {row.latest.state for row in came(till.club.pk)} == {State.DROPPED, State.APPLIED}


def test_a_member_who_joined_offline_pays_and_is_marked_under_his_new_id(till, phones):
    phone = phones("man")
    joined = phone.text(
        "joined", {"person": {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}, "joined_on": "2026-08-01"}
    )
    new = f"new:{phone.last}"
    meeting = phone.text("meeting", {"held_on": DAY, "marks": {new: "represented"}, "dues": {new: 10_000}})
    first = phone.send(meeting)[0]
    assert (first.state, first.code) == (State.WAITING, "waits_for_other") and not Meeting.objects.exists()
    phone.send(joined)
    row = Membership.objects.get(person__full_name="Trịnh Thị Vượng")
    assert Attendance.objects.get(membership=row).status == 2
    assert Transfer.objects.get(kind="dues").membership_id == row.pk
    sound(till.club)


def test_a_planned_visit_is_written_by_the_plan_and_a_second_phone_adds_nothing(ground, phones):
    till = ground.till
    CarePair.objects.create(
        club=till.club, cared=ground.cared, volunteer=till.others[1], weekdays=127, from_on=date(2026, 6, 1), by_id=0
    )
    body = {"cared": str(ground.cared.pk), "volunteer": str(till.others[1].pk), "on": "2026-09-20", "done": ["talk"]}
    assert phones("man").tell("visit", body).state == State.APPLIED
    assert Event.objects.order_by("-pk").first().verb == "record_care_visits"
    assert phones("khiem").tell("visit", body).state == State.NOTHING
    assert phones("khiem").tell("visit", body | {"done": ["house"]}).code == "already_visited"
    assert CareVisit.objects.count() == 1


def test_a_look_away_from_the_network_is_written_down_with_its_moment(till, phones):
    phones("man").tell("looked", {"what": "care", "membership": str(till.others[0].pk), "at": ""})
    line = Look.objects.get()
    assert (line.what, line.actor_id) == ("care", till.world.users["man"].pk) and "trên điện thoại" in line.duty
    assert phones("luong").tell("looked", {"what": "care"}).code == "no_power"


def test_a_gift_in_kind_and_one_without_a_name_stand_in_the_book(till, phones):
    phone = phones("luong")
    phone.tell("gift", {"day": "2026-09-20", "kind": "goods", "what": "5 bộ ấm chén", "amount": 0, "giver": "xã đoàn"})
    phone.tell("gift", {"day": "2026-09-20", "kind": "money", "amount": 50_000, "anonymous": True, "fund": "activity"})
    assert sorted(Gift.objects.values_list("what", "is_anonymous")) == [("", True), ("5 bộ ấm chén", False)]


WRONG = [
    ("meeting", {"held_on": "2026-09-24"}, "in_future"),
    ("meeting", {"held_on": "1999-01-01"}, "before_launch"),
    ("meeting", {}, "missing"),
    ("meeting", {"held_on": DAY, "plase": 1}, "unknown_part"),
    ("meeting", {"held_on": DAY, "marks": {"@gone@": "absent"}}, "not_on_roll"),
    ("meeting", {"held_on": DAY, "marks": {"x": "absent"}}, "wrong_kind"),
    ("meeting", {"held_on": DAY, "marks": {"@m0@": "gone"}}, "wrong_kind"),
    ("meeting", {"held_on": DAY, "guests": True}, "wrong_kind"),
    ("meeting", {"held_on": DAY, "guests": 10**30}, "too_many_guests"),
    ("meeting", {"held_on": DAY, "decisions": "x" * 5_000}, "too_long"),
    ("meeting", {"held_on": DAY, "contents": {"9": {}}}, "unknown_area"),
    ("meeting", {"held_on": DAY, "dues": {"@m0@": -1}}, "sum_not_positive"),
    ("meeting", {"held_on": DAY, "dues": {"@m0@": MOST + 1}}, "sum_too_large"),
    ("meeting", {"held_on": DAY, "dues": {"@m0@": "1"}}, "wrong_kind"),
    ("meeting", {"held_on": DAY, "repayments": {"7": 10}}, "loan_unknown"),
    ("meeting", {"held_on": DAY, "lending": [{}]}, "missing"),
    ("meeting", {"held_on": DAY, "counts": {"income": {"300": 1}}}, "wrong_notes"),
    ("meeting_fix", {"meeting": "7", "changes": {"place": ["", "x"]}}, "no_meeting"),
    ("meeting_fix", {"meeting": "@meeting@", "changes": {}}, "no_change"),
    ("meeting_fix", {"meeting": "@meeting@", "changes": {"held_on": ["", ""]}}, "wrong_kind"),
    ("meeting_fix", {"meeting": "@meeting@", "changes": {"place": ["x"]}}, "wrong_kind"),
    ("visit", {"cared": "7", "volunteer": "@m0@", "on": DAY, "done": []}, "no_cared"),
    ("visit", {"cared": "@m2@", "volunteer": "@m0@", "on": DAY, "done": ["dance"]}, "wrong_kind"),
    ("help", {"day": DAY, "helped": [], "kind": "goods", "what": "gạo"}, "whom_helped"),
    ("help", {"day": DAY, "helped": ["@gone@"], "kind": "goods", "what": "gạo"}, "not_a_member"),
    ("help", {"day": DAY, "helped": ["@m0@"], "kind": "gold", "what": "gạo"}, "wrong_kind"),
    ("readings", {"day": DAY, "taken": {"@m0@": {"systolic": 120, "diastolic": 80}}}, "no_consent"),
    ("readings", {"day": DAY, "taken": {"@m0@": {"systolic": 80, "diastolic": 120}}}, "pressure_order"),
    ("readings", {"day": DAY, "taken": {"@m0@": {"systolic": 10**20, "diastolic": 80}}}, "out_of_range"),
    ("readings", {"day": DAY, "taken": {}}, "nothing_measured"),
    ("joined", {"person": {"full_name": "", "sex": "F", "born": "1950"}, "joined_on": DAY}, "no_name"),
    ("joined", {"person": {"full_name": "Lê Ba", "sex": "F", "born": "2090"}, "joined_on": DAY}, "birth_ahead"),
    ("joined", {"person": {"full_name": "Lê Ba", "sex": "M", "born": "1950"}, "joined_on": "2027-01-01"}, "day_ahead"),
    ("joined", {"joined_on": DAY}, "missing"),
    ("left", {"membership": "@gone@", "left_on": DAY, "reason": "moved"}, "gone_already"),
    ("left", {"membership": "@m0@", "left_on": DAY, "reason": "bored"}, "no_reason"),
    ("left", {"membership": "7", "left_on": DAY, "reason": "moved"}, "no_member"),
    ("card", {"membership": "@m0@", "changes": {"phone": ["", "12"]}}, "bad_phone"),
    ("card", {"membership": "@m0@", "changes": {"secret": ["", "12"]}}, "unknown_part"),
    ("card", {"membership": "@m0@", "changes": {}}, "no_change"),
    ("gift", {"day": DAY, "amount": 0, "giver": "ông Lâm"}, "sum_not_positive"),
    ("gift", {"day": DAY, "amount": 5}, "no_donor"),
    ("gift", {"day": DAY, "amount": -5, "giver": "ông Lâm"}, "sum_not_positive"),
    ("slip", {"day": DAY, "kind": "loans", "amount": 5}, "wrong_kind"),
    ("slip", {"day": DAY, "kind": "other_out", "amount": 5}, "cash_overdrawn"),
    ("slip", {"day": "2027-01-01", "kind": "other_in", "amount": 5}, "future"),
    ("dues", {"day": DAY, "sums": {}}, "nothing_to_write"),
    ("dues", {"day": DAY, "sums": {"7": 5}}, "not_a_member"),
    ("repayments", {"day": DAY, "sums": {"7": 5}}, "loan_unknown"),
    ("repayments", {"day": DAY, "sums": {"@loan@": 10**9}}, "more_than_owed"),
    ("choose", {"choice": "7", "pick": "first"}, "choice_gone"),
    ("looked", {"what": "wallet"}, "wrong_kind"),
    ("take_back", {}, "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "code"), WRONG, ids=[f"{kind}-{code}" for kind, _body, code in WRONG])
def test_what_cannot_be_is_refused_by_name_with_a_sentence_and_leaves_nothing(ground, phones, kind, body, code):
    till = ground.till
    gone = leave(till.others[3], left_on=date(2026, 8, 1), reason="moved", by=till.world.users["tuan"], today=TODAY)
    ground.names["gone"] = gone.pk
    body = json.loads(ground.filled(json.dumps(body)))
    before, events = rows_of(till.club.pk), Event.objects.count()
    outcome = phones(sender(kind)).tell(kind, body)
    assert (outcome.state, outcome.code) == (State.REFUSED, code), (outcome.state, outcome.sentence)
    assert outcome.sentence[0].isupper() and outcome.sentence.endswith(".")
    assert (rows_of(till.club.pk), Event.objects.count()) == (before, events)


@pytest.mark.parametrize("kind", sorted(kinds().keys() - {"looked", "choose", "take_back"}))
def test_who_has_no_duty_in_the_club_any_more_is_refused(ground, phones, kind):
    text = ground.filled((SENT / "v1" / f"{kind}.json").read_text(encoding="utf-8"))
    before, events = rows_of(ground.till.club.pk), Event.objects.count()
    outcome = phones("sau").send(text)[0]
    assert (outcome.state, outcome.code) == (State.REFUSED, "no_power")
    assert (rows_of(ground.till.club.pk), Event.objects.count()) == (before, events)


def test_an_app_newer_than_the_server_is_asked_to_wait_where_it_tells_what_is_not_known_here(till, phones):
    told = {"held_on": DAY, "weather": "nắng"}
    assert phones("man").tell("meeting", told, app=2).code == "app_newer"
    assert phones("man").tell("meeting", {"held_on": DAY}, app=2).state == State.APPLIED
