"""The guided way into the books in mid-life, as one form whose fields are asked for step by step; and of months."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from tremang.clubs.models import Club
from tremang.funds.actions.opening import MOST_MONTHS, Holding, Opening, RunningLoan, check_loan
from tremang.funds.forms.gifts import example
from tremang.funds.forms.rules import RateField
from tremang.funds.models import CAPITAL, Account, Fund, Regulation
from tremang.funds.schedules import Method
from tremang.kernel.days import read_day
from tremang.kernel.format import number
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Problem
from tremang.members.models import Membership
from tremang.ui.entry import DayField, MoneyField, WholeField, WordsField
from tremang.ui.templatetags.ui import lowfirst

SOURCES = [account for account in CAPITAL if account != Account.KEPT]
LOAN = (
    "principal",
    "rate",
    "months",
    "due",
    "lent",
)  # as `RunningLoan` takes them; the last only where interest is flat
TOLD = (
    "principal",
    "months",
    "due",
    "lent",
)  # any of them written: there is such a loan (the rate stands there already)
PART = {"rate_month": "rate", "next_due": "due", "first_lent": "lent"}  # a field of the act → the part of the form
AHEAD = -10  # a due day without a year is the first one after so many months


class DueField(DayField):
    """The oldest due day not paid. Without a year it is one of the last ten months, or of the two that come."""

    def clean(self, value: Any) -> date | None:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            return read_day(text, add_months(self.today, AHEAD), ahead=True)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


class OpeningForm(forms.Form):
    """Everything a club starts its books with. `names` are its members of the day, membership → as pages call them.

    `full_labels` say in the summary of errors which fund and which member a field is about.
    """

    def __init__(
        self, *args: Any, club: Club, today: date, names: Mapping[int, str], rules: Regulation, **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.club, self.names = club, dict(names)
        self.loan_parts = LOAN if rules.method == Method.FLAT else LOAN[:-1]
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
                self.data.setdefault(f"{key}_rate", number(rules.rate_month))
        for key in self.loan_keys():
            self._add_loan(key, today)
        for pk in self.names:
            self.fields[f"owed_{pk}"] = self._sum(_("Còn thiếu"), "")
            self.fields[f"ahead_{pk}"] = self._sum(_("Đã đóng trước"), "")
        self.fields["comments"] = WordsField(
            limit=150, required=False, label=_("Ghi thêm"),
            widget=example(_("Ví dụ: theo biên bản kiểm quỹ ngày 30/6/2026")),
        )  # fmt: skip
        self.full_labels = self._full_labels()

    def _add_loan(self, key: str, today: date) -> None:
        told = self.is_told(key)
        self.fields[f"{key}_principal"] = MoneyField(
            label=_("Gốc còn nợ"), widget=example(_("Ví dụ 3.000.000")), required=told
        )
        self.fields[f"{key}_rate"] = RateField(label=_("Lãi một tháng (%)"), required=told)
        self.fields[f"{key}_months"] = WholeField(
            least=1, most=MOST_MONTHS, label=_("Còn mấy kỳ"), required=told, widget=example(_("tính cả kỳ đang chậm"))
        )
        self.fields[f"{key}_due"] = DueField(
            today=today, label=_("Kỳ trả tới"), required=told, widget=example(_("đang chậm thì ghi kỳ chậm đầu tiên"))
        )
        if "lent" in self.loan_parts:
            self.fields[f"{key}_lent"] = MoneyField(
                label=_("Số vay lúc đầu"), required=False, widget=example(_("bằng gốc còn nợ thì để trống"))
            )

    def _full_labels(self) -> dict[str, str]:
        whose = {f"{fund.value}_": str(fund.label) for fund in Fund}
        whose |= {f"{kind}_{pk}": name for pk, name in self.names.items() for kind in ("loan", "owed", "ahead")}
        return {
            name: _("%(whose)s, %(what)s") % {"whose": whose[start], "what": lowfirst(str(field.label))}
            for name, field in self.fields.items()
            if (start := _start_of(name)) in whose
        }

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
        for key, loan in self._loans(found):
            try:
                check_loan(self.club, loan, found["on"])
            except Problem as problem:
                self.add_error(f"{key}_{PART.get(problem.field, problem.field)}", problem.sentence)
        return found

    def _loans(self, data: Mapping[str, Any]) -> list[tuple[str, RunningLoan]]:
        """The loans told in full, each with the name under which it was asked for; none while no day is understood."""
        members = Membership.objects.filter(club=self.club, pk__in=self.borrowers).select_related("person").in_bulk()
        told = {key: [f"{key}_{part}" for part in LOAN] for key in self.loan_keys() if self.is_told(key)}
        known: dict[str, Any] = dict.fromkeys(name for names in told.values() for name in names) | dict(data)
        return [
            (key, RunningLoan(members[_whose(key)], *(known[name] for name in names)))
            for key, names in told.items()
            if all(known.get(name) is not None for name in ["on", *names[:-1]])
        ]

    def given(self, name: str) -> list[str]:
        """What was sent under a name, as it was typed."""
        return [str(value) for value in self.data.getlist(name)] if isinstance(self.data, QueryDict) else []

    def groups(self) -> dict[str, list[str]]:
        """Step → the fields asked for in it."""
        return {
            "tien": ["on", *(f"{fund.value}_{place}" for fund in Fund for place in ("cash", "bank"))],
            "nguon": [f"{fund.value}_{source.value}" for fund in Fund for source in SOURCES],
            "ai-vay": ["borrowers"],
            "vay": [f"{key}_{part}" for key in self.loan_keys() for part in self.loan_parts],
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

    def opening(self) -> Opening:
        """What was entered, once nothing is at fault."""
        data = self.cleaned_data

        def capital(fund: Fund) -> dict[Account, int]:
            found = {source: data.get(f"{fund.value}_{source.value}") or 0 for source in SOURCES}
            return {source: amount for source, amount in found.items() if amount}

        return Opening(
            on=data["on"],
            funds={
                fund: Holding(data.get(f"{fund.value}_cash") or 0, data.get(f"{fund.value}_bank") or 0, capital(fund))
                for fund in Fund
            },
            loans=[loan for _key, loan in self._loans(data)],
            owed={
                pk: amount
                for pk in self.names
                if (amount := (data.get(f"owed_{pk}") or 0) - (data.get(f"ahead_{pk}") or 0))
            },
            comments=data.get("comments", ""),
        )


def _whose(key: str) -> int:
    """The membership of a loan asked for under "loan_17" or "loan_17_2"."""
    return int(key.split("_")[1])


def _start_of(name: str) -> str:
    """What the name of a field begins with that says whose it is: "income_", "loan_17"."""
    kind, _line, rest = name.partition("_")
    return f"{kind}_" if kind in Fund.values else f"{kind}_{rest.partition('_')[0]}"


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
