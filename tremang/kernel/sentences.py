"""Events as sentences. A room says in its `sentences.py` what its verbs mean, SENTENCES = {verb: sentence}, and may
say what its rows are called, ROWS = {"room.model": words}.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from tremang.kernel.format import day, number

YEAR = "year"  # the word of a body that is no quantity: it takes no points


def _collected(constant: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.sentences"
        if config.name.startswith("tremang.") and config.name != "tremang.kernel" and find_spec(name):
            found |= getattr(import_module(name), constant, {})
    return found


@cache
def sentences() -> dict[str, Any]:
    """Verb → sentence, of all rooms."""
    return _collected("SENTENCES")


@cache
def row_names() -> dict[str, Any]:
    """Label of a model → what people call one of its rows."""
    return _collected("ROWS")


class _Values(dict):
    """The words of an event's body; what is missing leaves a gap instead of an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def written(value: Any) -> Any:
    """A value of a body as people write it: days as 23/11/2026, numbers with points, lists with commas."""
    if isinstance(value, str) and len(value) == 10 and (found := _day_of(value)):
        return day(found)
    if isinstance(value, bool) or value is None:
        return "" if value is None else _("có") if value else _("không")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, list):
        return ", ".join(str(written(item)) for item in value)
    return value


def withheld(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body for somebody who may know that it happened but not to whom: days and numbers stay, words go."""
    kept = (int, float, type(None))
    return {
        key: value if isinstance(value, kept) or (isinstance(value, str) and _day_of(value)) else "[…]"
        for key, value in body.items()
    }


def _day_of(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def told(verb: str, body: Mapping[str, Any]) -> str:
    """What was done, as a sentence without its subject: "đã ghi buổi sinh hoạt ngày 25/9/2026"."""
    sentence = sentences().get(verb)
    if sentence is None:
        return _("đã làm một việc (%(verb)s)") % {"verb": verb}
    values = _Values({key: value if key == YEAR else written(value) for key, value in body.items()})
    try:
        return str(sentence) % values
    except (TypeError, ValueError):
        # A body kept from long ago may hold text where today's sentence wants a number.
        return str(sentence)
