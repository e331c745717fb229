"""Promises of a round of measuring: one pass, one event, one activity; consent in the same act; undo to the row."""

import re
from datetime import date

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, person
from tests.crawl import read
from tremang.areas.common.actions import undo
from tremang.areas.common.models import Activity, Participant
from tremang.areas.health.actions import Taken, erase, measure
from tremang.areas.health.models import MeasuringRound, Reading, Referral
from tremang.areas.health.queries import Thresholds, readings_of
from tremang.kernel.models import Event, Look
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify
from tremang.members.actions import withdraw_consent
from tremang.members.models import Consent, LeaveReason, Membership, Purpose
from tremang.members.tests.looking import filled

ON = date(2026, 9, 20)
pytestmark = pytest.mark.usefixtures("thresholds")


def taken(above=128, below=76, weight=52_500, **more):
    return Taken(above, below, weight, **more)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (MeasuringRound, Reading, Activity, Participant, Consent)
    ]


def pks(world, *names):
    return [world.members[name].pk for name in names]


def test_a_round_is_one_event_and_one_activity_with_all_who_were_measured(agreed, man):
    before = Event.objects.count()
    an, lua = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa")
    measure(agreed.dong_vang, ON, {an: taken(), lua: taken(141, 92)}, by=man, today=TODAY)
    assert Event.objects.count() == before + 1
    activity = Activity.objects.get()
    assert (activity.area, activity.kind, activity.people, activity.day) == (2, "round", 2, ON)
    assert {one.membership_id for one in Participant.objects.all()} == {an, lua}
    assert Reading.objects.get(membership=lua).systolic == 141


def test_a_second_pass_of_the_day_adds_to_the_same_activity_and_corrects(agreed, man):
    an, lua = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa")
    measure(agreed.dong_vang, ON, {an: taken()}, by=man, today=TODAY)
    measure(agreed.dong_vang, ON, {an: taken(130, 80), lua: taken()}, by=man, today=TODAY)
    assert Activity.objects.get().people == 2
    assert Reading.objects.get(membership=an).systolic == 130
    assert measure(agreed.dong_vang, ON, {an: taken(130, 80)}, by=man, today=TODAY) is None


def test_each_act_can_be_taken_back_to_the_row(agreed, man):
    club, (an, tao) = agreed.dong_vang, pks(agreed, "Đỗ Thị Ẩn", "Khuất Duy Tạo")
    states, events = [everything()], []
    for given, agreeing in [
        ({an: taken()}, ()), ({an: taken(131, 81)}, ()), ({tao: taken()}, (tao,)), ({an: Taken(), tao: Taken()}, ()),
    ]:  # fmt: skip
        events.append(measure(club, ON, given, agreeing, by=man, today=TODAY))
        states.append(everything())
    assert not Activity.objects.exists()
    for event, before in zip(reversed(events), reversed(states[:-1]), strict=True):
        undo(club, event.pk, by=man, today=TODAY)
        assert everything() == before


def test_without_consent_nothing_is_written_and_with_the_tick_both_are(agreed, man):
    (tao,) = pks(agreed, "Khuất Duy Tạo")
    with pytest.raises(Problem) as refusal:
        measure(agreed.dong_vang, ON, {tao: taken()}, by=man, today=TODAY)
    assert refusal.value.code == "no_consent"
    assert not Reading.objects.exists()
    measure(agreed.dong_vang, ON, {tao: taken()}, [tao], by=man, today=TODAY)
    consent = Consent.objects.get(person=agreed.person("Khuất Duy Tạo"), purpose=Purpose.HEALTH)
    assert (consent.given_on, consent.channel) == (TODAY, "spoken")
    assert Reading.objects.count() == 1


def test_who_had_died_or_left_is_refused_by_name(agreed, man):
    an, lua = agreed.members["Đỗ Thị Ẩn"], agreed.members["Trần Thị Lụa"]
    an.person.died_on = date(2026, 9, 1)
    an.person.save()
    Membership.objects.filter(pk=lua.pk).update(left_on=date(2026, 9, 10), leave_reason=LeaveReason.LEFT)
    for member, code in ((an, "dead"), (lua, "not_then")):
        with pytest.raises(Problem) as refusal:
            measure(agreed.dong_vang, ON, {member.pk: taken()}, by=man, today=TODAY)
        assert (refusal.value.code, refusal.value.field) == (code, f"bp-{member.pk}")
        assert member.person.full_name in refusal.value.sentence
    measure(agreed.dong_vang, date(2026, 8, 20), {an.pk: taken(), lua.pk: taken()}, by=man, today=TODAY)


@pytest.mark.parametrize(("on", "code"), [(date(2026, 9, 24), "in_future"), (date(2024, 3, 28), "before_launch")])
def test_a_day_that_cannot_be_is_refused(agreed, man, on, code):
    with pytest.raises(Problem) as refusal:
        measure(agreed.dong_vang, on, {agreed.members["Đỗ Thị Ẩn"].pk: taken()}, by=man, today=TODAY)
    assert refusal.value.code == code


@pytest.mark.parametrize("who", ["tuan", "luong", "ha", "sau", "nguoi_dung"])
def test_who_may_not_see_health_writes_nothing(agreed, who):
    with pytest.raises(Refused):
        measure(agreed.dong_vang, ON, {agreed.members["Đỗ Thị Ẩn"].pk: taken()}, by=agreed.users[who], today=TODAY)


def test_a_member_of_another_club_is_refused(agreed, man):
    with pytest.raises(Problem) as refusal:
        measure(agreed.dong_vang, ON, {agreed.members["Bùi Thị Sáu"].pk: taken()}, by=man, today=TODAY)
    assert refusal.value.code == "stranger"


@pytest.mark.parametrize(
    ("above", "below", "words"),
    [
        (128, 76, None), (140, 80, "nên đến trạm y tế đo lại"), (130, 90, "nên đến trạm y tế đo lại"),
        (180, 100, "nên đi khám ngay hôm nay"), (150, 110, "nên đi khám ngay hôm nay"),
    ],
)  # fmt: skip
def test_advice_follows_the_thresholds_of_the_day(db, above, below, words):
    advice = Thresholds().of(taken(above, below), TODAY)
    assert (advice.words if advice else None) == words


def test_after_the_consent_is_withdrawn_nothing_is_shown_and_all_can_be_erased(agreed, man, client_of):
    an = agreed.members["Đỗ Thị Ẩn"]
    measure(agreed.dong_vang, ON, {an.pk: taken(187, 113, 61_234)}, by=man, today=TODAY)
    Referral.objects.create(club=agreed.dong_vang, membership=an, on=ON, why="reading", by_id=1)
    with pytest.raises(Problem):
        erase(an.person, agreed.dong_vang, by=man, today=TODAY)
    consent = Consent.objects.get(person=an.person, purpose=Purpose.HEALTH)
    withdraw_consent(consent, withdrawn_on=TODAY, club=agreed.dong_vang, by=man, today=TODAY)
    assert readings_of(an.person, agreed.dong_vang) == []
    client = client_of("man")
    for name, args in [
        ("health:member", [an.pk]), ("health:card", [an.pk]), ("health:people", []), ("health:round", []),
        ("health:measure", []), ("health:referral", []), ("health:sheet", []),
    ]:  # fmt: skip
        page = client.get(reverse(name, args=[agreed.dong_vang.pk, *args]) + "?ngay=20/9/2026").content.decode()
        assert "187/113" not in page, name
        assert "61,234" not in page, name
    client.post(reverse("health:erase", args=[agreed.dong_vang.pk, an.pk]))
    assert not Reading.objects.exists()
    assert not Referral.objects.exists()
    assert not Event.objects.filter(verb="measure", content__isnull=False).exists()
    assert Activity.objects.get().people == 1
    assert not [found for found in verify().findings if found.row.startswith(("health.", "areas.", "members.consent"))]


def sixty(world) -> dict[int, Membership]:
    rows = [
        Membership(club=world.dong_vang, person=person(f"Người Thứ {n}", "F", 1950), joined_on=date(2024, 4, 1))
        for n in range(60)
    ]
    Membership.objects.bulk_create(rows)
    return {row.pk: row for row in rows}


def test_sixty_readings_ask_hardly_more_queries_than_six(world, man, client_of):
    people, client = list(sixty(world)), client_of("man")
    url = reverse("health:measure", args=[world.dong_vang.pk])
    counts = []
    for day, some in ((1, people[:6]), (2, people), (3, people), (4, people)):
        sent = {"on": f"0{day}/9/2026"}
        for n, pk in enumerate(some):
            sent |= {f"bp-{pk}": f"{110 + n}/7{n % 10}", f"kg-{pk}": f"{45 + n % 20},5", f"yes-{pk}": "1"}
        reset_queries()
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(url, sent)
        assert answer.status_code == 302
        counts.append(len(asked))
    assert Reading.objects.count() == 186
    assert counts[0] <= 31 and 0 < counts[3] == counts[2] <= counts[1] <= 34, counts  # rows go in by blocks
    assert not [found for found in verify().findings if found.row.startswith(("health.", "areas.", "members.consent"))]


def test_one_page_down_the_list_writes_the_same_rows_as_the_act(agreed, client_of):
    an, lua, tao = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa", "Khuất Duy Tạo")
    url, client = reverse("health:measure", args=[agreed.dong_vang.pk]), client_of("man")
    page = client.get(url).content.decode()
    assert "Chưa đồng ý ghi chỉ số" in page
    assert " checked" not in page
    answer = client.post(url, {
        "on": "20/9/2026", f"bp-{an}": "12/8", f"kg-{an}": "52500", f"bp-{lua}": "141-92", f"kg-{lua}": "",
        f"bp-{tao}": "120/80", f"yes-{tao}": "1",
    })  # fmt: skip
    assert answer.status_code == 302
    row = Reading.objects.get(membership=an)
    assert (row.systolic, row.diastolic, row.weight, row.on) == (120, 80, 52_500, ON)
    page = client.get(answer.url).content.decode()
    assert "đã hiểu 12/8 là 120/80; 52500 là 52,5 kg" in page
    assert "đã hiểu 141-92 là 141/92" in page
    assert "Nên đến trạm y tế đo lại" in page
    assert "Hoàn tác" in page


def test_a_row_that_was_not_touched_is_not_written_and_an_emptied_one_is_dropped(agreed, man, client_of):
    an, lua = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa")
    measure(agreed.dong_vang, ON, {an: taken(), lua: taken(waist=820)}, by=man, today=TODAY)
    url, client = reverse("health:measure", args=[agreed.dong_vang.pk]) + "?ngay=20/9/2026", client_of("man")
    had = {f"had-{an}": "128/76|52,5||", f"had-{lua}": "128/76|52,5|82|"}
    assert "128/76|52,5|82|" in client.get(url).content.decode()
    before = everything()
    client.post(
        url,
        {
            "on": "20/9/2026",
            f"bp-{an}": "128/76",
            f"kg-{an}": "52,5",
            f"bp-{lua}": "128/76",
            f"kg-{lua}": "52,5",
            **had,
        },
    )
    assert everything() == before
    # Somebody else wrote meanwhile: boxes that this page showed empty take nothing away.
    client.post(url, {"on": "20/9/2026", f"bp-{an}": "", f"kg-{an}": "", f"bp-{lua}": ""})
    assert everything() == before
    client.post(
        url, {"on": "20/9/2026", f"bp-{an}": "", f"kg-{an}": "", f"bp-{lua}": "130/80", f"kg-{lua}": "52,5", **had}
    )
    assert [row.membership_id for row in Reading.objects.all()] == [lua]
    assert (Reading.objects.get().systolic, Reading.objects.get().waist) == (130, 820)


def test_one_wrong_row_loses_nothing_that_was_typed(agreed, client_of):
    an, lua, tao = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa", "Khuất Duy Tạo")
    dead = agreed.members["Kiều Văn Lực"]
    dead.person.died_on = date(2026, 9, 1)
    dead.person.save()
    answer = client_of("man").post(reverse("health:measure", args=[agreed.dong_vang.pk]), {
        "on": "20/9/2026", f"bp-{an}": "1200/80", f"bp-{lua}": "131/79", f"bp-{dead.pk}": "119/71", f"bp-{tao}": "122/77",
    })  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        "1200/80",
        "131/79",
        "119/71",
        "122/77",
        "ví dụ 120/80",
        "Kiều Văn Lực đã mất",
        "Chưa đồng ý cho ghi chỉ số",
    ):
        assert text in page
    assert not Reading.objects.exists()


def boxes(page, url, client, sent):
    """Press the button that changes which boxes are shown, as a browser sends it."""
    address = re.search(r'name="o" value="1" formaction="([^"]+)"', page).group(1).replace("&amp;", "&")
    return client.post(url + address, sent | {"o": "1"})


def value(page, name):
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    return found and found.group(1)


def test_asking_for_further_boxes_keeps_all_that_was_typed_and_writes_nothing(agreed, man, client_of):
    an, lua, tao = pks(agreed, "Đỗ Thị Ẩn", "Trần Thị Lụa", "Khuất Duy Tạo")
    measure(agreed.dong_vang, ON, {lua: taken(waist=820)}, by=man, today=TODAY)
    url, client, before = reverse("health:measure", args=[agreed.dong_vang.pk]), client_of("man"), everything()
    sent = {
        "on": "20/9", f"bp-{an}": "1200/80", f"kg-{an}": "51", f"bp-{tao}": "122/77", f"yes-{tao}": "1",
        f"bp-{lua}": "", f"kg-{lua}": "52,5", f"had-{lua}": "128/76|52,5|82|",
    }  # fmt: skip
    answer = boxes(client.get(url).content.decode(), url, client, sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and everything() == before
    assert [value(page, f"{code}-{an}") for code in ("bp", "kg", "eo", "dh")] == ["1200/80", "51", "", ""]
    assert [value(page, f"{code}-{lua}") for code in ("bp", "kg", "eo")] == ["", "52,5", "82"]
    assert value(page, "on") == "20/9" and " checked" in page
    assert "ví dụ 120/80 hoặc" not in page and "field-error" not in page  # not yet judged
    back = boxes(page, url, client, sent | {f"eo-{an}": "82", f"eo-{lua}": ""}).content.decode()
    assert (value(back, f"eo-{an}"), value(back, f"eo-{lua}"), value(back, f"dh-{an}")) == ("82", "", None)
    assert client.post(url, sent | {f"bp-{an}": "120/80", f"eo-{an}": "82"}).status_code == 302
    assert Reading.objects.get(membership=an).waist == 820


def test_further_boxes_lose_nobody_where_the_list_then_takes_two_parts(world, man, client_of):
    people = list(sixty(world))
    url, client = reverse("health:measure", args=[world.dong_vang.pk]), client_of("man")
    last = people[-1]
    measure(world.dong_vang, TODAY, {people[0]: taken(), last: taken(waist=820)}, people, by=man, today=TODAY)
    sent = {"on": "23/9/2026", f"bp-{last}": "131/79", f"kg-{last}": "52,5", f"had-{last}": "128/76|52,5|82|"}
    page = boxes(client.get(url).content.decode(), url, client, sent).content.decode()
    assert page.count('class="taken') < 40 and len(page.encode()) < 60_000
    assert (value(page, f"bp-{last}"), value(page, f"bp-{people[0]}")) == ("131/79", "128/76")
    client.post(f"{url}?them=1", sent)
    row = Reading.objects.get(membership=last)
    assert (row.systolic, row.waist) == (131, 820)  # the part on which he does not stand took nothing away


def test_going_back_to_the_part_before_writes_what_was_typed_as_going_on_does(world, man, client_of):
    people = list(sixty(world))
    url, client = reverse("health:measure", args=[world.dong_vang.pk]) + "?p=2&them=1", client_of("man")
    for pk in people:
        Consent.objects.create(
            person=Membership.objects.get(pk=pk).person, purpose=Purpose.HEALTH, given_on=ON, by_id=0
        )
    page = client.get(url).content.decode()
    assert 'name="lui" value="1">Ghi, về phần trước</button>' in page
    last = people[-1]
    wrong = client.post(url, {"on": "23/9/2026", f"bp-{last}": "1310/79", "lui": "1"})
    assert wrong.status_code == 422 and "1310/79" in wrong.content.decode()
    answer = client.post(url, {"on": "23/9/2026", f"bp-{last}": "131/79", "lui": "1"})
    assert answer.url.endswith("?ngay=2026-09-23&p=1&them=1") and Reading.objects.get(membership=last).systolic == 131
    Reading.objects.all().delete()
    assert client.post(url, {"on": "23/9/2026", "lui": "1"}).status_code == 302  # nothing typed: only back


@pytest.mark.parametrize("on", ["24/9/2026", "31/02/2026", "", "hôm qua", "01/01/2020"])
def test_a_bad_day_loses_nothing_either(agreed, client_of, on):
    (an,) = pks(agreed, "Đỗ Thị Ẩn")
    answer = client_of("man").post(
        reverse("health:measure", args=[agreed.dong_vang.pk]), {"on": on, f"bp-{an}": "131/79"}
    )
    assert answer.status_code == 422
    assert "131/79" in answer.content.decode()


def test_a_reading_is_corrected_and_dropped_on_its_page(agreed, man, client_of):
    (an,) = pks(agreed, "Đỗ Thị Ẩn")
    measure(agreed.dong_vang, ON, {an: taken()}, by=man, today=TODAY)
    row, client = Reading.objects.get(), client_of("man")
    url = reverse("health:reading", args=[agreed.dong_vang.pk, row.pk])
    assert client.post(url, {"bp": "1200/80"}).status_code == 422
    shown = client.get(url).content.decode()
    sent = filled(read(url, 200, shown), url)
    assert sent["bp"] == ["128/76"] and sent["kg"] == ["52,5"]
    client.post(url, sent)
    assert Reading.objects.get().systolic == 128  # what is sent back as it was shown changes nothing
    client.post(url, {"bp": "13/8", "kg": "52,5", "eo": "82", "dh": "126"})
    row.refresh_from_db()
    assert (row.systolic, row.waist, row.glucose) == (130, 820, 70)
    client.post(reverse("health:drop_reading", args=[agreed.dong_vang.pk, row.pk]))
    assert not Reading.objects.exists()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("health:home", 0), ("health:measure", 1), ("health:round", 1), ("health:people", 1), ("health:member", 1),
        ("health:card", 1), ("health:sheet", 1), ("health:referral", 1), ("health:insurance", 1), ("health:expiring", 1),
        ("health:checkup", 0), ("health:exercise", 0),
    ],
)  # fmt: skip
def test_a_page_asks_at_most_twelve_queries_and_each_look_is_written_down_once(
    world, man, client_of, name, looks, django_assert_max_num_queries
):
    people = list(sixty(world))
    for number in range(1, 9):
        measure(world.dong_vang, date(2026, number, 20), {pk: taken() for pk in people}, people, by=man, today=TODAY)
    more = [people[0]] if name in ("health:member", "health:card") else []
    url, client = reverse(name, args=[world.dong_vang.pk, *more]) + "?ngay=20/8/2026", client_of("man")
    client.get(url)
    before = Look.objects.count()
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200
    assert Look.objects.count() == before + looks
