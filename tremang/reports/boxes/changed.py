"""That figures differ from the records, or earlier ones from what was sent of them. The annex has each with its reason."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from tremang.kernel.format import number
from tremang.reports.boxes.base import Sentence
from tremang.reports.draft import Draft
from tremang.reports.periods import period_of


def given_otherwise(draft: Draft) -> Iterator[Sentence]:
    """That the writer gave some figures otherwise than the records."""
    count = sum(line.code in draft.overrides for line in draft.lines)
    if count:
        text = _("Có %(count)s dòng số liệu báo cáo khác với sổ, lý do từng dòng ghi ở phụ lục.")
        yield Sentence("overrides", text % {"count": number(count)})


def adjusted(draft: Draft) -> Iterator[Sentence]:
    """That something is carried for earlier periods, a sentence for each of them."""
    for label, count in Counter(carry.period for carry in draft.adjustments).items():
        words = {"period": period_of(draft.kind, label).words, "count": number(count)}
        text = _(
            "Số liệu %(period)s đã gửi được điều chỉnh theo sổ hiện nay ở %(count)s dòng, từng dòng ghi ở phụ lục."
        )
        yield Sentence(f"adjusted-{label}", text % words)
