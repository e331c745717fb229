"""The guided way into the books in mid-life, as one form whose fields are asked for step by step; and of months."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tremang.clubs.models import Club
from tremang.funds.actions.opening import MOST_MONTHS, Holding, Opening, RunningLoan
from tremang.funds.forms.gifts import example
from tremang.funds.forms.rules import RateField
from tremang.funds.models import CAPITAL, Account, Fund
from tremang.kernel.format import number
from tremang.members.models import Membership
from tremang.ui.entry import DayField, MoneyField, WholeField, WordsField

SOURCES = [account for account in CAPITAL if account != Account.KEPT]
LOAN = ("principal", "rate", "months", "due")
TOLD = ("principal", "months", "due")  # any of them written: there is such a loan (the rate stands there already)


class OpeningForm(forms.Form):
    """Everything a club starts its books with. `names` are its members of the day, membership → as pages call them."""

    def __init__(self, *args: Any, today: date, names: Mapping[int, str], rate: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = dict(names)
        self.fields["on"] = DayField(today=today, label=_("Số dư của ngày"), initial=today)
        for fund in Fund:
            self.fields[f"{fund.value}_cash"] = self._sum(_("Tiền mặt trong hộp"), _("Ví dụ 2.500.000"))
            self.fields[f"{fund.value}_bank"] = self._sum(_("Tiền gửi ngân hàng"), _("không có thì để trống"))
            for source in SOURCES:
                self.fields[f"{fund.value}_{source.value}"] = self._sum(str(source.label), "")
        self.fields["borrowers"] = forms.MultipleChoiceField(
            required=False, label=_("Ai đang vay"), choices=[(str(pk), name) for pk, name in self.names.items()],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        if isinstance(self.data, QueryDict):  # a box seen for the first time shows the club's own rate
            self.data = self.data.copy()
            for key in self.loan_keys():
                self.data.setdefault(f"{key}_rate", number(rate))
        for key in self.loan_keys():
            told = self.is_told(key)
            self.fields[f"{key}_principal"] = MoneyField(
                label=_("Gốc còn nợ"), widget=example(_("Ví dụ 3.000.000")), required=told
            )
            self.fields[f"{key}_rate"] = RateField(label=_("Lãi một tháng (%)"), required=told)
            self.fields[f"{key}_months"] = WholeField(least=1, most=MOST_MONTHS, label=_("Còn mấy kỳ"), required=told)
            self.fields[f"{key}_due"] = DayField(today=today, label=_("Kỳ trả tới"), required=told)
        for pk in self.names:
            self.fields[f"owed_{pk}"] = self._sum(_("Còn thiếu"), "")
            self.fields[f"ahead_{pk}"] = self._sum(_("Đã đóng trước"), "")
        self.fields["comments"] = WordsField(
            limit=150, required=False, label=_("Ghi thêm"),
            widget=example(_("Ví dụ: theo biên bản kiểm quỹ ngày 30/6/2026")),
        )  # fmt: skip

    @staticmethod
    def _sum(label: str, hint: str) -> MoneyField:
        return MoneyField(label=label, required=False, widget=example(hint) if hint else forms.TextInput())

    @property
    def borrowers(self) -> list[int]:
        """Who was ticked, in the order of the list, as far as they are members."""
        ticked = set(self.given("borrowers"))
        return [pk for pk in self.names if str(pk) in ticked]

    def loan_keys(self) -> list[str]:
        """The names under which loans are asked for: one of each borrower, and a second that may stay empty."""
        return [key for pk in self.borrowers for key in (f"loan_{pk}", f"loan_{pk}_2")]

    def is_told(self, key: str) -> bool:
        """Whether a loan is asked for under `key`: the first of a borrower always, the second once something is written."""
        return not key.endswith("_2") or any(text.strip() for part in TOLD for text in self.given(f"{key}_{part}"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for pk in self.names:
            if found.get(f"owed_{pk}") and found.get(f"ahead_{pk}"):
                self.add_error(
                    f"ahead_{pk}",
                    _("%(name)s có số ở cả hai ô. Mời chỉ ghi một bên: còn thiếu, hoặc đã đóng trước.")
                    % {"name": self.names[pk]},
                )
        return found

    def given(self, name: str) -> list[str]:
        """What was sent under a name, as it was typed."""
        return [str(value) for value in self.data.getlist(name)] if isinstance(self.data, QueryDict) else []

    def groups(self) -> dict[str, list[str]]:
        """Step → the fields asked for in it."""
        return {
            "tien": ["on", *(f"{fund.value}_{place}" for fund in Fund for place in ("cash", "bank"))],
            "nguon": [f"{fund.value}_{source.value}" for fund in Fund for source in SOURCES],
            "ai-vay": ["borrowers"],
            "vay": [f"{key}_{part}" for key in self.loan_keys() for part in LOAN],
            "dong-gop": [f"{side}_{pk}" for pk in self.names for side in ("owed", "ahead")],
            "xem": ["comments"],
        }

    def faults(self, steps: list[str]) -> bool:
        """Whether something in the fields of `steps` is to be looked at again; what comes later is not asked yet."""
        groups = self.groups()
        asked = {name for step in steps for name in groups[step]}
        for name in [name for name in self.errors if name not in asked and name != "__all__"]:
            del self.errors[name]
        return bool(self.errors)

    def opening(self, club: Club) -> Opening:
        """What was entered, once nothing is at fault."""
        data = self.cleaned_data
        members = Membership.objects.filter(club=club, pk__in=self.borrowers).select_related("person").in_bulk()

        def capital(fund: Fund) -> dict[Account, int]:
            found = {source: data.get(f"{fund.value}_{source.value}") or 0 for source in SOURCES}
            return {source: amount for source, amount in found.items() if amount}

        return Opening(
            on=data["on"],
            funds={
                fund: Holding(data.get(f"{fund.value}_cash") or 0, data.get(f"{fund.value}_bank") or 0, capital(fund))
                for fund in Fund
            },
            loans=[
                RunningLoan(members[int(key.split("_")[1])], *(data[f"{key}_{part}"] for part in LOAN))
                for key in self.loan_keys()
                if self.is_told(key)
            ],
            owed={
                pk: amount
                for pk in self.names
                if (amount := (data.get(f"owed_{pk}") or 0) - (data.get(f"ahead_{pk}") or 0))
            },
            comments=data.get("comments", ""),
        )


class ReopenForm(forms.Form):
    """Why a closed month is opened again."""

    reason = WordsField(limit=150, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Lý do mở lại")
        self.fields["reason"].widget.attrs["data-example"] = _("Ví dụ: ghi sót một phiếu chi")


class ShareForm(forms.Form):
    """The day up to which interest is shared out."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(today=today, label=_("Lãi thu được đến hết ngày"), initial=today)
