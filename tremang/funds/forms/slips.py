"""Forms by which money is written down, one thing at a time. What is nearly always true stands there already."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.funds.models import Account, Fund
from tremang.kernel.ids import new_id
from tremang.kernel.problems import Problem
from tremang.ui.entry import EMPTY, DayField, MoneyField, WordsField

SUM = _("Ví dụ 500.000 hoặc 2,5 triệu")
CHOOSE = {"required": EMPTY, "invalid_choice": _("Chỗ này chưa chọn đúng. Mời chọn trong danh sách.")}
FUNDS = [(fund.value, fund.label) for fund in (Fund.ACTIVITY, Fund.INCOME)]
HOLDERS = [(account.value, account.label) for account in (Account.CASH, Account.BANK)]
FROM_OUTSIDE = (Account.STATE, Account.SPONSOR, Account.PROJECT, Account.CARE, Account.MEMBERS)
INCOME = (Account.BANK_INTEREST, Account.OTHER_IN)
SPENDING = (
    Account.SUPPLIES, Account.VISITS, Account.HARDSHIP, Account.ARTS, Account.HEALTH, Account.OTHER_OUT,
)  # fmt: skip


def named(accounts: tuple[Account, ...]) -> list[tuple[str, Any]]:
    """Accounts as choices."""
    return [(account.value, account.label) for account in accounts]


def choice(label: Any, choices: Any, *, is_list: bool = False) -> forms.ChoiceField:
    """One of a few, in full lines to tap; of many, in a list."""
    widget = forms.Select if is_list else forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=CHOOSE)


def a_key() -> str:
    """The key of a form that writes once: an id, so that a row without a slip can be written under it."""
    return str(new_id())


class OnceForm(forms.Form):
    """A form with a hidden field `once`: the key by which it is known when it is sent twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput, initial=a_key)

    def clean_once(self) -> str:
        """The key; one that no page of ours made is none."""
        key = str(self.cleaned_data["once"])
        return key if key.isascii() and key.isalnum() else ""

    def say_again(self, **values: str) -> None:
        """Show the form once more with these hidden values in place of those that were sent."""
        self.data = dict(self.data.items()) | values

    def key_anew(self, problem: Problem) -> None:
        """Where the key wrote something else before, let the form be sent once more for this."""
        if problem.code == "written_already":
            self.say_again(once=a_key())


class SlipForm(OnceForm):
    """The sum, read back in words, and the day. `understood` is the sum in đồng, also where it is refused."""

    understood: int | None = None
    more: tuple[str, ...] = ()  # fields in which nearly always stands what is meant: they wait under "Ghi kỹ hơn"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["amount"] = MoneyField(label=_("Số tiền"), widget=forms.TextInput(attrs={"data-example": SUM}))
        self.build()
        self.fields["day"] = DayField(today=today, label=_("Ngày"), initial=today)

    def build(self) -> None:
        """The fields of this kind of slip, between the sum and the day."""

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields to fill in."""
        return [bound for bound in self if bound.name not in self.more]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields that are seldom touched."""
        return [bound for bound in self if bound.name in self.more]

    @property
    def shows_more(self) -> bool:
        """Whether one of those must be looked at again, or no longer holds what stood there by itself."""
        return any(
            bound.errors or (bound.value() or "") != (bound.field.prepare_value(bound.initial) or "")
            for bound in self.more_fields
        )


class TakeInForm(SlipForm):
    """Money that came in, contributions, repayments and gifts apart: these have pages of their own."""

    def __init__(self, *args: Any, sources: tuple[Account, ...] = INCOME, **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["source"] = choice(_("Khoản thu"), named(self.sources))
        self.fields["fund"] = choice(_("Vào quỹ nào"), FUNDS)
        self.fields["words"] = WordsField(limit=200, required=False, label=_("Nội dung"))
        self.fields["who"] = WordsField(limit=120, required=False, label=_("Người nộp"))
        self.fields["into"] = choice(_("Tiền vào đâu"), HOLDERS)
        self.initial = {"fund": Fund.ACTIVITY.value, "into": Account.CASH.value} | dict(self.initial)


class SpendForm(SlipForm):
    """Money spent. `overdrawn` is asked only where the box does not hold enough."""

    def build(self) -> None:
        self.fields["on_what"] = choice(_("Chi cho việc gì"), named(SPENDING), is_list=True)
        self.fields["words"] = WordsField(
            limit=200, required=False, label=_("Nội dung"), help_text=_("Ví dụ: mua chè, bánh kẹo buổi tháng 9.")
        )
        self.fields["who"] = WordsField(limit=120, required=False, label=_("Người nhận tiền"))
        self.fields["fund"] = choice(_("Từ quỹ nào"), FUNDS)
        self.fields["out_of"] = choice(_("Lấy tiền ở đâu"), HOLDERS)
        self.fields["overdrawn"] = WordsField(
            limit=200, required=False, label=_("Ai cho phép chi quá số có, vì sao"), widget=forms.HiddenInput,
            help_text=_("Nếu vẫn phải chi, mời ghi họ tên người cho phép và lý do. Chỗ này hiện trong sổ quỹ."),
        )  # fmt: skip
        self.initial = {"fund": Fund.ACTIVITY.value, "out_of": Account.CASH.value} | dict(self.initial)
        if self.data.get("overdrawn"):
            self.ask_who_allows()

    def ask_who_allows(self) -> None:
        """Show the field for whoever lets the balance fall below zero."""
        self.fields["overdrawn"].widget = forms.TextInput()


class CapitalForm(SlipForm):
    """Capital received."""

    def build(self) -> None:
        self.fields["source"] = choice(_("Nguồn vốn"), named(FROM_OUTSIDE), is_list=True)
        self.fields["document"] = WordsField(
            limit=120, required=False, label=_("Văn bản phê duyệt"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 118/QĐ-UBND ngày 14/3/2026")}),
            help_text=_("Số và ngày văn bản. Chỉ vốn thành viên góp mới được để trống."),
        )  # fmt: skip
        self.fields["words"] = WordsField(limit=200, required=False, label=_("Nội dung"))
        self.fields["who"] = WordsField(limit=120, required=False, label=_("Người giao tiền"))
        self.fields["fund"] = choice(_("Vào quỹ nào"), list(reversed(FUNDS)))
        self.fields["into"] = choice(_("Tiền vào đâu"), HOLDERS)
        self.initial = {"fund": Fund.INCOME.value, "into": Account.CASH.value} | dict(self.initial)


class BankForm(SlipForm):
    """Cash to the bank, or back from it."""

    def build(self) -> None:
        ways = [("in", _("Gửi tiền mặt vào ngân hàng")), ("out", _("Rút tiền từ ngân hàng về hộp"))]
        self.fields["way"] = choice(_("Gửi hay rút"), ways)
        self.fields["fund"] = choice(_("Của quỹ nào"), list(reversed(FUNDS)))
        self.initial = {"fund": Fund.INCOME.value, "way": "in"} | dict(self.initial)


class MoveForm(SlipForm):
    """Cash from one fund's box to the other's."""

    def build(self) -> None:
        ways = [
            (Fund.INCOME.value, _("Từ Quỹ tăng thu nhập sang Quỹ hoạt động")),
            (Fund.ACTIVITY.value, _("Từ Quỹ hoạt động sang Quỹ tăng thu nhập")),
        ]
        self.fields["out_of"] = choice(_("Chuyển từ đâu sang đâu"), ways)
        self.fields["words"] = WordsField(
            limit=200, required=False, label=_("Vì sao chuyển"), help_text=_("Ví dụ: theo quyết định của buổi 25/9.")
        )
        self.initial = {"out_of": Fund.INCOME.value} | dict(self.initial)


class OneDuesForm(SlipForm):
    """The contribution of one member, outside a meeting."""


class TakeBackForm(forms.Form):
    """Why a slip is taken back."""

    reason = WordsField(limit=120, label=_("Lý do hoàn lại"), help_text=_("Ví dụ: ghi thừa một số 0."))
