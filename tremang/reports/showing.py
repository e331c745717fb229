"""How the figures of a report are written on pages, alike for a draft and for a frozen body.

Both come as the plain values that `freezing` keeps: `lines` (title, unit, way of writing) and `figures` (computed,
summed, reported, previous, reason, aim), so a report sent years ago is shown without the code that made it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may
from tremang.accounts.suppression import LIMIT
from tremang.kernel.format import number, percent, vnd
from tremang.places.models import Kind, Place
from tremang.reports.lines.base import Figure, Line, Unit
from tremang.reports.lines.registry import sensitive
from tremang.reports.shown import shown, told, value

KEPT_BACK = "•••"


@dataclass(frozen=True)
class Row:
    """A line as a page shows it; every value is text, "" where there is nothing to say.

    `computed` is the number of the records where the writer gave another one, with his `reason`.
    """

    code: str
    title: str
    now: str
    previous: str
    change: str
    aim: str
    computed: str = ""
    reason: str = ""
    url: str = ""
    mend_url: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Part:
    """A section with its lines; `number` names it within the page."""

    number: int
    title: str
    rows: list[Row]


def is_sensitive(code: str) -> bool:
    """Whether a line counts people by needs, hardship or cards, which only those see whose duty it is (decision 9)."""
    return code in sensitive()


def too_small(lines: Iterable[Mapping[str, Any]], figures: Mapping[str, Any]) -> set[str]:
    """The sensitive lines whose number is below 5 and so kept back of a whole city too.

    Needs have their share told for the City however few they are.
    """
    return {code for code in _kept_small(lines) if _is_small(figures[code]["reported"])}


def less_small(lines: Iterable[Mapping[str, Any]], figures: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures, of such lines without a number of the period before that is below 5: neither it nor the change is told."""
    struck = {code for code in _kept_small(lines) if _is_small(figures[code]["previous"])}
    return {code: {**one, "previous": [None, None]} if code in struck else one for code, one in figures.items()}


def _kept_small(lines: Iterable[Mapping[str, Any]]) -> list[str]:
    return [line["code"] for line in lines if is_sensitive(line["code"]) and not line["code"].startswith("target_")]


def _is_small(pair: Sequence[int | None]) -> bool:
    return (pair[0] or 0) < LIMIT


def sees_needs(user: User, place: Place, today: date) -> bool:
    """Whether the reader sees such a line of `place`: the City's own sum everybody, any other only by duty."""
    return place.kind == Kind.PROVINCE or may(user, Verb.SEE_SENSITIVE, place, today)


def changed(line: Mapping[str, Any], before: Sequence[int | None], after: Sequence[int | None]) -> str:
    """What happened between two figures: tăng 12, giảm 1,5 điểm; "" where nothing did or nothing can be said."""
    one, other = value(line, before), value(line, after)
    if one is None or other is None:
        return ""
    if line["unit"] == Unit.PERCENT:
        amount = _("%(points)s điểm %%") % {"points": number(abs(other - one), line["decimals"])}
    elif line["unit"] == Unit.DONG:
        amount = vnd(int(abs(other - one)))
    else:
        amount = number(abs(other - one), 0)
    if one == other:
        return ""
    return (_("tăng %(amount)s") if other > one else _("giảm %(amount)s")) % {"amount": amount}


def aimed(line: Mapping[str, Any], figure: Sequence[int | None], aim: Mapping[str, Any] | None) -> str:
    """How a figure stands to what the plan promised: 76,0% của 250; of shares the target itself."""
    if not aim or aim["min"] is None:
        return ""
    if line["unit"] == Unit.PERCENT:
        if aim["max"] is None:
            return _("chỉ tiêu từ %(least)s%%") % {"least": aim["min"]}
        return _("chỉ tiêu %(least)s–%(most)s%%") % {"least": aim["min"], "most": aim["max"]}
    found = value(line, figure)
    if not aim["min"] or found is None:
        return ""
    share = percent(Decimal(found) * 100 / aim["min"], 1)
    return _("%(share)s của %(target)s") % {"share": share, "target": number(aim["min"])}


def parts_of(
    lines: Sequence[Mapping[str, Any]], figures: Mapping[str, Any], hidden: Collection[str] = (),
    url: Callable[[str], str] = lambda _code: "", mend: Callable[[str], str] = lambda _code: "",
) -> list[Part]:  # fmt: skip
    """The lines of a report by their sections. `hidden` are the codes kept back from this reader."""
    found: list[Part] = []
    for line in lines:
        if not found or found[-1].title != line["section"]:
            found.append(Part(len(found) + 1, line["section"], []))
        code = line["code"]
        found[-1].rows.append(
            Row(code, line["title"], KEPT_BACK, KEPT_BACK, "", "", is_hidden=True)
            if code in hidden
            else _shown(line, figures[code], url(code), "" if line["is_share"] else mend(code))
        )
    return found


def _shown(line: Mapping[str, Any], entry: Mapping[str, Any], url: str, mend_url: str) -> Row:
    now = entry["reported"]
    return Row(
        line["code"], line["title"], shown(line, now), shown(line, entry["previous"]),
        changed(line, entry["previous"], now), aimed(line, now, entry["aim"]),
        computed=shown(line, entry["summed"]) if entry["reason"] else "", reason=entry["reason"], url=url,
        mend_url=mend_url,
    )  # fmt: skip


def of_line(line: Line, figure: Figure) -> str:
    """A figure of a line of the code, as people write it."""
    return shown(told(line), figure)
