"""Accounts and duties: given within one's own reach, never above it, never to oneself, and written down."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts import actions
from tremang.accounts.models import Role, RoleKind, User
from tremang.accounts.powers import Verb, is_of_city, may, require
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify

pytestmark = pytest.mark.django_db
K = RoleKind


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_commune_opens_an_account_for_a_club_and_it_works(world, client):
    place = world.dong_vang.place
    user, password = actions.create_user(
        "Hợi.DongVang", "Lê Thị Hợi", K.CLUB_SECRETARY, place, by=world.users["tuan"], today=TODAY
    )
    assert user.username == "hoi.dongvang"
    assert client.login(username="hoi.dongvang", password=password)
    assert may(fresh(user), Verb.RECORD_MEETING, place, TODAY)
    assert not may(fresh(user), Verb.RECORD_MEETING, world.trai_giua.place, TODAY)
    said = [told(e.verb, e.content.body) for e in Event.objects.filter(chain_id=place.pk).order_by("sequence")]
    assert said == [
        "đã cấp tài khoản hoi.dongvang cho Lê Thị Hợi", "đã giao Lê Thị Hợi làm Thư ký câu lạc bộ từ ngày 23/9/2026",
    ]  # fmt: skip


GIVES = {
    "tuan": {("club", K.CLUB_CHAIR), ("club", K.CLUB_SECRETARY), ("club", K.CLUB_TREASURER), ("commune", K.COMMUNE_OFFICER),
             ("commune", K.COMMUNE_LEADER)},
    "ha": {("club", K.CLUB_CHAIR), ("club", K.CLUB_SECRETARY), ("club", K.CLUB_TREASURER), ("commune", K.COMMUNE_OFFICER),
           ("commune", K.COMMUNE_LEADER), ("sister", K.COMMUNE_OFFICER), ("sister", K.COMMUNE_LEADER), ("city", K.CITY_STAFF),
           ("city", K.CITY_BOARD), ("city", K.DEPARTMENT)},
}  # fmt: skip


@pytest.mark.parametrize("kind", list(K), ids=str)
@pytest.mark.parametrize(
    "by", ["ha", "chu_tich", "ban", "so", "tuan", "lanh_dao", "nga", "khiem", "man", "luong", "nguoi_dung"]
)
def test_nobody_gives_beyond_his_reach_or_above_his_own(world, by, kind):
    """Every giver × duty × place, against the list above."""
    places = {"club": world.dong_vang.place, "commune": world.phuc_tho, "sister": world.yen_bai, "city": world.city}
    taker = world.users["nhan"]
    for name, place in places.items():
        allowed = (name, kind) in GIVES.get(by, set()) or (
            by == "nga" and name == "sister" and ("commune", kind) in GIVES["tuan"]
        )
        if allowed:
            actions.give_role(taker, kind, place, by=world.users[by], today=TODAY)
        else:
            with pytest.raises(Refused):
                actions.give_role(taker, kind, place, by=world.users[by], today=TODAY)
        assert Role.objects.filter(user=taker, kind=kind, place=place).exists() == allowed


def test_nobody_gives_or_ends_his_own_duty(world):
    tuan = world.users["tuan"]
    with pytest.raises(Refused):
        actions.give_role(tuan, K.CLUB_CHAIR, world.dong_vang.place, by=tuan, today=TODAY)
    with pytest.raises(Refused):
        actions.end_role(tuan.roles.get(), by=tuan, today=TODAY)


def test_an_ended_duty_is_over_at_once_and_can_be_given_back(world):
    man, place = world.users["man"], world.dong_vang.place
    role = actions.end_role(man.roles.get(), by=world.users["tuan"], today=TODAY)
    assert not may(fresh(man), Verb.RECORD_MEETING, place, TODAY)
    with pytest.raises(Problem):
        actions.end_role(role, by=world.users["tuan"], today=TODAY)
    actions.give_back_role(role, by=world.users["tuan"], today=TODAY)
    assert may(fresh(man), Verb.RECORD_MEETING, place, TODAY)
    assert not [found for found in verify().findings if found.row.startswith("accounts.")]


def test_a_duty_given_today_and_ended_today_leaves_no_power_and_a_whole_chain(world):
    user, place = world.users["nguoi_dung"], world.dong_vang.place
    role = actions.give_role(user, K.CLUB_TREASURER, place, by=world.users["tuan"], today=TODAY)
    actions.end_role(role, by=world.users["tuan"], today=TODAY)
    assert not may(fresh(user), Verb.KEEP_MONEY, place, TODAY)
    actions.give_role(user, K.CLUB_TREASURER, place, by=world.users["tuan"], today=TODAY)
    assert may(fresh(user), Verb.KEEP_MONEY, place, TODAY)
    assert not [found for found in verify().findings if found.row.startswith("accounts.")]


def test_an_account_whose_only_duty_was_ended_on_its_first_day_is_not_lost(world, client):
    place = world.dong_vang.place
    user, _password = actions.create_user(
        "hoi.dongvang", "Lê Thị Hợi", K.CLUB_SECRETARY, place, by=world.users["tuan"], today=TODAY
    )
    client.force_login(world.users["tuan"])
    with clock.fixed(TODAY):
        page = client.post(reverse("accounts:end_role", args=[user.roles.get().pk]), follow=True)
        assert page.status_code == 200
        assert not user.roles.exists()
        given = client.post(f"{reverse('accounts:give_role', args=[user.pk])}?place={place.pk}", {"kind": K.CLUB_CHAIR})
    assert given.status_code == 302
    assert user.roles.get().kind == K.CLUB_CHAIR
    assert not actions.keeps(world.users["nga"], user, TODAY)


def test_a_changed_role_row_is_found(world):
    role = actions.give_role(
        world.users["nguoi_dung"], K.CLUB_TREASURER, world.dong_vang.place, by=world.users["tuan"], today=TODAY
    )
    Role.objects.filter(pk=role.pk).update(place=world.city, kind=K.CITY_LEADER)
    assert ("row_changed", f"accounts.role:{role.pk}") in {(found.code, found.row) for found in verify().findings}


def test_who_has_duties_elsewhere_too_is_kept_by_somebody_who_reaches_both(world):
    man = world.users["man"]
    actions.give_role(man, K.COMMUNE_LEADER, world.yen_bai, by=world.users["nga"], today=TODAY)
    with pytest.raises(Refused):
        actions.reset_password(man, by=world.users["tuan"], today=TODAY)
    assert man.check_password(actions.reset_password(man, by=world.users["ha"], today=TODAY))


@pytest.mark.parametrize(
    ("by", "whom"), [("tuan", "ha"), ("tuan", "nga"), ("tuan", "sau_city"), ("man", "khiem"), ("ha", "chu_tich")]
)
def test_nobody_takes_over_an_account_by_resetting_a_password_beyond_his_reach(world, by, whom):
    user = world.users.get(whom) or world.users["nguoi_dung"]
    with pytest.raises(Refused):
        actions.reset_password(user, by=world.users[by], today=TODAY)
    with pytest.raises(Refused):
        actions.lock_user(user, True, by=world.users[by], today=TODAY)


@pytest.mark.parametrize(
    ("username", "full_name", "code"),
    [("x", "Lê Thị Hợi", "username"), ("a b c d", "Lê Thị Hợi", "username"), ("man", "Lê Thị Hợi", "username"),
     ("luong", "Lê Thị Hợi", "username_taken"), ("hoi.dongvang", "Hợi", "no_name")],
)  # fmt: skip
def test_a_new_account_that_cannot_be_says_why(world, username, full_name, code):
    with pytest.raises(Problem) as refused:
        actions.create_user(
            username, full_name, K.CLUB_CHAIR, world.dong_vang.place, by=world.users["tuan"], today=TODAY
        )
    assert refused.value.code == code
    assert refused.value.field


def test_the_pages_lead_from_a_place_to_a_password_shown_once(world, client, django_assert_max_num_queries):
    client.force_login(world.users["tuan"])
    assert "Phạm Thị Mận" in client.get(reverse("accounts:users")).content.decode()
    assert "Đinh Thị Nhàn" not in client.get(reverse("accounts:users")).content.decode()
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:users"))
    where = client.get(reverse("accounts:new_user"), {"q": "dong vang"}).content.decode()
    assert f"?place={world.dong_vang.pk}" in where
    url = f"{reverse('accounts:new_user')}?place={world.dong_vang.pk}"
    wrong = client.post(url, {"full_name": "Lê Thị Hợi", "username": "luong", "kind": K.CLUB_CHAIR})
    assert wrong.status_code == 422
    assert "đã có người dùng" in wrong.content.decode()
    assert 'value="Lê Thị Hợi"' in wrong.content.decode()
    done = client.post(url, {"full_name": "Lê Thị Hợi", "username": "hoi", "kind": K.CLUB_CHAIR})
    assert done.status_code == 422, "three letters are too short"
    done = client.post(url, {"full_name": "Lê Thị Hợi", "username": "hoi1", "kind": K.CLUB_CHAIR}, follow=True)
    user = User.objects.get(username="hoi1")
    password = done.context["password"]
    assert user.check_password(password)
    assert password in done.content.decode()
    assert password not in client.get(reverse("accounts:user", args=[user.pk])).content.decode()


def test_ids_of_another_commune_in_the_address_are_refused(world, client):
    client.force_login(world.users["tuan"])
    nhan = world.users["nhan"]
    assert client.get(f"{reverse('accounts:new_user')}?place={world.muong_chau.pk}").status_code == 403
    assert client.get(reverse("accounts:user", args=[nhan.pk])).status_code == 403
    assert client.post(reverse("accounts:end_role", args=[nhan.roles.get().pk])).status_code == 403
    assert client.post(reverse("accounts:reset", args=[nhan.pk])).status_code == 403
    assert client.post(reverse("accounts:lock", args=[nhan.pk, "khoa"])).status_code == 403
    assert client.get(reverse("accounts:user", args=[12345])).status_code == 404
    assert nhan.roles.get().to_on is None


def test_locking_shuts_out_at_the_next_page_and_can_be_undone(world, client):
    man = world.users["man"]
    other = type(client)()
    other.force_login(man)
    client.force_login(world.users["tuan"])
    page = client.post(reverse("accounts:lock", args=[man.pk, "khoa"]), follow=True)
    assert reverse("accounts:lock", args=[man.pk, "mo"]) in page.content.decode()
    assert other.get(reverse("accounts:me")).status_code == 302
    client.post(reverse("accounts:lock", args=[man.pk, "mo"]))
    assert fresh(man).is_active


def test_the_operator_opens_the_first_account_of_the_city(world, client):
    said = StringIO()
    with clock.fixed(TODAY):
        call_command("user", "moi.thanhpho", "Trần Thị Mới", stdout=said)
    password = said.getvalue().split()[-1]
    assert client.login(username="moi.thanhpho", password=password)
    assert may(User.objects.get(username="moi.thanhpho"), Verb.SET_TARGETS, world.city, TODAY)
    with pytest.raises(CommandError, match="đã có người dùng"):
        call_command("user", "moi.thanhpho", "Trần Thị Mới")
    with pytest.raises(CommandError, match="không có việc"):
        call_command("user", "moi.xa", "Trần Thị Mới", place="09715")


def test_the_operator_gives_a_new_password_to_who_has_nobody_above(world, client):
    said = StringIO()
    with clock.fixed(TODAY):
        call_command("password", "chu_tich", stdout=said)
    assert client.login(username="chu_tich", password=said.getvalue().split()[-1])
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("password", "ai_do")


@pytest.mark.parametrize("verb", [verb for verb in Verb if is_of_city(verb)])
def test_what_only_the_city_does_sends_a_commune_officer_to_the_city_and_not_to_himself(world, verb):
    with pytest.raises(Refused) as refusal:
        require(world.users["tuan"], verb, world.dong_vang.place, TODAY)
    assert "Hội Người cao tuổi Thành phố" in refusal.value.sentence and "ở đó" not in refusal.value.sentence


def test_the_page_of_assessments_names_one_next_step_only(world, client):
    client.force_login(world.users["tuan"])
    answer = client.get(reverse("standard:assess", args=[world.dong_vang.pk]))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "mời gửi đề nghị lên Hội Người cao tuổi Thành phố" in page and "mời gọi Hội" not in page
    for verb in (Verb.KEEP_CLUB, Verb.KEEP_MEMBERS):
        assert not is_of_city(verb)
