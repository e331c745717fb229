"""Forms for what a club decides about its money."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.funds.actions.rules import LONGEST, MULTIPLES, Rules
from tremang.funds.banks import BANKS
from tremang.funds.forms.slips import CHOOSE, FUNDS, choice
from tremang.funds.models import Approver, Regulation
from tremang.funds.models.rules import METHODS, REPAYS
from tremang.funds.rates import late_ruling
from tremang.funds.schedules import Method, Repay
from tremang.kernel.format import number, vnd
from tremang.kernel.periods import Month, month_first, month_of
from tremang.kernel.text import fold
from tremang.members.models import Membership
from tremang.ui.entry import EMPTY, DayField, MoneyField, WholeField, WordsField

_RATE = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%?(?:\s*/?\s*(?:mot\s+)?thang)?")


class RateField(forms.CharField):
    """Per cent of a month: 0,5 or 0.5 or 0,5%/tháng."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "maxlength": 20}

    def clean(self, value: Any) -> Decimal | None:
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        found = _RATE.fullmatch(fold(text))
        if found is None or not found[1].isascii():
            raise forms.ValidationError(
                _("Chưa hiểu “%(text)s”. Mời ghi phần trăm một tháng, ví dụ 0,5.") % {"text": text[:20]}
            )
        return Decimal(found[1].replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class MonthField(forms.CharField):
    """A month as people write it: 9/2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off", "maxlength": 10}

    def clean(self, value: Any) -> Month | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})\s*[/.\- ]\s*(\d{4})", text)
        if found is None or not text.isascii() or not 1 <= int(found[1]) <= 12 or not 2000 <= int(found[2]) <= 2100:
            raise forms.ValidationError(
                _("Chưa hiểu “%(text)s” là tháng nào. Mời ghi như 9/2026.") % {"text": text[:10]}
            )
        return month_of(date(int(found[2]), int(found[1]), 1))

    def prepare_value(self, value: Any) -> Any:
        return f"{month_first(value).month}/{value // 12}" if isinstance(value, int) else value


class RegulationForm(forms.Form):
    """The regulation of the lending fund."""

    def __init__(self, *args: Any, today: date, now: Regulation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate_month"] = RateField(
            label=_("Lãi một tháng (%)"), widget=forms.TextInput(attrs={"data-example": _("Ví dụ 0,5")})
        )
        self.fields["method"] = choice(_("Lãi tính"), METHODS)
        self.fields["repay"] = choice(_("Cách trả"), REPAYS)
        self.fields["months"] = WholeField(label=_("Vay trong mấy tháng"), least=1, most=LONGEST)
        self.fields["grace"] = WholeField(label=_("Mấy kỳ đầu chỉ trả lãi"), least=0, most=LONGEST)
        self.fields["multiple"] = forms.TypedChoiceField(
            label=_("Làm tròn tiền trả đến"), coerce=int, choices=[(one, vnd(one)) for one in MULTIPLES],
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["cap"] = MoneyField(label=_("Mỗi khoản vay nhiều nhất"))
        self.fields["loans_per_person"] = WholeField(label=_("Mỗi người vay cùng lúc mấy khoản"), least=1, most=9)
        self.fields["loans_per_household"] = WholeField(label=_("Mỗi nhà vay cùng lúc mấy khoản"), least=1, most=9)
        self.fields["needs_cosigner"] = forms.BooleanField(required=False, label=_("Cần người cùng ký"))
        self.fields["approver"] = choice(_("Ai quyết định cho vay"), Approver.choices)
        law = late_ruling(today)
        self.fields["late_percent"] = WholeField(
            label=_("Trả chậm thì lãi quá hạn bằng bao nhiêu % mức lãi trên"), least=0, most=999,
            help_text=_("Không thu thì ghi 0. Luật cho phép nhiều nhất %(most)s%% (%(source)s). Tính cho mỗi tháng chậm đủ.")
            % {"most": number(float(law.share) * 100), "source": _(law.source)},
        )  # fmt: skip
        self.fields["to_activity"] = WholeField(label=_("Lãi thu được: chuyển Quỹ hoạt động (%)"), most=100)
        self.fields["to_reserve"] = WholeField(
            label=_("Lãi thu được: để dự phòng (%)"), most=100, help_text=_("Phần còn lại bổ sung vốn.")
        )
        self.fields["from_on"] = DayField(today=today, label=_("Áp dụng từ ngày"), initial=today)
        self.fields["decision"] = WordsField(
            limit=120,
            required=False,
            label=_("Theo quyết định nào"),
            help_text=_("Ví dụ: biên bản họp ngày 25/9/2026."),
        )
        kept = ("from_on", "decision")
        self.initial = {name: getattr(now, name) for name in self.fields if name not in kept} | dict(self.initial)
        self.initial["cap"] = f"{now.cap:,}".replace(",", ".")

    def rules(self) -> Rules:
        """What was written, ready for the action."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "from_on"}
        for name, kind in (("method", Method), ("repay", Repay), ("approver", Approver)):
            data[name] = kind(data[name])
        return Rules(**data)


class DuesForm(forms.Form):
    """The monthly contribution."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = MoneyField(
            label=_("Mỗi người mỗi tháng"), widget=forms.TextInput(attrs={"data-example": _("Ví dụ 10.000")}),
            help_text=_("Không thu thì ghi 0."),
        )  # fmt: skip
        self.fields["from_month"] = MonthField(label=_("Từ tháng"), initial=month_of(today))
        self.fields["fund"] = choice(_("Thu vào quỹ nào"), FUNDS)


class ExemptionForm(forms.Form):
    """Who need not contribute, and why."""

    def __init__(self, *args: Any, today: date, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(row.pk): row for row in members}
        self.fields["membership"] = choice(
            _("Thành viên"), [("", "")] + [(pk, row.person.full_name) for pk, row in self.by_pk.items()], is_list=True
        )
        self.fields["reason"] = WordsField(limit=120, label=_("Vì sao"), help_text=_("Ví dụ: trên 80 tuổi, hộ nghèo."))
        self.fields["from_on"] = DayField(today=today, label=_("Từ ngày"), initial=today.replace(day=1))
        self.fields["to_on"] = DayField(
            today=today, required=False, label=_("Đến hết ngày"), help_text=_("Miễn hẳn thì để trống.")
        )

    def membership(self) -> Membership:
        """The member chosen."""
        return self.by_pk[self.cleaned_data["membership"]]


class EndExemptionForm(forms.Form):
    """The last day of an exemption."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = DayField(today=today, label=_("Miễn đến hết ngày"), initial=today)


class BankAccountForm(forms.Form):
    """The bank account of a fund."""

    bank = forms.ChoiceField(label=_("Ngân hàng"), choices=[("", ""), *BANKS], error_messages=CHOOSE)
    number = WordsField(limit=30, label=_("Số tài khoản"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    holder = WordsField(limit=60, label=_("Chủ tài khoản"), help_text=_("Ghi đúng như trên sổ của ngân hàng."))


class CodeForm(forms.Form):
    """What the picture to be scanned asks for."""

    tien = MoneyField(required=False, label=_("Số tiền"), help_text=_("Để trống thì người trả tự ghi."))
    noi = WordsField(limit=80, required=False, label=_("Nội dung chuyển khoản"))
