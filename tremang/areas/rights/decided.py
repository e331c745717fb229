"""What the City decides for this book: how many working days there are for an answer, and which days nobody works."""

from calendar import monthrange
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.decided import Decided, Fields, source
from tremang.areas.rights import problems as say
from tremang.areas.rights.models import AnswerTerm, PublicHoliday
from tremang.areas.rights.terms import COMPLAINT, MATTER
from tremang.kernel.problems import Problem
from tremang.ui.entry import WholeField, WordsField

LUNAR_MONTH, ANY_YEAR = 29, 2027  # days that every lunar month has; a year that is no leap year


def _term_fields() -> Fields:
    return {"working_days": WholeField(least=1, most=365, label=_("Số ngày làm việc")), "source": source()}


def _about(row: Any) -> str:
    return {COMPLAINT: _("Trả lời phản hồi, kiến nghị"), MATTER: _("Xã, phường trả lời việc đưa lên")}.get(
        row.code, row.code
    )


def _holiday_fields() -> Fields:
    return {
        "words": WordsField(limit=80, label=_("Ngày lễ nào")),
        "is_lunar": forms.BooleanField(required=False, label=_("Tính theo âm lịch")),
        "day": WholeField(least=1, most=31, label=_("Ngày")), "month": WholeField(least=1, most=12, label=_("Tháng")),
        "days": WholeField(least=1, most=15, label=_("Nghỉ mấy ngày")),
        "before": WholeField(most=15, label=_("Trong đó mấy ngày trước ngày lễ")),
    }  # fmt: skip


def _holiday(row: Any) -> str:
    given = {"day": f"{row.day}/{row.month}", "days": row.days}
    words = _("%(day)s âm lịch, nghỉ %(days)s ngày") if row.is_lunar else _("%(day)s, nghỉ %(days)s ngày")
    return words % given


def _check_holiday(row: Any) -> None:
    """A day that every year has, and no more days before it than there are at all."""
    last = LUNAR_MONTH if row.is_lunar else monthrange(ANY_YEAR, row.month)[1]
    if row.day > last:
        raise Problem("no_such_day", say.NO_SUCH_DAY, field="day", last=last, month=row.month)
    if row.before >= row.days:
        raise Problem("too_many_before", say.TOO_MANY_BEFORE, field="before", days=row.days)


TABLES = (
    Decided(
        code="term", model=AnswerTerm, title=gettext_lazy("Hạn trả lời"), fields=_term_fields, about=(), words=_about,
        value=lambda row: _("%(n)s ngày làm việc") % {"n": row.working_days}, is_open=False, order=("code",),
    ),
    Decided(
        code="holiday", model=PublicHoliday, title=gettext_lazy("Ngày nghỉ lễ, Tết"), fields=_holiday_fields,
        about=("words",), words=lambda row: row.words, value=_holiday, check=_check_holiday,
    ),
)  # fmt: skip
