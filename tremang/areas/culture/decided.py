"""What the City decides for this book: the ages at which a long life is wished."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.decided import Decided, Fields, source
from tremang.areas.common.forms import choice
from tremang.areas.culture.models import LongevityAge
from tremang.ui.entry import WholeField, WordsField


def _fields() -> Fields:
    return {
        "age": WholeField(least=60, most=130, label=_("Tuổi")),
        "count": choice(_("Tính tuổi thế nào"), LongevityAge.Count.choices),
        "wished_by": WordsField(limit=120, label=_("Ai mừng thọ")), "source": source(),
    }  # fmt: skip


def _words(row: Any) -> str:
    return (_("Từ %(age)s tuổi trở lên") if row.and_over else _("%(age)s tuổi")) % {"age": row.age}


TABLES = (
    Decided(
        code="age", model=LongevityAge, title=gettext_lazy("Tuổi mừng thọ"), fields=_fields, about=("age",), words=_words,
        value=lambda row: f"{row.get_count_display()}; {row.wished_by}", order=("age",),
    ),
)  # fmt: skip
