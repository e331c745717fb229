"""What happened can be read as sentences by whoever manages the place, and by nobody else."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.funds.actions.slips import take_in
from tremang.funds.models import Account, Fund
from tremang.kernel import clock
from tremang.kernel.events import key, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Erasure, EventContent
from tremang.kernel.sentences import sentences

pytestmark = pytest.mark.django_db
GIVEN = "role_given"


@pytest.fixture
def happened(world):
    def happen(verb=GIVEN, subject="accounts.role:1", hour=9, **body):
        club = world.dong_vang
        with clock.fixed(TODAY, hour), writing(club.pk):
            return record(club.pk, verb, subject, by_id=world.users["tuan"].pk, body=body)

    return happen


def read(client, world, user, **query) -> str:
    client.force_login(world.users[user])
    page = client.get(reverse("web:log", args=[world.dong_vang.pk]), query)
    assert page.status_code == 200
    return page.content.decode()


def test_every_verb_of_every_room_has_a_sentence():
    assert GIVEN in sentences()
    assert all(str(sentence).strip() for sentence in sentences().values())


def test_an_event_reads_as_who_did_what_when(world, client, happened):
    happened(person="Phạm Thị Mận", role="Thư ký câu lạc bộ", place="Câu lạc bộ thôn Đồng Vàng", from_on=TODAY)
    said = read(client, world, "khiem")
    assert "<b>Nguyễn Anh Tuấn</b> đã giao Phạm Thị Mận làm Thư ký câu lạc bộ" in said
    assert "từ ngày 23/9/2026" in said
    assert "9\u00a0giờ" in said


def test_a_sentence_that_ends_in_words_of_ones_own_has_one_stop(world, client, happened):
    happened(
        verb="report_return", subject="reports.report:1", title="Báo cáo tháng", period="10/2026", reason="Mời đếm lại."
    )
    assert "Mời đếm lại.<p" in read(client, world, "tuan").replace("\n", "").replace(" <p", "<p")


def test_who_keeps_users_reads_who_was_given_what(world, client, happened):
    happened(person="Lê Văn Mới", role="Thư ký câu lạc bộ", from_on=TODAY)
    assert "Lê Văn Mới" in read(client, world, "ha")


@pytest.mark.parametrize("user", ["ha", "lanh_dao", "chu_tich"])
def test_who_may_read_the_log_but_no_names_reads_it_without_them(world, client, happened, user):
    happened(subject="members.membership:1", person="Phạm Thị Mận", role="Thư ký câu lạc bộ", from_on=TODAY)
    said = read(client, world, user)
    assert "Phạm Thị Mận" not in said
    assert "từ ngày 23/9/2026" in said


@pytest.mark.parametrize("user", ["ha", "lanh_dao", "chu_tich"])
def test_offices_read_that_money_moved_and_never_whose_it_was(world, client, user):
    with clock.fixed(TODAY):
        take_in(
            world.dong_vang, Fund.ACTIVITY, 200_000, Account.OTHER_IN, "Trần Thị Lụa bán rau giúp câu lạc bộ", day=TODAY,
            by=world.users["luong"], today=TODAY, who="Trần Thị Lụa",
        )  # fmt: skip
    said = read(client, world, user)
    assert "đã thu 200.000 đ" in said and "Trần Thị Lụa" not in said
    assert "Trần Thị Lụa" in read(client, world, "khiem")


def test_what_is_said_of_clubs_and_places_everybody_who_may_read_the_log_reads(world, client, happened):
    happened(verb="user_created", subject="clubs.staterow:1", username="Thôn Đồng Vàng", person=12345)
    assert "Thôn Đồng Vàng cho 12.345" in read(client, world, "ha")


def test_hardships_stay_hidden_from_who_may_not_see_them(world, client, happened):
    happened(subject="members.vulnerability:1", person="Kiều Văn Lực", role="Hộ nghèo")
    assert "Kiều Văn Lực" in read(client, world, "man")
    assert "Kiều Văn Lực" not in read(client, world, "luong")


@pytest.mark.parametrize("user", ["sau", "nga", "nhan", "ban", "so", "trung_uong", "nguoi_dung"])
def test_the_log_is_closed_to_others(world, client, happened, user):
    client.force_login(world.users[user])
    assert client.get(reverse("web:log", args=[world.dong_vang.pk])).status_code == 403


def test_newest_first_a_page_at_a_time_with_few_queries(world, client, happened, django_assert_max_num_queries):
    for number in range(120):
        happened(hour=number % 12, person=f"Người {number}", role="Thủ quỹ", from_on=TODAY)
    client.force_login(world.users["khiem"])
    with django_assert_max_num_queries(12):
        first = client.get(reverse("web:log", args=[world.dong_vang.pk])).content.decode()
    assert first.index("Người 119") < first.index("Người 70")
    assert "Người 69" not in first
    assert len(first) < 60_000
    assert "Người 69" in read(client, world, "khiem", p=2)
    assert "Người 0" in read(client, world, "khiem", p=99)


@pytest.mark.parametrize("page", ["-1", "x", "99999999999999999999", "²", ""])
def test_an_odd_page_number_gives_a_page(world, client, happened, page):
    happened(person="Ai", role="Thủ quỹ", from_on=TODAY)
    read(client, world, "khiem", p=page)


def test_what_was_destroyed_by_law_says_so(world, client, happened):
    event = happened(person="Ai", role="Thủ quỹ", from_on=TODAY)
    EventContent.objects.filter(event=event).delete()
    Erasure.objects.create(subject=key(event), at=clock.now(), actor_id=1, legal_basis="Luật 91/2025/QH15")
    assert "đã xóa theo yêu cầu" in read(client, world, "khiem")


def test_an_unknown_node_is_not_found(world, client):
    client.force_login(world.users["khiem"])
    assert client.get(reverse("web:log", args=[1])).status_code == 404
    assert client.get("/nhat-ky/99999999999999999999999999/").status_code == 404
