"""The demo: the same rows for the same seed, true chains, clubs of every kind, and one that lacks one content."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError
from django.db import connection

from tests.demo import TODAY, UNTIL
from tremang.accounts.models import RoleKind, User
from tremang.areas.common.models import Activity
from tremang.clubs.models import Club, State, state_on
from tremang.exchange import signins
from tremang.exchange.demo.load import load
from tremang.exchange.demo.making import fresh
from tremang.exchange.demo.sizes import SIZES
from tremang.facts.models import Fact
from tremang.funds.models import LoanStep
from tremang.kernel import clock
from tremang.kernel.events import plain, recorded
from tremang.kernel.models import Event
from tremang.kernel.sentences import row_names, sentences
from tremang.kernel.sentences import told as sentence
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.areas import ALL_AREAS, area_bits, areas_of, themes_of
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, Meeting
from tremang.members.models import BoardMember, Membership, Person
from tremang.places.queries import city
from tremang.targets.queries import board


@pytest.mark.parametrize(
    "model", [Activity, Attendance, LoanStep, Membership, Person], ids=lambda model: model.__name__
)
def test_a_row_made_in_bulk_is_as_its_model_makes_it(model):
    key = {model._meta.pk.attname: 7} if model is not Attendance else {}
    assert plain(fresh(model, key)) == plain(model(**key))


def test_a_database_in_use_is_left_alone_with_one_sentence(demo):
    before = Person.objects.count()
    with pytest.raises(CommandError) as refusal:
        load(SIZES["XS"], 2, UNTIL)
    assert "đã có dữ liệu" in str(refusal.value) and "\n" not in str(refusal.value)
    assert Person.objects.count() == before


def test_every_chain_holds_and_every_row_is_as_its_event_says(demo):
    report = verify()
    assert report.findings == []
    assert report.events > 1000 and report.rows > 4000
    connection.check_constraints()


def test_a_changed_mark_is_found_and_named(demo):
    mark = Attendance.objects.filter(status=1).first()
    Attendance.objects.filter(meeting=mark.meeting_id, membership=mark.membership_id).update(status=4)
    found = verify().findings
    assert [(finding.chain_id, finding.row) for finding in found] == [
        (mark.club_id, f"meetings.meeting:{mark.meeting_id}")
    ]


def test_there_are_clubs_in_every_stage_of_life_and_what_stands_beside_them_is_what_their_rows_say(demo):
    assert set(Club.objects.values_list("state", flat=True)) == set(State.values)
    for club in Club.objects.prefetch_related("staterow_set"):
        assert club.state == state_on(list(club.staterow_set.all()), TODAY)
    assert Club.objects.filter(is_refounding=True, state=State.ACTIVE).exists()


def test_clubs_differ_as_real_ones_do(demo):
    running = Counter(Membership.objects.filter(left_on=None).values_list("club", flat=True))
    assert min(running.values()) >= 30 and max(running.values()) <= 140
    boards = Counter(BoardMember.objects.filter(to_on=None).values_list("club", flat=True))
    assert set(boards.values()) <= {5, 7, 9} and len(set(boards.values())) > 1
    persons = list(Person.objects.values_list("born_on", "phone"))
    only_year = sum(born is None for born, _phone in persons) / len(persons)
    assert 0.18 < only_year < 0.32
    shared = Counter(phone for _born, phone in persons if phone)
    assert any(count > 1 for count in shared.values())
    clubs_of = Counter(Membership.objects.filter(left_on=None).values_list("person", flat=True))
    assert max(clubs_of.values()) == 2


MONTH_END = date(2026, 11, 30)  # November is complete, and the demo's clubs have not met in it


def hint(today: date) -> str:
    """What the newcomer is told on a day."""
    with clock.fixed(today):
        return "\n".join(signins.lines())


def monthly(day: date, today: date) -> tuple[int, int]:
    """How many clubs do all contents each month, and of how many, on a day as seen on `today`."""
    row = board(city(), day, today=today, boundaries="then").row("full_and_monthly", "P1")
    return row.numerator, row.denominator


def test_one_club_lacks_exactly_one_content_last_month_and_adding_it_moves_the_target(demo):
    secretary = User.objects.get(username="man")
    club = Club.objects.get(pk=secretary.roles.get(kind=RoleKind.CLUB_SECRETARY).place_id)
    last = Meeting.objects.filter(club=club).latest("held_on")
    assert (last.held_on.year, last.held_on.month) == (2026, 10)
    lacking = [area for area in range(1, 9) if not last.contents >> (area - 1) & 1]
    assert len(lacking) == 1
    said = {day: hint(day) for day in (TODAY, MONTH_END)}
    assert "Vào bằng tên ha xem bảng chỉ tiêu: thêm một câu lạc bộ" in said[TODAY] and "12/10/2026" in said[TODAY]
    assert "ghi ngày 31/10/2026, bấm “Xem”: thêm một câu lạc bộ" in said[MONTH_END]
    days = {TODAY: TODAY, date(2026, 10, 31): MONTH_END}  # the day looked at → the day on which the hint says so
    before = [monthly(day, today) for day, today in days.items()]
    Meeting.objects.filter(pk=last.pk).update(contents=last.contents | area_bits(lacking))
    after = [monthly(day, today) for day, today in days.items()]
    assert last.contents | area_bits(lacking) == ALL_AREAS
    assert [(n + 1, d) for n, d in before] == after
    assert "Thử xem một chỉ tiêu" not in hint(TODAY)


def test_the_board_shows_numbers_and_says_what_is_undeclared(demo):
    rows = board(city(), TODAY, today=TODAY).rows
    assert Fact.objects.exists()
    in_force = [row for row in rows if row.phase in ("ALL", "P1")]
    assert all(row.value is not None for row in in_force)
    assert any(row.left_out for row in in_force)
    assert len({str(row.verdict) for row in in_force}) >= 3


def test_every_duty_has_an_account_whose_password_is_said_only_while_it_stands(demo):
    said = "\n".join(signins.lines())
    for kind in RoleKind:
        assert str(kind.label) in said
    assert "Đồng Vàng" in said and all(
        word in said for word in ("“Sửa nội dung”", "“Xong, xem lại”", "“Ghi lại buổi này”")
    )
    man = User.objects.get(username="man")
    word = next(line for line in said.splitlines() if " man " in line).split(" man ")[1].split()[0]
    assert man.check_password(word)
    for user in User.objects.all():
        user.set_password("của-riêng-mình-2026")
        user.save(update_fields=["password"])
    assert signins.lines() == []


def test_every_act_of_the_demo_reads_as_a_sentence_without_gaps(demo):
    told = {}
    for verb, body in Event.objects.values_list("verb", "content__body"):
        assert verb in sentences(), verb
        told.setdefault(verb, []).append(sentence(verb, body))
    assert {"join", "record_meeting", "found_club", "merge_places", "split_place"} <= told.keys()
    assert not [line for lines in told.values() for line in lines if "…" in line]


def test_every_row_that_the_demo_vouches_for_can_be_named(demo):
    told = {key.partition(":")[0] for digests in Event.objects.values_list("digests", flat=True) for key in digests}
    assert told <= row_names().keys()


def test_a_meeting_recorded_by_the_action_is_row_equal_to_the_same_meeting_of_the_demo(demo):
    secretary = User.objects.get(username="man")
    club = Club.objects.get(pk=secretary.roles.get().place_id)
    loaded = Meeting.objects.filter(club=club, lines__isnull=False).latest("held_on")
    before = recorded("meetings.meeting", [loaded.pk])[loaded.pk]
    lines = {area: Done(note, counts) for area, note, counts in before["lines"]}
    data = MeetingData(
        held_on=loaded.held_on, marks=dict(before["marks"]), guests=loaded.guests,
        done={int(area): lines.get(area, Done()) for area in areas_of(loaded.contents)},
        themes=themes_of(loaded.themes), own_themes=themes_of(loaded.own_themes), next_on=loaded.next_on,
        **{name: getattr(loaded, name) for name in ("place", "chaired_by", "written_by", "guest_names", "decisions", "next_plan")},
    )  # fmt: skip
    Attendance.objects.filter(meeting=loaded).delete()
    loaded.delete()
    with clock.fixed(TODAY):
        again = record_meeting(club, data, by=secretary, today=TODAY)
    after = recorded("meetings.meeting", [again.pk])[again.pk]
    own = ("id", "recorded_at", "recorded_by_id")
    assert {name: value for name, value in before.items() if name not in own} == {
        name: value for name, value in after.items() if name not in own
    }
    assert after["recorded_by_id"] == before["recorded_by_id"]
