"""What is kept of a report when it is sent: enough to write it again, letter for letter, years later.

Of each figure `computed` is what the records gave, `summed` what the places below had sent, `reported` what went up.
The body holds no code that must still exist then: each line stands with its title, unit and way of writing, each sentence
as it was sent. `fingerprint` is the SHA-256 over the newest event of every chain at and below the place, so it shows
whether anything was written since.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import connection

from tremang.accounts.models import User
from tremang.accounts.powers import roles
from tremang.kernel.events import canonical
from tremang.places.models import Place
from tremang.places.queries import under
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.figures import Figures
from tremang.reports.lines.base import Line, Span
from tremang.reports.lines.registry import sections
from tremang.reports.periods import Period, period_of, previous

VERSION = 1


def body(draft: Draft, by: User | None = None, trace: Callable[[Place], str] | None = None) -> dict[str, Any]:
    """The report as it would be sent now by `by`, as plain values. Reads only; call it outside the write lock.

    `trace` gives the fingerprint where it is worked out otherwise than from the chains of now.
    """
    kind, period, place = draft.kind, draft.period, draft.place
    explained = draft.explanations
    lacking = {one.unit.node for one in draft.missing}
    return {
        "version": VERSION,
        "kind": {
            "code": kind.code, "level": kind.level, "rhythm": kind.rhythm, "cut": kind.cut, "title": kind.title,
            "subject": kind.subject, "to": kind.to, "recipients": kind.recipients,
            "letterhead": kind.letterhead,
        },
        "place": {"node": str(place.pk), "code": place.code, "name": place.name, "above": _above(place)},
        "period": {
            "label": period.label, "words": period.words, "from": period.from_on.isoformat(),
            "to": period.to_on.isoformat(), "previous": previous(kind, period).words,
        },
        "signer": {"name": by.full_name, "duty": duty_of(by, draft)} if by else {"name": "", "duty": ""},
        "lines": lines_in(draft),
        "figures": figures_in(draft),
        "parts": [
            {
                "node": part.unit.node, "code": part.unit.code, "name": part.unit.name, "is_sent": part.is_sent,
                "is_done": part.unit.node not in lacking,
                "figures": _pairs(part.reported), "computed": _pairs(part.computed),
            }
            for part in draft.sheet.parts
        ],
        "boxes": [
            {
                "code": box.code, "title": str(box.title),
                "sentences": [
                    {"key": one.key, "text": one.text, "is_edited": one.is_edited}
                    for one in written(draft, box)
                    if not one.is_left_out
                ],
            }
            for code in kind.boxes
            if (box := boxes().get(code))
        ],
        "cautions": [
            {"key": one.key, "text": one.text, "explanation": explained.get(one.key, "")} for one in cautions(draft)
        ],
        "missing": [
            {"code": one.unit.code, "name": one.unit.name, "kind": one.kind.code, "period": one.period.label,
             "words": one.words}
            for one in draft.missing
        ],
        "obstacles": [carried.plain for carried in draft.obstacles],
        "adjustments": [
            {"period": carry.period, "words": period_of(kind, carry.period).words, "line": carry.line,
             "amount": carry.amount}
            for carry in draft.adjustments
        ],
        "fingerprint": (trace or fingerprint)(place),
    }  # fmt: skip


def lines_in(draft: Draft) -> list[dict[str, Any]]:
    """The lines of a report as they are kept."""
    section_of = {line.code: section for section in sections() for line in section.lines}
    return [
        {
            "code": line.code, "title": str(line.title), "section": str(section_of[line.code].title),
            "unit": line.unit.value, "span": line.span.value, "once": line.once, "scale": line.scale,
            "decimals": line.decimals, "is_share": line.is_share,
        }
        for line in draft.lines
    ]  # fmt: skip


def figures_in(draft: Draft) -> dict[str, dict[str, Any]]:
    """Line → its figures as they are kept."""
    reasons = {code: row.reason for code, row in draft.overrides.items()}
    aimed, before = draft.around.aims, previous(draft.kind, draft.period)
    return {
        line.code: {
            "computed": list(draft.sheet.computed[line.code]), "summed": list(draft.sheet.reported[line.code]),
            "reported": list(draft.reported[line.code]),
            "previous": list(draft.previous[line.code]) if _compares(line, draft.period, before) else [None, None],
            "reason": reasons.get(line.code, ""), "aim": aimed.get(line.code),
        }
        for line in draft.lines
    }  # fmt: skip


def _compares(line: Line, now: Period, before: Period) -> bool:
    """Whether a line of both periods counts as much time: what is counted from 1 January on begins anew with each year."""
    return line.span != Span.YEAR or now.to_on.year == before.to_on.year or now.to_on.month == before.to_on.month


def digest(frozen: dict[str, Any]) -> str:
    """The SHA-256 of a body's canonical text, as 64 hex digits."""
    return hashlib.sha256(canonical(frozen).encode()).hexdigest()


def fingerprint(place: Place) -> str:
    """The SHA-256 over chain, number and hash of the newest event of every chain at and below `place`."""
    nodes = list(Place.objects.filter(under(place.path)).order_by("pk").values_list("pk", flat=True))
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for start in range(0, len(nodes), 500):
            some = nodes[start : start + 500]
            cursor.execute(_HEADS.format(", ".join(["%s"] * len(some))), some)
            for head in cursor.fetchall():
                found.update("|".join(map(str, head)).encode() + b"\n")
    return found.hexdigest()


_HEADS = (
    "SELECT e.chain_id, e.sequence, e.hash FROM kernel_event e JOIN (SELECT chain_id, MAX(sequence) AS newest "
    "FROM kernel_event WHERE chain_id IN ({}) GROUP BY chain_id) h ON h.chain_id = e.chain_id AND h.newest = e.sequence "
    "ORDER BY e.chain_id"
)


def _pairs(figures: Figures) -> dict[str, list[int | None]]:
    return {code: list(figure) for code, figure in figures.items()}


def _above(place: Place) -> list[str]:
    """The names of the places above, the nearest first."""
    found, node = [], place.parent
    while node is not None:
        if node.kind in ("commune", "province"):
            found.append(node.name)
        node = node.parent
    return found


def duty_of(by: User, draft: Draft) -> str:
    """The duty by which somebody signs, in words."""
    held = [role for role in roles(by, draft.today) if role.place.contains(draft.place)]
    held.sort(key=lambda role: -role.place.path.count("."))
    return str(held[0].get_kind_display()) if held else ""
