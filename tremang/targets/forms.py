"""Forms of targets."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.format import day as written

WHOLE = _("Chưa hiểu số này. Ghi số nguyên, ví dụ 250.")


class LevelForm(forms.Form):
    """The two ends of a target and the day from which they hold."""

    min = forms.IntegerField(
        label=_("Mức phải đạt"), required=False, help_text=_("Để trống nếu chỉ theo dõi."),
        error_messages={"invalid": WHOLE}, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    max = forms.IntegerField(
        label=_("Đến mức"), required=False, help_text=_("Chỉ ghi khi Kế hoạch đặt một khoảng."),
        error_messages={"invalid": WHOLE}, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    effective_from = forms.DateField(
        label=_("Có hiệu lực từ ngày"), input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={
            "invalid": _("Chưa hiểu ngày này. Ghi theo mẫu 25/9/2026."), "required": _("Mời ghi ngày có hiệu lực."),
        },
    )  # fmt: skip

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        """`today` is offered as the day from which the level holds."""
        super().__init__(*arguments, **named)
        self.fields["effective_from"].initial = written(today)


def share_amounts(data: Any, nodes: list[int]) -> tuple[dict[int, int | None], dict[int, str]]:
    """The amounts typed by commune node, and the texts that were not understood. An empty box changes nothing."""
    amounts: dict[int, int | None] = {}
    strange: dict[int, str] = {}
    for node in nodes:
        text = data.get(f"amount-{node}", "").strip()
        bare = text.replace(".", "").replace(" ", "")
        if not text:
            continue
        if bare.isascii() and bare.isdigit() and len(bare) <= 9:
            amounts[node] = int(bare)
        else:
            strange[node] = text
    return amounts, strange
