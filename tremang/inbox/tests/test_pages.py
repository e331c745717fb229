"""The pages of what came from phones: seen by whoever sees persons, decided by whoever may do the act."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts.devices.models import Device
from tremang.inbox.actions import settle, take_file
from tremang.inbox.models import Choice, Outcome, Settled, State, Submission, SubmissionText
from tremang.inbox.queries import waiting_for
from tremang.kernel import clock
from tremang.kernel.problems import Problem, Refused
from tremang.meetings.models import Meeting
from tremang.members.erasing import erase_person

pytestmark = pytest.mark.django_db
DAY = "2026-08-25"


def url(till, name="list"):
    return reverse(f"inbox:{name}", args=[till.club.pk])


@pytest.fixture
def signed_in(client, till):
    def sign_in(name):
        client.force_login(till.world.users[name])
        return client

    return sign_in


def two_tellings(phones):
    phones("man").tell("meeting", {"held_on": DAY, "place": "Đình làng"}, helper="Hà, cháu bà Mận")
    phones("khiem").tell("meeting", {"held_on": DAY, "place": "Sân kho"})


def lose(till, phone, *, lets_in=True):
    Device.objects.filter(pk=phone.device.pk).update(
        revoked_at=clock.now(), revoked_by=till.world.users["tuan"], lets_in=lets_in
    )


def test_both_values_stand_side_by_side_and_one_press_chooses(till, phones, signed_in, django_assert_max_num_queries):
    two_tellings(phones)
    client = signed_in("man")
    with django_assert_max_num_queries(12):
        page = client.get(url(till)).content.decode()
    for words in (
        "Cần xem và chọn",
        "Đình làng",
        "Sân kho",
        "Phạm Thị Mận (Hà, cháu bà Mận ghi giúp)",
        "Hoàng Văn Khiêm",
    ):
        assert words in page, words
    assert 'class="button primary"' not in page
    sent = {"choice": Choice.objects.get().pk, "pick": "second"}
    after = client.post(url(till, "choose"), sent, follow=True).content.decode()
    assert "Đã chọn" in after and Meeting.objects.get().place == "Sân kho"
    assert client.post(url(till, "choose"), sent).status_code == 409


def test_a_value_to_choose_begins_with_a_capital(till, phones, signed_in):
    who = str(till.others[0].pk)
    phones("man").tell("meeting", {"held_on": DAY, "marks": {who: "absent"}})
    phones("khiem").tell("meeting", {"held_on": DAY, "marks": {who: "excused"}})
    page = signed_in("man").get(url(till)).content.decode()
    assert "<b>Vắng</b>" in page and "<b>Vắng có phép</b>" in page


def test_what_waits_is_told_on_the_pages_of_the_club_and_the_commune(till, phones, signed_in):
    two_tellings(phones)
    assert (
        "Có việc gửi từ điện thoại cần xem và chọn"
        in signed_in("man").get(reverse("web:club", args=[till.club.pk])).content.decode()
    )
    commune = signed_in("tuan").get(reverse("web:commune", args=["09715"])).content.decode()
    assert "có việc gửi từ điện thoại cần xem" in commune and url(till) in commune


def test_a_sum_beyond_all_numbers_breaks_neither_the_call_nor_the_page(till, phones, signed_in):
    luong, who = phones("luong"), str(till.others[0].pk)
    for amount in (10_000, 10**30):
        outcome = luong.tell("dues", {"day": DAY, "sums": {who: amount}})
    assert (outcome.state, outcome.code) == (State.REFUSED, "sum_too_large")
    assert signed_in("luong").get(url(till)).status_code == 200


def test_what_nobody_here_can_read_can_be_given_up(till, phones, signed_in):
    assert phones("man").tell("party", {"cake": 1}).code == "unknown_kind"
    party, client = Submission.objects.get(), signed_in("man")
    drop = f"{url(till, 'drop')}?viec={party.pk}"
    assert drop in client.get(url(till)).content.decode()
    client.post(drop, {"reason": "không biết việc gì"})
    assert Outcome.objects.latest("pk").state == State.DROPPED


def test_the_commune_is_told_of_each_club_at_once(till, phones, signed_in):
    page, client = reverse("web:commune", args=["09715"]), signed_in("tuan")
    nothing = {"membership": "1", "changes": {"phone": ["", "0912345678"]}}
    for phone in (phones("man"), phones("sau", till.world.trai_giua)):
        assert phone.tell("card", nothing).state == State.REFUSED
        assert reverse("inbox:list", args=[phone.club.pk]) in client.get(page).content.decode()


def test_a_lost_phone_is_held_for_a_person_or_refused(till, phones, signed_in):
    phone, other = phones("man"), phones("man")
    lose(till, phone)
    lose(till, other, lets_in=False)
    held = phone.tell("meeting", {"held_on": DAY, "place": "Đình"})
    refused = other.tell("meeting", {"held_on": "2026-07-25"})
    assert (held.state, refused.state, refused.code) == (State.HELD, State.REFUSED, "device_revoked")
    client = signed_in("tuan")
    page = client.get(url(till)).content.decode()
    assert "Chờ người xem rồi nhận" in page and "Chưa ghi được" in page
    client.post(url(till, "accept"), {"submission": Submission.objects.get(uid=held.uid).pk})
    assert Meeting.objects.get().place == "Đình"
    again = Submission.objects.get(uid=refused.uid)
    assert "Không nhận" in client.get(f"{url(till, 'drop')}?viec={again.pk}").content.decode()
    assert client.post(f"{url(till, 'drop')}?viec={again.pk}", {"reason": ""}).status_code == 422
    client.post(f"{url(till, 'drop')}?viec={again.pk}", {"reason": "máy đã mất"})
    latest = Outcome.objects.filter(submission=again).latest("pk")
    assert latest.state == State.DROPPED and "máy đã mất" in latest.sentence
    assert other.send(SubmissionText.objects.get(submission=again).text)[0].state == State.DROPPED


def test_who_may_not_do_the_act_sees_no_button_and_no_reason(till, phones, signed_in):
    two_tellings(phones)
    page = signed_in("luong").get(url(till)).content.decode()
    assert "Sân kho" in page and "Ghi theo bản này" not in page
    phones("man").tell("card", {"membership": str(till.others[0].pk), "changes": {"phone": ["", "12"]}})
    page = signed_in("luong").get(url(till)).content.decode()
    assert "Thử ghi lại" not in page and "10 hoặc 11 chữ số" not in page
    assert "Thử ghi lại" in signed_in("man").get(url(till)).content.decode()


def test_what_was_refused_is_tried_again_by_a_press(till, phones, signed_in):
    phones("luong").tell("slip", {"day": "2026-09-20", "fund": "activity", "kind": "supplies", "amount": 5_000})
    phones("luong").tell("slip", {"day": "2026-09-20", "fund": "activity", "kind": "other_in", "amount": 50_000})
    refused = Outcome.objects.get(state=State.REFUSED).submission
    signed_in("luong").post(url(till, "retry"), {"submission": refused.pk})
    assert Outcome.objects.filter(submission=refused).latest("pk").state == State.APPLIED


def test_the_code_of_the_paper_book_leads_to_the_meeting(till, phones, signed_in):
    outcome = phones("man").tell("meeting", {"held_on": DAY})
    client = signed_in("man")
    assert "đúng là bản có mã này" in client.get(f"{url(till)}?ma={outcome.result['code']}").content.decode()
    assert "Không buổi nào đã gửi mang mã này" in client.get(f"{url(till)}?ma=00000001").content.decode()


@pytest.mark.parametrize("name", ["ha", "nga", "sau", "lanh_dao"])
def test_who_sees_no_persons_of_the_club_sees_nothing_here(till, phones, signed_in, name):
    two_tellings(phones)
    assert signed_in(name).get(url(till)).status_code == 403
    assert (
        signed_in(name).post(url(till, "choose"), {"choice": Choice.objects.get().pk, "pick": "second"}).status_code
        == 403
    )
    assert not Settled.objects.exists()


def sealed(phone, texts, key="k"):
    raw = sha256(f"file{phone.device.key}".encode()).digest()
    data = AESGCM(raw).encrypt(b"123456789012", json.dumps({"send": texts}).encode(), None)
    told = {"device": phone.device.uid, "iv": _b64(b"123456789012"), "data": _b64(data)}
    return json.dumps(told).encode()


def _b64(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def test_a_file_of_unsent_work_is_taken_in_once_and_as_its_phone_would_have_sent_it(till, phones, signed_in):
    phone = phones("man")
    texts = [
        phone.text("meeting", {"held_on": DAY}),
        phone.text("card", {"membership": "7", "changes": {"phone": ["", "1"]}}),
    ]
    data = sealed(phone, texts)
    client = signed_in("tuan")
    page = client.post(
        url(till, "file"), {"file": SimpleUploadedFile("viec.tremang", data)}, follow=True
    ).content.decode()
    assert "Đã nhận 2 việc từ tệp, 1 việc còn chờ xem" in page
    code = Submission.objects.get(kind="meeting").code
    assert f"{code[:4]}&nbsp;{code[4:]}" in page  # as it stands on the phone and in the paper book
    again = client.post(
        url(till, "file"), {"file": SimpleUploadedFile("viec.tremang", sealed(phone, texts[:1]))}, follow=True
    ).content.decode()
    assert "Đã nhận 1 việc từ tệp.</" in again
    assert Meeting.objects.get().recorded_by_id == phone.user.pk
    take_file(data, by=till.world.users["tuan"], today=TODAY)
    assert Meeting.objects.count() == 1 and phone.send(texts[0])[0].state == State.APPLIED
    with pytest.raises(Refused):
        take_file(data, by=till.world.users["man"], today=TODAY)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"device":"x","iv":"","data":""}', b'{"device":1}', b"[" * 10**5]
)
def test_a_file_that_is_none_is_refused_by_name(till, phones, signed_in, data):
    answer = signed_in("tuan").post(url(till, "file"), {"file": SimpleUploadedFile("x", data)})
    assert answer.status_code == 422 and not Submission.objects.exists()


def test_a_damaged_file_or_one_of_another_club_is_refused_by_name(till, phones):
    phone, elsewhere = phones("man"), phones("sau", till.world.trai_giua)
    told = json.loads(sealed(phone, [phone.text("meeting", {"held_on": DAY})]))
    for change in ({"data": told["data"][:-4] + "AAAA"}, {"iv": "é"}, {"iv": ""}, {"data": "$$"}):
        with pytest.raises(Problem) as problem:
            take_file(json.dumps(told | change).encode(), by=till.world.users["tuan"], today=TODAY)
        assert problem.value.code == "file_sealed"
    with pytest.raises(Problem) as problem:
        take_file(sealed(elsewhere, []), by=till.world.users["tuan"], today=TODAY, club=till.club)
    assert problem.value.code == "file_device"


def test_texts_and_words_about_a_person_are_destroyed_with_him_and_the_rest_stays(till, phones):
    who = till.others[0]
    phones("man").tell("meeting", {"held_on": DAY, "marks": {str(who.pk): "absent"}})
    phones("khiem").tell("meeting", {"held_on": DAY, "marks": {str(who.pk): "excused"}})
    phones("man").tell("meeting", {"held_on": "2026-07-25"})
    erase_person(who.person, legal_basis="đơn số 1", by=till.world.users["chu_tich"], today=TODAY)
    assert SubmissionText.objects.count() == 1 and Submission.objects.count() == 3
    choice = Choice.objects.get()
    assert who.person.full_name not in json.dumps([choice.what, choice.first, choice.second], ensure_ascii=False)
    with pytest.raises(Problem):
        settle(choice, "second", by=till.world.users["man"], today=TODAY)
    settle(choice, "first", by=till.world.users["man"], today=TODAY)
    assert not waiting_for(till.club)
