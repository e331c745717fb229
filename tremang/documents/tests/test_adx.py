"""ADX keeps the published schema; every code that is ours says so; periods may run from the 15th to the 14th."""

import csv as csv_reader
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tremang.documents.adx import NAMESPACE, adx, csv, decimal, period
from tremang.documents.model import DataValue, DataValueSet, Group
from tremang.documents.tests import papers

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "adx.xsd"))
DATA = DataValueSet(
    code="BC-QUY",
    first=date(2026, 6, 15),
    last=date(2026, 9, 14),
    groups=(
        Group("09715", (DataValue("TM01", 12), DataValue("TM02", Decimal("71.50")))),
        Group("KDC-7", (DataValue("TM01", 63),), own=True),
        Group("00004", ()),
    ),
    made_at=papers.MADE_AT,
)


def read(data: DataValueSet) -> etree._Element:
    root = etree.fromstring(adx(data))
    SCHEMA.assertValid(root)
    return root


def test_the_message_keeps_the_schema_and_says_every_value() -> None:
    root = read(DATA)
    assert root.get("exported") == "2026-12-16T02:30:00+00:00"
    said = [
        (group.get("orgUnit"), group.get("period"), group.get("dataSet"), value.get("dataElement"), value.get("value"))
        for group in root for value in group
    ]  # fmt: skip
    assert said == [
        ("09715", "2026-06-15/P3M", "TREMANG.BC-QUY", "TREMANG.TM01", "12"),
        ("09715", "2026-06-15/P3M", "TREMANG.BC-QUY", "TREMANG.TM02", "71.50"),
        ("TREMANG.KDC-7", "2026-06-15/P3M", "TREMANG.BC-QUY", "TREMANG.TM01", "63"),
    ]


def test_a_message_that_breaks_the_schema_would_be_found() -> None:
    for old, new in ((b' value="12"', b' value="x"'), (b"period=", b"when="), (b"/P3M", b""), (b"exported=", b"at=")):
        assert not SCHEMA.validate(etree.fromstring(adx(DATA).replace(old, new)))


def test_the_file_says_that_its_codes_are_our_own() -> None:
    root = read(DATA)
    assert root.get("{urn:tremang:codes:1}codes") == "own"
    assert "chưa được thống nhất" in root.getprevious().text
    assert root.tag == f"{{{NAMESPACE}}}adx"


def test_csv_holds_the_same_values_as_adx() -> None:
    rows = list(csv_reader.DictReader(StringIO(csv(DATA).decode())))
    said = [(row["orgunit"], row["period"], row["dataelement"], row["value"]) for row in rows]
    assert said == [
        (group.get("orgUnit"), group.get("period"), value.get("dataElement"), value.get("value"))
        for group in read(DATA) for value in group
    ]  # fmt: skip
    assert {row["comment"] for row in rows} == {"TREMANG.BC-QUY"}


def test_the_same_data_gives_the_same_bytes() -> None:
    assert adx(DATA) == adx(DATA) and csv(DATA) == csv(DATA)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "2026-07-01/P3M"),
        (date(2025, 12, 15), date(2026, 3, 14), "2025-12-15/P3M"),
        (date(2025, 12, 15), date(2026, 12, 14), "2025-12-15/P12M"),
        (date(2026, 1, 15), date(2026, 2, 14), "2026-01-15/P1M"),
        (date(2026, 2, 1), date(2026, 2, 14), "2026-02-01/P14D"),
        (date(2026, 2, 1), date(2026, 2, 1), "2026-02-01/P1D"),
    ],
)
def test_a_period_is_its_first_day_and_how_long_it_lasts(first: date, last: date, written: str) -> None:
    assert period(first, last) == written


@pytest.mark.parametrize("unit", ["9715", "097155", "0971a", "", "٠٩٧١٥"])
def test_only_a_five_digit_code_passes_for_a_commune(unit: str) -> None:
    with pytest.raises(ValueError, match="commune"):
        adx(replace(DATA, groups=(Group(unit, (DataValue("TM01", 1),)),)))


def test_what_cannot_be_said_is_refused() -> None:
    for groups in ((), (Group("00004", ()),)):
        with pytest.raises(ValueError, match="without a value"):
            adx(replace(DATA, groups=groups))
    with pytest.raises(ValueError, match="not a code"):
        adx(replace(DATA, code='a"b'))
    for value in (Decimal("NaN"), Decimal("Infinity")):
        with pytest.raises(ValueError, match="not a number"):
            decimal(value)
    with pytest.raises(ValueError, match="cannot end"):
        period(date(2026, 2, 1), date(2026, 1, 31))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15), st.integers())
def test_every_number_is_written_as_a_decimal_of_xml(fraction: Decimal, whole: int) -> None:
    for value in (fraction, whole):
        assert re.fullmatch(r"-?\d+(\.\d+)?", decimal(value))
        assert Decimal(decimal(value)) == value


@given(st.text(st.characters(codec=None)))
def test_whatever_stands_for_a_code_is_either_valid_or_refused(code: str) -> None:
    data = replace(DATA, groups=(Group("09715", (DataValue(code, 1),)),))
    try:
        read(data)
    except ValueError as refused:
        assert "not a code" in str(refused)
