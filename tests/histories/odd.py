"""What no phone of ours should send, or only in error: one of each that the catalogue of refusals knows."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tremang.inbox.models import State, Submission
from tremang.inbox.work import newest

if TYPE_CHECKING:
    from tests.histories.history import History

NEVER = "01999999-0000-7000-8000-000000000000"
HUGE = 300_000  # letters beyond which nothing of a text is kept
Odd = tuple[str, dict[str, Any]]


class Past:
    """What came to the club before: some acts lean on it."""

    def __init__(self, history: "History") -> None:
        rows = list(Submission.objects.filter(club=history.club_id).order_by("pk"))
        latest = {row.pk: newest(row) for row in rows}
        self.dropped = [row.uid for row in rows if latest[row.pk] and latest[row.pk].state == State.DROPPED]
        self.plain = [
            row.uid for row in rows if row.kind in ("gift", "slip", "looked", "dues") and row.uid not in self.dropped
        ]
        self.final = [row.uid for row in rows if row.kind in ("choose", "looked", "take_back")]
        self.late = [row.uid for row in rows if history.at - row.received_at > timedelta(days=30)]


def keeper(history: "History") -> list[Odd]:
    """Of secretary and chair."""
    day, m = history.today.isoformat(), str(history.ground.members[0].pk)
    stranger = str(history.world.members["Bùi Thị Sáu"].pk)
    future = (history.today + timedelta(days=40)).isoformat()
    fix, many = {"changes": {"place": ["", "x"]}}, {str(n): "absent" for n in range(2_100)}
    return [
        ("meeting", {"place": "Đình"}), ("meeting", {"held_on": day, "colour": "xanh"}), ("meeting", {"held_on": 7}),
        ("meeting", {"held_on": future, "place": "Đình"}), ("meeting", {"held_on": day, "marks": many}),
        ("meeting", {"held_on": day, "decisions": "a" * (HUGE + 10_000)}), ("meeting", {"held_on": day, "decisions": "ă" * 9_000}),
        ("meeting", {"held_on": day, "marks": {stranger: "absent"}}), ("meeting", {"held_on": "2023-01-02", "place": "Đình"}),
        ("card", {"membership": stranger, "changes": {"phone": ["", "0912345678"]}}), ("card", {"membership": m, "changes": {}}),
        ("card", {"membership": m, "changes": {"nickname": ["", "ă" * 200]}}), ("meeting_fix", {"meeting": "1"} | fix),
        ("meeting_fix", {"meeting": f"new:{NEVER}"} | fix), ("visit", {"cared": m, "volunteer": m, "on": day, "done": ["food"]}),
        ("help", {"day": day, "kind": "goods", "what": "gạo"}), ("readings", {"day": day, "taken": {}}),
        ("readings", {"day": day, "taken": {m: {"systolic": 900, "diastolic": 80}}}),
        ("slip", {"day": day, "kind": "supplies", "amount": 10_000}),
        ("readings", {"day": day, "taken": {m: {"systolic": 80, "diastolic": 120}}}), ("looked", {"what": "money"}),
        *either(),
    ]  # fmt: skip


def treasurer(history: "History") -> list[Odd]:
    """Of the treasurer."""
    day, m = history.today.isoformat(), str(history.ground.members[0].pk)
    stranger = str(history.world.members["Bùi Thị Sáu"].pk)
    return [
        ("dues", {"day": day, "sums": {m: 10**13}}), ("dues", {"day": day, "sums": {m: 0}}), ("dues", {"day": day, "sums": {}}),
        ("dues", {"day": day, "sums": {stranger: 10_000}}), ("gift", {"day": day, "kind": "goods", "what": "", "amount": 0}),
        ("gift", {"day": day, "kind": "money", "amount": -5}),
        ("slip", {"day": day, "kind": "supplies", "amount": 10**11, "fund": "activity"}),
        ("repayments", {"day": day, "sums": {"1": 100_000}}), ("gift", {"day": day, "kind": "money", "amount": 10**15}),
        ("dues", {"day": day, "sums": {f"new:{NEVER}": 10_000}}), *either(),
    ]  # fmt: skip


def either() -> list[Odd]:
    """Of whoever holds a phone."""
    return [("party", {"cake": 1}), ("choose", {"choice": "1", "pick": "first"}), ("take_back", {"uid": NEVER})]


def leaning(history: "History", is_treasurer: bool) -> list[Odd]:
    """What leans on something that came before, and cannot."""
    past = Past(history)
    found: list[Odd] = [("take_back", {"uid": uid}) for uid in (*past.final[:1], *past.late[:1])]
    for uid in (*past.plain[:1], *past.dropped[:1]):
        if is_treasurer:
            found.append(("dues", {"day": history.today.isoformat(), "sums": {f"new:{uid}": 10_000}}))
        else:
            found.append(("card", {"membership": f"new:{uid}", "changes": {"phone": ["", "0912345678"]}}))
    return found


def raw(history: "History", rng: random.Random) -> list[str]:
    """Texts that no phone of ours makes: two of them, so that all come in turn."""
    m = str(history.ground.members[0].pk)
    uid = f"01999999-1111-7000-8000-{history.next():012d}"
    whole = {"uid": uid, "kind": "card", "club": str(history.club_id), "made_at": "2026-09-23T09:00:00+07:00", "app": 1,
             "helper": "", "base": {}, "body": {}}  # fmt: skip
    makers: list[Callable[[], Any]] = [
        lambda: "{", lambda: whole | {"club": str(history.world.trai_giua.pk)}, lambda: whole | {"body": [1]},
        lambda: whole | {"app": 9, "body": {"membership": m, "mood": "vui"}}, lambda: whole | {"more": 1},
        lambda: whole | {"uid": known, "kind": "gift"},
    ]  # fmt: skip
    known = Submission.objects.filter(club=history.club_id).order_by("pk").values_list("uid", flat=True).first() or uid
    found = [makers[history.seed % len(makers)](), rng.choice(makers)()]
    return [text if isinstance(text, str) else json.dumps(text) for text in found]
