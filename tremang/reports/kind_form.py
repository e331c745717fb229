"""The form by which the City sets a kind of report from a day on."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.text import clean
from tremang.reports.boxes.registry import boxes
from tremang.reports.lines.registry import sections
from tremang.reports.models.kinds import Cut, Level, ReportKind, Rhythm
from tremang.ui.entry import DayField, WholeField, WordsField

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
ROWS = forms.Textarea(attrs={"rows": 4})


class CodeField(WordsField):
    """A code that stands in addresses: small letters, digits and hyphens."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not _CODE.fullmatch(text):
            raise forms.ValidationError(
                _("Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ commune-quarter.")
            )
        return text


class ListField(forms.CharField):
    """A text whose lines are the entries of a list."""

    def __init__(self, *, limit: int = 200, most: int = 20, **named: Any) -> None:
        super().__init__(widget=ROWS, strip=False, **named)
        self.limit, self.most = limit, most

    def clean(self, value: Any) -> list[str]:
        rows = [clean(row) for row in super().clean(value).splitlines()]
        found = [row for row in rows if row]
        if len(found) > self.most or any(len(row) > self.limit for row in found):
            words = {"most": self.most, "limit": self.limit}
            raise forms.ValidationError(
                _("Mời ghi nhiều nhất %(most)s dòng, mỗi dòng không quá %(limit)s chữ cái.") % words
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class KindForm(forms.Form):
    """A kind of report; `code` is asked only of a new one."""

    title = WordsField(label=_("Tên báo cáo"), limit=120)
    subject = WordsField(
        label=_("Trích yếu"), limit=200, help_text=_("{period} là kỳ, {place} là nơi lập, {above} là cấp trên.")
    )
    level = forms.ChoiceField(label=_("Cấp lập"), choices=Level.choices)
    rhythm = forms.ChoiceField(label=_("Kỳ"), choices=Rhythm.choices)
    cut = forms.ChoiceField(label=_("Cách chốt kỳ"), choices=Cut.choices)
    due_days = WholeField(label=_("Hạn gửi, ngày làm việc sau kỳ"), least=0, most=250)
    lock_days = WholeField(label=_("Khóa sau hạn, ngày làm việc"), least=0, most=250)
    feeds = forms.ChoiceField(label=_("Đưa vào báo cáo"), required=False)
    to = ListField(label=_("Kính gửi"), required=False, help_text=_("Mỗi nơi một dòng."))
    recipients = ListField(label=_("Nơi nhận"), required=False, help_text=_("Mỗi nơi một dòng."))
    boxes = forms.MultipleChoiceField(label=_("Phần lời văn"), required=False, widget=forms.CheckboxSelectMultiple)
    is_ended = forms.BooleanField(
        label=_("Thôi dùng loại này"), required=False, help_text=_("Báo cáo đã lập vẫn giữ nguyên.")
    )

    def __init__(self, *given: Any, today: date, kinds: Sequence[ReportKind], is_new: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if is_new:
            self.fields["code"] = CodeField(label=_("Mã"), limit=20)
            self.fields["code"].widget.attrs["data-example"] = "commune-month"
        self.fields["feeds"].choices = [("", _("không đưa vào báo cáo nào")), *((one.code, one.title) for one in kinds)]
        self.fields["boxes"].choices = [(box.code, box.title) for box in boxes().values()]
        for section in sections():
            self.fields[f"lines_{section.code}"] = forms.MultipleChoiceField(
                label=section.title, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(line.code, self._title(line)) for line in section.lines],
            )  # fmt: skip
        self.fields["effective_from"] = DayField(today=today, label=_("Có hiệu lực từ ngày"), initial=today)
        self.order_fields(["code"] if is_new else [])

    @staticmethod
    def _title(line: Any) -> str:
        return f"{line.title} ({line.phase})" if line.phase else str(line.title)

    @property
    def section_fields(self) -> list[Any]:
        """The fields of the lines, in the order of the sections."""
        return [self[name] for name in self.fields if name.startswith("lines_")]

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the kind."""
        given = self.cleaned_data
        columns = (
            "title",
            "subject",
            "level",
            "rhythm",
            "cut",
            "due_days",
            "lock_days",
            "feeds",
            "to",
            "recipients",
            "boxes",
        )
        chosen = [code for name in self.fields if name.startswith("lines_") for code in given[name]]
        return {name: given[name] for name in columns} | {"lines": chosen, "is_ended": given["is_ended"]}

    @staticmethod
    def initial_of(kind: ReportKind) -> dict[str, Any]:
        """What the form shows of a kind that exists."""
        names = ("title", "subject", "level", "rhythm", "cut", "feeds", "to", "recipients", "boxes", "is_ended")
        found = {name: getattr(kind, name) for name in names}
        found |= {"due_days": str(kind.due_days), "lock_days": str(kind.lock_days)}
        wanted = set(kind.lines)
        for section in sections():
            found[f"lines_{section.code}"] = [line.code for line in section.lines if line.code in wanted]
        return found
