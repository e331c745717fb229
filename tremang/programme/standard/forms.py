"""Forms of the standard."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.programme.standard.models import Result
from tremang.ui.entry import DayField, WordsField


class AssessForm(forms.Form):
    """The result of one assessment."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = {
            "required": _("Chưa chọn kết quả. Mời chọn một dòng."),
            "invalid_choice": _("Mời chọn một dòng trong danh sách."),
        }
        self.fields["assessed_on"] = DayField(today=today, label=_("Ngày đánh giá"), initial=today)
        self.fields["result"] = forms.ChoiceField(
            label=_("Kết quả"), choices=Result.choices, widget=forms.RadioSelect, error_messages=messages
        )
        self.fields["decided_by"] = WordsField(
            limit=160, required=False, label=_("Theo quyết định, biên bản nào"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ Biên bản 12/BB-HNCT")}),
        )  # fmt: skip
