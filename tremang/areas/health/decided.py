"""What the City decides for this book: from which figures members are advised to go to the health station."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.decided import Decided, Fields, source
from tremang.areas.common.forms import choice
from tremang.areas.health.models import Level, Measure, Threshold
from tremang.ui.entry import WholeField, WordsField

MOST = 9_999


def _fields() -> Fields:
    return {
        "measure": choice(_("Chỉ số nào"), Measure.choices),
        "lowest": WholeField(most=MOST, required=False, label=_("Từ mức (mmHg; đường huyết ghi phần mười mmol/l)")),
        "highest": WholeField(most=MOST, required=False, label=_("Đến mức, nếu có")),
        "level": choice(_("Khi nào nên đi"), Level.choices),
        "advice": WordsField(limit=160, label=_("Lời khuyên")), "source": source(),
    }  # fmt: skip


def _value(row: Any) -> str:
    given = {"low": row.lowest, "high": row.highest, "advice": row.advice}
    if row.lowest is None:
        return _("đến %(high)s: %(advice)s") % given
    if row.highest is None:
        return _("từ %(low)s: %(advice)s") % given
    return _("từ %(low)s đến %(high)s: %(advice)s") % given


TABLES = (
    Decided(
        code="threshold", model=Threshold, title=gettext_lazy("Ngưỡng khuyên đi khám"), fields=_fields, about=("measure",),
        words=lambda row: f"{Measure(row.measure).label}, {Level(int(row.level)).label}", value=_value,
        order=("measure", "lowest", "highest"),
    ),
)  # fmt: skip
