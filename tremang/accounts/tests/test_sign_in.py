"""Signing in: by name and password, a second step for offices, one-time passwords, and rest that loses nothing."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD
from tremang.accounts.passwords import one_time
from tremang.kernel import clock

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/dang-nhap/"


def sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post(SIGN_IN, {"login": name, "password": password})


def test_name_and_password_open_the_first_page(world, client):
    assert sign_in(client, "man").headers["location"] == reverse("web:home")
    assert client.get(reverse("accounts:me")).status_code == 200


def test_the_case_of_the_name_does_not_matter(world, client):
    assert sign_in(client, "MAN").status_code == 302


def test_a_wrong_password_says_so_keeps_the_name_and_tells_nothing_about_the_account(world, client):
    wrong, unknown = sign_in(client, "man", "sai-mat-khau-roi"), sign_in(client, "khong-co-ai", "sai-mat-khau-roi")
    assert sign_in(client, "", "").status_code == 422
    for page, name in ((wrong, "man"), (unknown, "khong-co-ai")):
        assert page.status_code == 422
        assert "chưa đúng" in page.content.decode()
        assert f'value="{name}"' in page.content.decode()
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_guessing_is_stopped_after_a_few_tries_even_with_the_right_password(world, client):
    for _try in range(5):
        sign_in(client, "man", "sai-mat-khau-roi")
    page = sign_in(client, "man")
    assert page.status_code != 302
    assert "đợi 5 phút" in page.content.decode()


def test_nobody_can_sign_up_or_ask_for_a_password_by_mail(world, client):
    for path in ("signup/", "password/reset/", "email/", "dang-ky/"):
        assert client.get(f"/tai-khoan/{path}").status_code == 404


@pytest.mark.parametrize("name", ["account_login", "account_inactive"])
def test_pages_before_signing_in_speak_vietnamese(client, name):
    page = client.get(reverse(name)).content.decode()
    assert "Tài khoản" in page or "Đăng nhập" in page
    assert "Sign" not in page


def test_every_other_page_asks_to_sign_in_and_leads_back(world, client):
    answer = client.get("/thanh-pho/?k=1")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"{SIGN_IN}?next=/thanh-pho/%3Fk%3D1"


def test_a_program_gets_a_plain_refusal(world, client):
    answer = client.get("/thanh-pho/", headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in"


def test_a_locked_account_is_told_whom_to_ask(world, client):
    world.users["man"].is_active = False
    world.users["man"].save()
    page = sign_in(client, "man")
    assert page.status_code == 422 or page.headers["location"] == reverse("account_inactive")
    assert client.get(reverse("accounts:me")).status_code == 302


def test_a_one_time_password_must_be_replaced_before_anything_else(world, client):
    man = world.users["man"]
    man.must_change_password = True
    man.save()
    sign_in(client, "man")
    own = reverse("account_change_password")
    assert client.get(reverse("web:home")).headers["location"] == own
    new = {"oldpassword": PASSWORD, "password1": "trau-cau-giay-vang", "password2": "trau-cau-giay-vang"}
    assert client.post(own, new).headers["location"] == reverse("accounts:me")
    man.refresh_from_db()
    assert not man.must_change_password
    assert man.check_password("trau-cau-giay-vang")
    assert client.get(reverse("accounts:me")).status_code == 200, "changing the password does not sign out"


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("ngan", "10 ký tự"),
        ("1234567890", "dễ đoán"),
        ("aaaaaaaaaaaa", "lặp lại"),
        ("nguoi_dung-2026", "tên đăng nhập"),
    ],
)
def test_a_weak_new_password_is_refused_with_its_reason(world, client, password, word):
    client.force_login(world.users["nguoi_dung"])
    new = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post(reverse("account_change_password"), new)
    assert word in page.content.decode()


def test_one_time_passwords_differ_and_are_good_enough_to_sign_in():
    made = {one_time() for _number in range(50)}
    assert len(made) == 50
    assert all(len(password) == 17 for password in made)


def test_offices_are_asked_to_switch_the_second_step_on_and_clubs_are_not(world, client):
    sign_in(client, "tuan")
    assert "xác nhận hai bước" in client.get(reverse("accounts:me")).content.decode()
    assert "Nên bật" in client.get(reverse("accounts:me")).content.decode()
    client.logout()
    sign_in(client, "man")
    assert "Nên bật" not in client.get(reverse("accounts:me")).content.decode()


def code_of(secret: str) -> str:
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def test_with_the_second_step_on_the_password_alone_does_not_open(world, client):
    secret = generate_totp_secret()
    TOTP.activate(world.users["tuan"], secret)
    assert sign_in(client, "tuan").headers["location"] == reverse("mfa_authenticate")
    assert client.get(reverse("accounts:me")).status_code == 302
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "chưa đúng" in page.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("accounts:me")).status_code == 200


def test_the_secret_of_the_second_step_does_not_lie_open_in_the_database(world):
    secret = generate_totp_secret()
    row = TOTP.activate(world.users["tuan"], secret).instance
    assert secret not in str(row.data)


def test_where_the_second_step_is_demanded_an_office_gets_nowhere_without_it(world, client, settings):
    settings.MFA_REQUIRED_OF_OFFICES = True
    client.force_login(world.users["tuan"])
    assert client.get(reverse("web:home")).headers["location"] == reverse("mfa_index")
    assert client.get(reverse("accounts:me")).status_code == 200, "one's own account stays open"
    client.force_login(world.users["nguoi_dung"])
    assert client.get(reverse("web:home")).status_code == 200, "who works for no office is left alone"


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_logout",
        "account_change_password",
    ],
)
def test_the_pages_of_ones_own_safety_open_in_vietnamese(world, client, name):
    sign_in(client, "tuan")
    page = client.get(reverse(name))
    if page.status_code == 302:  # first show once more who one is
        asked = client.get(page.headers["location"])
        assert "Xác nhận lại" in asked.content.decode()
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = client.get(reverse(name))
    assert page.status_code == 200
    assert "Security" not in page.content.decode()


def rest(client, name, hours):
    """Sign in at nine, do nothing for `hours`, then send a form."""
    from tests.cast import TODAY

    with clock.fixed(TODAY, 9):
        sign_in(client, name)
        client.get(reverse("accounts:me"))
    return clock.fixed(TODAY, 9 + hours)


FORM = {"full_name": "Phạm Thị Mận Mới", "address_as": "bác"}


def test_what_was_sent_after_a_long_rest_is_kept_and_sent_on_after_signing_in(world, client):
    me = reverse("accounts:me")
    with rest(client, "tuan", 1):
        assert client.post(me, FORM).headers["location"].startswith(SIGN_IN)
        world.users["tuan"].refresh_from_db()
        assert world.users["tuan"].full_name == "Nguyễn Anh Tuấn", "nothing is written for somebody who is signed out"
        sign_in(client, "tuan")
        assert client.get(reverse("web:home")).headers["location"] == reverse("accounts:kept")
        page = client.get(reverse("accounts:kept"))
        assert 'value="Phạm Thị Mận Mới"' in page.content.decode()
        assert page.context["waiting"].path == me
        client.post(me, dict(page.context["waiting"].fields))
        world.users["tuan"].refresh_from_db()
        assert world.users["tuan"].full_name == "Phạm Thị Mận Mới"
        assert client.get(reverse("accounts:kept")).status_code == 302, "sent once, it no longer waits"


def test_nobody_else_on_the_same_machine_sees_what_was_kept(world, client):
    with rest(client, "tuan", 1):
        client.post(reverse("accounts:me"), FORM)
        sign_in(client, "nga")
        assert client.get(reverse("accounts:kept")).headers["location"] == reverse("web:home")
        client.logout()
        sign_in(client, "tuan")
        assert client.get(reverse("accounts:kept")).status_code == 302


def test_passwords_are_never_kept(world, client):
    with rest(client, "tuan", 1):
        client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "x" * 12, "next": "/"})
        kept = client.session["kept"]
        assert PASSWORD not in str(kept)


def test_a_club_user_may_rest_half_a_day(world, client):
    with rest(client, "man", 10):
        assert client.get(reverse("accounts:me")).status_code == 200
    client.logout()
    with rest(client, "man", 13):
        assert client.get(reverse("accounts:me")).status_code == 302


def test_how_one_is_called_can_be_chosen(world, client):
    client.force_login(world.users["man"])
    client.post(reverse("accounts:me"), {"full_name": "Phạm  Thị Mận", "address_as": "bác"})
    world.users["man"].refresh_from_db()
    assert (world.users["man"].full_name, world.users["man"].address_as) == ("Phạm Thị Mận", "bác")
    page = client.post(reverse("accounts:me"), {"full_name": "Mận", "address_as": ""})
    assert page.status_code == 422
    assert "chưa đủ" in page.content.decode()


def test_where_reminders_go_is_written_by_oneself_and_seen_by_whoever_keeps_the_account(world, client):
    client.force_login(world.users["tuan"])
    given = {"full_name": "Nguyễn Anh Tuấn", "address_as": ""}
    refused = client.post(reverse("accounts:me"), given | {"email": "tuan@xa"})
    assert refused.status_code == 422 and "Địa chỉ thư chưa đúng" in refused.content.decode()
    assert client.post(reverse("accounts:me"), given | {"email": "tuan@phuctho.example"}).status_code == 302
    world.users["tuan"].refresh_from_db()
    assert world.users["tuan"].email == "tuan@phuctho.example"
    client.force_login(world.users["ha"])
    assert (
        "mailto:tuan@phuctho.example"
        in client.get(reverse("accounts:user", args=[world.users["tuan"].pk])).content.decode()
    )
    assert "tuan@phuctho.example" in client.get(reverse("accounts:users")).content.decode()


def test_a_form_left_open_in_another_tab_is_kept_too(world, client):
    with rest(client, "tuan", 1):
        client.get(reverse("web:home"))  # the other tab was led to the door
        client.post(reverse("accounts:me"), FORM)
        sign_in(client, "tuan")
        assert "Phạm Thị Mận Mới" in client.get(reverse("accounts:kept")).content.decode()


def test_a_form_older_than_the_sign_in_is_kept_and_shown_again(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["man"])
    answer = client.post(reverse("accounts:me"), FORM, headers={"origin": "http://testserver"})
    assert answer.headers["location"] == reverse("accounts:kept")
    assert "Phạm Thị Mận Mới" in client.get(reverse("accounts:kept")).content.decode()
    world.users["man"].refresh_from_db()
    assert world.users["man"].full_name == "Phạm Thị Mận"


def test_a_form_from_another_site_is_refused_and_not_kept(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["man"])
    assert client.post(reverse("accounts:me"), FORM, headers={"origin": "http://evil.example"}).status_code == 403
    assert "kept" not in client.session
