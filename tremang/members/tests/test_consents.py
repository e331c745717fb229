"""Consent: asked one by one, never assumed, withdrawn as easily as given, and what hangs on it."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tests.crawl import read
from tremang.kernel.models import Event, Look
from tremang.kernel.problems import Problem, Refused
from tremang.members.actions import declare_vulnerability, give_consent, leave, take_back_consent, withdraw_consent
from tremang.members.consent_texts import VERSION
from tremang.members.models import Consent, Person, Purpose
from tremang.members.tests.cards import address, body, faults, rows, sent, way_back

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
HARDSHIP = "Hộ nghèo"


@pytest.fixture
def lua(world, today) -> Person:
    return world.person("Trần Thị Lụa")


def allowed(world, person, by, *purposes, on=DAY) -> list[Consent]:
    who = {"club": world.dong_vang, "by": by, "today": TODAY}
    return give_consent(person, purposes, channel="spoken", given_on=on, **who)


def withdrawn(world, consent, by, on=TODAY) -> Consent:
    return withdraw_consent(consent, withdrawn_on=on, club=world.dong_vang, by=by, today=TODAY)


def test_nothing_is_ticked_in_advance(lua, desk_of):
    page = read("/", 200, body(desk_of("man"), address("consent", lua.pk)))
    form = next(form for form in page.parsed.forms if any(field.name == "purposes" for field in form.fields))
    assert sum(field.name == "purposes" for field in form.fields) == len(Purpose)
    assert {name for name, value in form.filled() if value} <= {"csrfmiddlewaretoken", "given_on"}


def test_each_purpose_is_kept_with_its_text_way_and_day(lua, desk_of):
    asked = {
        "purposes": ["contact", "vulnerable"],
        "channel": "phone",
        "given_on": "1/9/2026",
        "given_by": "con gái Lan",
    }
    page = sent(desk_of("man"), address("consent", lua.pk), **asked)
    found = Consent.objects.order_by("purpose").values_list(
        "purpose", "text_version", "channel", "given_on", "given_by", "withdrawn_on"
    )
    assert list(found) == [(name, VERSION, "phone", DAY, "con gái Lan", None) for name in ("contact", "vulnerable")]
    assert f"Ngày 01/9/2026. Gọi điện có ghi âm. Bản lời hỏi {VERSION}. Người nói thay: con gái Lan." in page
    assert not faults()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"purposes": []}, "Chưa chọn việc nào"), ({"channel": ""}, "Chưa chọn"),
        ({"given_on": "24/9/2026"}, "chưa tới"), ({"purposes": ["register"]}, "Chưa chọn một dòng|Mời chọn"),
    ],
)  # fmt: skip
def test_a_consent_without_what_proves_it_is_not_written(world, man, lua, desk_of, data, sentence):
    allowed(world, lua, man, "register")
    asked = {"purposes": ["contact"], "channel": "paper", "given_on": "1/9/2026", "given_by": "con gái Lan"} | data
    page = sent(desk_of("man"), address("consent", lua.pk), 422, **asked)
    assert any(words in page for words in sentence.split("|")) and 'value="con gái Lan"' in page
    assert Consent.objects.count() == 1


def test_withdrawing_is_one_press_and_is_told(world, man, lua, desk_of):
    (consent,) = allowed(world, lua, man, "contact")
    before = rows()
    page = sent(desk_of("man"), address("withdraw_consent", lua.pk), purpose="contact")
    assert Consent.objects.get(pk=consent.pk).withdrawn_on == TODAY
    assert "đồng ý ngày 01/9/2026, rút lại ngày 23/9/2026" in page
    assert Event.objects.latest("sequence").verb == "withdraw_consent"
    sent(desk_of("man"), way_back(page))
    assert rows() == before
    assert not faults()


def test_a_consent_just_written_is_undone(lua, desk_of):
    before = rows()
    asked = {"purposes": ["contact", "photo"], "channel": "paper", "given_on": "1/9/2026"}
    sent(desk_of("man"), way_back(sent(desk_of("man"), address("consent", lua.pk), **asked)))
    assert rows() == before
    assert not faults()


def test_an_old_way_back_never_brings_a_withdrawn_consent_to_life(world, man, lua):
    undo = {"club": world.dong_vang, "by": man, "today": TODAY}
    (consent,) = allowed(world, lua, man, "contact")
    withdrawn(world, consent, man)
    with pytest.raises(Problem):
        take_back_consent([consent], **undo)
    allowed(world, lua, man, "contact", on=TODAY)
    with pytest.raises(Problem):
        take_back_consent([consent], withdrawal=True, **undo)
    assert Consent.objects.get(pk=consent.pk).withdrawn_on == TODAY
    assert Consent.objects.filter(withdrawn_on__isnull=True).count() == 1


def test_no_consent_is_written_twice_or_withdrawn_before_it_was_given(world, man, lua):
    (consent,) = allowed(world, lua, man, "contact")
    for act in (
        lambda: allowed(world, lua, man, "contact", on=TODAY),
        lambda: withdrawn(world, consent, man, DAY - timedelta(days=1)),
        lambda: withdrawn(world, consent, man, TODAY + timedelta(days=1)),
    ):
        with pytest.raises(Problem):
            act()
    assert Consent.objects.get().withdrawn_on is None


@pytest.fixture
def poor(world, man, lua) -> Person:
    allowed(world, lua, man, "vulnerable")
    declare_vulnerability(lua, "poor", declared_on=DAY, club=world.dong_vang, by=man, today=TODAY)
    return lua


def test_hardship_goes_onward_to_an_office_only_by_consent(world, man, poor, desk_of):
    url = address("need", poor.pk)
    assert HARDSHIP not in (page := body(desk_of("tuan"), url)) and "chưa đồng ý cho cán bộ xã" in page
    assert HARDSHIP in body(desk_of("man"), url)
    assert not Look.objects.filter(actor_id=world.users["tuan"].pk).exists()
    (consent,) = allowed(world, poor, man, "onward")
    assert HARDSHIP in body(desk_of("tuan"), url)
    withdrawn(world, consent, man)
    assert HARDSHIP not in body(desk_of("tuan"), url)


def test_hardship_is_hidden_once_its_own_consent_is_withdrawn(world, man, poor, desk_of):
    withdrawn(world, Consent.objects.get(purpose="vulnerable"), man)
    assert HARDSHIP not in body(desk_of("man"), address("need", poor.pk))
    with pytest.raises(Problem) as refusal:
        declare_vulnerability(poor, "alone", declared_on=TODAY, club=world.dong_vang, by=man, today=TODAY)
    assert refusal.value.code == "no_consent"


def test_every_look_at_hardship_is_written_down_with_the_duty(poor, man, desk_of):
    for _ in range(2):
        body(desk_of("man"), address("need", poor.pk))
    looks = Look.objects.values_list("actor_id", "subject", "what", "duty")
    assert set(looks) == {
        (man.pk, f"members.person:{poor.pk}", "hardship", "Thư ký câu lạc bộ, Câu lạc bộ thôn Đồng Vàng")
    }
    assert len(looks) == 2


@pytest.mark.parametrize("name", ["luong", "sau", "nga", "ha", "lanh_dao", "chu_tich", "trung_uong", "nguoi_dung"])
def test_others_see_no_hardship_and_ask_for_no_consent(world, poor, desk_of, name):
    assert HARDSHIP not in body(desk_of(name), address("need", poor.pk), 403)
    assert desk_of(name).get(address("consent", poor.pk)).status_code == 403
    assert not Look.objects.exists()
    with pytest.raises(Refused):
        allowed(world, poor, world.users[name], "contact")


def test_who_has_left_is_asked_nothing_more_but_takes_back_what_he_allowed(world, man, lua, desk_of):
    (consent,) = allowed(world, lua, man, "photo")
    leave(world.members["Trần Thị Lụa"], left_on=DAY, reason="left", by=man, today=TODAY)
    assert address("consent", lua.pk) in body(desk_of("man"), address("person", lua.pk))
    assert address("consent", lua.pk) not in body(desk_of("luong"), address("person", lua.pk))
    page = body(desk_of("man"), address("consent", lua.pk))
    assert "Dùng ảnh" in page and 'name="channel"' not in page
    asked = {"purposes": ["contact"], "channel": "paper", "given_on": "1/9/2026"}
    assert desk_of("man").post(address("consent", lua.pk), asked).status_code == 403
    page = sent(desk_of("man"), address("withdraw_consent", lua.pk), purpose="photo")
    assert Consent.objects.get(pk=consent.pk).withdrawn_on == TODAY
    assert "rút lại ngày 23/9/2026" in page
    assert desk_of("luong").get(address("consent", lua.pk)).status_code == 403
    assert not faults()


def test_whoever_came_from_a_form_goes_back_to_it_and_nowhere_else(world, man, lua, desk_of):
    asked = {"purposes": ["health"], "channel": "spoken", "given_on": "1/9/2026", "given_by": ""}
    for back, to in (("/so/", "/so/"), ("https://example.org/", address("consent", lua.pk)), ("//example.org", None)):
        Consent.objects.all().delete()
        answer = desk_of("man").post(f"{address('consent', lua.pk)}?ve={back}", asked)
        assert answer.url == (to or address("consent", lua.pk))
