"""JSON that comes from outside, read into plain values. Nothing is guessed.

Ids are strings of digits, days are 2026-11-25, sums and numbers are whole. What is not known, of another kind or told
twice is refused with the name of its part; whether it can be so is for the acts to say.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, TypeVar

from tremang.inbox import problems as say
from tremang.kernel.days import FIRST_YEAR, LAST_YEAR
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, whole

MOST_LINES = 2_000  # in one part; far more than a club has members
LONGEST = 8_000  # letters of one text; the acts ask for less
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
Value = TypeVar("Value")
Told = dict[str, Any]


def parsed(text: str) -> Any:
    """The value of a JSON text; raises ValueError or RecursionError where it has not one meaning, or letters that are none."""
    found = json.loads(text, object_pairs_hook=_object, parse_constant=_refused, parse_float=_refused)
    if "\\u" in text:  # half of a surrogate pair is no sign and NUL no letter: no database takes them
        json.dumps(found, ensure_ascii=False).encode()
        if "\\u0000" in text:
            raise ValueError("NUL")
    return found


def _object(pairs: list[tuple[str, Any]]) -> Told:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("told twice")
    return found


def _refused(text: str) -> None:
    raise ValueError(f"nothing here is counted in {text[:20]}")


def wrong(name: str) -> Problem:
    """That a part is of another kind than it should be."""
    return Problem("wrong_kind", say.WRONG_KIND, field=name, name=name)


def parts(value: Any, name: str, known: Collection[str], *, newer: bool = False) -> Told:
    """An object whose parts are all known. `newer`: its sender is of a later version than this server."""
    if not isinstance(value, dict):
        raise wrong(name)
    for part in value:
        if part not in known:
            code, sentence = ("app_newer", say.APP_NEWER) if newer else ("unknown_part", say.UNKNOWN_PART)
            raise Problem(code, sentence, field=name, name=clean(part[:40]))
    return value


def required(told: Told, name: str, kind: type[Value]) -> Value:
    """A part that must be there."""
    if told.get(name) is None:
        raise Problem("missing", say.MISSING, field=name, name=name)
    return of(told[name], name, kind)


def of(value: Any, name: str, kind: type[Value]) -> Value:
    """The value, if it is of just this kind: true is no number."""
    if type(value) is not kind:
        raise wrong(name)
    return value


def text(told: Told, name: str, limit: int = LONGEST) -> str:
    """A text of at most `limit` letters; "" where it is not told."""
    found = of(told.get(name, ""), name, str)
    if len(found) > limit:
        raise Problem("too_long", say.TOO_LONG, field=name, length=len(found), limit=limit)
    return found


def amount(told: Told, name: str, most: int = 10**12) -> int:
    """A whole number from 0 to `most`; 0 where it is not told."""
    found = of(told.get(name, 0), name, int)
    if not 0 <= found <= most:
        raise Problem("sum_too_large" if found > 0 else "sum_not_positive", say.OUT_OF_RANGE, field=name, name=name)
    return found


def day(value: Any, name: str) -> date:
    """A day."""
    found = _DAY.fullmatch(of(value, name, str))
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise wrong(name)
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise wrong(name) from error


def the_day(told: Told, name: str) -> date:
    """A day that must be told."""
    return day(required(told, name, str), name)


def number(value: str, name: str) -> int:
    """An id, or another number, told as digits."""
    found = whole(value, -1)
    if found < 0:
        raise wrong(name)
    return found


def the_id(told: Told, name: str) -> int:
    """An id that must be told."""
    return number(required(told, name, str), name)


def ids(told: Told, name: str) -> list[int]:
    """A list of ids, each once."""
    return list(dict.fromkeys(number(word, name) for word in words(told, name)))


def words(told: Told, name: str) -> list[str]:
    """A list of texts."""
    found = of(told.get(name, []), name, list)
    _not_too_many(found, name)
    return [of(word, name, str) for word in found]


def objects(told: Told, name: str) -> list[Told]:
    """A list of objects."""
    found = of(told.get(name, []), name, list)
    _not_too_many(found, name)
    return [of(one, name, dict) for one in found]


def lines(told: Told, name: str, read_value: Callable[[Any], Value]) -> Mapping[int, Value]:
    """An object of lines, each under an id or another number; `read_value` may raise KeyError or TypeError."""
    found = of(told.get(name, {}), name, dict)
    _not_too_many(found, name)
    try:
        read = {number(key, name): read_value(value) for key, value in found.items()}
    except (KeyError, TypeError) as error:
        raise wrong(name) from error
    if len(read) < len(found):  # "7" and "07" are one line told twice
        raise wrong(name)
    return read


def _not_too_many(found: Collection[Any], name: str) -> None:
    if len(found) > MOST_LINES:
        raise Problem("too_many", say.TOO_MANY, field=name, name=name, most=MOST_LINES)


def integer(value: Any) -> int:
    """A whole number, as `lines` reads it."""
    if type(value) is not int:
        raise TypeError
    return value
