"""What the phone reckons for a meeting beside the draft: a new loan's schedule as the server's, contents that the day tells."""

import json
import random
import subprocess
from datetime import date
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tremang.clubs.days import days_from, next_day
from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.inbox.meeting_parts import meant

CORE = Path(__file__).parents[1] / "static" / "phone" / "core" / "meeting-more.js"
RUN = """
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
const more = await import(pathToFileURL(process.argv[2]));
const [name, cases] = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map((one) => more[name](...one))));
"""
CASES = 200


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory):
    """`phone(name, cases)` is what the core's function of that name says to each case's arguments."""
    playwright = pytest.importorskip("playwright", reason="its node runs the phone's core")
    script = tmp_path_factory.mktemp("phone") / "run.mjs"
    script.write_text(RUN, encoding="utf-8")
    node = Path(playwright.__file__).parent / "driver" / "node"

    def ask(name: str, cases: list[list[Any]]) -> list[Any]:
        told = json.dumps([name, cases], ensure_ascii=False)
        done = subprocess.run([node, script, CORE], input=told, capture_output=True, text=True, timeout=60, check=False)
        assert not done.stderr, done.stderr[-2000:]
        return json.loads(done.stdout)

    return ask


def terms(dice: random.Random) -> tuple[dict[str, Any], dict[str, Any], Terms]:
    """A loan and a club as the phone sees them, and the same as the server does."""
    months, grace = dice.randint(2, 24), dice.choice((0, 0, 0, 1))
    rate, multiple = dice.choice(("0", "0.5", "0.65", "1", "1.6666")), dice.choice((1, 500, 1_000))
    method, repay = dice.choice(list(Method)), dice.choice(list(Repay))
    day, lunar = dice.choice((0, 15, 25, 31)), dice.random() < 0.3
    first = date(2026, dice.randint(1, 12), dice.randint(1, 28))
    if day and dice.random() < 0.6:
        first = next_day(day, lunar, first)
    meets = bool(day) and next_day(day, lunar, first) == first
    loan = {"principal": dice.randint(1, 100) * 100_000, "months": months, "first_due": first.isoformat()}
    rules = {"rate_month": rate, "method": method.value, "repay": repay.value, "grace": grace, "multiple": multiple}
    club = {"meeting_day": day, "lunar": lunar, "regulation": rules}
    wanted = Terms(
        principal=loan["principal"], months=months, rate_month=Fraction(rate) / 100, method=method, repay=repay,
        first_due=first, multiple=multiple, grace=grace, calendar=(lambda since: days_from(day, lunar, since)) if meets else None,
    )  # fmt: skip
    return loan, {"club": club}, wanted


def test_the_first_instalments_shown_before_a_loan_is_written_are_those_that_the_server_will_ask_for(phone):
    dice = random.Random(20260925)
    cases = [terms(dice) for _case in range(CASES)]
    found = phone("scheduleOf", [[loan, view] for loan, view, _terms in cases])
    for (loan, view, wanted), rows in zip(cases, found, strict=True):
        periods = islice(schedule(wanted), wanted.months)
        assert rows == [[one.due_on.isoformat(), one.principal, one.interest] for one in periods], (loan, view)


def draft(**said: Any) -> dict[str, Any]:
    """A draft of a meeting on 25/9/2026 with two on the roll."""
    return {"uid": "u", "day": "2026-09-25", "step": 2, "roll": ["1", "2"], "passed": [], "said": said, "undo": []}


VIEW = {"club": {"areas": []}, "byId": {"1": {}, "2": {}}, "meetings": [], "loans": []}


def test_money_that_passed_ticks_its_contents_and_what_somebody_wrote_or_took_away_stays(phone):
    paid = draft(dues={"1": 10_000}, repayments={"9": 515_000})
    (filled,) = phone("fillContents", [[paid, VIEW]])
    notes = {n: line["note"] for n, line in filled["said"]["contents"].items()}
    assert notes == {"1": "1 người trả nợ", "8": "Thu đóng góp của 1 người"}

    filled["said"]["contents"]["8"]["note"] = "Thu đóng góp và vận động"
    del filled["said"]["contents"]["1"]
    filled["said"]["dues"]["2"] = 10_000
    (again,) = phone("fillContents", [[filled, VIEW]])
    assert {n: line["note"] for n, line in again["said"]["contents"].items()} == {"8": "Thu đóng góp và vận động"}


def test_the_inbox_knows_each_note_that_the_phone_makes_by_itself(phone):
    health = {"rows": {"1": {"on": "2026-09-25", "m": "1", "systolic": 120}}}
    weighed = {"rows": {"1": {"on": "2026-09-25", "m": "1", "weight": 50}}}
    lent = {"lending": [{"membership": "2", "principal": 3_000_000}]}
    cases = [
        [draft(dues={"1": 10_000}, repayments={"9": 515_000}, **lent), VIEW | {"health": health}],
        [draft(**lent), VIEW | {"health": weighed}], [draft(repayments={"9": 515_000}), VIEW],
    ]  # fmt: skip
    notes = [line["note"] for told in phone("tellsItself", cases) for line in told.values()]
    assert len(notes) == 6 and not any(map(meant, notes)), notes
    assert meant("Thu đóng góp của 65 người, có bà Lụa nộp hộ")


def test_money_taken_back_takes_its_content_back(phone):
    (filled,) = phone("fillContents", [[draft(dues={"1": 10_000}), VIEW]])
    del filled["said"]["dues"]
    (again,) = phone("fillContents", [[filled, VIEW]])
    assert not again["said"].get("contents")


def test_a_meeting_that_nobody_wrote_down_is_the_likely_one(phone):
    club = {"meeting_day": 25, "lunar": False, "launched_on": "2024-03-29"}
    held = [{"on": "2026-07-25"}]
    cases = [
        [{"club": club, "today": "2026-09-23", "meetings": meetings}]
        for meetings in (held, [*held, {"on": "2026-08-26"}])
    ]
    assert phone("likelyDay", cases) == ["2026-08-25", "2026-09-23"]
