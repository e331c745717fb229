"""How django-allauth behaves here: nobody signs up, it speaks Vietnamese, and it sends no e-mail."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.accounts.security import lacks_second_step

WRONG = gettext_lazy("Tên đăng nhập hoặc mật khẩu chưa đúng. Mời ghi lại; quên thì nhờ người cấp tài khoản đặt lại.")
TOO_OFTEN = gettext_lazy("Đã thử nhiều lần liền nhau. Mời đợi 5 phút rồi thử lại.")
WRONG_CODE = gettext_lazy("Mã này chưa đúng hoặc đã hết hạn. Mời ghi mã đang hiện trong ứng dụng.")


class Accounts(DefaultAccountAdapter):
    """Signing in by name and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Tài khoản này đã khóa. Mời liên hệ người cấp tài khoản."),
        "enter_current_password": gettext_lazy("Mật khẩu đang dùng chưa đúng. Mời ghi lại."),
        "incorrect_password": gettext_lazy("Mật khẩu chưa đúng. Mời ghi lại."),
        "incorrect_code": WRONG_CODE,
        "invalid_login": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts come from whoever keeps the users of a place."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Silent: what was done is seen on the next page."""

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """Silent: many users have no e-mail."""

    def set_password(self, user: User, password: str) -> None:
        """The user's own password replaces the one-time password."""
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of one's own account."""
        messages.success(request, _("Đã đổi mật khẩu."))
        return reverse("accounts:me")

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> HttpResponse:
        """Ask offices without a second step to switch it on."""
        if lacks_second_step(user):
            messages.warning(
                request,
                _(
                    "Tài khoản cơ quan nên bật xác nhận hai bước. "
                    "Mời mở tên mình ở đầu trang (điện thoại: trong “Mục lục”), chọn “Xác nhận hai bước”."
                ),
            )
        return super().post_login(request, user, **kwargs)

    def get_reauthentication_methods(self, user: User) -> list[dict]:
        """The ways to show once more who one is, in words."""
        words = {
            "reauthenticate": (_("Dùng mật khẩu"), "account_reauthenticate"),
            "mfa_reauthenticate": (_("Dùng mã trong ứng dụng hoặc mã dự phòng"), "mfa_reauthenticate"),
            "mfa_reauthenticate:webauthn": (_("Dùng khóa bảo mật"), "mfa_reauthenticate_webauthn"),
        }
        known = {method["id"] for method in super().get_reauthentication_methods(user)}
        return [
            {"id": name, "description": said, "url": reverse(url)}
            for name, (said, url) in words.items()
            if name in known
        ]


class SecondStep(DefaultMFAAdapter):
    """The second step: codes of an app, security keys, spare codes. Their secrets lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": gettext_lazy("Cơ quan đang bắt buộc xác nhận hai bước nên chưa tắt được."),
        "cannot_generate_recovery_codes": gettext_lazy("Mời bật ứng dụng tạo mã hoặc khóa bảo mật trước."),
    }

    @staticmethod
    def _box() -> Fernet:
        key = salted_hmac("tremang.second-step", "key", algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """Under a key worked out from SECRET_KEY."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`."""
        return self._box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Offices that must have a second step keep at least one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        main = others.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return not settings.MFA_REQUIRED_OF_OFFICES or main.exists()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 allauth's word
        """A first name for a key, to be changed by its owner."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Khóa số %(number)s") % {"number": number}
