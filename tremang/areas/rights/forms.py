"""Forms of the book of rights."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.areas.common.asking import clean_helped
from tremang.areas.common.forms import CHOOSE, RecordForm, choice, example
from tremang.areas.rights.models import (
    ABOUT_LIMIT,
    NEXT_STAGES,
    NOTE_LIMIT,
    TEXT_LIMIT,
    HelpKind,
    LegalMatter,
    Outcome,
    Stage,
    Subject,
)
from tremang.areas.rights.terms import COMPLAINT, MATTER, due_on
from tremang.ui.entry import DayField, WordsField


def long_words(label: str, *, required: bool = True, rows: int = 5, initial: str = "") -> WordsField:
    """A box for some sentences."""
    return WordsField(
        limit=TEXT_LIMIT, required=required, label=label, initial=initial, widget=forms.Textarea(attrs={"rows": rows})
    )


def the_centre() -> str:
    """Where people are referred to unless another place is named."""
    return _("Trung tâm Trợ giúp pháp lý nhà nước Thành phố")


class OfSomebody(RecordForm):
    """A record of a member, or of an outsider in few words."""

    def build_who(self, label: str) -> None:
        self.fields["membership_id"] = self.one_member(label, _("Không phải thành viên"))
        self.fields["about"] = WordsField(
            limit=ABOUT_LIMIT, required=False, label=_("Nếu là người ngoài câu lạc bộ, ghi vài chữ, không cần tên"),
            widget=example(_("Ví dụ một cụ ở xóm Đông")),
        )  # fmt: skip

    def clean_membership_id(self) -> int | None:
        """A member who did not take back that his circumstances may be written."""
        return clean_helped(self)


class RightsHelpForm(OfSomebody):
    """Somebody was helped to papers or an entitlement."""

    def build(self) -> None:
        self.build_who(_("Giúp thành viên"))
        self.fields["kind"] = choice(_("Giúp về việc gì"), HelpKind.choices)
        self.fields["what"] = WordsField(
            limit=NOTE_LIMIT, label=_("Đã giúp thế nào"), widget=example(_("Ví dụ viết đơn, đưa lên xã nộp"))
        )
        self.fields["on"] = self.day(_("Ngày giúp"))
        self.fields["outcome"] = choice(_("Kết quả"), Outcome.choices, Outcome.WAITING)


class LegalReferralForm(OfSomebody):
    """Somebody was referred to legal aid."""

    more = ("centre", "note")

    def build(self) -> None:
        self.build_who(_("Giới thiệu thành viên"))
        self.fields["matter"] = choice(_("Về việc gì"), LegalMatter.choices)
        self.fields["on"] = self.day(_("Ngày gửi"))
        self.fields["centre"] = WordsField(
            limit=ABOUT_LIMIT, required=False, label=_("Gửi tới, nếu không phải Trung tâm của Thành phố")
        )
        self.fields["note"] = WordsField(limit=NOTE_LIMIT, required=False, label=_("Ghi thêm"))

    def initial_of(self, name: str, value: Any) -> Any:
        return "" if name == "centre" and value == the_centre() else super().initial_of(name, value)

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"centre": found["centre"] or the_centre()}


class StageForm(forms.Form):
    """The stage that a referral has come to."""

    def __init__(self, *args: Any, now: Stage, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = NEXT_STAGES[now]
        self.fields["stage"] = forms.ChoiceField(
            label=_("Bước tiếp"), choices=[(one.value, one.label) for one in following], widget=forms.RadioSelect,
            initial=following[0].value if len(following) == 1 else None,
            error_messages=CHOOSE | {"required": _("Chưa chọn bước nào. Mời chọn một bước.")},
        )  # fmt: skip
        self.fields["on"] = DayField(today=today, label=_("Ngày"), initial=today)
        self.fields["note"] = WordsField(
            limit=NOTE_LIMIT,
            required=False,
            label=_("Ghi thêm"),
            widget=example(_("Ví dụ hẹn gặp trợ giúp viên ngày 05/10")),
        )


class ComplaintForm(RecordForm):
    """Feedback: from a member, or without a name."""

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Của ai"), _("Không ghi tên"))
        self.fields["subject"] = choice(_("Về việc gì"), Subject.choices)
        self.fields["text"] = long_words(_("Nội dung phản hồi, kiến nghị"))
        self.fields["on"] = self.day(_("Ngày nhận"))

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"due_on": due_on(COMPLAINT, found["on"])}


class AnswerForm(forms.Form):
    """What was answered, and when."""

    def __init__(self, *args: Any, today: Any, words: str = "", label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = long_words(label or _("Đã trả lời thế nào"), initial=words)
        self.fields["answered_on"] = DayField(today=today, label=_("Ngày trả lời"), initial=today)


class CarryForm(forms.Form):
    """What of a complaint is told to the commune."""

    def __init__(self, *args: Any, today: Any, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = long_words(_("Nội dung đưa lên xã, phường"), initial=words)
        self.fields["on"] = DayField(today=today, label=_("Ngày đưa lên"), initial=today)


class MatterForm(RecordForm):
    """A matter of the club for the commune."""

    def build(self) -> None:
        self.fields["subject"] = choice(_("Về việc gì"), Subject.choices)
        self.fields["text"] = long_words(_("Đề nghị xã, phường việc gì"))
        self.fields["on"] = self.day(_("Ngày đưa lên"))

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"due_on": due_on(MATTER, found["on"])}
