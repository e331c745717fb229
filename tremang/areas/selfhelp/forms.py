"""Forms of the book of self-help."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.areas.common.asking import clean_helped
from tremang.areas.common.forms import CHOOSE, MOST_PEOPLE, RecordForm, ThemedForm, choice, example
from tremang.areas.selfhelp import problems as say
from tremang.areas.selfhelp.models import HOURS_OF_A_DAY, ActionKind, HelpKind
from tremang.clubs.models import Group
from tremang.kernel.problems import Problem
from tremang.ui.asking import Asker
from tremang.ui.entry import MoneyField, WholeField, WordsField

MOST_DAYS = 999
MANY_HOURS = 12  # of one person in a day: more is most likely what all took together


class HoursField(WholeField):
    """Whole hours. A comma or a point stands for half an hour here, never for thousands: 2.5 must not become 25."""

    def clean(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_(say.WHOLE_HOURS))
        return super().clean(text)


class HelpForm(RecordForm):
    """Somebody in hardship was helped."""

    more = ("value", "days")

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Giúp thành viên"), _("Không phải thành viên"))
        self.fields["about"] = WordsField(
            limit=120, required=False, label=_("Nếu là người ngoài câu lạc bộ, ghi vài chữ, không cần tên"),
            widget=example(_("Ví dụ một gia đình ở xóm Đông")),
        )  # fmt: skip
        self.fields["kind"] = choice(_("Giúp bằng gì"), HelpKind.choices)
        self.fields["what"] = WordsField(limit=160, label=_("Đã giúp gì"), widget=example(_("Ví dụ 20 kg gạo")))
        self.fields["on"] = self.day(_("Ngày giúp"))
        self.fields["value"] = MoneyField(required=False, label=_("Ước giá trị"), widget=example(_("Ví dụ 300.000")))
        self.fields["days"] = WholeField(most=MOST_DAYS, required=False, label=_("Số ngày công"))

    def clean_membership_id(self) -> int | None:
        """A member who did not take back that his circumstances may be written."""
        return clean_helped(self)

    def values(self) -> dict:
        found = super().values()
        return found | {"value": found["value"] or 0, "days": found["days"] or 0}


class CommunityActionForm(ThemedForm):
    """Something was done for the community."""

    more = ("outsiders", "hours", "is_led", "themes", "own")

    def build(self) -> None:
        self.fields["kind"] = choice(_("Loại việc"), ActionKind.choices)
        self.fields["what"] = WordsField(
            limit=160, label=_("Đã làm gì"), widget=example(_("Ví dụ dọn vệ sinh đường trục thôn"))
        )
        self.fields["on"] = self.day(_("Ngày làm"))
        self.fields["people"] = WholeField(least=1, most=MOST_PEOPLE, label=_("Số người tham gia"))
        self.fields["outsiders"] = WholeField(
            most=MOST_PEOPLE, required=False, label=_("Trong đó người ngoài câu lạc bộ")
        )
        self.fields["hours"] = HoursField(most=MOST_DAYS, required=False, label=_("Mỗi người mấy giờ"))
        self.fields["is_led"] = forms.BooleanField(required=False, initial=True, label=_("Câu lạc bộ đứng ra làm"))
        self.build_themes()

    def values(self) -> dict:
        found = super().values()
        return found | {"outsiders": found["outsiders"] or 0, "hours": found["hours"] or 0}

    def ask(self, asker: Asker) -> None:
        """Ask once about a very long day of each; more than a day has, the act refuses."""
        hours = self.cleaned_data["hours"] or 0
        if MANY_HOURS < hours <= HOURS_OF_A_DAY and hours != getattr(self.row, "hours", None):
            asker.ask(f"gio {hours}", Problem("many_hours", say.MANY_HOURS, field="hours", hours=hours))


class FindForm(RecordForm):
    """What a group leader found this month."""

    more = ("is_done", "outcome")

    def build(self) -> None:
        groups = Group.objects.filter(club=self.club).order_by("name").values_list("pk", "name")
        self.fields["group_id"] = forms.TypedChoiceField(
            label=_("Tổ"), choices=[("", _("Chọn tổ")), *((str(pk), name) for pk, name in groups)], coerce=int,
            error_messages=CHOOSE,
        )  # fmt: skip
        self.fields["what"] = WordsField(
            limit=200, label=_("Tổ trưởng thấy gì"), widget=example(_("Ví dụ nhà cụ cuối ngõ dột mái"))
        )
        self.fields["on"] = self.day(_("Ngày báo"))
        self.fields["is_done"] = forms.BooleanField(required=False, label=_("Đã lo xong"))
        self.fields["outcome"] = WordsField(limit=200, required=False, label=_("Kết quả"))
