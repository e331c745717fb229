"""A whole meeting as another program tells it in JSON, read into what the acts take: as a phone's submission is read.

Its parts are those of a submission of the kind `meeting` (see `tremang.inbox`), but for the key of the request and for
`loans`, which phones call payouts.
"""

import json
from typing import Any
from uuid import UUID

from tremang.exchange import problems
from tremang.funds.actions.sitting import MoneyData
from tremang.inbox import reading
from tremang.inbox.kinds.meeting import heard
from tremang.inbox.reading import Told
from tremang.kernel.problems import Problem
from tremang.meetings.data import LIMITS, MeetingData

PARTS = {
    *LIMITS, "request", "held_on", "next_on", "marks", "guests", "contents", "themes", "own_themes", "dues", "repayments",
    "loans", "counts",
}  # fmt: skip
CALLED = {"payouts": "loans"}  # by a submission, by the programs


def read(body: bytes) -> tuple[str, MeetingData, MoneyData, Told]:
    """The key of the request, the meeting, its money, and the body of a submission that says the same.

    Raises Problem for what is none.
    """
    told = reading.parts(_parsed(body), "", PARTS)
    key = str(_key(told))
    same = {name: value for name, value in told.items() if name != "request" and value is not None}
    if "loans" in same:
        same["payouts"] = same.pop("loans")
    try:
        found = heard(same)
    except Problem as problem:
        raise _called(problem) from None
    return key, found.data, found.money, same


def _called(problem: Problem) -> Problem:
    """The same refusal, its part called as programs call it, in the sentence too."""
    name = CALLED.get(problem.field, problem.field)
    parameters = problem.parameters
    if parameters.get("name") == problem.field:
        parameters = parameters | {"name": name}
    return type(problem)(problem.code, problem.source, field=name, **parameters)


def _parsed(body: bytes) -> Any:
    try:
        found = reading.parsed(body.decode())
    except (ValueError, RecursionError) as error:
        raise Problem("not_json", problems.NOT_JSON) from error
    if not isinstance(found, dict):
        raise Problem("not_json", problems.NOT_JSON)
    return found


def _key(told: Told) -> UUID:
    text = reading.required(told, "request", str)
    try:
        return UUID(text)
    except ValueError as error:
        raise reading.wrong("request") from error


def submission(key: str, club_id: int, body: Told) -> str:
    """The text of a submission that says what the request said. It names no moment: the same request is the same text."""
    told = {
        "uid": key,
        "kind": "meeting",
        "club": str(club_id),
        "made_at": "",
        "app": 1,
        "helper": "",
        "base": {},
        "body": body,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
