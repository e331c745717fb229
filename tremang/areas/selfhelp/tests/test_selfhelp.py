"""Promises of the book of self-help, which stand for every register of the books."""

from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.papers import BLANK_LINES
from tremang.areas.common.sensitive import sensitive_persons
from tremang.areas.selfhelp.book import ACTIONS, BOOK, FINDS, HELPS
from tremang.areas.selfhelp.models import CommunityAction, Help
from tremang.clubs.models import Group
from tremang.kernel import clock
from tremang.kernel.models import Event, EventContent, Look, Stale
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify
from tremang.members.consent_texts import VERSION
from tremang.members.erasing import erase_person
from tremang.members.models import Channel, Consent, Purpose

ON = date(2026, 9, 20)


def rice(world: World, **more):
    return {
        "membership_id": world.members["Đỗ Thị Ẩn"].pk, "about": "", "kind": "goods", "what": "20 kg gạo", "on": ON,
        "value": 300_000, "days": 0, **more,
    }  # fmt: skip


@pytest.fixture
def man(world):
    return world.users["man"]


def test_somebody_helped_stands_in_the_register_and_counts_once_by_name(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    activity = row.activity
    assert (activity.area, activity.kind, activity.people, activity.value) == (4, "help", 1, 300_000)
    assert [one.membership_id for one in Participant.objects.filter(activity=activity)] == [row.membership_id]


def test_an_outsider_counts_without_a_name(world, man):
    given = rice(world, membership_id=None, about="một gia đình ở xóm Đông")
    row, _event = actions.add(HELPS, world.dong_vang, given, by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders) == (1, 1)
    assert not Participant.objects.exists()


def test_a_corrected_record_moves_what_it_counts_as(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    other = world.members["Trần Thị Lụa"].pk
    actions.correct(HELPS, row, {"membership_id": other, "value": 500_000, "on": date(2026, 8, 3)}, by=man, today=TODAY)
    activity = Activity.objects.get()
    assert (activity.day, activity.value) == (date(2026, 8, 3), 500_000)
    assert [one.membership_id for one in Participant.objects.all()] == [other]


def test_each_act_can_be_taken_back_to_the_row(world, man):
    def everything():
        return [list(model.objects.order_by("pk").values()) for model in (Help, Activity, Participant)]

    empty = everything()
    row, added = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    first = everything()
    corrected = actions.correct(HELPS, row, {"what": "10 kg gạo", "value": 150_000}, by=man, today=TODAY)
    second = everything()
    dropped = actions.drop(HELPS, row, by=man, today=TODAY)
    assert everything() == empty
    for event, before in ((dropped, second), (corrected, first), (added, empty)):
        actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before


def test_the_same_form_sent_twice_writes_one_record(world, man):
    for _time in range(2):
        actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY, pk=777)
    assert Help.objects.count() == Activity.objects.count() == 1


def test_the_form_of_another_club_is_not_taken_for_sent(world, man):
    actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY, pk=777)
    given = rice(world, membership_id=world.members["Bùi Thị Sáu"].pk)
    row, event = actions.add(HELPS, world.trai_giua, given, by=world.users["tuan"], today=TODAY, pk=777)
    assert event is not None
    assert row.pk != 777


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": date(2026, 9, 24)}, "in_future"),
        ({"on": date(2024, 3, 28)}, "before_launch"),
        ({"membership_id": None}, "nobody"),
        ({"about": "ông hàng xóm"}, "two_people"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(world, man, change, code):
    with pytest.raises(Problem) as refusal:
        actions.add(HELPS, world.dong_vang, rice(world) | change, by=man, today=TODAY)
    assert refusal.value.code == code
    assert not Activity.objects.exists()
    assert not Event.objects.filter(verb="add_help").exists()


def test_a_member_of_another_club_is_refused(world, man):
    with pytest.raises(Problem) as refusal:
        actions.add(
            HELPS, world.dong_vang, rice(world, membership_id=world.members["Bùi Thị Sáu"].pk), by=man, today=TODAY
        )
    assert refusal.value.code == "not_a_member"


def test_more_members_than_the_club_has_must_be_outsiders(world, man):
    given = {"kind": "roads", "what": "dọn đường", "on": ON, "people": 40, "outsiders": 0, "hours": 2, "is_led": True}
    with pytest.raises(Problem) as refusal:
        actions.add(ACTIONS, world.dong_vang, given, by=man, today=TODAY)
    assert refusal.value.code == "more_than_roll"
    actions.add(ACTIONS, world.dong_vang, given | {"outsiders": 30}, by=man, today=TODAY)
    assert CommunityAction.objects.get().activity.outsiders == 30


def test_who_has_no_duty_in_the_club_writes_nothing(world):
    with pytest.raises(Refused):
        actions.add(HELPS, world.dong_vang, rice(world), by=world.users["nga"], today=TODAY)


def test_an_act_marks_the_club_from_its_day_on(world, man):
    Stale.objects.all().delete()
    actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    assert Stale.objects.filter(node_id=world.dong_vang.pk).exists()


def test_a_record_that_is_gone_cannot_be_corrected(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    actions.drop(HELPS, row, by=man, today=TODAY)
    with pytest.raises(Conflict):
        actions.correct(HELPS, row, {"what": "gạo"}, by=man, today=TODAY)


def test_the_pages_write_the_same_rows_as_the_act(world, man):
    client = Client()
    client.force_login(man)
    given = rice(world)
    sent = {name: "" if value is None else str(value) for name, value in given.items()} | {"on": "20/9/2026"}
    answer = client.post(reverse("selfhelp:help_add", args=[world.dong_vang.pk]), sent)
    assert answer.status_code == 302
    row = Help.objects.get()
    assert {name: getattr(row, name) for name in given} == given
    page = client.get(answer.url).content.decode()
    assert "bà Đỗ Thị Ẩn" in page
    assert "20 kg gạo" in page


@pytest.mark.parametrize("name", ["selfhelp:home", "selfhelp:help", "areas:all", "areas:wall"])
def test_a_page_asks_at_most_twelve_queries(world, man, name, django_assert_max_num_queries):
    for day in range(1, 20):
        actions.add(HELPS, world.dong_vang, rice(world, on=date(2026, 9, day)), by=man, today=TODAY)
    client = Client()
    client.force_login(man)
    url = reverse(name, args=[world.dong_vang.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


def page_of(world: World, who: str, name: str, *args, **given):
    client = Client()
    client.force_login(world.users[who])
    return client.get(reverse(name, args=[world.dong_vang.pk, *args]), given)


def test_who_was_helped_in_hardship_is_for_whose_duty_it_is_and_each_look_is_written_down(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world, on=TODAY), by=man, today=TODAY)
    assert "Đỗ Thị Ẩn" in page_of(world, "man", "selfhelp:help").content.decode()
    assert Look.objects.filter(what="hardship", actor_id=man.pk).count() == 1
    for name in ("selfhelp:help", "selfhelp:help_paper"):
        assert page_of(world, "luong", name).status_code == 403
    assert page_of(world, "man", "selfhelp:help", download="xlsx")["Content-Type"].startswith("text/html")
    assert page_of(world, "tuan", "selfhelp:help_correct", row.pk).status_code == 404
    for name in ("selfhelp:help", "selfhelp:help_paper"):
        assert "Đỗ Thị Ẩn" not in page_of(world, "tuan", name).content.decode()
    agree(row, Purpose.ONWARD)
    assert "Đỗ Thị Ẩn" not in page_of(world, "tuan", "selfhelp:help").content.decode()
    agree(row, Purpose.VULNERABLE)
    assert "Đỗ Thị Ẩn" in page_of(world, "tuan", "selfhelp:help").content.decode()


def agree(row: Help, *purposes: Purpose) -> None:
    """Whoever was helped gives these consents."""
    for purpose in purposes:
        Consent.objects.create(
            person=row.membership.person, purpose=purpose, text_version=VERSION, channel=Channel.SPOKEN, given_on=TODAY, by_id=1
        )  # fmt: skip


def withdraw(row: Help) -> None:
    """He takes back that his circumstances may be written."""
    agree(row, Purpose.VULNERABLE, Purpose.ONWARD)
    Consent.objects.filter(purpose=Purpose.VULNERABLE).update(withdrawn_on=TODAY)


def test_somebody_in_need_is_written_down_before_he_is_asked_and_the_register_says_who_is_still_to_be_asked(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    with clock.fixed(TODAY):
        page = page_of(world, "man", "selfhelp:help").content.decode()
        here = quote(reverse("selfhelp:help", args=[world.dong_vang.pk]), safe="")
        assert f'Chưa hỏi lời đồng ý ghi hoàn cảnh:</b> <a href="{consents_of(row)}?ve={here}">bà Đỗ Thị Ẩn</a>' in page
        assert "Chưa hỏi lời đồng ý" not in page_of(world, "tuan", "selfhelp:help").content.decode()
        agree(row, Purpose.VULNERABLE)
        assert "Chưa hỏi lời đồng ý" not in page_of(world, "man", "selfhelp:help").content.decode()


def test_who_took_his_consent_back_is_shown_to_nobody_in_the_register_the_papers_and_the_file(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world, on=TODAY), by=man, today=TODAY)
    withdraw(row)
    with clock.fixed(TODAY):
        for who in ("man", "tuan"):
            for name in ("selfhelp:help", "selfhelp:help_paper"):
                assert "Đỗ Thị Ẩn" not in page_of(world, who, name).content.decode()
            assert page_of(world, who, "selfhelp:help_correct", row.pk).status_code == 404
    assert [line[2] for line in BOOK.files["helps"].rows()] == [None]
    assert Activity.objects.get().people == 1  # that somebody was helped stays


def test_who_took_his_consent_back_is_not_written_by_name_and_the_form_says_where_to_ask_again(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    withdraw(row)
    client = Client()
    client.force_login(man)
    url = reverse("selfhelp:help_add", args=[world.dong_vang.pk])
    sent = {name: "" if value is None else str(value) for name, value in rice(world).items()} | {"on": "20/9/2026"}
    answer = client.post(url, sent | {"what": "10 kg gạo"})
    assert (
        answer.context["form"].errors["membership_id"][0].startswith("Bà Đỗ Thị Ẩn đã rút lại lời đồng ý ghi hoàn cảnh")
    )
    back = quote(f"{url}?ai={row.membership_id}", safe="")
    assert f'<a class="way" href="{consents_of(row)}?ve={back}">' in answer.content.decode()
    with pytest.raises(Problem) as refusal:
        actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    assert refusal.value.code == "not_agreed"
    nameless = sent | {"what": "10 kg gạo", "membership_id": "", "about": "một cụ ở tổ 3"}
    assert client.post(url, nameless).status_code == 302


def consents_of(row: Help) -> str:
    return reverse("members:consent", args=[row.membership.person_id])


@pytest.mark.parametrize("name", ["selfhelp:home", "areas:all", "areas:wall"])
def test_what_somebody_in_hardship_was_given_stands_on_no_page_for_everybody(world, man, name):
    actions.add(HELPS, world.dong_vang, rice(world, what="bà Ẩn 20 kg gạo", on=TODAY), by=man, today=TODAY)
    text = page_of(world, "luong", name, thang="2026-09").content.decode()
    assert ("1 lượt" if name == "areas:wall" else "hiện vật") in text
    assert "bà Ẩn" not in text


def test_what_is_erased_by_law_leaves_no_word_of_the_help(world, man):
    an = world.members["Đỗ Thị Ẩn"]
    actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    gone, _event = actions.add(HELPS, world.dong_vang, rice(world, what="10 kg ngô"), by=man, today=TODAY)
    actions.drop(HELPS, gone, by=man, today=TODAY)
    done = {"area": 4, "what": "Lợp mái cho Đỗ Thị Ẩn", "day": ON, "people": 3, "outsiders": 0}
    actions.add(done_of(4), world.dong_vang, done, by=man, today=TODAY)
    erase_person(an.person, legal_basis="Đơn ngày 22/9/2026", by=world.users["chu_tich"], today=TODAY)
    kept = [*Help.objects.values_list("what", flat=True), *Activity.objects.values_list("what", flat=True)]
    kept += [str(content.body) for content in EventContent.objects.all()]
    assert not [words for words in kept if "gạo" in words or "ngô" in words or "Đỗ Thị Ẩn" in words]
    assert not [found for found in verify().findings if found.row.startswith(("selfhelp.", "areas."))]


def test_a_file_names_who_was_helped_only_where_he_agreed_to_be_shown_onward(world, man):
    row, _event = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    assert [line[:3] for line in BOOK.files["helps"].rows()] == [(row.pk, world.dong_vang.pk, None)]
    agree(row, Purpose.ONWARD)
    assert [line[2] for line in BOOK.files["helps"].rows()] == [None]
    agree(row, Purpose.VULNERABLE)
    assert [line[2] for line in BOOK.files["helps"].rows()] == [row.membership.person_id]
    assert sensitive_persons() == 1


def test_taking_back_asks_what_reading_asks(world, man):
    row, added = actions.add(HELPS, world.dong_vang, rice(world), by=man, today=TODAY)
    tuan = world.users["tuan"]
    with pytest.raises(Problem) as refusal:
        actions.undo(world.dong_vang, added.pk, by=tuan, today=TODAY)
    assert refusal.value.code == "not_shown"
    assert Help.objects.get() == row
    dropped = actions.drop(HELPS, row, by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.undo(world.dong_vang, dropped.pk, by=tuan, today=TODAY)
    assert refusal.value.code == "not_shown"
    assert not Help.objects.exists()
    agree(row, Purpose.VULNERABLE, Purpose.ONWARD)
    actions.undo(world.dong_vang, dropped.pk, by=tuan, today=TODAY)
    assert Help.objects.get().pk == row.pk


def test_an_office_takes_back_what_it_wrote_itself(world):
    tuan = world.users["tuan"]
    _row, added = actions.add(HELPS, world.dong_vang, rice(world), by=tuan, today=TODAY)
    actions.undo(world.dong_vang, added.pk, by=tuan, today=TODAY)
    assert not Help.objects.exists()


def test_late_in_the_month_the_book_asks_for_the_groups_whose_leader_told_of_nothing(world, man):
    club, client = world.dong_vang, Client()
    client.force_login(man)
    url = reverse("selfhelp:home", args=[club.pk])
    one, two, three = Group.objects.filter(club=club).order_by("name")
    found = {"group_id": one.pk, "on": ON, "what": "một nhà dột mái", "is_done": False, "outcome": ""}
    actions.add(FINDS, club, found, by=man, today=TODAY)
    actions.add(FINDS, club, found | {"group_id": two.pk, "on": date(2026, 8, 20)}, by=man, today=TODAY)
    three.closed_on = ON
    three.save()
    with clock.fixed(TODAY):
        assert "chưa ghi điều tổ trưởng báo của Tổ 2" in client.get(url).content.decode()
    with clock.fixed(date(2026, 9, 19)):
        assert "tổ trưởng báo của" not in client.get(url).content.decode()
    client.force_login(world.users["so"])
    with clock.fixed(TODAY):
        assert "tổ trưởng báo:" not in client.get(url).content.decode()


def test_the_blank_sheet_of_group_leaders_has_a_line_for_each_open_group(world, man):
    client = Client()
    client.force_login(man)
    Group.objects.filter(club=world.dong_vang, name="Tổ 3").update(closed_on=ON)
    with clock.fixed(TODAY):
        url = reverse("selfhelp:find_paper", args=[world.dong_vang.pk])
        page = client.get(url, {"trong": "1"}).content.decode()
    assert page.count("<tr>") == 1 + BLANK_LINES  # what else a leader tells has room beneath
    assert '<td class="name">Tổ 1</td>' in page and '<td class="name">Tổ 2</td>' in page and "Tổ 3" not in page


@pytest.mark.parametrize("typed", ["2,5", "2.5", "2 tiếng", "hai", "½"])
def test_half_an_hour_is_refused_with_an_example_and_never_becomes_twenty_five(world, man, typed):
    client = Client()
    client.force_login(man)
    sent = {"kind": "road", "what": "quét đường", "on": "20/9/2026", "people": "3", "hours": typed}
    answer = client.post(reverse("selfhelp:community_action_add", args=[world.dong_vang.pk]), sent)
    assert answer.context["form"].errors["hours"] == ["Mời ghi số giờ tròn, ví dụ 2 hoặc 3. Nửa giờ thì làm tròn lên."]
    assert f'value="{typed}"' in answer.content.decode() and not CommunityAction.objects.exists()


def test_whole_hours_are_taken_as_they_are(world, man):
    client = Client()
    client.force_login(man)
    kind = CommunityAction._meta.get_field("kind").choices[0][0]
    sent = {"kind": kind, "what": "quét đường", "on": "20/9/2026", "people": "3", "hours": " 3 "}
    assert client.post(reverse("selfhelp:community_action_add", args=[world.dong_vang.pk]), sent).status_code == 302
    assert CommunityAction.objects.get().hours == 3
