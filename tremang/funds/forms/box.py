"""Forms of the box: notes by their value, a reason, a sum that stands nowhere yet, a code from the minute book."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.funds.actions.box import MOST_NOTES
from tremang.funds.box import DENOMINATIONS
from tremang.funds.forms.slips import OnceForm
from tremang.funds.models import EXPENSES, Account
from tremang.kernel.format import number
from tremang.ui.entry import EMPTY, DayField, WholeField, WordsField

NOTE = "n"  # the field of the notes of 20.000 is n20000


class CountForm(OnceForm):
    """How many notes of each value are in the box; an empty place is none."""

    def __init__(self, *args: Any, notes: Mapping[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for value in DENOMINATIONS:
            known = (notes or {}).get(str(value))
            self.fields[f"{NOTE}{value}"] = WholeField(
                most=MOST_NOTES, required=False, initial="" if known is None else str(known),
                label=_("Số tờ %(value)s đ") % {"value": number(value)},
                widget=forms.TextInput(attrs={"data-note": value}),
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[int, forms.BoundField]]:
        """Each value with its field, the largest first."""
        return [(value, self[f"{NOTE}{value}"]) for value in DENOMINATIONS]

    @property
    def notes(self) -> dict[int, int]:
        """What was counted; call it once the form is valid."""
        found = {value: self.cleaned_data.get(f"{NOTE}{value}") for value in DENOMINATIONS}
        return {value: count for value, count in found.items() if count}


class ReasonForm(forms.Form):
    """Why a difference is left as it is."""

    reason = WordsField(
        limit=120, label=gettext_lazy("Để lệch vì"),
        widget=forms.TextInput(attrs={"data-example": gettext_lazy("Ví dụ: chưa tìm ra, Ban Chủ nhiệm đồng ý")}),
    )  # fmt: skip


class UnwrittenForm(forms.Form):
    """A spending or an income that nobody wrote down: under what, in which words."""

    words = WordsField(limit=120, required=False, label=gettext_lazy("Nội dung"))

    def __init__(self, *args: Any, is_spending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = [a for a in EXPENSES if a != Account.LOSS] if is_spending else [Account.OTHER_IN, Account.GIFTS]
        self.fields["account"] = forms.ChoiceField(
            label=_("Khoản"), choices=[(account.value, account.label) for account in accounts],
            error_messages={"required": EMPTY},
        )  # fmt: skip
        self.order_fields(["account", "words"])


class CodeForm(forms.Form):
    """A code from the minute book and the day of its meeting."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(
            today=today, label=_("Buổi sinh hoạt ngày"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 25/9/2026")}),
        )  # fmt: skip
        self.fields["code"] = forms.CharField(
            label=_("Mã ghi trong sổ biên bản"), error_messages={"required": EMPTY},
            widget=forms.TextInput(
                attrs={"data-example": _("8 chữ số"), "inputmode": "numeric", "autocomplete": "off", "maxlength": 20}
            ),
        )  # fmt: skip

    def clean_code(self) -> str:
        """The code as 8 digits; people part it with a space or a dot."""
        digits = re.sub(r"[\s.\-]", "", self.cleaned_data["code"])
        if not (len(digits) == 8 and digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("Mã có đúng 8 chữ số. Mời xem lại trong sổ biên bản."))
        return digits
