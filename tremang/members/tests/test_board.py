"""The board of a club: renewal, one more post, the end of one, advice that never blocks, and the way back."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, club, person
from tremang.clubs.books import latest
from tremang.clubs.life import ONE_DAY
from tremang.clubs.models import BoardPost, BoardRenewal, Club
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.sentences import told
from tremang.members.actions.board import BOARD_VERBS, end_post, give_post, renew_board, undo_board
from tremang.members.board.queries import advice_on, board_on, term_of
from tremang.members.models import BoardMember, LeaveReason, Membership
from tremang.members.tests.looking import all_rows, contradictions, filled, looked_at, signed_in

pytestmark = pytest.mark.django_db
RENEWED = date(2026, 9, 1)


@pytest.fixture
def khiem(world):
    with clock.fixed(TODAY):
        yield world.users["khiem"]


@pytest.fixture
def five(world) -> dict[int, str]:
    """A board of five: the chair and the treasurer stay, the others are new."""
    names = ["Hoàng Văn Khiêm", "Trần Thị Lụa", "Nguyễn Thị Ngọc Ánh", "Vũ Thị Lương", "Kiều Văn Lực"]
    posts = ["chair", "deputy", "secretary", "treasurer", "member"]
    return {world.person(name).pk: post for name, post in zip(names, posts, strict=True)}


def renewed(world, posts, by, on=RENEWED, **more) -> Event | None:
    return renew_board(world.dong_vang, posts, on, by=by, today=TODAY, **more)


def undo_newest(world, by) -> None:
    event = latest(world.dong_vang.pk, BOARD_VERBS)
    undo_board(world.dong_vang, event.sequence, by=by, today=TODAY)


def test_a_renewal_ends_the_former_board_on_the_eve_and_is_told(world, khiem, five):
    event = renewed(world, five, khiem, decision="Hội nghị thành viên", term_years=5)
    assert told(event.verb, event.content.body) == "đã ghi kiện toàn Ban Chủ nhiệm ngày 01/9/2026, 5 người"
    assert {row.person_id: row.post for row in board_on(world.dong_vang, RENEWED)} == five
    before = board_on(world.dong_vang, RENEWED - ONE_DAY)
    assert len(before) == 3
    assert {row.to_on for row in before} == {RENEWED - ONE_DAY}
    assert term_of(world.dong_vang, TODAY).ends_on == date(2031, 9, 1)
    assert not contradictions(world.dong_vang)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": TODAY + ONE_DAY}, "in_future"),
        ({"on": date(2024, 3, 1)}, "before_founding"),
        ({"on": date(2024, 3, 29)}, "after_newest"),
        ({"term_years": 0}, "term"),
        ({"term_years": 11}, "term"),
        ({"posts": {}}, "nobody"),
    ],
)
def test_an_impossible_renewal_is_refused_and_nothing_is_written(world, khiem, five, change, code):
    before = all_rows()
    with pytest.raises(Problem) as refusal:
        renewed(world, change.pop("posts", five), khiem, **change)
    assert refusal.value.code == code
    assert all_rows() == before


def test_only_members_of_that_day_serve_and_only_in_posts_that_exist(world, khiem, five):
    for strange, code in [
        ({world.person("Bùi Thị Sáu").pk: "member"}, "not_a_member"),
        ({1: "member"}, "not_a_member"),
        ({world.person("Đỗ Thị Ẩn").pk: "president"}, "unknown_post"),
    ]:
        with pytest.raises(Problem) as refusal:
            renewed(world, five | strange, khiem)
        assert refusal.value.code == code
    Membership.objects.filter(pk=world.members["Kiều Văn Lực"].pk).update(leave_reason=LeaveReason.MISTAKE)
    with pytest.raises(Problem, match="1 người"):
        renewed(world, five, khiem)


def test_a_club_without_its_decision_has_no_board(world, khiem, five):
    Club.objects.filter(pk=world.dong_vang.pk).update(founded_on=None, launched_on=None)
    with pytest.raises(Problem) as refusal:
        renewed(world, five, khiem)
    assert refusal.value.code == "not_founded"


def test_one_more_post_fills_a_gap_and_nobody_holds_it_twice(world, khiem, five):
    renewed(world, five, khiem)
    an = world.person("Đỗ Thị Ẩn")
    event = give_post(world.dong_vang, an, BoardPost.BOOKKEEPER, date(2026, 9, 10), by=khiem, today=TODAY)
    assert told(event.verb, event.content.body) == "đã ghi Đỗ Thị Ẩn làm Kế toán từ ngày 10/9/2026"
    row = BoardMember.objects.get(person=an)
    assert row.renewal == BoardRenewal.objects.get()
    with pytest.raises(Problem) as refusal:
        give_post(world.dong_vang, an, BoardPost.BOOKKEEPER, TODAY, by=khiem, today=TODAY)
    assert (refusal.value.code, refusal.value.field) == ("holds_post", "post")
    give_post(world.dong_vang, an, BoardPost.MEMBER, TODAY, by=khiem, today=TODAY)
    assert BoardMember.objects.filter(person=an).count() == 2


def test_a_post_ends_once_and_not_before_it_began(world, khiem):
    row = BoardMember.objects.get(person=world.person("Phạm Thị Mận"))
    with pytest.raises(Problem) as refusal:
        end_post(row, row.from_on - ONE_DAY, by=khiem, today=TODAY)
    assert refusal.value.code == "before_post"
    with pytest.raises(Problem) as refusal:
        end_post(row, TODAY + ONE_DAY, by=khiem, today=TODAY)
    assert refusal.value.code == "in_future"
    event = end_post(row, TODAY, by=khiem, today=TODAY)
    assert told(event.verb, event.content.body) == "đã ghi Phạm Thị Mận thôi làm Thư ký sau ngày 23/9/2026"
    with pytest.raises(Conflict) as refusal:
        end_post(row, TODAY, by=khiem, today=TODAY)
    assert refusal.value.code == "post_over"


def test_undo_gives_back_exactly_the_rows_of_before(world, khiem, five):
    lua = world.person("Trần Thị Lụa")
    first = BoardMember.objects.get(person=world.person("Phạm Thị Mận"))
    for act in (
        lambda: renewed(world, five, khiem),
        lambda: give_post(world.dong_vang, lua, BoardPost.DEPUTY, TODAY, by=khiem, today=TODAY),
        lambda: end_post(first, TODAY, by=khiem, today=TODAY),
    ):
        before = all_rows()
        act()
        assert all_rows() != before
        undo_newest(world, khiem)
        assert all_rows() == before
    with pytest.raises(Conflict):
        undo_board(world.dong_vang, 1, by=khiem, today=TODAY)
    assert not contradictions(world.dong_vang)


def test_an_older_act_is_not_taken_back_before_the_newer_one(world, khiem, five):
    event = renewed(world, five, khiem)
    end_post(BoardMember.objects.get(post="member"), TODAY, by=khiem, today=TODAY)
    with pytest.raises(Conflict):
        undo_board(world.dong_vang, event.sequence, by=khiem, today=TODAY)


@pytest.mark.parametrize("name", ["man", "luong", "sau", "nga", "ha", "lanh_dao", "chu_tich", "nguoi_dung"])
def test_only_the_chair_and_the_communes_officer_write_the_board(world, five, name):
    user, row = world.users[name], BoardMember.objects.first()
    for act in (
        lambda: renewed(world, five, user),
        lambda: give_post(world.dong_vang, row.person, BoardPost.MEMBER, TODAY, by=user, today=TODAY),
        lambda: end_post(row, TODAY, by=user, today=TODAY),
        lambda: undo_board(world.dong_vang, 1, by=user, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()


def test_advice_speaks_of_what_differs_and_is_silent_when_all_is_usual():
    assert advice_on(enumerate(["chair", "deputy", "secretary", "bookkeeper", "treasurer"])) == []
    said = advice_on([(1, "chair"), (1, "treasurer"), (2, "chair")])
    assert said[0].startswith("Ban Chủ nhiệm có 2 người")
    assert "Chưa có người làm thư ký." in said
    assert any("2 người cùng làm chủ nhiệm" in one for one in said)
    assert any(one.startswith("Người giữ tiền nên khác") for one in said)
    assert advice_on([]) == [
        "Chưa có người làm chủ nhiệm.", "Chưa có người làm thư ký.", "Chưa có người làm thủ quỹ.",
    ]  # fmt: skip


def test_the_end_of_a_term_is_said_in_time(world, khiem):
    def words(renewed_on: date) -> str:
        renewal = BoardRenewal(club=world.dong_vang, renewed_on=renewed_on, term_years=2)
        renewal.save(force_insert=True)
        return term_of(world.dong_vang, TODAY).words(TODAY)

    assert words(date(2024, 9, 22)).startswith("Nhiệm kỳ đã hết ngày 22/9/2026")
    assert words(date(2024, 12, 23)).startswith("Nhiệm kỳ sắp hết, ngày 23/12/2026")
    assert words(date(2024, 12, 24)) == ""


@pytest.mark.parametrize(
    ("name", "reads", "writes"),
    [
        ("khiem", 200, 200), ("tuan", 200, 200), ("man", 200, 403), ("luong", 200, 403), ("sau", 403, 403),
        ("nga", 403, 403), ("ha", 403, 403), ("lanh_dao", 403, 403), ("so", 403, 403),
    ],
)  # fmt: skip
def test_the_pages_of_the_board_answer_each_role_as_the_table_says(world, khiem, name, reads, writes):
    client, pk = signed_in(world, name), world.dong_vang.pk
    row = BoardMember.objects.get(person=world.person("Phạm Thị Mận"))
    shown = client.get(reverse("members:board", args=[pk]))
    assert shown.status_code == reads
    assert (reverse("members:renew", args=[pk]) in shown.content.decode()) == (writes == 200)
    for url in (
        reverse("members:renew", args=[pk]),
        reverse("members:give_post", args=[pk]),
        reverse("members:end_post", args=[pk, row.pk]),
    ):
        assert client.get(url).status_code == writes
        assert client.post(url).status_code == (422 if writes == 200 else 403)


def test_the_pages_are_light_and_name_all_their_fields(world, khiem, five):
    renewed(world, five, khiem)
    client, pk = signed_in(world, "khiem"), world.dong_vang.pk
    row = BoardMember.objects.get(post="member")
    board = looked_at(client, reverse("members:board", args=[pk]))
    for person_id in five:
        assert reverse("members:person", args=[person_id]) in board.body
    assert "Hoàn tác việc ghi gần nhất" in board.body
    for url in (
        reverse("members:renew", args=[pk]),
        reverse("members:give_post", args=[pk]),
        reverse("members:end_post", args=[pk, row.pk]),
    ):
        looked_at(client, url)


def test_a_renewal_goes_through_its_page_and_back_by_the_bar(world, khiem):
    client, pk = signed_in(world, "khiem"), world.dong_vang.pk
    url = reverse("members:renew", args=[pk])
    before = all_rows()
    data = filled(looked_at(client, url), url)
    khiem_post = f"post-{world.person('Hoàng Văn Khiêm').pk}"
    assert data[khiem_post] == ["chair"]
    data |= {"renewed_on": ["01/9"], f"post-{world.person('Đỗ Thị Ẩn').pk}": ["deputy"], khiem_post: [""]}
    answer = client.post(url, data, follow=True)
    body = answer.content.decode()
    assert "Đã ghi kiện toàn Ban Chủ nhiệm, 3 người." in body
    assert "Chưa có người làm chủ nhiệm." in body
    event = latest(pk, BOARD_VERBS)
    client.post(reverse("members:undo_board", args=[pk, event.sequence]))
    assert all_rows() == before


def test_what_was_typed_stays_when_the_renewal_is_refused(world, khiem):
    client, url = signed_in(world, "khiem"), reverse("members:renew", args=[world.dong_vang.pk])
    data = filled(looked_at(client, url), url)
    chosen = f"post-{world.person('Đỗ Thị Ẩn').pk}"
    data |= {"renewed_on": ["31/02/2026"], "decision": ["Hội nghị ở nhà văn hóa"], chosen: ["deputy"]}
    answer = client.post(url, data)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "<title>Lỗi:" in body
    assert 'value="31/02/2026"' in body
    assert 'value="Hội nghị ở nhà văn hóa"' in body
    assert body.count('value="deputy" selected') == 1
    answer = client.post(url, data | {"renewed_on": ["01/9/2026"], chosen: ["vua"]})
    assert answer.status_code == 422
    assert "Có một chức vụ không nằm trong danh sách." in answer.content.decode()


def test_a_post_is_given_and_ended_through_the_pages(world, khiem):
    client, pk = signed_in(world, "khiem"), world.dong_vang.pk
    lua = world.members["Trần Thị Lụa"]
    data = {"person": lua.pk, "post": "deputy", "from_on": "20/9/2026"}
    body = client.post(reverse("members:give_post", args=[pk]), data, follow=True).content.decode()
    assert "Đã ghi Trần Thị Lụa làm phó chủ nhiệm." in body
    row = BoardMember.objects.get(person=lua.person)
    url = reverse("members:end_post", args=[pk, row.pk])
    refused = client.post(url, {"to_on": "19/9/2026"})
    assert refused.status_code == 422
    assert "nhận việc ngày 20/9/2026" in refused.content.decode()
    body = client.post(url, {"to_on": "22/9/2026"}, follow=True).content.decode()
    assert "Đã ghi Trần Thị Lụa thôi làm phó chủ nhiệm." in body
    assert client.post(url, {"to_on": "22/9/2026"}).status_code == 409
    elsewhere = reverse("members:end_post", args=[world.trai_giua.pk, row.pk])
    assert signed_in(world, "tuan").get(elsewhere).status_code == 404


def test_an_empty_board_says_what_will_bring_it(world, khiem):
    empty = club(world.hamlets["Thôn Cổ Điển"], "Câu lạc bộ thôn Cổ Điển", date(2026, 5, 4), date(2026, 5, 20))
    page = looked_at(signed_in(world, "tuan"), reverse("members:board", args=[empty.pk]))
    assert "Chưa có ai giữ chức vụ." in page.body
    page = looked_at(signed_in(world, "tuan"), reverse("members:renew", args=[empty.pk]))
    assert "Câu lạc bộ chưa có thành viên nào." in page.body
    Membership.objects.create(club=empty, person=person("Đặng Văn Mới", "M", 1955), joined_on=date(2026, 5, 20))
    page = looked_at(signed_in(world, "tuan"), reverse("members:renew", args=[empty.pk]))
    assert "Đặng Văn Mới" in page.body
