"""Forms of communication."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.ui.entry import WholeField, WordsField


class ReachForm(forms.Form):
    """People reached in a year."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = WholeField(is_year=True, least=2020, most=today.year, label=_("Năm"), initial=today.year)
        self.fields["reached"] = WholeField(
            most=2_000_000, label=_("Số người được tuyên truyền"),
            help_text=_("Mỗi người đếm một lần trong năm, dù dự nhiều buổi."),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 4.200")}),
        )  # fmt: skip
        self.fields["method"] = WordsField(
            limit=200, label=_("Đếm bằng cách nào"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ danh sách hộ họp thôn, bỏ người trùng")}),
        )  # fmt: skip
