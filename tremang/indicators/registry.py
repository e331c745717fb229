"""All indicators, found by listing this folder: adding one is copying a sibling file."""

from functools import cache
from importlib import import_module
from pathlib import Path

from tremang.indicators.base import Indicator

NOT_INDICATORS = {"__init__", "apps", "base", "records", "registry", "clubs"}


@cache
def indicators() -> dict[str, Indicator]:
    """Code → indicator, in the order of the plan."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_INDICATORS)
    found = [import_module(f"{__package__}.{name}").INDICATOR for name in names]
    return {indicator.code: indicator for indicator in sorted(found, key=lambda indicator: indicator.number)}
