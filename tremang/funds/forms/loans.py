"""Forms of the loans. What is nearly always true stands there already; the rules are the actions'."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.funds import problems as say
from tremang.funds.forms.slips import OnceForm
from tremang.funds.models import Approver, Loan, Regulation
from tremang.kernel.format import vnd
from tremang.kernel.periods import add_months
from tremang.members.data import NAME_LIMIT
from tremang.members.models import Channel, Sex
from tremang.ui.entry import EMPTY, DayField, MoneyField, WholeField, WordsField

SUM = _("Ví dụ 500.000 hoặc 2,5 triệu")
CHOOSE = {"required": _("Chưa chọn. Mời chọn một dòng."), "invalid_choice": _("Chưa chọn đúng. Mời chọn lại.")}
YES, NO = "co", "khong"
People = Sequence[tuple[str, str]]


def one_of(label: Any, choices: Any, *, is_list: bool = False, **more: Any) -> forms.ChoiceField:
    """One line of a few; of a long list where `is_list`."""
    widget = forms.Select if is_list else forms.RadioSelect
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=CHOOSE, **more)


def money(label: Any, **more: Any) -> MoneyField:
    """A sum, with an example."""
    return MoneyField(label=label, widget=forms.TextInput(attrs={"data-example": SUM}), **more)


class LoanForm(OnceForm):
    """A step of a loan."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.build()

    def build(self) -> None:
        """The fields of this step."""

    def add_day(self, name: str, label: Any) -> None:
        """A day, today unless told."""
        self.fields[name] = DayField(today=self.today, label=label, initial=self.today)


class AskForm(LoanForm):
    """Who asks, for what, how much, for how long."""

    def __init__(self, *args: Any, people: People, rules: Regulation, **kwargs: Any) -> None:
        self.people, self.rules = people, rules
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["membership"] = one_of(
            _("Ai xin vay"), [("", _("Chọn trong danh sách")), *self.people], is_list=True
        )
        self.fields["principal"] = money(
            _("Xin vay bao nhiêu"), help_text=_("Quy chế cho vay nhiều nhất %s.") % vnd(self.rules.cap)
        )
        self.fields["purpose"] = WordsField(
            limit=200, label=_("Vay để làm gì"), widget=forms.TextInput(attrs={"data-example": _("Ví dụ nuôi gà")})
        )
        self.fields["months"] = WholeField(
            least=1, most=max(self.rules.months, 1), label=_("Trả trong mấy tháng"), initial=str(self.rules.months)
        )
        self.fields["cosigned_by"] = one_of(
            _("Người cùng ký là thành viên"),
            [("", _("Không phải thành viên")), *self.people],
            is_list=True,
            required=False,
        )
        if self.rules.needs_cosigner:  # one of the two is to be filled in: nothing beside them says otherwise
            self.fields["cosigned_by"].widget.attrs["data-example"] = _("chọn ở đây, hoặc ghi tên ở ô dưới")
        self.fields["cosigner"] = WordsField(
            limit=120, required=False, label=_("Người cùng ký không phải thành viên"),
            widget=forms.TextInput(attrs={"data-example": _("Con hoặc người nhà, ghi cả họ tên")}),
        )  # fmt: skip
        self.add_day("asked_on", _("Ngày xin vay"))


class ReviewForm(LoanForm):
    """The board's opinion."""

    def build(self) -> None:
        self.fields["opinion"] = one_of(
            _("Ý kiến của Ban Chủ nhiệm"), [(YES, _("Đồng ý cho vay")), (NO, _("Không đồng ý"))]
        )
        self.fields["words"] = WordsField(limit=200, required=False, label=_("Ý kiến thêm"))
        self.add_day("on", _("Ngày xét"))


class DecideForm(LoanForm):
    """What was decided, with the votes where the meeting decides."""

    ways: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, loan: Loan, rules: Regulation, **kwargs: Any) -> None:
        self.loan, self.by_meeting = loan, rules.approver == Approver.MEETING
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["outcome"] = one_of(_("Kết quả"), [(YES, _("Thông qua")), (NO, _("Không thông qua"))])
        example = _("Ví dụ 52") if self.by_meeting else _("có thể để trống")
        self.fields["votes_for"] = WholeField(
            most=2000,
            required=False,
            label=_("Số người đồng ý"),
            widget=forms.TextInput(attrs={"data-example": example}),
        )
        self.fields["votes_against"] = WholeField(most=2000, required=False, label=_("Số người không đồng ý"))
        self.fields["principal"] = money(
            _("Số tiền được vay"), required=False, initial=vnd(self.loan.principal),
            help_text=_("Có thể ít hơn số đã xin là %s.") % vnd(self.loan.principal),
        )  # fmt: skip
        self.fields["words"] = WordsField(
            limit=200, required=False, label=_("Theo biên bản nào, ghi thêm"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ biên bản họp 25/9/2026")}),
        )  # fmt: skip
        self.add_day("on", _("Ngày quyết định"))


class PayOutForm(LoanForm):
    """Who hands the money over and who sees it; the day; the first due day."""

    def __init__(self, *args: Any, board: People, first_due: date, **kwargs: Any) -> None:
        self.board, self.first_due = board, first_due
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        choices = [("", _("Chọn trong Ban Chủ nhiệm")), *self.board]
        self.fields["paid_by"] = one_of(_("Người giao tiền"), choices, is_list=True)
        self.fields["witness"] = one_of(
            _("Người cùng giao, chứng kiến"), choices, is_list=True,
            help_text=_("Hai người khác nhau trong Ban Chủ nhiệm, không phải người vay."),
        )  # fmt: skip
        self.add_day("day", _("Ngày giao tiền"))
        self.fields["first_due"] = DayField(
            today=add_months(self.today, 12), label=_("Ngày trả kỳ đầu"), initial=self.first_due,
            help_text=_("Trúng ngày sinh hoạt thì các kỳ sau cũng vào ngày sinh hoạt, nếu không thì vào ngày ấy mỗi tháng."),
        )  # fmt: skip


class RepayForm(LoanForm):
    """A repayment."""

    def build(self) -> None:
        self.fields["amount"] = money(_("Số tiền trả"))
        self.add_day("day", _("Ngày trả"))


class TakeBackForm(LoanForm):
    """Why a receipt is taken back."""

    def build(self) -> None:
        self.fields["reason"] = WordsField(limit=120, required=False, label=_("Lý do"), initial=_("ghi nhầm"))


class ExtendForm(LoanForm):
    """More time."""

    def build(self) -> None:
        self.fields["months"] = WholeField(least=1, most=24, label=_("Thêm mấy tháng"), initial="3")
        self.fields["words"] = WordsField(
            limit=200, label=_("Lý do"), widget=forms.TextInput(attrs={"data-example": _("Ví dụ lợn chưa bán được")})
        )
        self.add_day("on", _("Ngày quyết định"))


class WriteOffForm(LoanForm):
    """Giving up what is left."""

    def build(self) -> None:
        self.fields["words"] = WordsField(
            limit=120, label=_("Theo biên bản nào"), error_messages={"required": EMPTY},
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ biên bản họp 25/9/2026")}),
        )  # fmt: skip
        self.add_day("on", _("Ngày xóa nợ"))


class WaiveForm(LoanForm):
    """Why late interest is let go."""

    def build(self) -> None:
        self.fields["words"] = WordsField(
            limit=200, label=_("Ban Chủ nhiệm quyết định thế nào, vì sao"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ họp Ban Chủ nhiệm 20/11/2026, nhà gặp bão")}),
        )  # fmt: skip


class TakeOverForm(LoanForm):
    """Who answers for the loan from now on."""

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def build(self) -> None:
        self.fields["debtor"] = one_of(
            _("Thành viên nhận trả"), [("", _("Không phải thành viên")), *self.people], is_list=True, required=False
        )
        self.fields["debtor"].widget.attrs["data-example"] = _("chọn ở đây, hoặc ghi tên ở ô dưới")
        self.fields["full_name"] = WordsField(
            limit=NAME_LIMIT, required=False, label=_("Người nhận trả không phải thành viên"),
            widget=forms.TextInput(attrs={"data-example": _("Con hoặc người thừa kế, ghi cả họ tên")}),
        )  # fmt: skip
        self.fields["sex"] = one_of(_("Người ấy là"), Sex.choices, required=False)
        self.fields["born"] = WordsField(
            limit=10,
            required=False,
            label=_("Năm sinh"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 1978")}),
        )
        self.fields["agreed"] = one_of(
            _("Người ấy đã đồng ý bằng cách nào"),
            [("", _("Chưa hỏi")), *((one.value, one.label) for one in (Channel.PAPER, Channel.SPOKEN, Channel.PHONE))],
            is_list=True, required=False, help_text=_("Đồng ý nhận trả, và cho ghi họ tên, năm sinh vào sổ vay vốn."),
        )  # fmt: skip
        self.fields["agreed"].widget.attrs["data-example"] = _("mời hỏi trước khi ghi")
        self.fields["words"] = WordsField(
            limit=200, required=False, label=_("Ghi thêm"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ con trai, ở cùng nhà")}),
        )  # fmt: skip
        self.add_day("on", _("Từ ngày"))

    def clean(self) -> dict[str, Any]:
        """A member or somebody else, not both; what is lacking of the latter the act says at its field."""
        found = super().clean() or {}
        named = bool(found.get("full_name"))
        if named and found.get("debtor"):
            self.add_error("full_name", _(say.TWO_DEBTORS))
        elif not named and not found.get("debtor") and not self.errors:
            self.add_error("debtor", _(say.NO_DEBTOR))
        return found
