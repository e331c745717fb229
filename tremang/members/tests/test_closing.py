"""Closing a club: dissolved or merged into another, with all that ends with it, and the way back."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.clubs.actions import LIFE_VERBS
from tremang.clubs.books import latest
from tremang.clubs.life import ONE_DAY
from tremang.clubs.models import Club, ClubMerger, State, StateRow, TeamKind
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.sentences import told
from tremang.meetings.models import Meeting
from tremang.members.actions import join, leave, pause
from tremang.members.actions.closing import dissolve_club, merge_club, undo_close
from tremang.members.actions.groups import add_team, arrange_groups, fill_team
from tremang.members.models import (
    BoardMember,
    GroupLeader,
    LeaveReason,
    Membership,
    MembershipPause,
    TeamMember,
)  # fmt: skip
from tremang.members.tests.looking import all_rows, contradictions, looked_at, signed_in

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 20)
EVE = ON - ONE_DAY


@pytest.fixture
def tuan(world):
    with clock.fixed(TODAY):
        yield world.users["tuan"]


@pytest.fixture
def lively(world, tuan) -> Club:
    """Đồng Vàng with a leader, a team and a member who is away, besides its board."""
    club = world.dong_vang
    luc, an = world.members["Kiều Văn Lực"], world.members["Đỗ Thị Ẩn"]
    with clock.fixed(date(2026, 6, 1)):
        arrange_groups(club, {}, {luc.group_id: luc.pk}, by=tuan, today=date(2026, 6, 1))
        event = add_team(club, TeamKind.ARTS, "", by=tuan, today=date(2026, 6, 1))
        fill_team(club.team_set.get(), [an.pk], an.pk, by=tuan, today=date(2026, 6, 1))
        pause(an, from_on=date(2026, 6, 1), by=tuan, today=date(2026, 6, 1))
    assert event
    return club


def dissolved(club: Club, by, on: date = ON, reason: str = "Không còn đủ người") -> Event | None:
    return dissolve_club(club, on, reason, by=by, today=TODAY)


def merged(world, by, on: date = ON, **more) -> Event | None:
    return merge_club(world.dong_vang, world.trai_giua, on, decision="21/QĐ-UBND", by=by, today=TODAY, **more)


def undo_newest(club: Club, by) -> None:
    undo_close(club, latest(club.pk, LIFE_VERBS).sequence, by=by, today=TODAY)


def running(club: Club, day: date = TODAY) -> set[int]:
    return set(Membership.objects.filter(Membership.running(day), club=club).values_list("person_id", flat=True))


def test_with_a_dissolved_club_everything_of_its_members_ends_on_the_eve(lively, tuan):
    event = dissolved(lively, tuan)
    assert told(event.verb, event.content.body).endswith("từ ngày 20/9/2026: Không còn đủ người")
    assert Club.objects.get(pk=lively.pk).state == State.DISSOLVED
    rows = Membership.objects.filter(club=lively)
    assert {(row.left_on, row.leave_reason) for row in rows} == {(EVE, LeaveReason.CLOSED)}
    for model in (BoardMember, GroupLeader, TeamMember, MembershipPause):
        found = model.objects.filter(club=lively)
        assert found.exists()
        assert {row.to_on for row in found} == {EVE}
    assert not contradictions(lively)


def test_undoing_a_dissolution_gives_back_exactly_the_rows_of_before(lively, tuan):
    before = all_rows()
    dissolved(lively, tuan)
    undo_newest(lively, tuan)
    assert all_rows() == before
    with pytest.raises(Conflict):
        undo_close(lively, 1, by=tuan, today=TODAY)
    assert not contradictions(lively)


def test_a_merger_takes_the_chosen_members_along_and_tells_both_clubs(world, lively, tuan):
    chosen = [world.members[name].pk for name in ("Kiều Văn Lực", "Đỗ Thị Ẩn")]
    merged(world, tuan, moving=chosen)
    here = Membership.objects.filter(club=world.trai_giua, joined_on=ON)
    assert {row.person.full_name for row in here} == {"Kiều Văn Lực", "Đỗ Thị Ẩn"}
    assert running(lively) == set()
    assert ClubMerger.objects.get(club=lively).into == world.trai_giua
    ours, theirs = (Event.objects.filter(chain_id=pk).latest("sequence") for pk in (lively.pk, world.trai_giua.pk))
    assert "sáp nhập" in told(ours.verb, ours.content.body)
    assert (
        told(theirs.verb, theirs.content.body)
        == "đã nhận 2 thành viên từ Câu lạc bộ thôn Đồng Vàng sáp nhập ngày 20/9/2026"
    )
    for club in (lively, world.trai_giua):
        assert not contradictions(club)


@pytest.mark.parametrize(("moving", "count"), [(None, 10), ([], 0)])
def test_all_or_nobody_may_go_along_and_who_is_there_already_stays_so(world, lively, tuan, moving, count):
    before = running(world.trai_giua)
    merged(world, tuan, moving=moving)
    assert len(running(world.trai_giua) - before) == count
    tu = world.person("Phùng Thị Tư")
    assert Membership.objects.filter(Membership.running(TODAY), person=tu).count() == 1


@pytest.mark.parametrize("moving", [None, []])
def test_undoing_a_merger_gives_both_clubs_back_exactly(world, lively, tuan, moving):
    before = all_rows()
    merged(world, tuan, moving=moving)
    undo_newest(lively, tuan)
    assert all_rows() == before
    for club in (lively, world.trai_giua):
        assert not contradictions(club)


def test_a_merger_is_not_undone_once_somebody_who_came_has_left(world, lively, tuan):
    merged(world, tuan)
    here = Membership.objects.filter(club=world.trai_giua, joined_on=ON).select_related("club__place", "person").first()
    leave(here, left_on=TODAY, reason=LeaveReason.LEFT, by=tuan, today=TODAY)
    before = all_rows()
    with pytest.raises(Conflict):
        undo_newest(lively, tuan)
    assert all_rows() == before


def test_who_had_left_or_died_before_keeps_that_end(world, lively, tuan):
    luc, an = world.members["Kiều Văn Lực"], world.members["Đỗ Thị Ẩn"]
    leave(luc, left_on=date(2026, 8, 1), reason=LeaveReason.MOVED, by=tuan, today=TODAY)
    leave(an, left_on=date(2026, 8, 2), reason=LeaveReason.DIED, by=tuan, today=TODAY)
    merged(world, tuan)
    for row, end in ((luc, (date(2026, 8, 1), "moved")), (an, (date(2026, 8, 2), "died"))):
        row.refresh_from_db()
        assert (row.left_on, row.leave_reason) == end
    assert not {luc.person_id, an.person_id} & running(world.trai_giua, ON)


def test_who_died_after_the_day_of_a_merger_written_late_is_no_living_member_elsewhere(world, lively, tuan):
    luc, an = world.members["Kiều Văn Lực"], world.members["Đỗ Thị Ẩn"]
    leave(luc, left_on=TODAY, reason=LeaveReason.DIED, by=tuan, today=TODAY)
    Membership.objects.filter(pk=an.pk).update(left_on=TODAY, leave_reason=LeaveReason.MISTAKE)
    before = all_rows()
    merged(world, tuan)
    there = Membership.objects.get(club=world.trai_giua, person=luc.person)
    assert (there.joined_on, there.left_on, there.leave_reason) == (ON, TODAY, LeaveReason.DIED)
    assert not Membership.objects.filter(club=world.trai_giua, person=an.person).exists()
    undo_newest(lively, tuan)
    assert all_rows() == before


def test_a_closing_that_cannot_be_is_refused_and_nothing_is_written(world, lively, tuan):
    StateRow.objects.filter(club=world.trai_giua, state=State.ACTIVE).update(state=State.PAUSED)
    before = all_rows()
    for act, code, field in [
        (lambda: dissolved(lively, tuan, reason="  "), "no_reason", "reason"),
        (lambda: dissolved(lively, tuan, TODAY + ONE_DAY), "in_future", "on"),
        (lambda: dissolved(lively, tuan, date(2026, 5, 1)), "began_later", "on"),
        (lambda: dissolved(lively, tuan, date(2024, 3, 1)), "before_last", "on"),
        (lambda: merged(world, tuan), "into_not_active", "into"),
        (lambda: merge_club(lively, lively, ON, by=tuan, today=TODAY), "into_itself", "into"),
    ]:
        with pytest.raises(Problem) as refusal:
            act()
        assert (refusal.value.code, refusal.value.field) == (code, field)
        assert all_rows() == before


def test_a_club_closes_once_and_never_before_its_last_meeting(world, lively, tuan):
    meeting = Meeting.objects.create(
        club=lively, held_on=date(2026, 9, 21), recorded_by_id=tuan.pk, recorded_at=clock.now(), present=0, expected=0
    )
    with pytest.raises(Problem, match="21/9/2026"):
        dissolved(lively, tuan)
    meeting.delete()
    dissolved(lively, tuan)
    with pytest.raises(Problem):
        dissolved(lively, tuan, TODAY)


@pytest.mark.parametrize("name", ["man", "khiem", "luong", "nga", "lanh_dao", "chu_tich", "so", "nguoi_dung"])
def test_only_who_keeps_clubs_here_closes_one(world, lively, name):
    user = world.users[name]
    for act in (
        lambda: dissolved(lively, user),
        lambda: merged(world, user),
        lambda: undo_close(lively, 1, by=user, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()


def test_a_merger_needs_the_power_over_both_clubs(world, lively, tuan):
    with pytest.raises(Refused):
        merge_club(lively, world.muong_chau, ON, by=tuan, today=TODAY)
    merge_club(lively, world.muong_chau, ON, by=world.users["ha"], today=TODAY)
    with pytest.raises(Refused):
        undo_newest(lively, tuan)


@pytest.mark.parametrize(
    ("name", "status", "sees"),
    [("tuan", 200, True), ("ha", 200, False), ("khiem", 403, False), ("man", 403, False), ("nga", 403, False)],
)
def test_the_page_of_closing_shows_names_only_to_who_may_read_them(world, lively, name, status, sees):
    client, url = signed_in(world, name), reverse("members:close", args=[lively.pk])
    answer = client.get(url)
    assert answer.status_code == status
    assert ("Đỗ Thị Ẩn" in answer.content.decode()) == sees
    if status == 200:
        looked_at(client, url)
    else:
        assert client.post(url).status_code == 403


def test_a_merger_goes_through_its_page_and_back(world, lively, tuan):
    client, url = signed_in(world, "tuan"), reverse("members:close", args=[lively.pk])
    before = all_rows()
    an = world.members["Đỗ Thị Ẩn"]
    data = {
        "how": "merge", "on": "20/9/2026", "reason": "21/QĐ-UBND", "into": world.trai_giua.pk, "who": "some",
        "moving": [an.pk],
    }  # fmt: skip
    body = client.post(url, data, follow=True).content.decode()
    assert "Đã ghi Câu lạc bộ thôn Đồng Vàng sáp nhập vào Câu lạc bộ thôn Trại Giữa." in body
    assert Membership.objects.get(club=world.trai_giua, joined_on=ON).person == an.person
    event = latest(lively.pk, LIFE_VERBS)
    back = reverse("members:undo_close", args=[lively.pk, event.sequence])
    assert back in body
    client.post(back)
    assert all_rows() == before
    assert client.post(back).status_code == 409


def test_a_dissolution_goes_through_its_page(world, lively, tuan):
    client, url = signed_in(world, "tuan"), reverse("members:close", args=[lively.pk])
    data = {"how": "dissolve", "on": "20/9/2026", "reason": "Không còn đủ người", "who": "all"}
    body = client.post(url, data, follow=True).content.decode()
    assert "Đã ghi Câu lạc bộ thôn Đồng Vàng giải thể." in body
    assert running(lively) == set()


def test_what_was_typed_stays_when_the_closing_is_refused(world, lively, tuan):
    client, url = signed_in(world, "tuan"), reverse("members:close", args=[lively.pk])
    right = {"how": "merge", "on": "20/9/2026", "reason": "21/QĐ-UBND", "into": world.trai_giua.pk, "who": "all"}
    for wrong, sentence in [
        ({"on": "31/02/2026"}, "Mời"),
        ({"reason": ""}, "Chưa có lý do."),
        ({"into": ""}, "Chưa chọn câu lạc bộ nhận."),
        ({"into": world.muong_chau.pk}, "Mời chọn một dòng trong danh sách."),
        ({"who": "some"}, "Chưa đánh dấu ai."),
        ({"on": "01/5/2026"}, "Trong sổ có người vào hoặc nhận việc"),
    ]:
        data = right | wrong
        answer = client.post(url, data)
        body = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Lỗi:" in body
        assert sentence in body
        assert f'value="{data["on"]}"' in body
        assert not data["reason"] or f'value="{data["reason"]}"' in body
    assert Club.objects.get(pk=lively.pk).state == State.ACTIVE


def test_nobody_joins_a_club_that_is_closed(world, lively, tuan):
    dissolved(lively, tuan)
    club = Club.objects.select_related("place").get(pk=lively.pk)
    with pytest.raises(Problem) as refusal:
        join(club, world.person("Bùi Thị Sáu"), joined_on=TODAY, by=tuan, today=TODAY)
    assert refusal.value.code == "club_closed"
