"""Signing in through real screens: by keyboard, with a security key, and after a long rest."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.cast import PASSWORD, build
from tremang.accounts.middleware import SEEN
from tremang.accounts.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    return build()


def sign_in(page, name, password=PASSWORD):
    page.goto(reverse("account_login"))
    page.get_by_label("Tên đăng nhập").fill(name)
    enter(page, password)


def enter(page, password=PASSWORD):
    page.get_by_label("Mật khẩu").fill(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_secretary_signs_in_by_keyboard_and_a_slip_costs_only_the_password(world, page):
    sign_in(page, "man", "sai-roi-sai-roi")
    assert page.get_by_label("Tên đăng nhập").input_value() == "man"
    assert page.title().startswith("Lỗi:")
    enter(page)
    page.goto(reverse("accounts:me"))
    assert page.locator("h1").inner_text() == "Phạm Thị Mận"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_office_adds_a_security_key_and_signs_in_with_it_alone(world, desk, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    session = desk.context.new_cdp_session(desk)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(desk, "tuan")
    desk.goto(reverse("mfa_add_webauthn"))
    desk.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    desk.get_by_role("button", name="Tiếp tục").click()
    desk.get_by_text("Lần sau đăng nhập chỉ cần khóa này").click()
    desk.get_by_role("button", name="Thêm khóa bảo mật").click()
    desk.wait_for_url("**/recovery-codes/**")
    desk.goto(reverse("account_logout"))
    desk.get_by_role("button", name="Đăng xuất").click()
    desk.goto(reverse("account_login"))
    desk.get_by_role("button", name="Đăng nhập bằng khóa bảo mật").click()
    desk.wait_for_url(lambda url: "dang-nhap" not in url)
    desk.goto(reverse("accounts:me"))
    assert desk.locator("h1").inner_text() == "Nguyễn Anh Tuấn"


def test_what_was_typed_before_a_long_rest_is_sent_on_after_signing_in(world, page):
    sign_in(page, "man")
    page.goto(reverse("accounts:me"))
    page.get_by_label("Họ và tên").fill("Phạm Thị Mận Đồng Vàng")
    for row in Session.objects.all():  # thirteen hours go by
        store = row.get_session_store_class()(row.session_key)
        store[SEEN] = store[SEEN] - 13 * 3600
        store.save()
    with page.expect_navigation():
        page.get_by_role("button", name="Ghi lại").click()
    assert "còn nguyên" in page.inner_text("body")
    page.get_by_label("Tên đăng nhập").fill("man")
    enter(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi tiếp nội dung này").click()
    assert User.objects.get(username="man").full_name == "Phạm Thị Mận Đồng Vàng"
