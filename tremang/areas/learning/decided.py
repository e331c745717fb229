"""What the City decides for this book: the library of topics."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.areas.common.decided import Decided, Fields
from tremang.areas.common.forms import choice
from tremang.areas.learning.models import NAME_LIMIT, Subject, Topic
from tremang.ui.entry import WordsField

POINTS_LIMIT = 400


def _fields() -> Fields:
    return {
        "title": WordsField(limit=NAME_LIMIT, label=_("Tên chủ đề")), "subject": choice(_("Thuộc mảng nào"), Subject.choices),
        "points": WordsField(limit=POINTS_LIMIT, label=_("Nên nói những gì")),
    }  # fmt: skip


TABLES = (
    Decided(
        code="topic", model=Topic, title=gettext_lazy("Chủ đề nói chuyện"), fields=_fields, about=(),
        words=lambda row: row.title, value=lambda row: row.points, has_levels=False, order=("subject", "title"),
    ),
)  # fmt: skip
