"""Forms of signing in, of one's own account, and of the users of a place."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCode
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.accounts.models import Address, RoleKind

ROLE = _("Việc này không giao ở đây được. Mời chọn một việc trong danh sách.")
NEEDED = {"required": _("Chỗ này còn trống. Mời ghi vào.")}


def _worded(form: forms.Form, labels: dict[str, object], helps: dict[str, object] | None = None) -> None:
    """Give allauth's fields our words; an example never stands in the place of what is to be typed."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, (helps or {}).get(name, "")
        field.error_messages |= NEEDED
        field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):
    """Name and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, {"login": _("Tên đăng nhập"), "password": _("Mật khẩu")})
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePassword(ChangePasswordForm):
    """The password in use, and the new one twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rule = _("Từ 10 ký tự trở lên. Bốn từ dễ nhớ ghép lại là tốt nhất.")
        labels = {
            "oldpassword": _("Mật khẩu đang dùng"),
            "password1": _("Mật khẩu mới"),
            "password2": _("Mật khẩu mới, ghi lại lần nữa"),
        }
        _worded(self, labels, {"password1": rule})

    def clean(self) -> dict:
        """The two must be the same; the sentence says so in our words."""
        cleaned = forms.Form.clean(self) or {}
        one, two = cleaned.get("password1"), cleaned.get("password2")
        if one and two and one != two:
            self.add_error("password2", _("Hai lần ghi mật khẩu mới chưa giống nhau. Mời ghi lại."))
        return cleaned


class Reauthenticate(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, {"password": _("Mật khẩu đang dùng")})


def _code(form: forms.Form) -> None:
    _worded(form, {"code": _("Mã xác nhận")})
    form.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class SecondStepCode(AuthenticateForm):
    """A code of the app, or a spare code."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class SecondStepAgain(ReauthenticateByCode):
    """A code once more, before the safety of the account is changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class StartCodes(ActivateTOTPForm):
    """The first code of the app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class AddKey(AddWebAuthnForm):
    """A security key or passkey."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Tên gọi của khóa"),
            "passwordless": _("Lần sau đăng nhập chỉ cần khóa này, không cần mật khẩu"),
        }
        _worded(self, labels, {"passwordless": _("Khóa phải có vân tay, khuôn mặt hoặc mã PIN.")})


class RenameKey(EditWebAuthnForm):
    """The name of a key."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, {"name": _("Tên gọi của khóa")})


class Me(forms.Form):
    """How somebody is called, and where reminders reach him."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        error_messages={"required": _("Chưa có họ và tên. Mời ghi đầy đủ họ, đệm và tên.")},
    )
    address_as = forms.ChoiceField(
        label=_("Phần mềm nên gọi là"), choices=[("", _("Không dùng từ xưng hô")), *Address.choices], required=False,
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, max_length=254,
        help_text=_("Để nhận lời nhắc hạn báo cáo; người cấp tài khoản cho mình cũng thấy. Không có thì để trống."),
        error_messages={"invalid": _("Địa chỉ thư chưa đúng. Mời ghi theo mẫu ten@hanoi.gov.vn, hoặc để trống.")},
    )  # fmt: skip


class WithDuty(forms.Form):
    """A form that gives one of `kinds` of duty."""

    kind = forms.ChoiceField(label=_("Việc được giao"), widget=forms.RadioSelect)

    def __init__(self, *args: object, kinds: list[RoleKind], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].error_messages |= {
            "required": _("Chưa chọn việc được giao. Mời chọn một việc."),
            "invalid_choice": ROLE,
        }


class NewUser(WithDuty):
    """A new account with its first duty."""

    field_order = ["full_name", "username", "kind"]

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, error_messages=NEEDED)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"data-example": _("Ví dụ man.dongvang"), "autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip


class GiveRole(WithDuty):
    """One more duty for somebody who has an account."""

    reason = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"data-example": _("Ví dụ Quyết định số 12/QĐ-UBND")}),
    )  # fmt: skip
