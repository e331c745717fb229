"""Promises of the book of learning: talks, classes with what each learner can do, materials in large type."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.areas.common import actions as records
from tremang.areas.common.advice import advice_of
from tremang.areas.common.models import Activity, Participant
from tremang.areas.learning import actions
from tremang.areas.learning.book import BOOK, TALKS
from tremang.areas.learning.forms import TalkForm
from tremang.areas.learning.models import (
    ClassDay,
    Learner,
    LearningClass,
    Material,
    MaterialVersion,
    Programme,
    Skill,
    SkillMark,
    Talk,
    Topic,
)
from tremang.kernel import clock
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.meetings.areas import THEME_BITS, Theme

ON = date(2026, 9, 20)
DIGITAL = THEME_BITS[Theme.DIGITAL]
PUPILS = ("Đỗ Thị Ẩn", "Lê Thị Hợi", "Trần Thị Lụa")


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def man(world):
    return world.users["man"]


@pytest.fixture
def lesson(world, man) -> LearningClass:
    given = {
        "programme_id": Programme.objects.get().pk,
        "from_on": date(2026, 9, 1),
        "to_on": None,
        "teacher": "đoàn xã",
    }
    members = [world.members[name].pk for name in PUPILS]
    return actions.open_class(world.dong_vang, given, members, by=man, today=TODAY)[0]


def talk(**more):
    given = {
        "topic_id": Topic.objects.get(title="Cài và dùng VNeID").pk,
        "what": "",
        "on": ON,
        "people": 9,
        "outsiders": 0,
    }
    return given | {"speaker": "công an xã", "themes": DIGITAL, "at_meeting": False} | more


def learners(lesson) -> list[int]:
    return list(Learner.objects.filter(learning_class=lesson).order_by("pk").values_list("pk", flat=True))


def skill(position: int) -> int:
    return Skill.objects.get(position=position).pk


def everything():
    models = (Talk, LearningClass, Learner, ClassDay, SkillMark, Activity, Participant)
    return [list(model.objects.order_by("pk").values()) for model in models]


class TestTalks:
    def test_a_talk_counts_and_is_no_act_of_the_club_itself(self, world, man):
        row, _event = records.add(TALKS, world.dong_vang, talk(), by=man, today=TODAY)
        activity = row.activity
        assert (activity.area, activity.kind, activity.what) == (6, "talk", "Cài và dùng VNeID")
        assert (activity.people, activity.themes, activity.own_themes) == (9, DIGITAL, 0)

    def test_a_topic_gives_its_themes_where_none_is_ticked(self, world):
        topic = Topic.objects.get(title="Phân loại rác tại nhà")
        form = TalkForm({"topic_id": topic.pk, "on": "20/9/2026", "people": "9"}, club=world.dong_vang, today=TODAY)
        assert form.is_valid()
        assert form.values()["themes"] == topic.themes == THEME_BITS[Theme.GREEN]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"topic_id": None}, "no_subject"), ({"what": "việc khác"}, "two_subjects"), ({"on": date(2026, 9, 24)}, "in_future"),
            ({"people": 40}, "more_than_roll"), ({"outsiders": 10}, "more_outsiders"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_refused(self, world, man, change, code):
        with pytest.raises(Problem) as refusal:
            records.add(TALKS, world.dong_vang, talk(**change), by=man, today=TODAY)
        assert refusal.value.code == code
        assert not Activity.objects.exists()

    def test_the_norm_of_a_talk_a_month_is_reached(self, world, man):
        assert not advice_of(BOOK, world.dong_vang, TODAY).norms[0].is_reached
        records.add(TALKS, world.dong_vang, talk(), by=man, today=TODAY)
        assert advice_of(BOOK, world.dong_vang, TODAY).norms[0].is_reached

    def test_each_act_can_be_taken_back_to_the_row(self, world, man):
        empty = everything()
        row, added = records.add(TALKS, world.dong_vang, talk(), by=man, today=TODAY)
        first = everything()
        corrected = records.correct(TALKS, row, {"people": 5}, by=man, today=TODAY)
        for event, before in ((corrected, first), (added, empty)):
            records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
            assert everything() == before

    def test_a_topic_of_the_library_leads_to_the_form_with_itself_chosen(self, world, man):
        client = Client()
        client.force_login(man)
        url = reverse("learning:talk_add", args=[world.dong_vang.pk])
        topic = Topic.objects.get(title="Cài và dùng VNeID")
        page = client.get(url, {"viec": topic.title}).content.decode()
        assert f'<option value="{topic.pk}" selected>' in page
        sent = {"topic_id": topic.pk, "what": "", "on": "20/9/2026", "people": "9", "speaker": "công an xã"}
        assert client.post(url, sent).status_code == 302
        row = Talk.objects.get()
        assert {name: getattr(row, name) for name in talk()} == talk()


class TestClasses:
    def test_a_pass_over_the_class_is_one_act_that_counts_who_came(self, world, man, lesson):
        first, second, _third = learners(lesson)
        levels = {(first, skill(1)): 2, (first, skill(2)): 0, (second, skill(1)): 1}
        actions.mark_class(lesson, ON, [first, second], levels, by=man, today=TODAY)
        activity = Activity.objects.get()
        assert (activity.kind, activity.people, activity.own_themes) == ("class_day", 2, DIGITAL)
        assert Participant.objects.count() == 2
        assert SkillMark.objects.get(learner=second).level == 1

    def test_where_a_learner_began_stays(self, world, man, lesson):
        first = learners(lesson)[0]
        actions.mark_class(lesson, date(2026, 9, 5), [first], {(first, skill(2)): 0}, by=man, today=TODAY)
        actions.mark_class(lesson, ON, [first], {(first, skill(2)): 2}, by=man, today=TODAY)
        mark = SkillMark.objects.get()
        assert (mark.first, mark.level) == (0, 2)
        assert Activity.objects.count() == 2

    def test_the_same_day_again_corrects_that_day(self, world, man, lesson):
        first, second, _third = learners(lesson)
        actions.mark_class(lesson, ON, [first], {(first, skill(1)): 1}, by=man, today=TODAY)
        actions.mark_class(lesson, ON, [first, second], {(first, skill(1)): 2}, by=man, today=TODAY)
        assert Activity.objects.get().people == 2
        assert ClassDay.objects.count() == 1
        assert actions.mark_class(lesson, ON, [first, second], {}, by=man, today=TODAY) is None

    def test_each_act_can_be_taken_back_to_the_row(self, world, man, lesson):
        first, second, third = learners(lesson)
        states = [everything()]
        events = [actions.mark_class(lesson, date(2026, 9, 5), [first], {(first, skill(1)): 0}, by=man, today=TODAY)]
        states.append(everything())
        events.append(actions.mark_class(lesson, ON, [first, second], {(first, skill(1)): 2}, by=man, today=TODAY))
        states.append(everything())
        kept = [Learner.objects.get(pk=pk).membership_id for pk in (first, second)]
        given = {"from_on": lesson.from_on, "to_on": ON, "teacher": "cháu Lan"}
        events.append(actions.change_class(lesson, given, kept, by=man, today=TODAY))
        assert third not in learners(lesson)
        for event, before in zip(reversed(events), reversed(states), strict=True):
            records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
            assert everything() == before

    def test_a_class_that_has_met_is_not_dropped_and_another_is_with_its_undoing(self, world, man, lesson):
        before = everything()
        event = actions.drop_class(lesson, by=man, today=TODAY)
        assert not LearningClass.objects.exists()
        records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before
        actions.mark_class(lesson, ON, learners(lesson), {}, by=man, today=TODAY)
        with pytest.raises(Problem) as refusal:
            actions.drop_class(lesson, by=man, today=TODAY)
        assert refusal.value.code == "has_days"

    def test_whoever_has_learned_stays_in_the_class(self, world, man, lesson):
        first, second, _third = learners(lesson)
        actions.mark_class(lesson, ON, [first], {(first, skill(1)): 1}, by=man, today=TODAY)
        given = {"from_on": lesson.from_on, "to_on": None, "teacher": ""}
        with pytest.raises(Problem) as refusal:
            actions.change_class(lesson, given, [Learner.objects.get(pk=second).membership_id], by=man, today=TODAY)
        assert refusal.value.code == "has_marks"

    @pytest.mark.parametrize(
        ("day", "code"), [(date(2026, 8, 31), "outside"), (date(2026, 9, 24), "in_future"), (date(2024, 1, 1), "before_launch")]
    )  # fmt: skip
    def test_a_day_that_cannot_be_is_refused(self, world, man, lesson, day, code):
        with pytest.raises(Problem) as refusal:
            actions.mark_class(lesson, day, learners(lesson), {}, by=man, today=TODAY)
        assert refusal.value.code == code

    def test_a_day_with_nobody_is_refused(self, world, man, lesson):
        with pytest.raises(Problem) as refusal:
            actions.mark_class(lesson, ON, [], {}, by=man, today=TODAY)
        assert refusal.value.code == "nobody_came"

    def test_learners_and_skills_of_another_class_are_refused(self, world, man, lesson):
        for came, levels in (
            ([1], {}),
            (learners(lesson), {(1, skill(1)): 1}),
            (learners(lesson), {(learners(lesson)[0], 1): 1}),
        ):
            with pytest.raises(Conflict):
                actions.mark_class(lesson, ON, came, levels, by=man, today=TODAY)

    @pytest.mark.parametrize(
        ("change", "code"), [({"to_on": date(2026, 8, 1)}, "end_before"), ({"from_on": date(2026, 9, 24)}, "in_future")]
    )
    def test_a_class_that_cannot_be_is_refused(self, world, man, change, code):
        given = {"programme_id": Programme.objects.get().pk, "from_on": date(2026, 9, 1), "to_on": None, "teacher": ""}
        with pytest.raises(Problem) as refusal:
            actions.open_class(world.dong_vang, given | change, [world.members["Lê Thị Hợi"].pk], by=man, today=TODAY)
        assert refusal.value.code == code

    def test_a_member_of_another_club_is_refused_and_so_is_an_empty_class(self, world, man):
        given = {"programme_id": Programme.objects.get().pk, "from_on": date(2026, 9, 1), "to_on": None, "teacher": ""}
        for members, code in (([world.members["Bùi Thị Sáu"].pk], "not_a_member"), ([], "no_learners")):
            with pytest.raises(Problem) as refusal:
                actions.open_class(world.dong_vang, given, members, by=man, today=TODAY)
            assert refusal.value.code == code

    def test_whoever_keeps_no_books_marks_nothing(self, world, lesson):
        with pytest.raises(Refused):
            actions.mark_class(lesson, ON, learners(lesson), {}, by=world.users["luong"], today=TODAY)

    def test_the_page_writes_the_same_rows_as_the_act(self, world, man, lesson):
        client = Client()
        client.force_login(man)
        url = reverse("learning:class", args=[world.dong_vang.pk, lesson.pk])
        first, second, _third = learners(lesson)
        sent = {"on": "20/9/2026", f"co-{first}": "1", f"muc-{first}-{skill(1)}": "2", f"muc-{second}-{skill(3)}": "x"}
        bad = client.post(url, sent | {"on": "hôm nọ"})
        assert bad.status_code == 422
        assert SkillMark.objects.count() == 0
        answer = client.post(url, sent)
        assert answer.status_code == 302
        mark = SkillMark.objects.get()
        assert (mark.learner_id, mark.skill_id, mark.first, mark.level) == (first, skill(1), 2, 2)
        assert ClassDay.objects.get().on == ON
        assert client.get(url).status_code == 200

    def test_the_skills_of_a_large_class_wait_folded_and_are_sent_all_the_same(self, world, man, lesson):
        client = Client()
        client.force_login(man)
        url = reverse("learning:class", args=[world.dong_vang.pk, lesson.pk])
        assert '<details class="more" open>' in client.get(url).content.decode()
        more = ("Kiều Văn Lực", "Phùng Thị Tư")
        given = {"from_on": lesson.from_on, "to_on": None, "teacher": lesson.teacher}
        actions.change_class(
            lesson, given, [world.members[name].pk for name in (*PUPILS, *more)], by=man, today=TODAY
        )  # fmt: skip
        page = client.get(url).content.decode()
        assert page.count('<details class="more">') == 5
        assert '<details class="more" open>' not in page
        assert page.count("<select") == 5 * Skill.objects.count()

    def test_the_page_opens_a_class_once_however_often_it_is_sent(self, world, man):
        client = Client()
        client.force_login(man)
        members = [world.members[name].pk for name in PUPILS]
        given = {
            "programme_id": Programme.objects.get().pk,
            "from_on": "1/9/2026",
            "teacher": "",
            "members": members,
            "ma": "777",
        }
        for _time in range(2):
            answer = client.post(reverse("learning:open_class", args=[world.dong_vang.pk]), given)
            assert answer.url == reverse("learning:class", args=[world.dong_vang.pk, 777])
        assert (LearningClass.objects.count(), Learner.objects.count()) == (1, 3)


class TestReading:
    def test_a_material_reads_as_its_version_of_the_day(self, world, man):
        material = Material.objects.first()
        client = Client()
        client.force_login(man)
        MaterialVersion.objects.create(
            material=material, number=2, body="Đoạn một.\n\nĐoạn hai.", source="", from_on=TODAY
        )
        MaterialVersion.objects.create(
            material=material, number=3, body="Của ngày mai.", source="", from_on=date(2026, 9, 24)
        )
        for name in ("learning:material", "learning:material_paper"):
            page = client.get(reverse(name, args=[material.pk])).content.decode()
            assert "<p>Đoạn một.</p>" in page
            assert "Của ngày mai." not in page

    def test_all_four_texts_and_their_topics_can_be_read(self, world, man):
        client = Client()
        client.force_login(man)
        listed = client.get(reverse("learning:materials")).content.decode()
        topics = client.get(reverse("learning:topics", args=[world.dong_vang.pk])).content.decode()
        assert Material.objects.count() == 4
        assert Topic.objects.count() == 20
        for material in Material.objects.all():
            assert material.title in listed
            assert reverse("learning:material", args=[material.pk]) in topics


@pytest.mark.parametrize(
    "name", ["learning:home", "learning:talk", "learning:classes", "learning:topics", "learning:class"]
)
def test_a_page_asks_at_most_twelve_queries(world, man, lesson, name, django_assert_max_num_queries):
    for day in range(1, 20):
        records.add(TALKS, world.dong_vang, talk(on=date(2026, 9, day)), by=man, today=TODAY)
        levels = {(one, row.pk): day % 3 for one in learners(lesson) for row in Skill.objects.all()}
        actions.mark_class(lesson, date(2026, 9, day), learners(lesson), levels, by=man, today=TODAY)
    client = Client()
    client.force_login(man)
    url = reverse(name, args=[world.dong_vang.pk, *([lesson.pk] if name.endswith(":class") else [])])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


def test_the_paper_of_talks_prints(world: World, man):
    records.add(TALKS, world.dong_vang, talk(), by=man, today=TODAY)
    client = Client()
    client.force_login(man)
    url = reverse("learning:talk_paper", args=[world.dong_vang.pk])
    assert "Cài và dùng VNeID" in client.get(url).content.decode()
    assert "Người nói chuyện" in client.get(f"{url}?trong=1").content.decode()
