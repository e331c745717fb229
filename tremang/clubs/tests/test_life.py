"""The life of a club: what may follow what, rows that agree with each other, corrections, and the way back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.clubs import actions
from tremang.clubs.actions import Decision, Facts
from tremang.clubs.books import latest
from tremang.clubs.life import ONE_DAY
from tremang.clubs.models import Club, FoundingDecision, ServedHamlet, State, StateRow
from tremang.kernel import clock
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import half_of
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify
from tremang.meetings.models import Meeting
from tremang.places.models import Kind, Place, UnitType
from tremang.places.tree import NewUnit
from tremang.programme.territory.actions.changes import Decree, move_place, split_place

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 1, 10)


@pytest.fixture
def tuan(world):
    with clock.fixed(TODAY):
        yield world.users["tuan"]


@pytest.fixture
def club(world, tuan):
    """A club in its campaign at Cổ Điển, which has none yet."""
    return actions.start_campaign(
        world.phuc_tho, world.hamlets["Thôn Cổ Điển"], Facts("Câu lạc bộ thôn Cổ Điển"), BEGIN, by=tuan, today=TODAY
    )


def decided(on: date, **more) -> Decision:
    return Decision("12/QĐ-UBND", on, "Ủy ban nhân dân xã Phúc Thọ", **more)


def rows_of(club: Club) -> list[StateRow]:
    return list(StateRow.objects.filter(club=club).order_by("from_on"))


def must_agree(club: Club) -> None:
    """The contract: rows without gap or overlap, the last one open, and the club's own columns equal to them."""
    rows, stored = rows_of(club), Club.objects.get(pk=club.pk)
    assert rows
    for before, after in pairwise(rows):
        assert before.to_on == after.from_on - ONE_DAY
    assert rows[-1].to_on is None
    node = Place.objects.get(pk=club.pk)
    spans = list(node.spans.order_by("from_on"))
    assert node.valid_from == spans[0].from_on <= rows[0].from_on
    for before, after in pairwise(spans):
        assert before.to_on == after.from_on - ONE_DAY
    assert stored.state == rows[-1].state
    decision = FoundingDecision.objects.filter(club=club).first()
    assert stored.founded_on == (decision.decided_on if decision else None)
    assert stored.is_refounding == bool(decision and decision.is_refounding)
    assert stored.launched_on == next((row.from_on for row in rows if row.state == State.ACTIVE), None)
    if stored.launched_on:
        assert stored.founded_on
        assert stored.founded_on <= stored.launched_on


def test_a_club_goes_from_campaign_to_launch_and_each_step_is_told(world, club, tuan):
    hamlet = world.hamlets["Thôn Cổ Điển"]
    assert club.place.path == f"{hamlet.path}.c{club.pk}"
    actions.advance(club, State.PROPOSED, date(2026, 2, 1), by=tuan, today=TODAY)
    actions.decide(club, decided(date(2026, 3, 2)), [hamlet], by=tuan, today=TODAY)
    actions.advance(club, State.ACTIVE, date(2026, 3, 20), by=tuan, today=TODAY)
    actions.advance(club, State.PAUSED, date(2026, 6, 1), "Nhà văn hóa đang sửa", by=tuan, today=TODAY)
    actions.advance(club, State.ACTIVE, date(2026, 8, 1), by=tuan, today=TODAY)
    must_agree(club)
    assert [row.state for row in rows_of(club)] == ["campaign", "proposed", "founded", "active", "paused", "active"]
    assert Club.objects.get(pk=club.pk).launched_on == date(2026, 3, 20)
    assert ServedHamlet.objects.get(club=club).from_on == date(2026, 3, 2)
    said = [told(e.verb, e.content.body) for e in Event.objects.filter(chain_id=club.pk).order_by("sequence")]
    assert (
        said[2]
        == "đã ghi Quyết định 12/QĐ-UBND ngày 02/3/2026 của Ủy ban nhân dân xã Phúc Thọ thành lập Câu lạc bộ thôn Cổ Điển"
    )
    assert said[4] == "đã ghi Câu lạc bộ thôn Cổ Điển tạm dừng từ ngày 01/6/2026: Nhà văn hóa đang sửa"
    assert said[5].endswith("hoạt động trở lại từ ngày 01/8/2026")
    assert Stale.objects.filter(node_id=club.pk, half=half_of(date(2026, 3, 2))).exists()
    assert not verify(club.pk).findings


@pytest.mark.parametrize(
    ("state", "on", "code"),
    [
        (State.ACTIVE, date(2026, 4, 1), "no_decision"),
        (State.PAUSED, date(2026, 4, 1), "cannot_follow"),
        (State.PROPOSED, BEGIN - ONE_DAY, "before_last"),
        (State.PROPOSED, TODAY + ONE_DAY, "in_future"),
        (State.PROPOSED, date(1886, 1, 1), "too_early"),
    ],
)
def test_an_impossible_order_is_refused_and_nothing_is_written(club, tuan, state, on, code):
    events = Event.objects.count()
    with pytest.raises(Problem) as refusal:
        actions.advance(club, state, on, "vì sao", by=tuan, today=TODAY)
    assert refusal.value.code == code
    assert Event.objects.count() == events
    must_agree(club)


def test_a_launch_before_its_decision_is_refused(club, tuan):
    actions.decide(club, decided(date(2026, 3, 2)), by=tuan, today=TODAY)
    with pytest.raises(Problem, match="02/3/2026"):
        actions.advance(club, State.ACTIVE, date(2026, 3, 1), by=tuan, today=TODAY)


def test_a_decision_before_its_proposal_is_told_at_the_day_of_the_decision(club, tuan, client):
    client.force_login(tuan)
    sent = {"number": "12/QĐ-UBND", "decided_on": "1/1/2020", "issuer": "Ủy ban nhân dân xã"}
    with clock.fixed(TODAY):
        answer = client.post(reverse("clubs:step", args=[club.pk, "quyet-dinh"]), sent)
    assert answer.status_code == 422
    assert 'href="#id_decided_on"' in answer.content.decode()


def test_decision_and_launch_may_be_one_day(club, tuan):
    day = date(2026, 3, 2)
    actions.decide(club, decided(day), by=tuan, today=TODAY)
    actions.advance(club, State.ACTIVE, day, by=tuan, today=TODAY)
    must_agree(club)
    assert [row.state for row in rows_of(club)] == ["campaign", "active"]
    actions.correct_decision(club, decided(date(2026, 2, 20)), by=tuan, today=TODAY)
    must_agree(club)
    assert [(row.state, row.from_on) for row in rows_of(club)] == [
        ("campaign", BEGIN), ("founded", date(2026, 2, 20)), ("active", day),
    ]  # fmt: skip


def test_a_refounding_names_what_it_continues_or_says_why_not(world, club, tuan):
    with pytest.raises(Problem) as refusal:
        actions.decide(club, decided(date(2026, 3, 2), is_refounding=True), by=tuan, today=TODAY)
    assert refusal.value.code == "which_continued"
    decision = decided(date(2026, 3, 2), is_refounding=True, continues=world.dong_vang)
    actions.decide(club, decision, by=tuan, today=TODAY)
    assert Club.objects.get(pk=club.pk).is_refounding
    must_agree(club)


def test_a_stage_can_be_corrected_and_its_neighbour_follows(world, tuan):
    club = world.dong_vang
    active = StateRow.objects.get(club=club, state=State.ACTIVE)
    actions.correct_stage(active, date(2024, 3, 20), "Ghi nhầm ngày", by=tuan, today=TODAY)
    must_agree(club)
    assert Club.objects.get(pk=club.pk).launched_on == date(2024, 3, 20)
    with pytest.raises(Problem):
        actions.correct_stage(active, date(2024, 3, 1), "", by=tuan, today=TODAY)


def test_a_recorded_meeting_is_never_left_outside_the_active_time(world, tuan):
    club = world.dong_vang
    Meeting.objects.create(
        club=club, held_on=date(2026, 8, 25), recorded_by_id=tuan.pk, recorded_at=clock.now(), present=0, expected=0
    )
    with pytest.raises(Problem, match="25/8/2026"):
        actions.advance(club, State.PAUSED, date(2026, 8, 1), "Sửa nhà", by=tuan, today=TODAY)
    actions.advance(club, State.PAUSED, date(2026, 9, 1), "Sửa nhà", by=tuan, today=TODAY)
    must_agree(club)


def test_a_club_written_down_late_began_where_its_hamlet_stood_then(world, tuan):
    moved_on, seat = date(2026, 6, 1), world.hamlets["Thôn Cổ Điển"]
    ha, nga = world.users["ha"], world.users["nga"]
    move_place(seat, world.yen_bai, decree=Decree("7/NQ-HĐND", moved_on, moved_on), by=ha, today=TODAY)
    seat.refresh_from_db()
    club = actions.start_campaign(
        world.yen_bai, seat, Facts("Câu lạc bộ Cổ Điển"), date(2026, 7, 1), by=nga, today=TODAY
    )
    assert [span.from_on for span in club.place.spans.all()] == [date(2026, 7, 1)]
    for earlier in (date(2026, 6, 1), BEGIN, BEGIN - timedelta(days=9)):
        actions.correct_stage(rows_of(club)[0], earlier, "", by=nga, today=TODAY)
        must_agree(club)
    assert list(club.place.spans.order_by("from_on").values_list("from_on", "to_on", "path")) == [
        (BEGIN - timedelta(days=9), moved_on - ONE_DAY, f"{world.phuc_tho.path}.h{seat.pk}.c{club.pk}"),
        (moved_on, None, club.place.path),
    ]
    event = latest(club.pk, actions.LIFE_VERBS)
    actions.undo_life(club, event.sequence, by=nga, today=TODAY)
    must_agree(club)
    at_once = actions.start_campaign(world.yen_bai, seat, Facts("Câu lạc bộ khác"), BEGIN, by=nga, today=TODAY)
    must_agree(at_once)


def test_a_club_is_not_older_than_its_commune(world, tuan):
    since, ha = date(2026, 6, 1), world.users["ha"]
    below = Place.objects.filter(parent=world.phuc_tho)
    new = NewUnit("91000", "Xã Mới", UnitType.RURAL)
    where = {pk: index % 2 for index, pk in enumerate(below.values_list("pk", flat=True))}
    split_place(world.phuc_tho, [world.phuc_tho, new], where, decree=Decree("8/NQ", since, since), by=ha, today=TODAY)
    commune = Place.objects.get(code="91000")
    with pytest.raises(Problem, match="01/6/2026") as refusal:
        actions.start_campaign(commune, None, Facts("Câu lạc bộ xã"), since - ONE_DAY, by=ha, today=TODAY)
    assert (refusal.value.code, refusal.value.field) == ("before_unit", "on")
    seat = Place.objects.filter(parent=commune, kind=Kind.HAMLET).first()
    club = actions.start_campaign(commune, seat, Facts("Câu lạc bộ thôn"), since - ONE_DAY, by=ha, today=TODAY)
    must_agree(club)
    assert club.place.spans.order_by("from_on")[0].path.startswith(world.phuc_tho.path)


def test_everything_can_be_taken_back_down_to_the_beginning(world, club, tuan):
    places = Place.objects.count()
    before = list(StateRow.objects.filter(club=club).values())
    actions.decide(club, decided(BEGIN), [world.hamlets["Thôn Cổ Điển"]], by=tuan, today=TODAY)
    event = latest(club.pk, actions.LIFE_VERBS)
    assert actions.undo_life(club, event.sequence, by=tuan, today=TODAY)
    assert list(StateRow.objects.filter(club=club).values()) == before
    assert not ServedHamlet.objects.filter(club=club).exists()
    must_agree(club)
    with pytest.raises(Conflict):
        actions.undo_life(club, event.sequence, by=tuan, today=TODAY)
    fresh = actions.start_campaign(world.phuc_tho, None, Facts("Câu lạc bộ xã"), BEGIN, by=tuan, today=TODAY)
    assert not actions.undo_life(fresh, 1, by=tuan, today=TODAY)
    assert Place.objects.count() == places


def test_undo_ends_after_thirty_days(world, club, tuan):
    with clock.fixed(TODAY + timedelta(days=31)), pytest.raises(Problem) as refusal:
        actions.undo_life(club, 1, by=tuan, today=TODAY + timedelta(days=31))
    assert refusal.value.code == "undo_late"


def test_undo_stops_where_something_hangs_on_what_would_go(world, club, tuan):
    from tremang.accounts.models import Role, RoleKind

    Role.objects.create(user=world.users["man"], kind=RoleKind.CLUB_CHAIR, place=club.place, from_on=BEGIN)
    with pytest.raises(Conflict):
        actions.undo_life(club, 1, by=tuan, today=TODAY)
    assert Club.objects.filter(pk=club.pk).exists()


@pytest.mark.parametrize(
    "name", ["man", "khiem", "luong", "nga", "lanh_dao", "chu_tich", "ban", "so", "trung_uong", "nguoi_dung"]
)
def test_only_who_keeps_clubs_here_writes_their_life(world, name):
    user, club = world.users[name], world.dong_vang
    facts = Facts("Câu lạc bộ khác")
    for act in (
        lambda: actions.start_campaign(world.phuc_tho, None, facts, BEGIN, by=user, today=TODAY),
        lambda: actions.advance(club, State.PAUSED, TODAY, "vì", by=user, today=TODAY),
        lambda: actions.decide(club, decided(TODAY), by=user, today=TODAY),
        lambda: actions.correct_decision(club, decided(TODAY), by=user, today=TODAY),
        lambda: actions.correct_stage(rows_of(club)[0], BEGIN, "", by=user, today=TODAY),
        lambda: actions.edit_club(club, facts, by=user, today=TODAY),
        lambda: actions.undo_life(club, 1, by=user, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()


def test_a_new_name_goes_to_the_node_and_is_free_within_the_commune(world, tuan):
    with pytest.raises(Problem, match="trại giữa"):
        actions.edit_club(world.dong_vang, Facts("câu lạc bộ THÔN trại giữa"), by=tuan, today=TODAY)
    actions.edit_club(world.dong_vang, Facts("Câu lạc bộ Hoa Sen"), by=tuan, today=TODAY)
    node = Place.objects.get(pk=world.dong_vang.pk)
    assert (node.name, node.name_fold) == ("Câu lạc bộ Hoa Sen", "cau lac bo hoa sen")
    assert actions.edit_club(world.dong_vang, Facts("Câu lạc bộ Hoa Sen"), by=tuan, today=TODAY) is None


def test_a_seat_in_another_commune_is_refused(world, tuan):
    with pytest.raises(Problem) as refusal:
        actions.start_campaign(
            world.phuc_tho, world.hamlets["Thôn Muồng Cháu"], Facts("Câu lạc bộ X"), BEGIN, by=tuan, today=TODAY
        )
    assert refusal.value.code == "not_here"


DAYS = st.dates(date(2026, 1, 1), TODAY + timedelta(days=3))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([State.PROPOSED, State.ACTIVE, State.PAUSED]), DAYS),
        st.tuples(st.sampled_from(["decide", "correct_decision", "undo"]), DAYS),
        st.tuples(st.integers(0, 5), DAYS),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(acts=ACTS)
def test_whatever_is_tried_rows_and_club_agree(world, tuan, acts):
    club = actions.start_campaign(
        world.phuc_tho, None, Facts(f"Câu lạc bộ {Club.objects.count()}"), BEGIN, by=tuan, today=TODAY
    )
    for what, on in acts:
        try:
            if what == "decide":
                actions.decide(club, decided(on), by=tuan, today=TODAY)
            elif what == "correct_decision":
                actions.correct_decision(club, decided(on), by=tuan, today=TODAY)
            elif what == "undo":
                event = latest(club.pk, actions.LIFE_VERBS)
                if event is None or event.sequence == 1:
                    continue
                actions.undo_life(club, event.sequence, by=tuan, today=TODAY)
            elif isinstance(what, int):
                rows = rows_of(club)
                actions.correct_stage(rows[what % len(rows)], on, "", by=tuan, today=TODAY)
            else:
                actions.advance(club, what, on, "vì sao", by=tuan, today=TODAY)
        except Problem as problem:
            assert problem.code != "changed_since"
        must_agree(club)
    assert not verify(club.pk).findings
