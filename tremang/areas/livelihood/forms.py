"""Forms of the book of income."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.areas.common.asking import clean_asked
from tremang.areas.common.forms import CHOOSE, MOST_PEOPLE, RecordForm, ThemedForm, choice, example
from tremang.areas.common.queries import called_on
from tremang.areas.livelihood.models import CourseKind, MentorPair
from tremang.areas.livelihood.queries import pair_words, pairs_in, volunteers
from tremang.kernel.periods import month_of
from tremang.members.models import Purpose
from tremang.ui.entry import DayField, WholeField, WordsField
from tremang.ui.templatetags.ui import upfirst

LINE_LIMIT = 160
A_YEAR = timedelta(days=365)


def one_of(label: str, rows: list[tuple[str, str]]) -> forms.TypedChoiceField:
    """A field that chooses a row by its id."""
    return forms.TypedChoiceField(
        label=label, choices=[("", _("Chọn trong danh sách")), *((pk, upfirst(words)) for pk, words in rows)], coerce=int,
        error_messages=CHOOSE,
    )  # fmt: skip


class IncomeGroupForm(RecordForm):
    """An income group; a new one names its first members."""

    more = ("to_on",)

    def build(self) -> None:
        self.fields["name"] = WordsField(limit=80, label=_("Tên tổ"), widget=example(_("Ví dụ Tổ nuôi vịt")))
        self.fields["trade"] = WordsField(limit=80, label=_("Làm nghề gì"), widget=example(_("Ví dụ nuôi vịt")))
        self.fields["product"] = WordsField(
            limit=120, required=False, label=_("Sản phẩm"), widget=example(_("Ví dụ trứng vịt, vịt thịt"))
        )
        self.fields["from_on"] = self.day(_("Lập từ ngày"))
        if self.row is None:
            self.fields["members"] = self.many_members(_("Ai trong tổ"))
        self.fields["to_on"] = DayField(today=self.today, required=False, label=_("Ngày cuối, nếu tổ đã nghỉ"))


class JoinForm(RecordForm):
    """Members who come into a group on a day."""

    def build(self) -> None:
        self.fields["from_on"] = self.day(_("Vào từ ngày"))
        self.fields["members"] = self.many_members(_("Ai vào tổ"), required=True)


class LeaveForm(RecordForm):
    """The last day of a member in a group."""

    def build(self) -> None:
        self.fields["to_on"] = self.day(_("Ngày cuối ở trong tổ"))


class MentorPairForm(RecordForm):
    """A volunteer helps a member."""

    more = ("to_on",)

    def build(self) -> None:
        rows = [(str(row.pk), called_on(row, self.today)) for row in volunteers(self.club.pk, self.today)]
        if self.row is not None and str(self.row.volunteer_id) not in dict(rows):
            rows.append((str(self.row.volunteer_id), called_on(self.row.volunteer, self.today)))
        self.fields["volunteer_id"] = one_of(_("Tình nguyện viên kinh tế"), rows)
        if not rows:
            self.fields["volunteer_id"].help_text = _("Đội kinh tế chưa có ai. Mời thêm người ở trang Tổ và đội trước.")
        self.fields["membership_id"] = self.one_member(_("Giúp thành viên"))
        self.fields["about"] = WordsField(limit=120, label=_("Giúp việc gì"), widget=example(_("Ví dụ nuôi vịt đẻ")))
        self.fields["from_on"] = self.day(_("Từ ngày"))
        self.fields["to_on"] = DayField(today=self.today, required=False, label=_("Ngày cuối, nếu đã thôi"))


class MentorMonthForm(RecordForm):
    """The line of a pair for a month."""

    def build(self) -> None:
        rows = {pair.pk: pair for pair in pairs_in(self.club.pk, self.today - A_YEAR, self.today)}
        if self.row is not None and self.row.pair_id not in rows:
            found = MentorPair.objects.select_related("volunteer__person", "membership__person")
            rows[self.row.pair_id] = found.get(pk=self.row.pair_id)
        self.fields["pair_id"] = one_of(
            _("Cặp nào"), [(str(pair.pk), pair_words(pair, self.today)) for pair in rows.values()]
        )
        self.fields["on"] = self.day(_("Ngày ghi"))
        self.fields["what"] = WordsField(
            limit=LINE_LIMIT, label=_("Tháng này đã làm gì"), widget=example(_("Ví dụ cùng đi mua 50 vịt giống"))
        )
        self.fields["result"] = WordsField(
            limit=LINE_LIMIT, required=False, label=_("Kết quả"), widget=example(_("Ví dụ bán được 30 kg"))
        )

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"month": month_of(found["on"])}


class CourseForm(ThemedForm):
    """A course, or what extension workers gave."""

    more = ("outsiders", "themes", "own")

    def build(self) -> None:
        self.fields["kind"] = choice(_("Loại hỗ trợ"), CourseKind.choices)
        self.fields["what"] = WordsField(
            limit=160, label=_("Học gì, được gì"), widget=example(_("Ví dụ ủ phân hữu cơ"))
        )
        self.fields["provider"] = WordsField(
            limit=120, label=_("Đơn vị hướng dẫn"), widget=example(_("Ví dụ Trạm Khuyến nông"))
        )
        self.fields["on"] = self.day(_("Ngày"))
        self.fields["members"] = self.many_members(_("Ai dự"))
        self.fields["outsiders"] = WholeField(most=MOST_PEOPLE, required=False, label=_("Số người ngoài câu lạc bộ"))
        self.build_themes()

    def values(self) -> dict[str, Any]:
        found = super().values()
        return found | {"outsiders": found["outsiders"] or 0}


class PovertyExitForm(RecordForm):
    """The household of a member left poverty."""

    def build(self) -> None:
        self.fields["membership_id"] = self.one_member(_("Hộ của thành viên"))
        self.fields["on"] = self.day(_("Ngày có quyết định"))
        self.fields["note"] = WordsField(
            limit=200, required=False, label=_("Ghi thêm"), widget=example(_("Ví dụ nhờ nuôi vịt và vốn vay"))
        )

    def clean_membership_id(self) -> int | None:
        """A member who agreed; the refusal says to what he did not."""
        return clean_asked(self, Verb.SEE_SENSITIVE, Purpose.VULNERABLE)
