"""Forms of a club's phones: somebody new with a card, a phone that is lost."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.accounts.forms import NEEDED, WithDuty


class NewHolder(WithDuty):
    """Somebody who uses a phone alone: a name and a post, no password to think of."""

    field_order = ["full_name", "kind"]

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=120, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"data-example": _("Ví dụ Phạm Thị Mận"), "autocomplete": "off"}),
    )  # fmt: skip


class Lost(forms.Form):
    """What becomes of the work that the lost phone has not sent."""

    lets_in = forms.ChoiceField(
        label=_("Việc đã ghi trong máy mà chưa gửi"), widget=forms.RadioSelect, initial="1",
        choices=[
            ("1", _("Nếu máy gửi về, giữ lại để xem từng việc rồi mới ghi vào sổ")),
            ("0", _("Không nhận, vì máy có thể đang trong tay người lạ")),
        ],
        error_messages={
            "required": _("Chưa chọn cách xử lý việc chưa gửi. Mời chọn một cách."),
            "invalid_choice": _("Mời chọn một trong hai cách."),
        },
    )  # fmt: skip
    why = forms.CharField(
        label=_("Mất thế nào"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"data-example": _("Không bắt buộc. Ví dụ rơi ở chợ ngày 20/9")}),
    )  # fmt: skip
