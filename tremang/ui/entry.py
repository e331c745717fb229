"""Fields that read what people write: days, years, counts, sums, names. Their errors are one sentence with an example."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.days import read_day
from tremang.kernel.format import number as pointed
from tremang.kernel.money import read_money
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean

EMPTY = _("Chỗ này còn trống. Mời ghi vào.")


class WordsField(forms.CharField):
    """A short text, white space squeezed; too long a one says how long it may be. `cleaned_by` says what else goes."""

    cleaned_by = staticmethod(clean)

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.limit = limit

    def clean(self, value: Any) -> str:
        text = self.cleaned_by(super().clean(value))
        if len(text) > self.limit:
            raise forms.ValidationError(
                _("Phần này dài quá %(limit)s chữ cái. Mời viết gọn lại.") % {"limit": self.limit}
            )
        return text


class DayField(forms.CharField):
    """A day as people write it: 25/9/2026, 25/9, 2026-09-25."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.today = today
        self.widget.attrs |= {"autocomplete": "off", "maxlength": 30}

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_day(text, self.today)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day:02d}/{value.month}/{value.year}" if isinstance(value, date) else value


class WholeField(forms.CharField):
    """A whole number, with or without points: 12500, 12.500, 12 500."""

    def __init__(self, *, least: int = 0, most: int = 2_000_000_000, is_year: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.least, self.most, self.is_year = least, most, is_year
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 15}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        digits = re.sub(r"[.\s]", "", text)
        in_threes = re.fullmatch(r"[0-9]{1,11}|[0-9]{1,3}([.\s][0-9]{3}){1,3}", text)  # "1.5" is no fifteen
        if not in_threes:
            words = {"text": text[:20], "example": "1950" if self.is_year else "12" if self.most < 12_500 else "12.500"}
            raise forms.ValidationError(_("Chưa hiểu “%(text)s”. Mời ghi bằng chữ số, ví dụ %(example)s.") % words)
        number = int(digits)
        if not self.least <= number <= self.most:
            written = str if self.is_year else pointed  # years take no points
            words = {"least": written(self.least), "most": written(self.most)}
            raise forms.ValidationError(_("Số này nằm ngoài khoảng %(least)s đến %(most)s. Mời xem lại.") % words)
        return number


class MoneyField(forms.CharField):
    """A sum in whole đồng: 2.500.000, 2,5 triệu, 500k."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": EMPTY})
        super().__init__(**kwargs)
        self.widget.attrs |= {"data-kind": "money", "autocomplete": "off", "maxlength": 40}

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_money(text)
        except Problem as problem:
            raise forms.ValidationError(problem.sentence) from problem


def tell(form: forms.BaseForm, problem: Problem) -> None:
    """Show a refusal at the field it belongs to, or above the form."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
