"""The sums of many people on one screen: a tick and a sum for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.funds import problems as say
from tremang.funds.queries.loans import is_unusual_payment, lacks_a_zero
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.ui.asking import Asker
from tremang.ui.entry import DayField, MoneyField


@dataclass(frozen=True)
class Entry:
    """What stands on a row: whether it is ticked, and the sum as text."""

    is_ticked: bool
    text: str


@dataclass(frozen=True)
class Line:
    """A row to fill in: whose, what most likely, what is usual in đồng (0 where nothing is), whether it is written already.

    Up to what is `owed`, and from what `ends` the debt, nothing is asked. A tenth of `least` or below is, where it is named.
    """

    pk: int
    name: str
    likely: Entry
    usual: int = 0
    note: str = ""
    is_done: bool = False
    owed: int = 0
    ends: int = 0
    least: int = 0


def read(data: Mapping[str, Any], ticked: Collection[str], lines: Sequence[Line]) -> dict[int, Entry]:
    """What was sent for those of `lines` that stood on the screen; they need not be those of a part any more."""
    names = {line.pk: f"sum-{line.pk}" for line in lines}
    return {pk: Entry(str(pk) in ticked, str(data[name])[:40]) for pk, name in names.items() if name in data}


class SumsForm(forms.Form):
    """The sums of the ticked rows. `sums` holds them, loan or membership → đồng, once the form is valid.

    What is asked about a sum goes under "id:đồng".
    """

    def __init__(self, lines: Sequence[Line], entries: Mapping[int, Entry], sure: Collection[str] = ()) -> None:
        self.lines = [line for line in lines if entries[line.pk].is_ticked]
        super().__init__({f"sum-{line.pk}": entries[line.pk].text for line in self.lines})
        self.asker = Asker(self, sure)
        self.sums: dict[int, int] = {}
        for line in self.lines:
            self.fields[f"sum-{line.pk}"] = MoneyField(label=line.name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.lines:
            name = f"sum-{line.pk}"
            amount = cleaned.get(name)
            if amount is None:
                continue
            if amount == 0:
                self.add_error(name, _("Số tiền phải lớn hơn 0. Nếu không nộp, mời bỏ dấu ở tên."))
                continue
            if (question := _question(line, amount)) and not self.asker.is_meant(f"{line.pk}:{amount}"):
                self.add_error(name, question)
                continue
            self.sums[line.pk] = amount
        return cleaned


def _question(line: Line, amount: int) -> str:
    """What is asked once about a sum with a zero too many or too few; "" where it is as it mostly is."""
    if amount > line.owed and is_unusual_payment(amount, line.usual, line.ends):
        words = _("%(sum)s gấp %(times)s lần số mọi khi. Nếu đúng, mời bấm Ghi lần nữa.")
        return words % {"sum": vnd(amount), "times": amount // line.usual}
    if lacks_a_zero(amount, line.least, line.ends):
        words = _("%(sum)s chưa quá một phần mười số mọi khi, có thể thiếu một số 0. Nếu đúng, mời bấm Ghi lần nữa.")
        return words % {"sum": vnd(amount)}
    return ""


class OtherDayForm(forms.Form):
    """An earlier day whose money is to be looked at or written down; `since` is the day on which the club began."""

    def __init__(self, *args: Any, today: date, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        self.fields["ngay"] = DayField(
            today=today,
            label=_("Tiền của buổi ngày nào"),
            widget=forms.TextInput(attrs={"data-example": _("Ví dụ 25/9")}),
        )

    def clean_ngay(self) -> date:
        """The day, no later than today and no earlier than the club itself."""
        day: date = self.cleaned_data["ngay"]
        if day > self.today:
            raise forms.ValidationError(_(say.FUTURE) % {"day": written(day)})
        if self.since is None:
            raise forms.ValidationError(_(say.NOT_LAUNCHED))
        if day < self.since:
            raise forms.ValidationError(_(say.BEFORE_LAUNCH) % {"day": written(self.since)})
        return day
