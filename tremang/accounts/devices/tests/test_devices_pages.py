"""The pages of a club's phones: a card seen once, a lost phone on one screen, a code read out."""

import re

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts import actions as accounts
from tremang.accounts.devices import actions, sealing
from tremang.accounts.devices.models import Device, DeviceCard
from tremang.accounts.models import User
from tremang.kernel import clock
from tremang.ui import qr

pytestmark = pytest.mark.django_db
UID = "0198f0f0-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def url(world, name: str, *args: object) -> str:
    return reverse(f"accounts:devices:{name}", args=[world.dong_vang.pk, *args])


@pytest.fixture
def device(world) -> Device:
    man = world.users["man"]
    _card, token = actions.make_card(man, world.dong_vang.place, by=world.users["tuan"], today=TODAY)
    return actions.bind(token, UID, "a" * 64, "Samsung A05", TODAY, clock.now()).device


def as_(client, world, name: str):
    client.force_login(world.users[name])
    return client


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").split())


def test_the_officer_prints_a_card_and_it_is_seen_once(world, client):
    as_(client, world, "tuan")
    made = client.post(url(world, "print"), {"user": world.users["man"].pk}, follow=True)
    card = DeviceCard.objects.get()
    assert made.redirect_chain[-1][0] == url(world, "card", card.pk)
    page = made.content.decode()
    assert 'class="qr"' in page
    assert "Phạm Thị Mận" in page
    assert "thứ Tư 30/9/2026" in words(made)
    assert "no-store" in made.headers["cache-control"]
    again = client.get(url(world, "card", card.pk))
    assert 'class="qr"' not in again.content.decode()
    assert "chỉ hiện một lần" in words(again)
    other = client.post(url(world, "print"), {"user": world.users["man"].pk}, follow=True)
    assert 'class="qr"' in other.content.decode()
    assert "đã hủy" in words(client.get(url(world, "card", card.pk)))


def test_the_picture_leads_to_the_phones_page_with_the_token_behind_the_hash(world, client, monkeypatch):
    monkeypatch.setattr(sealing, "new_token", lambda: "t" * 27)
    as_(client, world, "tuan").post(url(world, "print"), {"user": world.users["man"].pk})
    made = client.get(url(world, "card", DeviceCard.objects.get().pk), secure=True)
    address = f"https://testserver/may/#the={'t' * 27}"
    assert qr.drawn(address, "Hình để điện thoại quét", qr.HIGH) in made.content.decode()
    assert "Điện thoại khác chưa mở được" not in words(made)
    assert "t" * 27 not in made.content.decode()


def test_a_card_printed_without_https_says_that_other_phones_cannot_open_it_and_opens_on_this_one(
    world, client, monkeypatch
):
    monkeypatch.setattr(sealing, "new_token", lambda: "t" * 27)
    made = as_(client, world, "tuan").post(url(world, "print"), {"user": world.users["man"].pk}, follow=True)
    assert "Điện thoại khác chưa mở được địa chỉ testserver" in words(made)
    assert f'href="http://testserver/may/#the={"t" * 27}"' in made.content.decode()


def test_a_phone_whose_holder_has_no_post_any_more_says_so(world, client, device):
    accounts.end_role(world.users["man"].roles.get(), by=world.users["tuan"], today=TODAY)
    assert "Nay không giữ việc ở đây" in words(as_(client, world, "khiem").get(url(world, "list")))


def test_a_card_cancelled_before_its_page_was_opened_is_not_shown_as_good(world, client):
    as_(client, world, "tuan")
    client.post(url(world, "print"), {"user": world.users["man"].pk})
    card = DeviceCard.objects.get()
    client.post(url(world, "cancel", card.pk))
    page = client.get(url(world, "card", card.pk))
    assert 'class="qr"' not in page.content.decode()
    assert "Thẻ đã hủy" in words(page)


def test_somebody_without_an_account_gets_it_with_post_and_card_on_one_page(world, client):
    as_(client, world, "tuan")
    wrong = client.post(url(world, "new"), {"full_name": "Hợi", "kind": "club_treasurer"})
    assert wrong.status_code == 422
    assert "Mời ghi cả họ, đệm và tên" in words(wrong)
    done = client.post(url(world, "new"), {"full_name": "Lê Thị Hợi", "kind": "club_treasurer"}, follow=True)
    assert 'class="qr"' in done.content.decode()
    page = words(client.get(reverse("accounts:user", args=[User.objects.get(full_name="Lê Thị Hợi").pk])))
    assert "Không có mật khẩu, chỉ dùng điện thoại" in page


def test_the_chair_sees_the_phones_and_prints_none(world, client, device, django_assert_max_num_queries):
    as_(client, world, "khiem")
    with django_assert_max_num_queries(12):
        page = words(client.get(url(world, "list")))
    assert "Samsung A05" in page
    assert "hôm nay, 9 giờ" in page
    assert "In thẻ" not in page
    assert client.post(url(world, "print"), {"user": world.users["man"].pk}).status_code == 403
    assert client.get(url(world, "new")).status_code == 403


def test_the_club_page_leads_officer_and_chair_to_the_phones_and_nobody_else(world, client):
    club_page = reverse("web:club", args=[world.dong_vang.pk])
    for name, sees in [("tuan", True), ("khiem", True), ("man", False), ("luong", False), ("ha", False)]:
        assert (url(world, "list") in as_(client, world, name).get(club_page).content.decode()) is sees, name


def test_a_lost_phone_is_given_up_on_one_screen_and_found_by_one_button(world, client, device):
    as_(client, world, "khiem")
    page = words(client.get(url(world, "lost", device.pk)))
    assert "tự xóa dữ liệu" in page
    done = client.post(url(world, "lost", device.pk), {"lets_in": "0", "why": "Rơi ở chợ"}, follow=True)
    device.refresh_from_db()
    assert (device.revoked, device.lets_in, device.revoked_why) == (True, False, "Rơi ở chợ")
    assert url(world, "found", device.pk) in done.content.decode()
    client.post(url(world, "found", device.pk))
    device.refresh_from_db()
    assert not device.revoked


def test_a_lost_phone_without_a_choice_is_asked_again(world, client, device):
    as_(client, world, "tuan")
    answer = client.post(url(world, "lost", device.pk), {"why": "x"})
    assert answer.status_code == 422
    device.refresh_from_db()
    assert not device.revoked


def test_a_code_is_shown_to_whoever_made_it_while_it_is_good(world, client, device):
    as_(client, world, "khiem")
    assert "dùng một lần trong 15 phút" in words(client.get(url(world, "code", device.pk)))
    shown = words(client.post(url(world, "code", device.pk), follow=True))
    code = re.search(r"\b(\d{4}) (\d{4})\b", shown)
    assert "9 giờ 15" in shown
    assert code[0] in words(client.get(url(world, "code", device.pk)))
    other = type(client)()
    assert code[0] not in words(as_(other, world, "tuan").get(url(world, "code", device.pk)))
    actions.spend_code(device.uid, code[1] + code[2], clock.now())
    assert code[0] not in words(client.get(url(world, "code", device.pk)))


def test_phones_and_cards_of_another_club_are_not_found_under_this_one(world, client, device):
    as_(client, world, "tuan")
    for name in ("lost", "code"):
        assert client.get(reverse(f"accounts:devices:{name}", args=[world.trai_giua.pk, device.pk])).status_code == 404
    card = device.card_id
    assert client.post(reverse("accounts:devices:cancel", args=[world.trai_giua.pk, card])).status_code == 404
    assert client.get(reverse("accounts:devices:list", args=[world.phuc_tho.pk])).status_code == 404


@pytest.mark.parametrize("sent", [{}, {"user": ""}, {"user": "x"}, {"user": "1"}, {"user": "9" * 30}])
def test_a_card_for_nobody_says_to_choose_somebody(world, client, sent):
    answer = as_(client, world, "tuan").post(url(world, "print"), sent)
    assert answer.status_code == 422
    assert "Chưa chọn người nhận thẻ" in words(answer)
