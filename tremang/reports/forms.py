"""Forms of the report pages. Whatever cannot be read stays in its box, with one sentence beside it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.kernel.format import number
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, fold, prose
from tremang.kernel.uploads import too_big_sentence
from tremang.reports import problems as say
from tremang.reports.actions.drafting import REASON_LIMIT, SENTENCE_LIMIT, TEXT_LIMIT
from tremang.reports.below import Awaited
from tremang.reports.doubts import doubtful
from tremang.ui.asking import FIELD, Asker
from tremang.ui.entry import DayField, WordsField

_AMOUNT = re.compile(r"\d+|\d{1,3}(?:[. ]\d{3})+")
_UNIT = re.compile(r"\s*(?:dong|vnd|d|₫)\.?$")  # as folded
AREA = forms.Textarea(attrs={"rows": 3})


class AmountField(forms.CharField):
    """A whole number from 0: 1250, 1.250, 1 250, 1.250.000 đ."""

    def __init__(self, **named: Any) -> None:
        super().__init__(error_messages={"required": _("Mời ghi số, ví dụ 1.250.")}, **named)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": 40}

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        bare = _UNIT.sub("", fold(text))
        if not (bare.isascii() and _AMOUNT.fullmatch(bare)):
            raise forms.ValidationError(Problem("bad_number", say.BAD_NUMBER, value=clean(text)[:40]).sentence)
        digits = re.sub(r"\D", "", bare)
        if len(digits) > 15:
            raise forms.ValidationError(Problem("bad_sum", say.BAD_SUM, value=bare[:40]).sentence)
        return int(digits)


class ProseField(WordsField):
    """What somebody writes that a paper prints: a letter of an old font stays, so that it can be asked after."""

    cleaned_by = staticmethod(prose)


class AskedOnce(forms.Form):
    """A form of which `printed` goes into papers as it is typed: letters of old fonts and pictures are asked after once."""

    printed = ""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.asker = Asker(self, self.data.getlist(FIELD))

    def clean(self) -> dict[str, Any]:
        """Ask after words that a paper will not print as they are."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        text = found.get(self.printed, "")
        if (doubt := doubtful(text)) and not self.asker.is_meant(text):
            self.add_error(self.printed, doubt)
        return found


class OverrideForm(forms.Form):
    """Another figure and why."""

    value = AmountField(label=_("Số báo cáo"))
    reason = ProseField(label=_("Vì sao khác số trong sổ"), limit=REASON_LIMIT, widget=AREA)


class ExplainForm(forms.Form):
    """What the writer says to a caution, which a hidden field names."""

    caution = forms.CharField(widget=forms.HiddenInput, max_length=80)
    text = ProseField(label=_("Lời giải thích"), limit=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 2}))


class SentenceForm(forms.Form):
    """A sentence, and the draft that stood beside it."""

    text = ProseField(
        label=_("Câu trong báo cáo"), limit=SENTENCE_LIMIT, widget=forms.Textarea(attrs={"rows": 5, "class": "long"})
    )
    drafted = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class ReasonForm(forms.Form):
    """Why a report is returned, or opened again."""

    reason = WordsField(label=_("Lý do"), limit=500, widget=forms.Textarea(attrs={"rows": 3}))


class ObstacleForm(AskedOnce):
    """What stands in the way."""

    printed = "text"

    text = ProseField(
        label=_("Vướng mắc gì, cần cấp trên làm gì"), limit=1_000, widget=forms.Textarea(attrs={"rows": 5})
    )


class AnswerForm(AskedOnce):
    """The answer to an obstacle."""

    printed = "answer"

    answer = ProseField(label=_("Lời trả lời"), limit=1_000, widget=forms.Textarea(attrs={"rows": 5}))


class SendForm(AskedOnce):
    """Which reports are lacking where one sends all the same, and why."""

    printed = "reason"

    missing = forms.MultipleChoiceField(
        label=_("Gửi khi còn thiếu"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Danh sách nơi còn thiếu vừa thay đổi. Mời xem lại rồi gửi.")},
    )  # fmt: skip
    over_all = forms.BooleanField(required=False)
    reason = ProseField(
        label=_("Vì sao gửi khi còn thiếu"),
        limit=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-example": _("cần ghi nếu gửi khi còn thiếu")}),
    )

    EACH = 12  # beyond so many places one tick stands for all of them

    def __init__(self, *given: Any, lacking: Sequence[Awaited], **named: Any) -> None:
        super().__init__(*given, **named)
        self.lacking = lacking
        if not lacking:
            del self.fields["missing"], self.fields["over_all"], self.fields["reason"]
        elif len(lacking) > self.EACH:
            del self.fields["missing"]
            count = {"count": number(len(lacking))}
            self.fields["over_all"].label = _("Gửi khi còn thiếu cả %(count)s báo cáo này") % count
        else:
            del self.fields["over_all"]
            self.fields["missing"].choices = [(one.key, one.words) for one in lacking]

    @property
    def chosen(self) -> list[str]:
        """The keys of the reports over which the writer sends."""
        if self.cleaned_data.get("over_all"):
            return [one.key for one in self.lacking]
        return self.cleaned_data.get("missing", [])


class SignedForm(forms.Form):
    """The signed paper."""

    pdf = forms.FileField(
        label=_("Bản PDF đã ký"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={"required": say.NO_PDF, "invalid": say.NOT_A_PDF, "missing": say.NOT_A_PDF},
    )  # fmt: skip

    def clean_pdf(self) -> Any:
        """Refuse what is too big to be read."""
        file = self.cleaned_data["pdf"]
        if file and (sentence := too_big_sentence(file)):
            raise forms.ValidationError(sentence)
        return file


class IssueForm(SignedForm):
    """What the clerk wrote on the signed paper, and the paper itself, which may come later."""

    number = WordsField(label=_("Số văn bản"), limit=40, widget=forms.TextInput(attrs={"data-example": "12/BC-HNCT"}))
    signer = WordsField(label=_("Người ký"), limit=120)
    position = WordsField(label=_("Chức vụ người ký"), limit=120)

    field_order = ("number", "issued_on", "signer", "position", "pdf")

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["pdf"].required = False
        self.fields["pdf"].help_text = _("Chưa quét kịp thì để trống, thêm sau được một lần.")
        self.fields["issued_on"] = DayField(today=today, label=_("Ngày ký"), initial=today)
        self.order_fields(self.field_order)


class CorrectIssueForm(IssueForm):
    """What the clerk has on record, put right, and why; no file leaves the signed paper as it is."""

    reason = WordsField(
        label=_("Lý do sửa"), limit=200, widget=forms.TextInput(attrs={"data-example": _("gõ nhầm số")}),
        error_messages={"required": say.NO_CORRECTION_REASON},
    )  # fmt: skip

    field_order = (*IssueForm.field_order, "reason")

    def __init__(self, *given: Any, has_paper: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["pdf"].help_text = _("Để trống thì giữ bản PDF đã có.") if has_paper else ""


class LateForm(forms.Form):
    """Until when a report may still be sent, and why."""

    def __init__(self, *given: Any, today: date, until: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["until"] = DayField(today=today, label=_("Được gửi đến hết ngày"), initial=until)
        self.fields["reason"] = WordsField(label=_("Lý do"), limit=200, widget=forms.Textarea(attrs={"rows": 3}))
