"""What communes and clubs declare by hand: each number moves its indicator, bad input gets a sentence, all can be undone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts.powers import Verb, may
from tremang.facts.actions import catch_up, rebuild_all
from tremang.facts.evidence import scope
from tremang.facts.measures import total
from tremang.facts.models import Fact
from tremang.funds.actions.slips import receive_capital
from tremang.funds.models import Account, Fund
from tremang.kernel import clock
from tremang.kernel.models import Event, Stale
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify
from tremang.members.models import BoardMember
from tremang.places.models import Population, Profile
from tremang.programme.communication.actions import declare_reach
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.standard.actions import assess_club
from tremang.programme.standard.models import Assessment, Result
from tremang.programme.territory.actions.declare import declare_population, describe_commune
from tremang.programme.training.actions import complete_course, end_official, list_official, train_board
from tremang.programme.training.models import CourseKind, CourseRecord, Official
from tremang.programme.undoing import undo

METHOD = "Danh sách hộ họp thôn, bỏ người trùng"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def sign_in(client, world, name):
    client.force_login(world.users[name])
    return client


def values(world):
    return total(scope(world.city, TODAY, "now").values().values())


def code_of(do):
    with pytest.raises(Problem) as refusal:
        do()
    assert refusal.value.sentence
    return refusal.value.code


def test_people_and_reach_make_the_share_of_people_reached(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    declare_population(world.phuc_tho, 2026, 30_000, 6_000, "Công an xã", **by)
    declare_reach(world.phuc_tho, 2026, 4_500, METHOD, **by)
    found = values(world)
    assert (found["people_reached.P1.n"], found["people_reached.P1.d"]) == (4_500, 30_000)


def test_said_again_the_newer_number_holds_and_undo_brings_the_old_one_back(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    declare_population(world.phuc_tho, 2026, 30_000, None, "", **by)
    event = declare_population(world.phuc_tho, 2026, 31_000, 6_000, "", **by)
    assert Population.objects.get().people == 31_000
    undo(event, **by)
    row = Population.objects.get()
    assert (row.people, row.older) == (30_000, None)
    assert not [found for found in verify().findings if found.code != "row_unknown"]


@pytest.mark.parametrize(
    ("year", "people", "older", "code"),
    [(2026, 100, 101, "older_more"), (2026, 0, None, "no_people"), (2027, 5, None, "bad_year"), (1999, 5, None, "bad_year"),
     (2026, 2_000_001, None, "no_people")],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused(world, year, people, older, code):
    assert code == code_of(
        lambda: declare_population(world.phuc_tho, year, people, older, "", by=world.users["tuan"], today=TODAY)
    )


def test_reach_is_no_more_than_the_people_and_says_how_it_was_counted(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    declare_population(world.phuc_tho, 2026, 3_000, None, "", **by)
    assert code_of(lambda: declare_reach(world.phuc_tho, 2026, 3_001, METHOD, **by)) == "more_than_people"
    assert code_of(lambda: declare_reach(world.phuc_tho, 2026, 30, " ", **by)) == "no_method"
    assert not ReachDeclaration.objects.exists()


def test_a_profile_holds_from_its_day_and_the_one_before_to_the_eve(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    signs = {"is_difficult": False, "is_mountainous": False, "is_ethnic": False, "trained_before_2026": False}
    describe_commune(world.phuc_tho, date(2025, 7, 1), **signs, **by)
    event = describe_commune(world.phuc_tho, date(2026, 5, 1), **(signs | {"is_difficult": True}), **by)
    rows = list(Profile.objects.order_by("from_on").values_list("from_on", "to_on", "is_difficult"))
    assert rows == [(date(2025, 7, 1), date(2026, 4, 30), False), (date(2026, 5, 1), None, True)]
    undo(event, **by)
    assert Profile.objects.get().to_on is None


def test_officials_and_their_courses_make_the_share_of_officials_trained(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    list_official(world.phuc_tho, "Đỗ Thị Hằng", "Chủ tịch Hội", date(2026, 1, 10), **by)
    list_official(world.phuc_tho, "Lê Văn Tám", "", date(2026, 1, 10), **by)
    event = complete_course(
        [Official.objects.get(full_name="Đỗ Thị Hằng")], CourseKind.INITIAL, date(2026, 3, 1), "", **by
    )
    found = values(world)
    assert (found["staff_trained.P1.n"], found["staff_trained.P1.d"]) == (1, 2)
    undo(event, **by)
    assert values(world).get("staff_trained.P1.n", 0) == 0
    end_official(Official.objects.get(full_name="Lê Văn Tám"), date(2026, 6, 30), **by)
    assert values(world)["staff_trained.P1.d"] == 1


def test_an_official_is_not_listed_twice_nor_ended_before_the_start(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    list_official(world.phuc_tho, "Đỗ Thị Hằng", "", date(2026, 1, 10), **by)
    hang = Official.objects.get()
    assert code_of(lambda: list_official(world.phuc_tho, " Đỗ  Thị Hằng ", "", TODAY, **by)) == "listed"
    assert code_of(lambda: list_official(world.phuc_tho, "Hằng", "", TODAY, **by)) == "no_name"
    assert code_of(lambda: end_official(hang, date(2026, 1, 9), **by)) == "before_start"
    assert code_of(lambda: end_official(hang, date(2026, 9, 24), **by)) == "future"


def people(world):
    return list(BoardMember.objects.filter(club=world.dong_vang).values_list("person", flat=True))


def test_a_whole_board_that_learnt_is_a_board_trained(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    assert values(world).get("boards_trained.n", 0) == 0
    event = train_board(world.phuc_tho, people(world), CourseKind.INITIAL, date(2026, 5, 5), "Hội Thành phố", **by)
    assert values(world)["boards_trained.n"] == 1
    assert Stale.objects.filter(node_id=world.dong_vang.pk).exists()
    undo(event, **by)
    assert not CourseRecord.objects.exists()


def test_facts_kept_up_after_a_course_and_an_undo_are_those_rebuilt(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    rebuild_all(TODAY)
    event = train_board(world.phuc_tho, people(world), CourseKind.INITIAL, date(2026, 5, 5), "", **by)
    catch_up(world.city, TODAY)
    assert Fact.objects.get(node_id=world.city.pk, as_of=TODAY).values["boards_trained.n"] == 1
    undo(event, **by)
    catch_up(world.city, TODAY)
    kept = {(f.node_id, f.half): f.values for f in Fact.objects.all()}
    rebuild_all(TODAY)
    assert kept == {(f.node_id, f.half): f.values for f in Fact.objects.all()}


def test_who_serves_elsewhere_is_not_ticked_here_and_a_course_is_written_once(world):
    by = {"by": world.users["tuan"], "today": TODAY}
    stranger = world.person("Đinh Thị Nhàn").pk
    assert code_of(lambda: train_board(world.phuc_tho, [stranger], CourseKind.INITIAL, TODAY, "", **by)) == "not_here"
    assert code_of(lambda: train_board(world.phuc_tho, [], CourseKind.INITIAL, TODAY, "", **by)) == "nobody"
    train_board(world.phuc_tho, people(world), CourseKind.INITIAL, TODAY, "", **by)
    assert (
        code_of(lambda: train_board(world.phuc_tho, people(world), CourseKind.INITIAL, TODAY, "", **by))
        == "course_known"
    )


def test_an_assessment_by_the_city_keeps_a_club_in_quality(world):
    by = {"by": world.users["ha"], "today": TODAY}
    event = assess_club(world.dong_vang, TODAY, Result.MEETS, "Biên bản 12", **by)
    assert values(world)["quality_kept.n"] == 1
    assess_club(world.dong_vang, TODAY, Result.BELOW, "Biên bản 13", **by)
    assert values(world).get("quality_kept.n", 0) == 0
    assert code_of(lambda: undo(event, **by)) == "changed_since"
    assert code_of(lambda: assess_club(world.dong_vang, date(2024, 3, 28), Result.MEETS, "", **by)) == "before_launch"
    assert code_of(lambda: assess_club(world.dong_vang, date(2026, 9, 24), Result.MEETS, "", **by)) == "future"
    with pytest.raises(Refused):
        assess_club(world.dong_vang, TODAY, Result.GOOD, "", by=world.users["tuan"], today=TODAY)


def test_the_books_of_a_club_tell_its_fund_without_anybody_declaring_it(world):
    by = {"by": world.users["luong"], "today": TODAY}
    receive_capital(world.dong_vang, Fund.INCOME, 49_000_000, Account.MEMBERS, "", "", day=TODAY, **by)
    assert values(world).get("fund_over_50m.n", 0) == 0
    receive_capital(world.dong_vang, Fund.INCOME, 1_000_000, Account.MEMBERS, "", "", day=TODAY, **by)
    found = values(world)
    assert (found["fund_over_50m.n"], found["fund_income"], found["capital_members"]) == (1, 50_000_000, 50_000_000)


# Pages


FORMS = [
    ("tuan", "places:declare", ["09715"], {"year": "2026", "people": "30.000", "older": "6 000", "source": "Công an"}, Population),
    ("tuan", "places:profile", ["09715"], {"since": "1/7/2025", "is_difficult": "on"}, Profile),
    ("tuan", "communication:reach", ["09715"], {"year": "2026", "reached": "4.500", "method": METHOD}, ReachDeclaration),
    ("tuan", "training:officials", ["09715"], {"full_name": "Đỗ Thị Hằng", "position": "", "from_on": "10/1/2026"}, Official),
    ("ha", "training:officials", ["01"], {"full_name": "Đỗ Thị Hằng", "position": "", "from_on": "10/1/2026"}, Official),
    ("ha", "standard:assess", ["club"], {"assessed_on": "20/9", "result": "good", "decided_by": ""}, Assessment),
]  # fmt: skip


def address(world, name, args):
    return reverse(name, args=[world.dong_vang.pk if arg == "club" else arg for arg in args])


@pytest.mark.parametrize(("who", "name", "args", "data", "model"), FORMS)
def test_each_form_writes_one_row_and_its_undo_bar_takes_it_back(
    world, client, django_assert_max_num_queries, who, name, args, data, model
):
    sign_in(client, world, who)
    url = address(world, name, args)
    with django_assert_max_num_queries(12):
        response = client.get(url)
    assert (response.status_code, len(response.content) < 60_000) == (200, True)
    response = client.post(url, data, follow=True)
    assert response.status_code == 200
    assert model.objects.count() == 1
    undo_url = reverse("places:undo", args=[Event.objects.order_by("pk").last().pk])
    assert undo_url in response.content.decode()
    client.post(undo_url)
    assert not model.objects.exists()


@pytest.mark.parametrize(("who", "name", "args", "data", "model"), FORMS)
def test_what_was_declared_can_be_taken_back_from_its_page_after_another_was_opened(
    world, client, django_assert_max_num_queries, who, name, args, data, model
):
    sign_in(client, world, who)
    url = address(world, name, args)
    assert "Hoàn tác việc ghi gần nhất" not in client.get(url).content.decode()
    client.post(url, data, follow=True)
    client.get(reverse("web:home"))
    with django_assert_max_num_queries(12):
        text = client.get(url).content.decode()
    back = reverse("places:undo", args=[Event.objects.order_by("pk").last().pk])
    assert ("Hoàn tác việc ghi gần nhất" in text, f'action="{back}"' in text) == (True, True)
    client.logout()  # a session that lay idle for days is over
    with clock.fixed(TODAY + timedelta(days=31)):
        answer = sign_in(client, world, who).get(url)
        assert (answer.status_code, back in answer.content.decode()) == (200, False)
    client.logout()
    sign_in(client, world, who).post(back)
    assert not model.objects.exists()
    client.get(url)
    assert "Hoàn tác việc ghi gần nhất" not in client.get(url).content.decode()


@pytest.mark.parametrize(("who", "name", "args", "data", "model"), FORMS)
def test_nonsense_gets_sentences_keeps_what_was_typed_and_writes_nothing(world, client, who, name, args, data, model):
    sign_in(client, world, who)
    nonsense = dict.fromkeys(data, "⚠ <b>9999999999999999999")
    if name == "places:profile":
        nonsense = {"since": "31/2/2026"}
    response = client.post(address(world, name, args), nonsense)
    assert response.status_code == 422
    assert "Lỗi:" in response.content.decode()
    assert not model.objects.exists()
    assert client.post(address(world, name, args), {}).status_code == 422


@pytest.mark.parametrize(("who", "name", "args", "data", "model"), FORMS)
def test_each_page_is_closed_to_who_may_not_write_there(world, client, who, name, args, data, model):
    verb = {"standard:assess": Verb.ASSESS}.get(name, Verb.KEEP_COMMUNE)
    place = {"club": world.dong_vang.place, "01": world.city, "09715": world.phuc_tho}[args[0]]
    for user in world.users.values():
        client.force_login(user)
        expected = 200 if may(user, verb, place, TODAY) else 403
        assert client.get(address(world, name, args)).status_code == expected, user.username
        if expected == 403:
            assert client.post(address(world, name, args), data).status_code == 403
    assert not model.objects.exists()


def test_the_board_page_ticks_many_and_names_people_only_to_who_may_see_them(world, client):
    url = reverse("training:boards", args=["09715"])
    text = sign_in(client, world, "tuan").get(url).content.decode()
    assert "Phạm Thị Mận" in text
    data = {"kind": "initial", "completed_on": "5/5/2026", "organiser": "", "who": people(world)}
    response = client.post(url, data, follow=True)
    assert "Đã ghi 3 người học xong ngày 05/5/2026." in response.content.decode()
    assert "Hoàn tác việc ghi gần nhất" in client.get(url).content.decode()
    text = sign_in(client, world, "ha").get(url).content.decode()
    assert "Phạm Thị Mận" not in text
    assert "Thư ký, Câu lạc bộ thôn Đồng Vàng" in text
    assert client.post(url, data | {"who": [world.person("Đinh Thị Nhàn").pk]}).status_code == 422


def test_officials_learn_together_on_one_page(world, client):
    by = {"by": world.users["tuan"], "today": TODAY}
    list_official(world.phuc_tho, "Đỗ Thị Hằng", "", date(2026, 1, 10), **by)
    hang = Official.objects.get()
    sign_in(client, world, "tuan")
    url = reverse("training:course", args=["09715"])
    data = {"kind": "initial", "completed_on": "5/5/2026", "organiser": "", "who": [hang.pk]}
    assert client.post(url, data, follow=True).status_code == 200
    assert CourseRecord.objects.get().official == hang
    page = reverse("training:official", args=[hang.pk])
    assert "Tập huấn ban đầu" in client.get(page).content.decode()
    client.post(page, {"last": "1/9/2026"})
    hang.refresh_from_db()
    assert hang.to_on == date(2026, 9, 1)
    assert client.get(page).status_code == 200
    assert sign_in(client, world, "nga").get(page).status_code == 403


def test_an_unknown_event_or_a_foreign_act_is_not_undone(world, client):
    event = assess_club(world.dong_vang, TODAY, Result.GOOD, "", by=world.users["ha"], today=TODAY)
    sign_in(client, world, "nga")
    assert client.post(reverse("places:undo", args=[event.pk])).status_code == 403
    assert client.post(reverse("places:undo", args=[7])).status_code == 404
    assert client.get(reverse("places:undo", args=[event.pk])).status_code == 405
    assert Assessment.objects.exists()


def test_the_log_writes_numbers_with_points_and_years_without():
    assert told("declare_reach", {"year": 2026, "reached": 9100}).endswith("năm 2026: 9.100 người")
