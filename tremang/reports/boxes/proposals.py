"""What follows from the records: whom to train, where to go, what to declare, what to answer."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.advice.queries import Cause, Silent
from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.boxes.base import Box, Sentence
from tremang.reports.boxes.missing import DECLARATIONS
from tremang.reports.boxes.phrases import called, listed, parted, unit_called
from tremang.reports.draft import Draft

MOST_NAMED = 5
RENEW = (Cause.NO_CHAIR, Cause.TERM_OVER)


def draft(draft: Draft) -> Iterable[Sentence]:
    """To the place above first, then what the place means to do itself."""
    found = [*_answers(draft), *_training(draft), *_silent(draft), *_boxes(draft), *_declaring(draft), *_reports(draft)]
    return found or [Sentence("none", _("Trong kỳ chưa có kiến nghị, đề xuất."))]


def _answers(draft: Draft) -> Iterator[Sentence]:
    waiting = Counter(
        carried.holder
        for carried in draft.obstacles
        if carried.answered_on is None and carried.holder.pk != draft.place.pk
    )
    for holder, count in waiting.items():
        words = {"holder": unit_called(holder.name), "count": number(count)}
        yield Sentence(
            f"answer-{holder.pk}", _("Đề nghị %(holder)s trả lời %(count)s vướng mắc đã nêu ở trên.") % words
        )


def _training(draft: Draft) -> Iterator[Sentence]:
    count = draft.around.untrained
    if count:
        words = {"count": number(count)}
        if draft.place.kind == Kind.PROVINCE:
            text = _(
                "Mở lớp tập huấn ban đầu và nhắc lại cho Ban Chủ nhiệm của %(count)s câu lạc bộ chưa được tập huấn đủ."
            )
        else:
            text = _(
                "Đề nghị Thành phố mở lớp tập huấn cho Ban Chủ nhiệm của %(count)s câu lạc bộ chưa được tập huấn đủ."
            )
        yield Sentence("training", text % words)


def _silent(draft: Draft) -> Iterator[Sentence]:
    """By what the records say of the silence: an account, a new board, else a visit."""
    silent = draft.around.silent
    told = (
        (
            "users",
            [club for club in silent if club.cause == Cause.NO_WRITER],
            _("Cấp tài khoản và hướng dẫn ghi sổ cho thư ký của %(clubs)s."),
        ),
        (
            "renewal",
            [club for club in silent if club.cause in RENEW],
            _("Kiện toàn Ban Chủ nhiệm và ghi vào sổ đối với %(clubs)s."),
        ),
        (
            "visit",
            [club for club in silent if club.cause not in (Cause.NO_WRITER, *RENEW)],
            _("Đến thăm, nắm tình hình và giúp sinh hoạt trở lại đối với %(clubs)s."),
        ),
    )
    for key, found, text in told:
        if found:
            yield Sentence(key, text % {"clubs": _clubs(draft, found)})


def _clubs(draft: Draft, found: list[Silent]) -> str:
    if draft.place.kind == Kind.PROVINCE or len(found) > MOST_NAMED + 1:
        return _("%(count)s câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt") % {"count": number(len(found))}
    text = _("câu lạc bộ %(names)s") if len(found) == 1 else _("các câu lạc bộ %(names)s")
    return text % {"names": listed([called(club.name) for club in found])}


def _boxes(draft: Draft) -> Iterator[Sentence]:
    count = len({gap.club_id for gap in draft.around.gaps})
    if count:
        text = _("Hướng dẫn %(count)s câu lạc bộ đếm lại hộp tiền, tìm chỗ lệch hoặc ghi lý do.")
        yield Sentence("boxes", text % {"count": number(count)})


def _declaring(draft: Draft) -> Iterator[Sentence]:
    what = [str(DECLARATIONS[one.indicator]) for one in draft.around.undeclared if one.indicator in DECLARATIONS]
    if what:
        who = _("Đôn đốc các xã, phường khai báo") if draft.place.kind == Kind.PROVINCE else _("Khai báo")
        yield Sentence("declaring", f"{who} {parted(what)}.")


def _reports(draft: Draft) -> Iterator[Sentence]:
    units = {one.unit.node for one in draft.missing if one.unit.node != draft.place.pk}
    if units:
        words = {"count": number(len(units))}
        if draft.place.kind == Kind.PROVINCE:
            text = _("Đôn đốc %(count)s xã, phường hoàn thành báo cáo.")
        else:
            text = _("Hướng dẫn %(count)s câu lạc bộ ghi đủ các buổi sinh hoạt trong kỳ.")
        yield Sentence("reports", text % words)


BOX = Box("proposals", 5, gettext_lazy("Kiến nghị, đề xuất"), draft)
