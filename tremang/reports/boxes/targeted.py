"""How the targets of the plan stand, as sentences: reached, on the way, without a number yet."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.facts.measures import PHASES
from tremang.indicators.registry import indicators
from tremang.kernel.format import number
from tremang.places.models import Kind
from tremang.reports.boxes.base import Sentence
from tremang.reports.boxes.phrases import parted, share, small
from tremang.reports.draft import Draft
from tremang.reports.lines.base import Figure, Line
from tremang.reports.targets import Aimed

SHORT = {"older_women_share": gettext_lazy("tỷ lệ nữ trong số người cao tuổi vào câu lạc bộ mới")}
NEEDS = "needs_supported"  # below the City only those see it whose duty it is: so it stands in no sentence there
STARTS = {phase.code: phase.from_on for phase in PHASES}


def target_sentences(draft: Draft) -> Iterator[Sentence]:
    """What has reached the plan's number, what is on its way, what has no number yet; watched ones are left to the table."""
    reached: dict[str, list[str]] = {"met": [], "above": [], "going": [], "blank": []}
    years: set[date] = set()
    for line in draft.lines:
        aim = draft.around.aims.get(line.code)
        if aim is None or aim["min"] is None or STARTS.get(line.phase, draft.around.day) > draft.around.day:
            continue
        if line.indicator == NEEDS and draft.place.kind != Kind.PROVINCE:
            continue
        figure, title = draft.reported[line.code], _short(line)
        years.add(date.fromisoformat(aim["until"]))
        if line.is_share and not figure.d:
            reached["blank"].append(title)
            continue
        is_met = figure.n * 100 >= aim["min"] * (figure.d or 0) if line.is_share else figure.n >= aim["min"]
        is_above = line.is_share and aim["max"] is not None and figure.n * 100 > aim["max"] * (figure.d or 0)
        reached["above" if is_above else "met" if is_met else "going"].append(f"{title} {_reached(figure, aim, line)}")
    when = _(" đến hết năm %(year)s") % {"year": years.pop().year} if len(years) == 1 else ""
    told = (
        ("met", _("Đã đạt mức của Kế hoạch%(when)s: %(targets)s.")),
        ("above", _("Cao hơn khoảng của Kế hoạch%(when)s: %(targets)s.")),
        ("going", _("Chưa đạt mức của Kế hoạch%(when)s: %(targets)s.")),
        ("blank", _("Chưa có số liệu để tính: %(targets)s.")),
    )
    for key, text in told:
        if reached[key]:
            yield Sentence(f"targets_{key}", text % {"when": when, "targets": parted(reached[key])})


def _short(line: Line) -> str:
    indicator = indicators()[line.indicator]
    return small(str(SHORT.get(indicator.code, indicator.short)))


def _reached(figure: Figure, aim: Aimed, line: Line) -> str:
    """18,2% (mục tiêu 60%); 59,4% (mục tiêu 50–60%); 33 (bằng 13,2% mục tiêu 250), without the share below 0,1%."""
    least, most = aim["min"] or 0, aim["max"]
    if not line.is_share:
        words = {"value": number(figure.n), "goal": number(least), "share": share(Figure(figure.n, least))}
        if least and 1000 * figure.n >= least:
            return _("%(value)s (bằng %(share)s mục tiêu %(goal)s)") % words
        return _("%(value)s (mục tiêu %(goal)s)") % words
    goal = number(least) if most is None or most == least else f"{number(least)}–{number(most)}"
    return _("%(value)s (mục tiêu %(goal)s%%)") % {"value": share(figure), "goal": goal}
