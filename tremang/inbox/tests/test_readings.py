"""Two phones measure one member on one day: nothing is overwritten silently, and figures are shown to nobody else."""

import pytest

from tests.cast import TODAY
from tremang.accounts.models import User
from tremang.areas.health.actions import erase
from tremang.areas.health.models import Reading
from tremang.inbox.actions import settle
from tremang.inbox.models import Choice, State, SubmissionText
from tremang.inbox.queries import for_phone
from tremang.kernel.models import EventContent, Look
from tremang.kernel.problems import Refused
from tremang.kernel.verify import verify
from tremang.members.actions import withdraw_consent
from tremang.members.models import Consent

pytestmark = pytest.mark.django_db
DAY = "2026-08-25"


def round_of(who, **figures):
    return {"day": DAY, "taken": {str(who.pk): figures}, "agreeing": [str(who.pk)]}


def joined(phone):
    """Somebody joins, told by a phone that names him by what it sent."""
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}
    phone.tell("joined", {"person": person, "joined_on": "2026-08-01"})
    return f"new:{phone.last}"


def figures():
    row = Reading.objects.get()
    return row.systolic, row.diastolic, row.weight


def shown(phone):
    phone.device.refresh_from_db()
    phone.device.acting = User.objects.get(pk=phone.user.pk)
    return for_phone(phone.device, TODAY)["choices"]


def test_what_one_phone_did_not_measure_is_added_to_what_the_other_did(till, phones):
    who = till.others[0]
    phones("man").tell("readings", round_of(who, systolic=120, diastolic=80))
    outcome = phones("khiem").tell("readings", round_of(who, weight=52_500))
    assert outcome.state == State.APPLIED and figures() == (120, 80, 52_500)


def test_two_different_figures_are_a_choice_that_keeps_none_of_them(till, phones):
    who, man, khiem = till.others[0], phones("man"), phones("khiem")
    man.tell("readings", round_of(who, systolic=120, diastolic=80, weight=52_000))
    outcome = khiem.tell("readings", round_of(who, systolic=150, diastolic=90, weight=52_000))
    assert outcome.state == State.PART and figures() == (120, 80, 52_000)
    choice = Choice.objects.get()
    assert "120" not in f"{choice.first}{choice.second}{choice.what}"
    (told,) = shown(man)
    assert told["first"]["words"] == "huyết áp 120/80, cân nặng 52 kg"
    assert told["second"]["words"] == "huyết áp 150/90, cân nặng 52 kg"
    assert told["look"] == str(who.pk)
    settle(choice, "second", by=till.world.users["khiem"], today=TODAY)
    assert figures() == (150, 90, 52_000)
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]


def test_whoever_measured_corrects_it_without_being_asked(till, phones):
    who, man = till.others[0], phones("man")
    man.tell("readings", round_of(who, systolic=210, diastolic=80))
    outcome = man.tell("readings", round_of(who, systolic=120, diastolic=80))
    assert outcome.state == State.APPLIED and figures()[:2] == (120, 80)


def test_one_who_joined_on_the_phone_is_measured_like_any_other(till, phones):
    man, khiem = phones("man"), phones("khiem")
    new = joined(man)
    for systolic in (210, 120):
        taken = {new: {"systolic": systolic, "diastolic": 80}}
        assert man.tell("readings", {"day": DAY, "taken": taken, "agreeing": [new]}).state == State.APPLIED
    outcome = khiem.tell("readings", {"day": DAY, "taken": {new: {"systolic": 150, "diastolic": 90}}, "agreeing": []})
    assert outcome.state == State.PART
    (told,) = shown(man)
    assert (told["first"]["words"], told["second"]["words"]) == ("huyết áp 120/80", "huyết áp 150/90")
    settle(Choice.objects.get(), "second", by=till.world.users["khiem"], today=TODAY)
    assert figures()[:2] == (150, 90)


def test_who_may_not_see_health_is_shown_no_choice_about_it_and_may_not_make_it(till, phones, client):
    who = till.others[0]
    phones("man").tell("readings", round_of(who, systolic=120, diastolic=80))
    phones("khiem").tell("readings", round_of(who, systolic=150, diastolic=90))
    assert not shown(phones("luong"))
    client.force_login(till.world.users["tuan"])
    page = client.get(f"/viec-tu-may/{till.club.pk}/").content.decode()
    assert "150/90" not in page and "Chỉ số sức khỏe" not in page
    with pytest.raises(Refused):
        settle(Choice.objects.get(), "second", by=till.world.users["tuan"], today=TODAY)


def test_the_page_writes_the_look_down_and_the_log_tells_no_figures(till, phones, client):
    who = till.others[0]
    phones("man").tell("readings", round_of(who, systolic=120, diastolic=80))
    phones("khiem").tell("readings", round_of(who, systolic=150, diastolic=90))
    client.force_login(till.world.users["khiem"])
    before = Look.objects.count()
    page = client.get(f"/viec-tu-may/{till.club.pk}/").content.decode()
    assert "150/90" in page and "Ghi theo bản này" in page
    assert Look.objects.count() == before + 1
    client.post(f"/viec-tu-may/{till.club.pk}/chon/", {"choice": Choice.objects.get().pk, "pick": "second"})
    assert figures()[:2] == (150, 90)
    assert "150" not in str(EventContent.objects.order_by("-pk").first().body)


def test_what_a_phone_told_goes_with_the_readings_of_one_who_withdrew_his_consent(till, phones):
    who, man = till.others[0], till.world.users["man"]
    phones("man").tell("readings", round_of(who, systolic=120, diastolic=80))
    consent = Consent.objects.get(person=who.person)
    withdraw_consent(consent, withdrawn_on=TODAY, club=till.club, by=man, today=TODAY)
    assert SubmissionText.objects.filter(submission__kind="readings").exists()
    erase(who.person, till.club, by=man, today=TODAY)
    assert not SubmissionText.objects.filter(submission__kind="readings").exists()


def test_what_a_phone_told_of_one_whom_it_brought_goes_as_well(till, phones):
    man = phones("man")
    new = joined(man)
    taken = {new: {"systolic": 120, "diastolic": 80}}
    man.tell("readings", {"day": DAY, "taken": taken, "agreeing": [new]})
    person, by = Reading.objects.get().membership.person, till.world.users["man"]
    withdraw_consent(Consent.objects.get(person=person), withdrawn_on=TODAY, club=till.club, by=by, today=TODAY)
    erase(person, till.club, by=by, today=TODAY)
    assert not SubmissionText.objects.filter(submission__kind="readings").exists()


def test_a_choice_about_health_waits_only_for_those_who_may_know_of_it(till, phones, client):
    who = till.others[0]
    phones("man").tell("readings", round_of(who, systolic=120, diastolic=80))
    phones("khiem").tell("readings", round_of(who, systolic=150, diastolic=90))
    club, commune = f"/cau-lac-bo/{till.club.pk}/", "/xa-phuong/09715/"
    for name, page, told in (("khiem", club, True), ("tuan", club, False), ("tuan", commune, False)):
        client.force_login(till.world.users[name])
        answer = client.get(page)
        assert answer.status_code == 200
        assert ("việc gửi từ điện thoại cần xem" in answer.content.decode()) is told, (name, page)
