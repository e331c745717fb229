"""A whole meeting as another program tells it in JSON, read into what the acts take. Nothing is guessed.

Ids and values of notes are strings of digits, days are 2026-11-25, sums are whole đồng. What is not known, of another
kind or told twice is refused with the name of its part; whether it can be so is for the acts to say.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from tremang.exchange import problems
from tremang.funds.actions.sitting import MoneyData, PayOut
from tremang.funds.models import Fund
from tremang.kernel.days import FIRST_YEAR, LAST_YEAR
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, whole
from tremang.meetings.data import LIMITS, Done, MeetingData
from tremang.meetings.models import Status

MOST_LINES = 2_000  # in one part; far more than a club has members
MARKS = {status.name.lower(): status.value for status in Status}
PARTS = {
    *LIMITS, "request", "held_on", "next_on", "marks", "guests", "contents", "themes", "own_themes", "dues", "repayments",
    "loans", "counts",
}  # fmt: skip
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
Value = TypeVar("Value")
Told = dict[str, Any]


def read(body: bytes) -> tuple[str, MeetingData, MoneyData]:
    """The key of the request, the meeting and its money; raises Problem for what is none."""
    told = _parts(_parsed(body), "", PARTS)
    return str(_key(told)), _meeting(told), _money(told)


def _parsed(body: bytes) -> Any:
    try:
        found = json.loads(body.decode(), object_pairs_hook=_object, parse_constant=_refused, parse_float=_refused)
        if b"\\u" in body:  # half of a surrogate pair is no sign, and no database takes it
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except (ValueError, RecursionError) as error:
        raise Problem("not_json", problems.NOT_JSON) from error


def _object(pairs: list[tuple[str, Any]]) -> Told:
    """An object of JSON; ValueError where it says something twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("told twice")
    return found


def _refused(text: str) -> None:
    raise ValueError(f"nothing here is counted in {text[:20]}")


def _wrong(name: str) -> Problem:
    return Problem("wrong_kind", problems.WRONG_KIND, field=name, name=name)


def _parts(value: Any, name: str, known: set[str]) -> Told:
    """An object whose parts are all known."""
    if not isinstance(value, dict):
        raise _wrong(name) if name else Problem("not_json", problems.NOT_JSON)
    for part in value:
        if part not in known:
            raise Problem("unknown_part", problems.UNKNOWN_PART, field=name, name=clean(part[:40]))
    return value


def _key(told: Told) -> UUID:
    text = _required(told, "request", str)
    try:
        return UUID(text)
    except ValueError as error:
        raise _wrong("request") from error


def _required(told: Told, name: str, kind: type[Value]) -> Value:
    if told.get(name) is None:
        raise Problem("missing", problems.MISSING, field=name, name=name)
    return _of(told[name], name, kind)


def _of(value: Any, name: str, kind: type[Value]) -> Value:
    """The value, if it is of just this kind: true is no number."""
    if type(value) is not kind:
        raise _wrong(name)
    return value


def _meeting(told: Told) -> MeetingData:
    return MeetingData(
        held_on=_day(_required(told, "held_on", str), "held_on"),
        next_on=_day(told["next_on"], "next_on") if told.get("next_on") is not None else None,
        marks=_lines(told, "marks", lambda mark: MARKS[mark]),
        guests=_of(told.get("guests", 0), "guests", int),
        done=_lines(told, "contents", _done),
        themes=_words(told, "themes"), own_themes=_words(told, "own_themes"),
        **{name: _of(told.get(name, ""), name, str) for name in LIMITS},
    )  # fmt: skip


def _money(told: Told) -> MoneyData:
    loans = _of(told.get("loans", []), "loans", list)
    if len(loans) > MOST_LINES:
        raise Problem("too_many", problems.TOO_MANY, field="loans", name="loans", most=MOST_LINES)
    boxes = _parts(told.get("counts", {}), "counts", {*Fund.values})
    return MoneyData(
        dues=_lines(told, "dues", _whole),
        repayments=_lines(told, "repayments", _whole),
        payouts=[_payout(line) for line in loans],
        counts={Fund(fund): _lines(boxes, fund, _whole) for fund in boxes},
    )


def _payout(line: Any) -> PayOut:
    parts = _parts(line, "loans", {"loan", "paid_by", "witness", "first_due"})
    loan, paid_by, witness = (_id(_required(parts, name, str), "loans") for name in ("loan", "paid_by", "witness"))
    due = parts.get("first_due")
    return PayOut(loan, paid_by, witness, None if due is None else _day(due, "first_due"))


def _done(value: Any) -> Done:
    parts = _parts(value, "contents", {"note", "counts"})
    counts = _of(parts.get("counts", {}), "contents", dict)
    return Done(_of(parts.get("note", ""), "contents", str), {name: _whole(number) for name, number in counts.items()})


def _lines(told: Told, name: str, read_value: Callable[[Any], Value]) -> Mapping[int, Value]:
    """An object of lines, each under an id or another number; `read_value` may raise KeyError or TypeError."""
    lines = _of(told.get(name, {}), name, dict)
    if len(lines) > MOST_LINES:
        raise Problem("too_many", problems.TOO_MANY, field=name, name=name, most=MOST_LINES)
    try:
        found = {_id(key, name): read_value(value) for key, value in lines.items()}
    except (KeyError, TypeError) as error:
        raise _wrong(name) from error
    if len(found) < len(lines):  # "7" and "07" are one line told twice
        raise _wrong(name)
    return found


def _id(text: str, name: str) -> int:
    number = whole(text, -1)
    if number < 0:
        raise _wrong(name)
    return number


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _words(told: Told, name: str) -> list[str]:
    words = _of(told.get(name, []), name, list)
    if len(words) > MOST_LINES:
        raise Problem("too_many", problems.TOO_MANY, field=name, name=name, most=MOST_LINES)
    return [_of(word, name, str) for word in words]


def _day(value: Any, name: str) -> date:
    found = _DAY.fullmatch(_of(value, name, str))
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise _wrong(name)
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise _wrong(name) from error
