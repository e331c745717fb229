"""Promises of the book of rights: who was helped, legal aid to its end, feedback with its clock, matters carried up."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.areas.common import actions as records
from tremang.areas.common.models import Activity, Participant
from tremang.areas.rights import actions
from tremang.areas.rights.blanking import blank
from tremang.areas.rights.book import BOOK, COMPLAINTS, HELPS, MATTERS, REFERRALS
from tremang.areas.rights.models import Complaint, LegalReferral, LegalStage, Matter, RightsHelp
from tremang.areas.rights.sensitive import persons
from tremang.kernel import clock
from tremang.kernel.models import EventContent, Look
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.sentences import told
from tremang.members.erasing import erase_person
from tremang.members.models import Consent, Purpose

ON = date(2026, 9, 20)
SECRET = "trưởng thôn thu tiền đường không có biên lai"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def man(world):
    return world.users["man"]


def helped(world: World, **more):
    return {
        "membership_id": world.members["Đỗ Thị Ẩn"].pk, "about": "", "kind": "allowance", "what": "viết đơn xin trợ cấp",
        "on": ON, "outcome": "waiting", **more,
    }  # fmt: skip


def referred(world: World, **more):
    return {
        "membership_id": world.members["Đỗ Thị Ẩn"].pk, "about": "", "matter": "land", "on": date(2026, 9, 1),
        "centre": "Trung tâm", "note": "", **more,
    }  # fmt: skip


def said(world: World, **more):
    return {"membership_id": None, "subject": "conduct", "text": SECRET, "on": date(2026, 9, 1), **more}


def everything():
    models = (RightsHelp, LegalReferral, LegalStage, Complaint, Matter, Activity, Participant)
    return [list(model.objects.order_by("pk").values()) for model in models]


def complained(world, man, **more) -> Complaint:
    return records.add(COMPLAINTS, world.dong_vang, said(world, **more), by=man, today=TODAY)[0]


def carried(world, man) -> Matter:
    actions.carry_complaint(complained(world, man), "đề nghị kiểm tra", date(2026, 9, 5), by=man, today=TODAY)
    return Matter.objects.get(complaint__isnull=False)


def looks(user) -> list[str]:
    return list(Look.objects.filter(actor_id=user.pk).order_by("pk").values_list("what", flat=True))


class TestHelp:
    def test_somebody_helped_counts_once_by_name_and_the_line_above_says_not_with_what(self, world, man):
        row, event = records.add(HELPS, world.dong_vang, helped(world), by=man, today=TODAY)
        assert (row.activity.area, row.activity.kind, row.activity.people) == (5, "rights_help", 1)
        assert [one.membership_id for one in Participant.objects.all()] == [row.membership_id]
        assert "trợ cấp" not in row.activity.what + told(event.verb, event.content.body)

    def test_an_outsider_counts_without_a_name(self, world, man):
        given = helped(world, membership_id=None, about="một cụ ở xóm Đông")
        row, _event = records.add(HELPS, world.dong_vang, given, by=man, today=TODAY)
        assert (row.activity.people, row.activity.outsiders) == (1, 1)

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"on": date(2026, 9, 24)}, "in_future"),
            ({"membership_id": None}, "nobody"),
            ({"about": "ông hàng xóm"}, "two_people"),
        ],
    )
    def test_what_cannot_be_is_refused(self, world, man, change, code):
        with pytest.raises(Problem) as refusal:
            records.add(HELPS, world.dong_vang, helped(world) | change, by=man, today=TODAY)
        assert refusal.value.code == code
        assert not Activity.objects.exists()

    def test_the_treasurer_sees_the_count_but_not_who(self, world, man):
        records.add(HELPS, world.dong_vang, helped(world), by=man, today=TODAY)
        client = Client()
        client.force_login(world.users["luong"])
        assert client.get(reverse("rights:rights_help", args=[world.dong_vang.pk])).status_code == 403
        home = client.get(reverse("rights:home", args=[world.dong_vang.pk])).content.decode()
        assert "Giúp một người về giấy tờ, quyền lợi" in home
        assert "Đỗ Thị Ẩn" not in home

    def test_the_officer_is_shown_whom_only_by_consent(self, world, man):
        row, _event = records.add(HELPS, world.dong_vang, helped(world), by=man, today=TODAY)
        client = Client()
        client.force_login(world.users["tuan"])
        url = reverse("rights:rights_help", args=[world.dong_vang.pk])
        assert "Đỗ Thị Ẩn" not in client.get(url).content.decode()
        given = {"person": row.membership.person, "text_version": 1, "given_on": ON, "channel": "paper", "by_id": 1}
        for purpose, is_shown in ((Purpose.ONWARD, False), (Purpose.VULNERABLE, True)):
            Consent.objects.create(purpose=purpose, **given)
            assert ("Đỗ Thị Ẩn" in client.get(url).content.decode()) is is_shown
        assert looks(world.users["tuan"]) == ["rights", "rights", "rights"]


class TestLegalAid:
    def test_a_referral_goes_stage_by_stage_to_its_end_and_back_to_the_row(self, world, man):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        states, events = [everything()], []
        for stage, day in (("accepted", 5), ("in_progress", 10), ("done", 20)):
            events.append(actions.move_referral(row, stage, date(2026, 9, day), by=man, today=TODAY))
            states.append(everything())
        for event, before in zip(reversed(events), reversed(states[:-1]), strict=True):
            records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
            assert everything() == before

    @pytest.mark.parametrize("stage", ["in_progress", "done", "sent"])
    def test_no_stage_is_skipped(self, world, man, stage):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        with pytest.raises(Conflict):
            actions.move_referral(row, stage, ON, by=man, today=TODAY)

    def test_nothing_follows_a_refusal(self, world, man):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        actions.move_referral(row, "refused", ON, by=man, today=TODAY)
        with pytest.raises(Conflict):
            actions.move_referral(row, "done", ON, by=man, today=TODAY)

    def test_a_stage_lies_not_before_the_one_before_it(self, world, man):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        with pytest.raises(Problem) as refusal:
            actions.move_referral(row, "accepted", date(2026, 8, 31), by=man, today=TODAY)
        assert refusal.value.code == "before_it"

    def test_the_last_stage_can_be_taken_away_and_only_then_the_referral(self, world, man):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        before = everything()
        actions.move_referral(row, "accepted", ON, by=man, today=TODAY)
        with pytest.raises(Problem) as refusal:
            records.drop(REFERRALS, row, by=man, today=TODAY)
        assert refusal.value.code == "has_stages"
        actions.step_back(row, by=man, today=TODAY)
        assert everything() == before
        with pytest.raises(Problem) as nothing:
            actions.step_back(row, by=man, today=TODAY)
        assert nothing.value.code == "no_stage"
        records.drop(REFERRALS, row, by=man, today=TODAY)
        assert not Activity.objects.exists()

    def test_the_page_writes_the_same_stage_as_the_act(self, world, man):
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        client = Client()
        client.force_login(man)
        url = reverse("rights:legal_referral_show", args=[world.dong_vang.pk, row.pk])
        assert " checked" not in client.get(url).content.decode()  # taken on or not: nobody says it for the writer
        wrong = client.post(url, {"stage": "accepted", "on": "99/9", "note": "hẹn gặp"})
        assert wrong.status_code == 422 and "hẹn gặp" in wrong.content.decode()
        assert client.post(url, {"stage": "accepted", "on": "20/9/2026", "note": "hẹn gặp"}).status_code == 302
        stage = LegalStage.objects.get()
        assert (stage.stage, stage.on, stage.note) == ("accepted", ON, "hẹn gặp")
        assert "Trung tâm đã nhận" in client.get(url).content.decode()


class TestComplaints:
    def test_feedback_without_a_name_is_taken_with_its_last_day(self, world, man):
        row = complained(world, man)
        assert (row.state, row.due_on, row.membership_id) == ("new", date(2026, 9, 24), None)
        assert not Participant.objects.exists()

    def test_each_step_can_be_taken_back_to_the_row(self, world, man):
        row = complained(world, man)
        states, events = [everything()], []
        events.append(actions.take_up(row, by=man, today=TODAY))
        states.append(everything())
        events.append(actions.carry_complaint(row, "đề nghị kiểm tra", ON, by=man, today=TODAY))
        states.append(everything())
        events.append(actions.answer_complaint(row, "đã có biên lai", ON, by=man, today=TODAY))
        for event, before in zip(reversed(events), reversed(states), strict=True):
            records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
            assert everything() == before

    def test_no_event_tells_who_or_what(self, world, man):
        row = complained(world, man, membership_id=world.members["Đỗ Thị Ẩn"].pk)
        actions.take_up(row, by=man, today=TODAY)
        actions.answer_complaint(row, "đã nói với trưởng thôn", ON, by=man, today=TODAY)
        for content in EventContent.objects.select_related("event"):
            sentence = told(content.event.verb, content.body)
            assert not any(word in sentence for word in (SECRET, "Đỗ Thị Ẩn", "trưởng thôn"))

    def test_an_answer_needs_words_and_a_day_not_before(self, world, man):
        row = complained(world, man)
        for words, day, code in (("  ", ON, "no_text"), ("rồi", date(2026, 8, 31), "before_it")):
            with pytest.raises(Problem) as refusal:
                actions.answer_complaint(row, words, day, by=man, today=TODAY)
            assert refusal.value.code == code

    def test_what_was_answered_is_neither_corrected_nor_dropped(self, world, man):
        row = complained(world, man)
        actions.answer_complaint(row, "rồi", ON, by=man, today=TODAY)
        with pytest.raises(Problem) as correction:
            records.correct(COMPLAINTS, row, {"text": "khác"}, by=man, today=TODAY)
        with pytest.raises(Problem) as dropping:
            records.drop(COMPLAINTS, row, by=man, today=TODAY)
        assert (correction.value.code, dropping.value.code) == ("moved", "stands_open")
        with pytest.raises(Conflict):
            actions.answer_complaint(row, "nữa", ON, by=man, today=TODAY)

    def test_a_late_answer_waits_on_the_page_of_the_book_without_its_words(self, world, man):
        complained(world, man, on=date(2026, 8, 3), due_on=date(2026, 8, 24))
        client = Client()
        client.force_login(man)
        home = client.get(reverse("rights:home", args=[world.dong_vang.pk])).content.decode()
        assert "Phản hồi nhận ngày 03/8/2026 chưa trả lời." in home
        assert SECRET not in home
        client.force_login(world.users["luong"])
        assert "chưa trả lời" not in client.get(reverse("rights:home", args=[world.dong_vang.pk])).content.decode()

    def test_each_look_at_the_words_is_written_down(self, world, man):
        row = complained(world, man)
        client = Client()
        client.force_login(man)
        page = client.get(reverse("rights:complaint_show", args=[world.dong_vang.pk, row.pk])).content.decode()
        assert SECRET in page
        assert looks(man) == ["complaints"]

    @pytest.mark.parametrize("name", ["luong", "ha", "lanh_dao", "nga", "so"])
    def test_without_the_duty_nobody_learns_what_was_said(self, world, man, name):
        row = complained(world, man)
        client = Client()
        client.force_login(world.users[name])
        club = world.dong_vang.pk
        for url in (
            reverse("rights:complaint", args=[club]), reverse("rights:complaint_show", args=[club, row.pk]),
            reverse("rights:complaint_correct", args=[club, row.pk]), reverse("rights:complaint_paper", args=[club]),
            reverse("rights:complaint_answer", args=[club, row.pk]), reverse("rights:commune", args=["09715"]),
        ):  # fmt: skip
            answer = client.get(url)
            assert answer.status_code == 403
            assert SECRET[1:] not in answer.content.decode()

    def test_the_officer_sees_only_what_was_carried_up(self, world, man):
        row = complained(world, man)
        client = Client()
        client.force_login(world.users["tuan"])
        club = world.dong_vang.pk
        assert client.get(reverse("rights:complaint_show", args=[club, row.pk])).status_code == 404
        assert SECRET[1:] not in client.get(reverse("rights:complaint_paper", args=[club])).content.decode()

    def test_it_never_leaves_as_excel_and_its_files_are_sensitive(self, world, man):
        complained(world, man)
        client = Client()
        client.force_login(man)
        answer = client.get(reverse("rights:complaint", args=[world.dong_vang.pk]), {"download": "xlsx"})
        assert answer["Content-Type"].startswith("text/html")
        assert all(file.is_sensitive for file in BOOK.files.values())
        assert all("text" not in file.header and "answer," not in file.header for file in BOOK.files.values())


class TestMatters:
    def test_the_commune_finds_it_answers_and_the_club_tells_whoever_asked(self, world, man):
        matter, tuan = carried(world, man), world.users["tuan"]
        officer, secretary = Client(), Client()
        officer.force_login(tuan)
        secretary.force_login(man)
        club = world.dong_vang.pk
        found = officer.get(reverse("rights:commune", args=["09715"])).content.decode()
        url = reverse("rights:matter_show", args=[club, matter.pk])
        assert url in found
        assert officer.post(url, {"answer": "", "answered_on": "20/9/2026"}).status_code == 422
        assert officer.post(url, {"answer": "đã nhắc thôn", "answered_on": "20/9/2026"}).status_code == 302
        matter.refresh_from_db()
        assert (matter.answer, matter.answered_on, matter.answered_by_id) == ("đã nhắc thôn", ON, tuan.pk)
        assert "Mời báo lại người phản hồi." in secretary.get(reverse("rights:home", args=[club])).content.decode()
        form = secretary.get(reverse("rights:complaint_answer", args=[club, matter.complaint_id])).content.decode()
        assert "đã nhắc thôn" in form

    def test_the_club_does_not_answer_for_the_commune(self, world, man):
        with pytest.raises(Refused):
            actions.answer_matter(carried(world, man), "xong", ON, by=man, today=TODAY)

    def test_the_officer_next_door_neither_sees_nor_answers(self, world, man):
        matter = carried(world, man)
        with pytest.raises(Refused):
            actions.answer_matter(matter, "xong", ON, by=world.users["nga"], today=TODAY)
        client = Client()
        client.force_login(world.users["nga"])
        assert "đề nghị kiểm tra" not in client.get(reverse("rights:commune", args=["09706"])).content.decode()

    def test_an_answer_is_taken_back_to_the_row_and_given_once(self, world, man):
        matter, tuan = carried(world, man), world.users["tuan"]
        before = everything()
        event = actions.answer_matter(matter, "đã nhắc thôn", ON, by=tuan, today=TODAY)
        with pytest.raises(Conflict):
            actions.answer_matter(matter, "nữa", ON, by=tuan, today=TODAY)
        with pytest.raises(Refused):
            records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        records.undo(world.dong_vang, event.pk, by=tuan, today=TODAY)
        assert everything() == before

    def test_a_matter_of_the_club_itself_counts(self, world, man):
        given = {"subject": "environment", "text": "đường xóm Đông ngập", "on": ON}
        row, _event = records.add(MATTERS, world.dong_vang, given, by=man, today=TODAY)
        assert (row.activity.kind, row.due_on > ON) == ("matter", True)
        with pytest.raises(Problem) as refusal:
            records.drop(MATTERS, carried(world, man), by=man, today=TODAY)
        assert refusal.value.code == "of_complaint"


def test_what_is_erased_leaves_no_word(world, man):
    member = world.members["Đỗ Thị Ẩn"]
    records.add(HELPS, world.dong_vang, helped(world), by=man, today=TODAY)
    row, _event = records.add(REFERRALS, world.dong_vang, referred(world, note="tranh chấp ngõ"), by=man, today=TODAY)
    actions.move_referral(row, "accepted", ON, "gặp bà Ẩn", by=man, today=TODAY)
    complained(world, man, membership_id=member.pk)
    complained(world, man, text="bà Đỗ Thị Ẩn nói to")
    assert {row.pk for row in [member.person]} == set(persons().values_list("person", flat=True))
    erase_person(member.person, legal_basis="Đơn ngày 1/9", by=world.users["chu_tich"], today=TODAY)
    kept = str(everything()) + str(list(EventContent.objects.values_list("body", flat=True)))
    assert not any(word in kept for word in ("Đỗ Thị Ẩn", SECRET, "tranh chấp", "gặp bà", "viết đơn"))
    assert RightsHelp.objects.count() == 1
    assert blank(world.person("Trần Thị Lụa")) == set()


@pytest.mark.parametrize(
    "name",
    [
        "rights:home", "rights:rights_help", "rights:legal_referral", "rights:complaint", "rights:complaint_paper",
        "rights:matter",
    ],
)  # fmt: skip
def test_a_page_asks_at_most_twelve_queries(world, man, name, django_assert_max_num_queries):
    for day in range(1, 16):
        records.add(HELPS, world.dong_vang, helped(world, on=date(2026, 9, day)), by=man, today=TODAY)
        row, _event = records.add(REFERRALS, world.dong_vang, referred(world), by=man, today=TODAY)
        actions.move_referral(row, "accepted", ON, by=man, today=TODAY)
        late = complained(world, man, on=date(2026, 8, day), due_on=date(2026, 8, 20))
        if day > 10:
            actions.carry_complaint(late, "đề nghị", ON, by=man, today=TODAY)
            matter = Matter.objects.get(complaint=late)
            actions.answer_matter(matter, "xong", ON, by=world.users["tuan"], today=TODAY)
    client = Client()
    client.force_login(man)
    url = reverse(name, args=[world.dong_vang.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


def test_the_paper_prints_blank_and_filled(world, man):
    complained(world, man)
    client = Client()
    client.force_login(man)
    url = reverse("rights:complaint_paper", args=[world.dong_vang.pk])
    assert "Cách cư xử" in client.get(url).content.decode()
    assert "Của ai (để trống được)" in client.get(f"{url}?trong=1").content.decode()


def test_a_referral_written_on_the_page_goes_to_the_centre_of_the_city(world, man):
    client = Client()
    client.force_login(man)
    sent = {
        "membership_id": "",
        "about": "một cụ ở xóm Đông",
        "matter": "land",
        "on": "1/9/2026",
        "centre": "",
        "note": "",
    }
    answer = client.post(reverse("rights:legal_referral_add", args=[world.dong_vang.pk]), sent)
    assert answer.status_code == 302
    row = LegalReferral.objects.get()
    assert (row.centre, row.activity.outsiders) == ("Trung tâm Trợ giúp pháp lý nhà nước Thành phố", 1)


def test_the_page_of_the_commune_tells_that_matters_wait_for_its_answer(world, man):
    carried(world, man)
    client = Client()
    client.force_login(world.users["tuan"])
    assert (
        "Có việc câu lạc bộ đưa lên chờ trả lời" in client.get(reverse("web:commune", args=["09715"])).content.decode()
    )
    client.force_login(world.users["ha"])
    assert "đưa lên chờ trả lời" not in client.get(reverse("web:commune", args=["09715"])).content.decode()
