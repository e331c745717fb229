"""Forms of training."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.programme.training.models import CourseKind
from tremang.ui.entry import DayField, WordsField

CHOOSE = {"required": _("Chưa chọn. Mời chọn một dòng."), "invalid_choice": _("Mời chọn một dòng trong danh sách.")}
NOBODY = {
    "required": _("Chưa chọn ai. Mời đánh dấu những người đã học xong."),
    "invalid_choice": _("Có người không còn trong danh sách. Mời mở lại trang rồi chọn."),
    "invalid_list": _("Có người không còn trong danh sách. Mời mở lại trang rồi chọn."),
}


class OfficialForm(forms.Form):
    """Somebody to put on the list."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"] = WordsField(limit=120, label=_("Họ và tên"))
        self.fields["position"] = WordsField(
            limit=120, required=False, label=_("Chức vụ"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ Chủ tịch Hội Người cao tuổi xã")}),
        )  # fmt: skip
        self.fields["from_on"] = DayField(today=today, label=_("Tham gia Kế hoạch từ ngày"), initial=today)


class EndForm(forms.Form):
    """The last day of somebody on the list."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last"] = DayField(today=today, label=_("Ngày cuối cùng tham gia"), initial=today)


class CourseForm(forms.Form):
    """A course and those who completed it."""

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Lớp"), choices=CourseKind.choices, widget=forms.RadioSelect, error_messages=CHOOSE
        )
        self.fields["completed_on"] = DayField(today=today, label=_("Ngày học xong"))
        self.fields["organiser"] = WordsField(limit=160, required=False, label=_("Nơi tổ chức"))
        self.fields["who"] = forms.TypedMultipleChoiceField(
            label=_("Ai đã học xong"), choices=people, coerce=int, widget=forms.CheckboxSelectMultiple,
            error_messages=NOBODY,
        )  # fmt: skip
