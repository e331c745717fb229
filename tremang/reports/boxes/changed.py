"""What differs from the records: figures given otherwise with their reason, and what came later for earlier periods."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tremang.reports.adjustments import Carry
from tremang.reports.boxes.base import Sentence
from tremang.reports.boxes.phrases import amount, listed, moved, parted, quoted, small
from tremang.reports.draft import Draft
from tremang.reports.lines.registry import lines
from tremang.reports.periods import period_of

MOST_ADJUSTED = 6


def given_otherwise(draft: Draft) -> Iterator[Sentence]:
    """Figures that the writer gave otherwise, with the reason as he wrote it."""
    for line in draft.lines:
        row = draft.overrides.get(line.code)
        if row is not None:
            words = {
                "line": quoted(str(line.title)), "value": amount(row.value, line.unit),
                "records": amount(draft.sheet.reported[line.code].n, line.unit), "reason": quoted(row.reason),
            }  # fmt: skip
            text = _("Dòng %(line)s báo cáo %(value)s, theo sổ là %(records)s; lý do đã ghi: %(reason)s.") % words
            yield Sentence(f"override-{line.code}", text)


def adjusted(draft: Draft) -> Iterator[Sentence]:
    """What is carried for earlier periods, a sentence for each of them."""
    periods: dict[str, list[Carry]] = {}
    for carry in draft.adjustments:
        periods.setdefault(carry.period, []).append(carry)
    for label, carries in periods.items():
        told = [f"{small(str(lines()[one.line].title))} {moved(one.amount, lines()[one.line].unit)}" for one in carries]
        words = {
            "period": period_of(draft.kind, label).words,
            "moves": listed(told, MOST_ADJUSTED, _("dòng")) if len(told) > MOST_ADJUSTED else parted(told),
        }
        yield Sentence(
            f"adjusted-{label}", _("Điều chỉnh số liệu %(period)s đã gửi theo sổ hiện nay: %(moves)s.") % words
        )
