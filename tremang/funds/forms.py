"""Forms of the funds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.ui.entry import DayField, MoneyField


class BalanceForm(forms.Form):
    """The income fund on a day."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["declared_on"] = DayField(today=today, label=_("Số dư của ngày"), initial=today)
        self.fields["cash"] = MoneyField(
            label=_("Tiền mặt trong hộp"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 2.500.000 hoặc 2,5 triệu")}),
        )
        self.fields["bank"] = MoneyField(label=_("Tiền gửi ngân hàng"), initial="0")
        self.fields["loans"] = MoneyField(
            label=_("Thành viên đang vay (dư nợ gốc)"),
            initial="0",
            help_text=_("Dư nợ vẫn là tiền của quỹ nên được cộng vào."),
        )
