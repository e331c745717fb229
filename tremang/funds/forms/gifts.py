"""Forms of the gift book and of the register of things."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.funds.forms.slips import OnceForm, SlipForm
from tremang.funds.models import CAPITAL, Account, Fund
from tremang.members.models import Membership
from tremang.ui.entry import EMPTY, DayField, MoneyField, WordsField

MONEY, KIND = "tien", "hien-vat"


def example(text: str, **attrs: Any) -> forms.TextInput:
    """A box for a line of text with an example beside its label."""
    return forms.TextInput(attrs={"data-example": text, **attrs})


def choice(label: str, choices: list[tuple[Any, Any]], initial: Any = None, required: bool = True) -> forms.ChoiceField:
    """One of several, in a list."""
    return forms.ChoiceField(
        label=label, choices=choices, initial=initial, required=required, error_messages={"required": EMPTY}
    )


class GiftForm(SlipForm):
    """A gift in money, or in kind where `is_kind`. Whom from and how much; the rest waits under "Ghi kỹ hơn"."""

    more = ("purpose", "fund", "into", "day")

    def __init__(self, *args: Any, members: list[tuple[int, str]], is_kind: bool, **kwargs: Any) -> None:
        self.members, self.is_kind = members, is_kind
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Ngày nhận")
        if is_kind:
            self.fields["amount"].label = _("Ước giá trị")
            self.fields["amount"].widget.attrs["data-example"] = _("Ví dụ 1.500.000")
            self.order_fields(["what", "amount"])

    def build(self) -> None:
        if self.is_kind:
            self.fields["what"] = WordsField(limit=120, label=_("Hiện vật"), widget=example(_("Ví dụ 5 bộ ấm chén")))
        self.fields["donor"] = WordsField(
            limit=120, required=False, label=_("Người ủng hộ"), widget=example(_("Ví dụ ông Nguyễn Văn Lâm, xóm Đông"))
        )
        self.fields["membership"] = choice(
            _("Nếu là thành viên"), [("", _("Không phải thành viên")), *self.members], required=False
        )
        self.fields["is_anonymous"] = forms.BooleanField(required=False, label=_("Người ủng hộ không muốn nêu tên"))
        self.fields["purpose"] = WordsField(
            limit=120, required=False, label=_("Để làm gì"), widget=example(_("Ví dụ mừng thọ"))
        )
        self.fields["fund"] = choice(_("Cho quỹ nào"), list(Fund.choices), Fund.ACTIVITY.value)
        if not self.is_kind:
            self.fields["into"] = choice(
                _("Nhận bằng"),
                [
                    (Account.CASH.value, _("tiền mặt, bỏ vào hộp")),
                    (Account.BANK.value, _("chuyển khoản vào ngân hàng")),
                ],
                Account.CASH.value,
            )

    def clean_membership(self) -> Membership | None:
        """The member chosen; the action sees that he is of this club."""
        chosen = self.cleaned_data["membership"]
        return Membership.objects.select_related("person").get(pk=chosen) if chosen else None


class KindCapitalForm(OnceForm):
    """Capital or a loan in kind."""

    def __init__(self, *args: Any, today: date, members: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"] = WordsField(limit=120, label=_("Hiện vật"), widget=example(_("Ví dụ bò cái sinh sản")))
        self.fields["quantity"] = WordsField(
            limit=60, required=False, label=_("Số lượng"), widget=example(_("Ví dụ 2 con"))
        )
        self.fields["value"] = MoneyField(label=_("Ước giá trị"), widget=example(_("Ví dụ 24.000.000")))
        self.fields["source"] = choice(_("Nguồn"), [(account.value, account.label) for account in CAPITAL[:5]])
        self.fields["document"] = WordsField(
            limit=120,
            required=False,
            label=_("Văn bản giao nhận"),
            widget=example(_("Ví dụ 12/BB-HNCT ngày 05/3/2026")),
        )
        self.fields["from_on"] = DayField(today=today, label=_("Nhận từ ngày"), initial=today)
        self.fields["holder"] = choice(
            _("Thành viên đang giữ"), [("", _("Câu lạc bộ giữ chung")), *members], required=False
        )

    def clean_holder(self) -> Membership | None:
        """The member who keeps it; the action sees that he is of this club."""
        chosen = self.cleaned_data["holder"]
        return Membership.objects.select_related("person").get(pk=chosen) if chosen else None


class EndKindForm(forms.Form):
    """The last day on which the fund holds a thing."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = DayField(today=today, label=_("Ngày cuối còn giữ"), initial=today)
