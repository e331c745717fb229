"""Writes a data set as ADX, the aggregate data exchange of IHE (QRPH, namespace of 2015), and as CSV.

What the published schema asks: adx (exported) holds one or more groups; a group (orgUnit, period) one or more
dataValues (dataElement, value as xs:decimal), in that nesting and without text between; further attributes are free.
A period is an SDMX time range: the first day and how long it lasts, so a quarter from the 15th to the 14th is
"2026-06-15/P3M". No health ministry has agreed on codes with us yet: ours carry the mark "TREMANG.".
"""

import csv as csv_writer
import re
from datetime import UTC, date, timedelta
from decimal import Decimal
from io import StringIO
from xml.sax.saxutils import quoteattr

from tremang.documents.model import DataValueSet, Group

NAMESPACE = "urn:ihe:qrph:adx:2015"
OWN_NAMESPACE = "urn:tremang:codes:1"
OWN = "TREMANG."
SAID = (
    "Mã bắt đầu bằng TREMANG. là mã riêng của phần mềm Tre Măng, ổn định, chưa được thống nhất với ngành y tế. "
    "orgUnit năm chữ số là mã đơn vị hành chính cấp xã theo Quyết định 19/2025/QĐ-TTg."
)
CSV_HEAD = (
    "dataelement", "period", "orgunit", "categoryoptioncombo", "attributeoptioncombo", "value", "storedby", "lastupdated",
    "comment",
)  # fmt: skip
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COMMUNE = re.compile(r"[0-9]{5}")


def adx(data: DataValueSet) -> bytes:
    """The data set as ADX. Raises ValueError for codes that are none, values that are no numbers, and nothing to say."""
    groups = _groups(data)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- {SAID} -->",
        f'<adx xmlns="{NAMESPACE}" xmlns:tremang="{OWN_NAMESPACE}" exported="{_moment(data)}" tremang:codes="own">',
    ]
    for group in groups:
        given = {"orgUnit": _unit(group), "period": period(data.first, data.last), "dataSet": own(data.code)}
        lines.append(f"  <group {_attributes(given)}>")
        for value in group.values:
            pair = {"dataElement": own(value.element), "value": decimal(value.value)}
            lines.append(f"    <dataValue {_attributes(pair)}/>")
        lines.append("  </group>")
    return "\n".join([*lines, "</adx>", ""]).encode()


def csv(data: DataValueSet) -> bytes:
    """The data set as CSV with the columns in which DHIS2 reads data values; the data set's code is the comment."""
    file = StringIO(newline="")
    writer = csv_writer.writer(file)
    writer.writerow(CSV_HEAD)
    for group in _groups(data):
        for value in group.values:
            where = (own(value.element), period(data.first, data.last), _unit(group), "", "")
            writer.writerow((*where, decimal(value.value), "", _moment(data), own(data.code)))
    return file.getvalue().encode()


def period(first: date, last: date) -> str:
    """Both days included, as ISO 8601 start and duration: in months where it is whole months, else in days."""
    if last < first:
        raise ValueError(f"a period cannot end on {last} and begin on {first}")
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if months and after.day == first.day:
        return f"{first.isoformat()}/P{months}M"
    return f"{first.isoformat()}/P{(after - first).days}D"


def own(code: str) -> str:
    """Our code with the mark that says so."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a code: {code!r}")
    return code if code.startswith(OWN) else OWN + code


def decimal(value: int | Decimal) -> str:
    """The lexical form of xs:decimal: no exponent, no grouping."""
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a number that can be sent: {value}")
    return f"{exact:f}"


def _groups(data: DataValueSet) -> list[Group]:
    groups = [group for group in data.groups if group.values]
    if not groups:
        raise ValueError("a data set without a value is no ADX")
    return groups


def _unit(group: Group) -> str:
    if group.own:
        return own(group.unit)
    if not _COMMUNE.fullmatch(group.unit):
        raise ValueError(f"not the State's code of a commune: {group.unit!r}")
    return group.unit


def _moment(data: DataValueSet) -> str:
    made_at = data.made_at if data.made_at.tzinfo else data.made_at.replace(tzinfo=UTC)
    return made_at.isoformat(timespec="seconds")


def _attributes(given: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in given.items())
