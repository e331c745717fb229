"""Promises about needs and households that left poverty: whose duty it is sees them, and each look is written down."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.common.models import Activity
from tremang.areas.livelihood import actions
from tremang.areas.livelihood.blanking import blank
from tremang.areas.livelihood.book import BOOK, EXITS, PAIRS
from tremang.areas.livelihood.models import PovertyExit
from tremang.areas.livelihood.queries import needs_and_answers
from tremang.areas.livelihood.sensitive import persons
from tremang.areas.livelihood.tests.conftest import SINCE, agree, pair_values
from tremang.funds.models import Loan
from tremang.funds.schedules import Method, Repay
from tremang.kernel.format import vnd
from tremang.kernel.models import Event, Look
from tremang.kernel.problems import Problem, Refused
from tremang.members.actions import withdraw
from tremang.members.models import Household, Need, NeedKind, Purpose, Support, Vulnerability

SECRET = "nhờ nuôi vịt"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def need(world, name, kind=NeedKind.INCOME, on=date(2026, 5, 4)):
    return Need.objects.create(club=world.dong_vang, person=world.person(name), kind=kind, declared_on=on)


def exit_values(world, name="Đỗ Thị Ẩn", **more):
    return {"membership_id": world.members[name].pk, "on": SINCE, "note": SECRET, **more}


@pytest.fixture
def an_left_poverty(world, man):
    agree(world.person("Đỗ Thị Ẩn"), Purpose.VULNERABLE)
    return records.add(EXITS, world.dong_vang, exit_values(world), by=man, today=TODAY)[0]


def test_a_need_stands_with_what_answered_it(world, man, team):
    need(world, "Kiều Văn Lực")
    need(world, "Lê Thị Hợi", NeedKind.LOAN)
    need(world, "Đỗ Thị Ẩn")
    need(world, "Khuất Duy Tạo", on=date(2024, 9, 23))  # 24 months ago: no longer counts
    Loan.objects.create(
        club=world.dong_vang, membership=world.members["Lê Thị Hợi"], purpose="nuôi gà", principal=5_000_000,
        rate_month=Decimal("0.5"), method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, months=12, asked_on=date(2026, 6, 1),
        paid_out_on=date(2026, 6, 25), first_due=date(2026, 7, 25), by_id=1,
    )  # fmt: skip
    Support.objects.create(
        club=world.dong_vang,
        person=world.person("Kiều Văn Lực"),
        kind=NeedKind.INCOME,
        given_on=date(2026, 5, 9),
        note="cây giống",
    )
    records.add(PAIRS, world.dong_vang, pair_values(world), by=man, today=TODAY)
    found = {one.name: [words for _day, words in one.answers] for one in needs_and_answers(world.dong_vang, man, TODAY)}
    assert found == {
        "bà Đỗ Thị Ẩn": [],
        "bà Lê Thị Hợi": [f"Vay {vnd(5_000_000)}"],
        "ông Kiều Văn Lực": ["Tình nguyện viên nhận giúp: nuôi vịt đẻ", "cây giống"],
    }


def test_each_look_at_the_needs_is_written_down_and_who_lacks_the_duty_sees_nothing(world, man):
    need(world, "Đỗ Thị Ẩn")
    url = reverse("livelihood:needs", args=[world.dong_vang.pk])
    for name in ("luong", "ha", "nga", "lanh_dao"):
        answer = signed_in(world.users[name]).get(url)
        assert answer.status_code == 403
        assert "Ẩn" not in answer.content.decode()
    assert not Look.objects.filter(what="needs").exists()
    assert "Đỗ Thị Ẩn" in signed_in(man).get(url).content.decode()
    assert Look.objects.get(what="needs").actor_id == man.pk


def test_the_commune_sees_the_need_of_those_who_agreed_to_be_shown_onward(world):
    need(world, "Đỗ Thị Ẩn")
    tuan = world.users["tuan"]
    assert needs_and_answers(world.dong_vang, tuan, TODAY) == []
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    assert len(needs_and_answers(world.dong_vang, tuan, TODAY)) == 1


def asked_for(world, who, name="Đỗ Thị Ẩn") -> str:
    """What the form says to the one who wants to write a household."""
    sent = {"membership_id": world.members[name].pk, "on": "1/9/2026", "note": ""}
    answer = signed_in(world.users[who]).post(reverse("livelihood:poverty_exit_add", args=[world.dong_vang.pk]), sent)
    assert answer.status_code == 422
    return "".join(answer.context["form"].errors["membership_id"])


def test_the_form_says_which_consent_is_missing_and_where_it_is_written_down(world, man):
    said = asked_for(world, "man")
    assert said.startswith("Bà Đỗ Thị Ẩn chưa đồng ý cho câu lạc bộ ghi hoàn cảnh")
    assert "thẻ thành viên, phần Lời đồng ý" in said
    assert not PovertyExit.objects.exists()


def test_a_refusal_for_want_of_consent_opens_the_consents_and_leads_back_to_the_form(world, man):
    an, url = world.members["Đỗ Thị Ẩn"], reverse("livelihood:poverty_exit_add", args=[world.dong_vang.pk])
    answer = signed_in(man).post(url, {"membership_id": str(an.pk), "on": "20/9/2026", "note": ""})
    _words, way = answer.context["form"].ways["membership_id"]
    assert f'href="{way}"' in answer.content.decode()
    sent = {"purposes": ["vulnerable"], "channel": "spoken", "given_on": "20/9/2026", "given_by": ""}
    back = signed_in(man).post(way, sent)
    assert back.url == f"{url}?ai={an.pk}"
    assert signed_in(man).get(back.url).context["form"]["membership_id"].value() == an.pk


def test_an_office_hears_first_of_the_consent_to_be_shown_to_it_and_no_other(world, man):
    agree(world.person("Đỗ Thị Ẩn"), Purpose.VULNERABLE)
    said = asked_for(world, "tuan")
    assert "cho cán bộ xã, phường xem tên và hoàn cảnh" in said
    assert asked_for(world, "tuan", "Khuất Duy Tạo").endswith(said.partition(" chưa ")[2])  # he agreed to nothing
    agree(world.person("Khuất Duy Tạo"), Purpose.ONWARD)
    assert "cho câu lạc bộ ghi hoàn cảnh" in asked_for(world, "tuan", "Khuất Duy Tạo")


def test_a_household_is_written_only_by_consent_and_once_a_year(world, man):
    with pytest.raises(Problem) as refusal:
        records.add(EXITS, world.dong_vang, exit_values(world), by=man, today=TODAY)
    assert refusal.value.code == "not_agreed"
    home = Household.objects.create()
    for name in ("Đỗ Thị Ẩn", "Lê Thị Hợi"):
        person = world.person(name)
        person.household = home
        person.save()
        agree(person, Purpose.VULNERABLE)
    records.add(EXITS, world.dong_vang, exit_values(world), by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        records.add(EXITS, world.dong_vang, exit_values(world, "Lê Thị Hợi", on=TODAY), by=man, today=TODAY)
    assert refusal.value.code == "home_written"
    assert not Activity.objects.exists()


def test_who_lacks_the_duty_learns_nothing_of_a_household_anywhere(world, an_left_poverty):
    club = world.dong_vang.pk
    for name in ("luong", "ha", "nga", "lanh_dao", "so"):
        client = signed_in(world.users[name])
        for page in ("poverty_exit", "poverty_exit_add"):
            answer = client.get(reverse(f"livelihood:{page}", args=[club]))
            assert answer.status_code == 403
            assert SECRET[1:] not in answer.content.decode()
        assert (
            client.get(reverse("livelihood:poverty_exit_correct", args=[club, an_left_poverty.pk])).status_code == 403
        )
        assert client.post(reverse("livelihood:poverty_exit_drop", args=[club, an_left_poverty.pk])).status_code == 403
    home = signed_in(world.users["luong"]).get(reverse("livelihood:home", args=[club])).content.decode()
    assert "thoát nghèo" not in home
    with pytest.raises(Refused):
        records.drop(EXITS, an_left_poverty, by=world.users["luong"], today=TODAY)


def test_a_household_that_left_poverty_is_asked_about_while_the_card_still_says_poor(world, man, an_left_poverty):
    home = reverse("livelihood:home", args=[world.dong_vang.pk])
    asked = "1 hộ đã ghi thoát nghèo mà thẻ thành viên còn ghi “Hộ nghèo”."
    person, keeper = world.person("Đỗ Thị Ẩn"), signed_in(man)
    assert asked not in keeper.get(home).content.decode()
    poor = Vulnerability.objects.create(person=person, kind="poor", declared_on=an_left_poverty.on)
    page = keeper.get(home).content.decode()
    assert asked in page and person.full_name not in page and not Look.objects.exists()
    for name in ("luong", "tuan"):  # no duty towards such data; no consent to be shown onward
        assert asked not in signed_in(world.users[name]).get(home).content.decode()
    listed = keeper.get(reverse("livelihood:poverty_exit", args=[world.dong_vang.pk])).content.decode()
    assert reverse("members:need", args=[person.pk]) in listed
    withdraw(poor, withdrawn_on=TODAY, club=world.dong_vang, by=man, today=TODAY)
    assert asked not in keeper.get(home).content.decode()


def test_the_commune_needs_the_consent_to_be_shown_onward(world, an_left_poverty):
    client, url = signed_in(world.users["tuan"]), reverse("livelihood:poverty_exit", args=[world.dong_vang.pk])
    assert "Đỗ Thị Ẩn" not in client.get(url).content.decode()
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    assert "Đỗ Thị Ẩn" in client.get(url).content.decode()
    assert Look.objects.filter(what="poverty").count() == 2


def test_the_event_of_a_household_tells_the_year_alone_and_excel_gives_nothing(world, man, an_left_poverty):
    event = Event.objects.select_related("content").get(verb="add_poverty_exit")
    assert event.content.body["year"] == 2026
    assert "name" not in event.content.body
    page = signed_in(man).get(reverse("livelihood:poverty_exit", args=[world.dong_vang.pk]) + "?tai=xlsx")
    assert "spreadsheet" not in page["Content-Type"]
    assert BOOK.files["poverty_exits"].is_sensitive
    assert list(BOOK.files["poverty_exits"].rows()) == []
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    assert len(list(BOOK.files["poverty_exits"].rows())) == 1


def test_the_household_is_counted_as_sensitive_and_forgotten_on_request(world, an_left_poverty):
    assert [pk for (pk,) in persons()] == [world.person("Đỗ Thị Ẩn").pk]
    blank(world.person("Đỗ Thị Ẩn"))
    assert PovertyExit.objects.get().note == ""


def test_a_group_answers_the_need_of_each_who_joined(world, man):
    need(world, "Đỗ Thị Ẩn")
    values = {"name": "Tổ nuôi vịt", "trade": "nuôi vịt", "product": "", "from_on": SINCE, "to_on": None}
    actions.found_group(world.dong_vang, values, [world.members["Đỗ Thị Ẩn"].pk], by=man, today=TODAY)
    [one] = needs_and_answers(world.dong_vang, man, TODAY)
    assert one.answers == [(SINCE, "Vào “Tổ nuôi vịt”")]
