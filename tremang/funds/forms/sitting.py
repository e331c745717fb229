"""The sums of many people on one screen: a tick and a sum for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.funds.queries.loans import is_unusual_payment
from tremang.kernel.format import vnd
from tremang.ui.entry import MoneyField


@dataclass(frozen=True)
class Entry:
    """What stands on a row: whether it is ticked, and the sum as text."""

    is_ticked: bool
    text: str


@dataclass(frozen=True)
class Line:
    """A row to fill in: whose, what most likely, what is usual in đồng (0 where nothing is), whether it is written already.

    Up to what is `owed`, and from what `ends` the debt, nothing is asked.
    """

    pk: int
    name: str
    likely: Entry
    usual: int = 0
    note: str = ""
    is_done: bool = False
    owed: int = 0
    ends: int = 0


def read(data: Mapping[str, Any], ticked: Collection[str], lines: Sequence[Line]) -> dict[int, Entry]:
    """What was sent for those of `lines` that stood on the screen; they need not be those of a part any more."""
    names = {line.pk: f"sum-{line.pk}" for line in lines}
    return {pk: Entry(str(pk) in ticked, str(data[name])[:40]) for pk, name in names.items() if name in data}


class SumsForm(forms.Form):
    """The sums of the ticked rows. `sums` holds them, loan or membership → đồng, once the form is valid.

    `sure` holds what was asked about, now or already, as "id:đồng".
    """

    def __init__(self, lines: Sequence[Line], entries: Mapping[int, Entry], sure: Collection[str] = ()) -> None:
        self.lines = [line for line in lines if entries[line.pk].is_ticked]
        super().__init__({f"sum-{line.pk}": entries[line.pk].text for line in self.lines})
        self.known, self.sure = set(sure), list[str]()
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
            if amount > line.owed and is_unusual_payment(amount, line.usual, line.ends):
                self.sure.append(f"{line.pk}:{amount}")
                if self.sure[-1] not in self.known:
                    words = _("%(sum)s gấp %(times)s lần số mọi khi. Nếu đúng, mời bấm Ghi lần nữa.")
                    self.add_error(name, words % {"sum": vnd(amount), "times": amount // line.usual})
                    continue
            self.sums[line.pk] = amount
        return cleaned
