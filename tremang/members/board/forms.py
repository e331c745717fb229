"""Forms of boards, groups, teams, and of closing a club."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import BoardPost, Club, TeamKind
from tremang.members.models import Membership
from tremang.ui.entry import DayField, WholeField, WordsField

CHOOSE = {"required": _("Chưa chọn. Mời chọn một dòng."), "invalid_choice": _("Mời chọn một dòng trong danh sách.")}
CHOOSE_MANY = CHOOSE | {"invalid_list": CHOOSE["invalid_choice"]}
NO_REASON = _("Chưa có lý do. Mời ghi một câu, để người sau đọc sổ hiểu được.")


def _named(rows: list[Membership]) -> list[tuple[str, str]]:
    return [(str(row.pk), f"{row.person.full_name} ({row.person.born_year})") for row in rows]


class RenewForm(forms.Form):
    """The day of the renewal, how it was decided, the term; the posts stand beside each member's name."""

    decision = WordsField(
        label=_("Bầu ở đâu, theo văn bản nào"), limit=120, required=False,
        widget=forms.TextInput(attrs={"data-example": _("Ví dụ Hội nghị thành viên ngày 20/9/2026")}),
    )  # fmt: skip
    term_years = WholeField(label=_("Nhiệm kỳ (năm)"), least=1, most=10, initial=5)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["renewed_on"] = DayField(label=_("Nhận việc từ ngày"), today=today)
        self.order_fields(("renewed_on", "decision", "term_years"))


class PostForm(forms.Form):
    """One more post."""

    person = forms.ChoiceField(label=_("Thành viên"), error_messages=CHOOSE)
    post = forms.ChoiceField(label=_("Chức vụ"), choices=BoardPost, error_messages=CHOOSE)

    def __init__(self, *args: Any, members: list[Membership], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(row.pk): row for row in members}
        self.fields["person"].choices = [("", _("Chọn một người")), *_named(members)]
        self.fields["from_on"] = DayField(label=_("Từ ngày"), today=today)


class EndPostForm(forms.Form):
    """The last day of a post."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"] = DayField(label=_("Đến hết ngày"), today=today)


class GroupForm(forms.Form):
    """A new group."""

    name = WordsField(label=_("Tên tổ"), limit=60)


class TeamForm(forms.Form):
    """A new team."""

    kind = forms.ChoiceField(label=_("Loại đội"), choices=TeamKind, error_messages=CHOOSE)
    name = WordsField(label=_("Tên đội"), limit=60, required=False, help_text=_("Để trống thì gọi theo loại đội."))


class FillForm(forms.Form):
    """Who is in a team, and who leads it."""

    members = forms.MultipleChoiceField(
        label=_("Trong đội có"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE_MANY
    )
    leader = forms.ChoiceField(label=_("Đội trưởng"), required=False, error_messages=CHOOSE)

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = _named(members)
        self.fields["leader"].choices = [("", _("Chưa chọn")), *_named(members)]


DISSOLVE, MERGE = "dissolve", "merge"
ALL, SOME, NONE = "all", "some", "none"


class CloseForm(forms.Form):
    """How a club closes, when and why; at a merger, who goes along."""

    how = forms.ChoiceField(
        label=_("Câu lạc bộ"), widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[(DISSOLVE, _("Giải thể")), (MERGE, _("Sáp nhập vào câu lạc bộ khác"))],
    )  # fmt: skip
    reason = WordsField(
        label=_("Lý do hoặc số quyết định"), limit=80, error_messages={"required": NO_REASON},
    )  # fmt: skip
    into = forms.ChoiceField(
        label=_("Sáp nhập vào"), required=False, error_messages=CHOOSE, help_text=_("Chỉ chọn khi sáp nhập.")
    )
    who = forms.ChoiceField(
        label=_("Thành viên sang câu lạc bộ mới"), required=False, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    moving = forms.MultipleChoiceField(
        label=_("Những người sang"), required=False, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE_MANY
    )

    def __init__(
        self, *args: Any, others: list[Club], members: list[Membership], today: date, **kwargs: Any
    ) -> None:  # fmt: skip
        """`members` are empty for whoever may not read their names: then all go, or none."""
        super().__init__(*args, **kwargs)
        self.others = {str(club.pk): club for club in others}
        self.fields["on"] = DayField(label=_("Thôi hoạt động từ ngày"), today=today)
        self.fields["into"].choices = [
            ("", _("Chọn câu lạc bộ")),
            *((pk, club.name) for pk, club in self.others.items()),
        ]
        who = [(ALL, _("Tất cả")), (SOME, _("Chỉ những người được chọn dưới đây")), (NONE, _("Không ai"))]
        self.fields["who"].choices = who if members else [who[0], who[2]]
        self.fields["who"].initial = ALL
        self.fields["moving"].choices = _named(members)
        self.order_fields(("how", "on", "reason", "into", "who", "moving"))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("how") == MERGE and not given.get("into") and "into" not in self.errors:
            self.add_error("into", _("Chưa chọn câu lạc bộ nhận. Mời chọn một dòng."))
        if given.get("how") == MERGE and given.get("who") == SOME and not given.get("moving"):
            self.add_error("moving", _("Chưa đánh dấu ai. Mời đánh dấu những người sang, hoặc chọn “Không ai”."))
        return given

    def moving_ids(self) -> list[int] | None:
        """The memberships that go along; None: all."""
        given = self.cleaned_data
        if given["who"] == SOME:
            return [int(pk) for pk in given["moving"]]
        return [] if given["who"] == NONE else None
