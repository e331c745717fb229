"""What stands in the way: as places raised it, as writers explained it, and as the records say. Nothing is guessed.

A matter stands once in a report, with what was said to it: a silent club among those that need a look, a declaration among
what is missing, a box that differs here. What is said of figures stands in the annex with them (`quoting`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.advice.queries import Cause
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.around import Gap
from tremang.reports.boxes.base import Box, Sentence
from tremang.reports.boxes.phrases import begin, parted, quoted, told_why, unit_called, whole
from tremang.reports.boxes.standing_out import MOST_NAMED
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft

CAUSES = {
    Cause.NEVER_MET: gettext_lazy("%(count)s câu lạc bộ đã ra mắt nhưng quá hai tháng chưa ghi buổi sinh hoạt nào"),
    Cause.NO_WRITER: gettext_lazy("%(count)s câu lạc bộ chưa có thư ký hoặc chủ nhiệm dùng phần mềm"),
    Cause.NO_CHAIR: gettext_lazy("%(count)s câu lạc bộ chưa ghi chủ nhiệm đương nhiệm"),
    Cause.TERM_OVER: gettext_lazy("%(count)s câu lạc bộ đã hết nhiệm kỳ Ban Chủ nhiệm"),
    Cause.AFTER_TET: gettext_lazy("%(count)s câu lạc bộ chưa sinh hoạt lại từ sau Tết"),
    Cause.FEW_CAME: gettext_lazy("%(count)s câu lạc bộ có chưa đến một nửa thành viên dự buổi gần nhất"),
    Cause.UNKNOWN: gettext_lazy("%(count)s câu lạc bộ chưa rõ lý do"),
}
MOST_EXPLAINED = 5
MOST_OF_CITY = 2  # each is some 400 bytes of a page that has to stay within 60 kB
KEY_LIMIT = 60


def draft(draft: Draft) -> Iterable[Sentence]:
    """What was raised first, with its answers."""
    found = [*_raised(draft), *_causes(draft), *_boxes(draft), *_below(draft)]
    if found:
        return found
    if draft.around.paused or draft.around.silent:
        return [Sentence("none", _("Ngoài các câu lạc bộ nêu trên, trong kỳ chưa ghi khó khăn, vướng mắc nào."))]
    return [Sentence("none", _("Trong kỳ chưa ghi khó khăn, vướng mắc nào."))]


def _raised(draft: Draft) -> Iterator[Sentence]:
    """Each in its words; of the whole City the most urgent, the others counted: the annex has them all."""
    shown = draft.obstacles
    if draft.place.kind == Kind.PROVINCE and len(shown) > MOST_OF_CITY:
        shown = sorted(shown, key=lambda one: (one.answered_on is not None, one.due_on, one.obstacle.pk))[:MOST_OF_CITY]
    for carried in shown:
        who = unit_called(carried.origin) if carried.origin else whole(draft.place)
        words = {
            "who": begin(who), "text": quoted(carried.obstacle.text), "holder": unit_called(carried.holder.name),
            "due": written(carried.due_on), "answer": quoted(carried.answer), "on": written(carried.answered_on),
        }  # fmt: skip
        text = _("%(who)s nêu: %(text)s.")
        if carried.answered_on:
            text += " " + _("Ngày %(on)s, %(holder)s đã trả lời: %(answer)s.")
        else:
            text += " " + _("Đang chờ %(holder)s trả lời, hạn đến ngày %(due)s.")
        yield Sentence(f"obstacle-{carried.obstacle.pk}", text % words)
    if rest := len(draft.obstacles) - len(shown):
        waiting = sum(one.answered_on is None for one in draft.obstacles) - sum(
            one.answered_on is None for one in shown
        )
        text = (
            _("Ngoài ra còn %(count)s vướng mắc các nơi đưa lên, trong đó %(waiting)s đang chờ trả lời.")
            if waiting
            else _("Ngoài ra còn %(count)s vướng mắc các nơi đưa lên, đều đã được trả lời.")
        )
        yield Sentence("obstacles-rest", text % {"count": number(rest), "waiting": number(waiting)})


def _causes(draft: Draft) -> Iterator[Sentence]:
    """What the records say of silent clubs, where they are too many to be named each with its own."""
    silent = draft.around.silent
    if draft.place.kind != Kind.PROVINCE and len(silent) <= MOST_NAMED:
        return
    counts = Counter(club.cause for club in silent)
    told = {cause: str(CAUSES[cause]) % {"count": number(counts[cause])} for cause in Cause if counts[cause]}
    texts = [_("Có %(clubs)s.") % {"clubs": told.pop(Cause.NEVER_MET)}] if Cause.NEVER_MET in told else []
    if told:
        text = _("Các câu lạc bộ từ hai tháng trở lên chưa ghi buổi sinh hoạt, theo sổ: %(causes)s.")
        if texts:
            text = _("Các câu lạc bộ khác từ hai tháng trở lên chưa ghi buổi sinh hoạt, theo sổ: %(causes)s.")
        texts.append(text % {"causes": parted(list(told.values()))})
    if texts:
        yield Sentence("causes", " ".join(texts))


def _boxes(draft: Draft) -> Iterator[Sentence]:
    """Boxes that differ from their books: with what the writer says to each, the others counted."""
    asked = {caution.key: caution for caution in cautions(draft) if caution.key.startswith("box-")}
    told = {key: said for key in asked if (said := draft.explanations.get(key))}
    for key, said in told.items():
        yield Sentence(f"explained-{key}", told_why(asked[key].text, said))
    left = {gap.club_id for gap in draft.around.gaps if _asked_as(draft, gap, asked) not in told}
    if left:
        text = _("%(count)s câu lạc bộ có hộp tiền lệch sổ ở lần đếm gần nhất, chưa ghi lý do.")
        yield Sentence("boxes", text % {"count": number(len(left))})


def _asked_as(draft: Draft, gap: Gap, asked: Collection[str]) -> str:
    """The key of the caution that asks after a gap: its own, that of its commune, or that of all beyond the first."""
    key = f"box-{gap.commune_code}" if draft.place.kind == Kind.PROVINCE else gap.key
    return key if key in asked else "box-rest"


def _below(draft: Draft) -> Iterator[Sentence]:
    """What places below said to cautions in their reports, in their own words. What they have not declared, the report names."""
    told = [one for one in draft.around.explained if not one.key.startswith("undeclared-")]
    for one in told[:MOST_EXPLAINED]:
        words = {"place": begin(unit_called(one.place)), "text": one.caution.rstrip("."), "said": quoted(one.text)}
        yield Sentence(
            f"below-{one.code}-{one.key}"[:KEY_LIMIT], _("%(place)s giải thích: %(said)s (%(text)s).") % words
        )


BOX = Box("obstacles", 3, gettext_lazy("Khó khăn, vướng mắc"), draft)
