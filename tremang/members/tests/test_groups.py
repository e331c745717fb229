"""Groups and teams: who belongs where, who leads, new and closed ones, and the way back."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.crawl import read
from tremang.clubs.books import latest
from tremang.clubs.life import ONE_DAY
from tremang.clubs.models import Group, Team, TeamKind
from tremang.kernel import clock
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.sentences import told
from tremang.members.actions.groups import (
    GROUP_VERBS,
    add_group,
    add_team,
    arrange_groups,
    close_group,
    close_team,
    fill_team,
    undo_groups,
)  # fmt: skip
from tremang.members.models import GroupLeader, Membership, Person, TeamMember
from tremang.members.tests.looking import all_rows, contradictions, filled, looked_at, signed_in

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + ONE_DAY


@pytest.fixture
def man(world):
    with clock.fixed(TODAY):
        yield world.users["man"]


@pytest.fixture
def groups(world) -> dict[str, Group]:
    return {group.name: group for group in Group.objects.filter(club=world.dong_vang)}


@pytest.fixture
def team(world, man) -> Team:
    add_team(world.dong_vang, TeamKind.ARTS, "", by=man, today=TODAY)
    return Team.objects.select_related("club__place").get(club=world.dong_vang)


def pk_of(world, name: str) -> int:
    return world.members[name].pk


def arranged(world, by, placed=(), leading=(), today=TODAY):
    return arrange_groups(world.dong_vang, dict(placed), dict(leading), by=by, today=today)


def leaders(group: Group) -> list[tuple]:
    rows = GroupLeader.objects.filter(group=group).order_by("from_on")
    return [(row.membership_id, row.from_on, row.to_on) for row in rows]


def in_team(team: Team) -> list[tuple]:
    rows = TeamMember.objects.filter(team=team).order_by("membership_id", "from_on")
    return [(row.membership_id, row.is_leader, row.from_on, row.to_on) for row in rows]


def test_members_are_placed_and_leaders_named_in_one_act(world, man, groups):
    an, luc = pk_of(world, "Đỗ Thị Ẩn"), pk_of(world, "Kiều Văn Lực")
    one, three = groups["Tổ 1"], groups["Tổ 3"]
    event = arranged(world, man, {an: one.pk, luc: None}, {one.pk: an})
    assert told(event.verb, event.content.body) == "đã xếp lại các tổ"
    assert Membership.objects.get(pk=an).group == one
    assert Membership.objects.get(pk=luc).group is None
    assert leaders(one) == [(an, TODAY, None)]
    assert Membership.objects.filter(group=three).count() == 2
    assert arranged(world, man, {an: one.pk}, {one.pk: an}) is None
    assert not contradictions(world.dong_vang)


def test_a_new_leader_ends_the_former_one_on_the_eve(world, man, groups):
    one, an, luc = groups["Tổ 1"], pk_of(world, "Phùng Thị Tư"), pk_of(world, "Kiều Văn Lực")
    arranged(world, man, {}, {one.pk: an})
    arranged(world, man, {}, {one.pk: luc})
    assert leaders(one) == [(luc, TODAY, None)]
    with clock.fixed(TOMORROW):
        arranged(world, man, {}, {one.pk: an}, TOMORROW)
    assert leaders(one) == [(luc, TODAY, TODAY), (an, TOMORROW, None)]


def test_who_goes_to_another_group_leads_the_old_one_no_longer(world, man, groups):
    one, luc = groups["Tổ 1"], pk_of(world, "Kiều Văn Lực")
    arranged(world, man, {}, {one.pk: luc})
    arranged(world, man, {luc: groups["Tổ 2"].pk}, {}, TOMORROW)
    assert leaders(one) == [(luc, TODAY, TODAY)]


def test_what_does_not_belong_here_is_refused_and_nothing_is_written(world, man, groups):
    luc, sau = pk_of(world, "Kiều Văn Lực"), pk_of(world, "Bùi Thị Sáu")
    other = Group.objects.create(club=world.trai_giua, name="Tổ 1")
    before = all_rows()
    for placed, leading, code in [
        ({luc: other.pk}, {}, "other_group"),
        ({luc: -1}, {}, "other_group"),
        ({}, {other.pk: luc}, "other_group"),
        ({sau: groups["Tổ 1"].pk}, {}, "other_member"),
        ({}, {groups["Tổ 1"].pk: sau}, "other_member"),
        ({luc: groups["Tổ 2"].pk}, {groups["Tổ 1"].pk: luc}, "leader_elsewhere"),
    ]:
        with pytest.raises(Problem) as refusal:
            arranged(world, man, placed, leading)
        assert refusal.value.code == code
        assert all_rows() == before


def test_a_group_is_founded_once_and_opened_again_under_its_name(world, man, groups):
    event = add_group(world.dong_vang, "  Tổ   4 ", by=man, today=TODAY)
    assert told(event.verb, event.content.body) == "đã lập Tổ 4"
    for name, code in [("Tổ 4", "group_taken"), ("", "group_name"), (" -- ", "group_name")]:
        with pytest.raises(Problem) as refusal:
            add_group(world.dong_vang, name, by=man, today=TODAY)
        assert (refusal.value.code, refusal.value.field) == (code, "name")
    four = Group.objects.get(name="Tổ 4")
    close_group(four, by=man, today=TODAY)
    add_group(world.dong_vang, "Tổ 4", by=man, today=TODAY)
    again = Group.objects.get(name="Tổ 4")
    assert (again.pk, again.closed_on) == (four.pk, None)


def test_a_closed_group_leaves_its_members_in_none(world, man, groups):
    one, luc = groups["Tổ 1"], pk_of(world, "Kiều Văn Lực")
    arranged(world, man, {}, {one.pk: luc})
    close_group(one, by=man, today=TODAY)
    assert not Membership.objects.filter(group=one).exists()
    assert leaders(one) == []
    assert Membership.objects.filter(club=world.dong_vang, left_on__isnull=True).count() == 11
    with pytest.raises(Problem) as refusal:
        arranged(world, man, {luc: one.pk})
    assert refusal.value.code == "other_group"


def test_a_team_has_members_and_one_leader_and_both_may_change(world, man, team):
    an, luc, lua = (pk_of(world, name) for name in ("Đỗ Thị Ẩn", "Kiều Văn Lực", "Trần Thị Lụa"))
    assert team.name == "Đội văn nghệ"
    event = fill_team(team, [an, luc], luc, by=man, today=TODAY)
    assert told(event.verb, event.content.body) == "đã ghi danh sách Đội văn nghệ, 2 người"
    with clock.fixed(TOMORROW):
        fill_team(team, [lua], lua, by=man, today=TOMORROW)
        fill_team(team, [lua, an], an, by=man, today=TOMORROW)
    assert sorted(in_team(team)) == sorted(
        [
            (an, False, TODAY, TODAY),
            (luc, True, TODAY, TODAY),
            (lua, False, TOMORROW, None),
            (an, True, TOMORROW, None),
        ]
    )
    assert not contradictions(world.dong_vang)


def test_who_leaves_a_team_and_comes_back_on_one_day_was_never_away(world, man, team):
    an = pk_of(world, "Đỗ Thị Ẩn")
    fill_team(team, [an], by=man, today=TODAY)
    fill_team(team, [], by=man, today=TODAY)
    assert in_team(team) == []
    fill_team(team, [an], by=man, today=TODAY)
    assert in_team(team) == [(an, False, TODAY, None)]
    assert fill_team(team, [an], by=man, today=TODAY) is None


def test_a_team_of_strangers_or_of_no_kind_is_refused(world, man, team):
    for act, code in [
        (lambda: fill_team(team, [pk_of(world, "Bùi Thị Sáu")], by=man, today=TODAY), "other_member"),
        (lambda: add_team(world.dong_vang, "chess", "", by=man, today=TODAY), "team_kind"),
        (lambda: add_team(world.dong_vang, TeamKind.ARTS, "", by=man, today=TODAY), "group_taken"),
    ]:
        before = all_rows()
        with pytest.raises(Problem) as refusal:
            act()
        assert refusal.value.code == code
        assert all_rows() == before


def test_undo_gives_back_exactly_the_rows_of_before(world, man, groups, team):
    an, luc, here = pk_of(world, "Đỗ Thị Ẩn"), pk_of(world, "Kiều Văn Lực"), world.dong_vang
    one = groups["Tổ 1"]
    arranged(world, man, {}, {one.pk: luc})
    fill_team(team, [an, luc], luc, by=man, today=TODAY)
    for act in (
        lambda: arranged(world, man, {an: one.pk, luc: groups["Tổ 2"].pk}, {one.pk: an}),
        lambda: add_group(here, "Tổ 4", by=man, today=TODAY),
        lambda: close_group(one, by=man, today=TODAY),
        lambda: add_team(here, TeamKind.SPORT, "Đội bóng hơi", by=man, today=TODAY),
        lambda: fill_team(team, [an], an, by=man, today=TODAY),
        lambda: close_team(team, by=man, today=TODAY),
    ):
        before = all_rows()
        event = act()
        assert all_rows() != before
        with pytest.raises(Conflict):
            undo_groups(here, event.sequence - 1, by=man, today=TODAY)
        undo_groups(here, event.sequence, by=man, today=TODAY)
        assert all_rows() == before
    assert not contradictions(here)


@pytest.mark.parametrize("name", ["luong", "sau", "nga", "ha", "lanh_dao", "chu_tich", "nguoi_dung"])
def test_only_who_keeps_members_here_arranges_them(world, man, groups, team, name):
    user, here = world.users[name], world.dong_vang
    for act in (
        lambda: arranged(world, user),
        lambda: add_group(here, "Tổ 4", by=user, today=TODAY),
        lambda: close_group(groups["Tổ 1"], by=user, today=TODAY),
        lambda: add_team(here, TeamKind.SPORT, "", by=user, today=TODAY),
        lambda: close_team(team, by=user, today=TODAY),
        lambda: fill_team(team, [], by=user, today=TODAY),
        lambda: undo_groups(here, 1, by=user, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize(
    ("name", "reads", "keeps"),
    [
        ("man", 200, True), ("khiem", 200, True), ("tuan", 200, True), ("luong", 200, False), ("sau", 403, False),
        ("ha", 403, False), ("lanh_dao", 403, False), ("so", 403, False),
    ],
)  # fmt: skip
def test_the_page_of_groups_answers_each_role_as_the_table_says(world, man, groups, team, name, reads, keeps):
    client, pk = signed_in(world, name), world.dong_vang.pk
    answer = client.get(reverse("members:groups", args=[pk]))
    assert answer.status_code == reads
    assert ("Ghi cách xếp tổ" in answer.content.decode()) == keeps
    assert client.get(reverse("members:team", args=[pk, team.pk])).status_code == (200 if keeps else 403)
    before = all_rows()
    for url in (
        reverse("members:new_group", args=[pk]),
        reverse("members:new_team", args=[pk]),
        reverse("members:groups", args=[pk]),
    ):
        status = client.post(url).status_code
        assert (status != 403) == keeps
    assert all_rows() == before
    if not keeps:
        for url in (
            reverse("members:drop_group", args=[pk, groups["Tổ 1"].pk]),
            reverse("members:drop_team", args=[pk, team.pk]),
        ):
            assert client.post(url).status_code == 403


def test_who_only_reads_sees_each_group_with_its_leader(world, man, groups):
    arranged(world, man, {}, {groups["Tổ 1"].pk: pk_of(world, "Kiều Văn Lực")})
    page = looked_at(signed_in(world, "luong"), reverse("members:groups", args=[world.dong_vang.pk]))
    assert page.body.count("tổ trưởng") == 1
    for row in Membership.objects.filter(club=world.dong_vang):
        assert reverse("members:person", args=[row.person_id]) in page.body
    assert "Hoàn tác" not in page.body


def test_the_page_sends_as_it_stands_without_changing_anything(world, man, groups, team):
    arranged(world, man, {}, {groups["Tổ 1"].pk: pk_of(world, "Kiều Văn Lực")})
    fill_team(team, [pk_of(world, "Đỗ Thị Ẩn")], by=man, today=TODAY)
    client, pk = signed_in(world, "man"), world.dong_vang.pk
    before = all_rows()
    for url in (reverse("members:groups", args=[pk]), reverse("members:team", args=[pk, team.pk])):
        data = filled(looked_at(client, url), url)
        body = client.post(url, data, follow=True).content.decode()
        assert "Không có gì thay đổi." in body
    assert all_rows() == before


def test_arranging_goes_through_the_page_and_keeps_what_was_chosen_when_refused(world, man, groups):
    client, url = signed_in(world, "man"), reverse("members:groups", args=[world.dong_vang.pk])
    before = all_rows()
    luc, two = pk_of(world, "Kiều Văn Lực"), groups["Tổ 2"]
    data = filled(looked_at(client, url), url)
    data |= {f"group-{luc}": [two.name], f"leader-{groups['Tổ 1'].pk}": [str(luc)]}
    answer = client.post(url, data)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in body
    assert "Kiều Văn Lực không ở Tổ 1" in body
    assert "Mời xếp vào tổ trước" in body
    again = filled(read(url, 422, body), url)
    assert again.pop("csrfmiddlewaretoken")
    assert again == {name: data[name] for name in again}
    data[f"leader-{groups['Tổ 1'].pk}"] = [""]
    body = client.post(url, data, follow=True).content.decode()
    assert "Đã xếp tổ." in body
    assert Membership.objects.get(pk=luc).group == two
    client.post(
        reverse("members:undo_groups", args=[world.dong_vang.pk, latest(world.dong_vang.pk, GROUP_VERBS).sequence])
    )
    assert all_rows() == before


def test_who_moves_the_leader_away_is_told_to_choose_another_first(world, man, groups):
    client, url = signed_in(world, "man"), reverse("members:groups", args=[world.dong_vang.pk])
    luc, one = pk_of(world, "Kiều Văn Lực"), groups["Tổ 1"]
    arranged(world, man, {}, {one.pk: luc})
    data = filled(looked_at(client, url), url) | {f"group-{luc}": ["Tổ 2"]}
    answer = client.post(url, data)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Kiều Văn Lực đang là tổ trưởng Tổ 1." in body
    assert "mời chọn tổ trưởng khác cho Tổ 1 trước" in body
    assert "Mời xếp vào tổ trước" not in body
    data[f"leader-{one.pk}"] = [str(pk_of(world, "Phùng Thị Tư"))]
    assert "Đã xếp tổ." in client.post(url, data, follow=True).content.decode()
    assert Membership.objects.get(pk=luc).group == groups["Tổ 2"]


def test_namesakes_are_told_apart_by_their_years_among_possible_leaders(world, man, groups):
    one, luc = groups["Tổ 1"], Membership.objects.select_related("person").get(pk=pk_of(world, "Kiều Văn Lực"))
    twin = Person(sex="M", born_year=luc.person.born_year - 3)
    twin.rename("Kiều Văn Lực")
    twin.save(force_insert=True)
    Membership.objects.create(club=world.dong_vang, person=twin, joined_on=luc.joined_on, group=one)
    body = looked_at(signed_in(world, "man"), reverse("members:groups", args=[world.dong_vang.pk])).body
    for year in (twin.born_year, luc.person.born_year):
        assert f">Kiều Văn Lực, {year}</option>" in body
    assert ">Phùng Thị Tư</option>" in body


def test_groups_and_teams_come_and_go_through_the_page(world, man, groups):
    client, pk = signed_in(world, "man"), world.dong_vang.pk
    body = client.post(reverse("members:new_group", args=[pk]), {"name": "Tổ 4"}, follow=True).content.decode()
    assert "Đã lập Tổ 4." in body
    answer = client.post(reverse("members:new_group", args=[pk]), {"name": "Tổ 4"})
    assert answer.status_code == 422
    assert 'value="Tổ 4"' in answer.content.decode()
    answer = client.post(reverse("members:new_team", args=[pk]), {"kind": "chess", "name": "Đội cờ"})
    assert answer.status_code == 422
    assert 'value="Đội cờ"' in answer.content.decode()
    client.post(reverse("members:new_team", args=[pk]), {"kind": "sport", "name": "Đội bóng hơi"})
    team = Team.objects.get()
    url = reverse("members:team", args=[pk, team.pk])
    luc = pk_of(world, "Kiều Văn Lực")
    body = client.post(url, {"members": [luc], "leader": luc}, follow=True).content.decode()
    assert "Đã ghi danh sách Đội bóng hơi." in body
    assert "(đội trưởng)" in body
    assert client.post(url, {"members": ["1"]}).status_code == 422
    body = client.post(reverse("members:drop_team", args=[pk, team.pk]), follow=True).content.decode()
    assert "Đã bỏ Đội bóng hơi." in body
    assert client.get(url).status_code == 404
    body = client.post(reverse("members:drop_group", args=[pk, groups["Tổ 1"].pk]), follow=True).content.decode()
    assert "Đã bỏ Tổ 1." in body
    other = Group.objects.create(club=world.trai_giua, name="Tổ 1")
    assert client.post(reverse("members:drop_group", args=[pk, other.pk])).status_code == 404


def test_a_club_without_groups_is_told_how_to_begin(world, man):
    tuan = signed_in(world, "tuan")
    page = looked_at(tuan, reverse("members:groups", args=[world.trai_giua.pk]))
    assert "Chưa có tổ nào." in page.body
    assert "Chưa có đội nào." in page.body
    assert "Ghi cách xếp tổ" not in page.body
