"""Living through histories one after the other, half of them in each of two files, so that two processes share them."""

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from tests.environment import ENGINE
from tests.histories.checks import check, seen
from tests.histories.club import Ground
from tests.histories.history import History
from tests.histories.host import Host
from tests.histories.network import TROUBLE

MUST = {  # that happen at least once in the 300 of the suite
    "choice": "marks contents card dues repayments join place decisions",
    "state": "applied nothing part waiting held refused dropped",
    "trouble": "arrived_late",
    "code": (
        "garbage unknown_kind too_large changed_body wrong_club device_revoked club_closed app_newer unknown_part missing wrong_kind "
        "too_many too_long waits_for_other waits_for_meeting other_dropped not_that no_member no_meeting no_change no_cared "
        "whom_helped nothing_measured cannot_take_back choice_gone chosen_already month_closed no_power in_future taken_back dropped "
        "out_of_range sum_too_large sum_not_positive pressure_order cash_overdrawn while_paused undo_late"
    ),
    "web": "correct record card collect settle review close revoke merge pause dissolve file take_slip_back",
    "phone": "killed restored",
    "clock": "jumped",
    "written": "while_sending",
    "undone": "before_sending",
    "act": "meeting meeting_fix visit help readings joined left card gift slip dues repayments take_back choose looked",
}
SPACED = ("trouble", "written", "undone")
USUAL = 300 if ENGINE == "sqlite" else 30
COUNT, FIRST = int(os.environ.get("HISTORIES", USUAL)), int(os.environ.get("HISTORY_SEED", "1"))
HALVES = (range(FIRST, FIRST + COUNT, 2), range(FIRST + 1, FIRST + COUNT, 2))


def one(begun: Ground, host: Host, seed: int, skip: frozenset[int] = frozenset()) -> tuple[History, Exception | None]:
    """A history lived through and looked at; everything in the database is as before afterwards."""
    cache.clear()
    history, point = History(begun, host, seed, skip), transaction.savepoint()
    try:
        history.run()
        history.counts.update(seen(history))
        check(history)
    except Exception as error:
        return history, error
    finally:
        transaction.savepoint_rollback(point)
    return history, None


def shrunk(begun: Ground, host: Host, seed: int, error: Exception) -> tuple[History, Exception]:
    """The history without the steps that its failure does not need."""
    skip: frozenset[int] = frozenset()
    history, found = one(begun, host, seed)
    for step in reversed(range(history.length)):
        shorter, again = one(begun, host, seed, skip | {step})
        if again is not None and str(again)[:24] == str(error)[:24]:
            skip, history, found = skip | {step}, shorter, again
    return history, found or error


def _spaced(head: str, word: str) -> str:
    return word.replace("_", " ") if head in SPACED else word


def live(begun: Ground, host: Host, seeds: Sequence[int]) -> None:
    """Live through the histories of `seeds`; the first that breaks is told in sentences, without the steps it does not need."""
    counts: Counter[str] = Counter()
    began, broken = time.monotonic(), []
    for seed in seeds:
        history, error = one(begun, host, seed)
        counts.update(history.counts)
        if error is not None:
            broken.append((seed, error))
        if COUNT == 1:
            print("\n".join(history.story))
    told = f"{len(seeds)} histories from seed {seeds[0]} in {time.monotonic() - began:.0f} s"
    print(f"\n{told}; broken: {[seed for seed, _ in broken]}")
    if os.environ.get("HISTORY_COUNTS"):
        print("\n".join(f"{number:7d} {what}" for what, number in sorted(counts.items())))
    if broken:
        for seed, error in broken:
            print(seed, type(error).__name__, str(error)[:300])
        history, error = shrunk(begun, host, *broken[0])
        story = "\n".join(history.story)
        raise AssertionError(f"seed {broken[0][0]}\n{story}\n{error}") from error
    if (COUNT, FIRST) == (300, 1):
        _everything_happened(counts, seeds[0])


def _everything_happened(counts: Counter[str], half: int) -> None:
    """Whichever half ends last looks at both: what never happened, nothing is proved about."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    Path(tempfile.gettempdir(), f"tm-histories-{run}-{half}").write_text(json.dumps(sorted(counts)))
    both = [Path(tempfile.gettempdir(), f"tm-histories-{run}-{first[0]}") for first in HALVES]
    if not all(path.exists() for path in both):
        return
    happened = {what for path in both for what in json.loads(path.read_text())}
    for path in both:
        path.unlink(missing_ok=True)
    wanted = {f"{head} {_spaced(head, word)}" for head, words in MUST.items() for word in words.split()}
    wanted |= {f"trouble {name}" for name in TROUBLE if name}
    assert not wanted - happened, "these never happened, so the histories prove nothing about them"
