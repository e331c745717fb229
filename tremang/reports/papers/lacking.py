"""Which places below have no approved report, said and counted alike in the text, in both annexes and in Excel."""

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]


def asks_below(body: Body) -> bool:
    """Whether places below send reports of their own, which make up the sum: communes do, clubs need not."""
    return body["kind"]["level"] == "province" and any(part["is_sent"] or not is_done(part) for part in body["parts"])


def is_done(part: Mapping[str, Any]) -> bool:
    """Whether the report of a place below is approved. Versions of before this was kept know only whether it was sent."""
    return bool(part.get("is_done", part["is_sent"]))
