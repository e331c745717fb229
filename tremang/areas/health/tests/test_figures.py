"""Figures are understood as people write them, and what cannot be is refused with an example."""

from datetime import date

import pytest

from tremang.areas.health import figures
from tremang.areas.health.forms import KINDS
from tremang.areas.health.models import Reading
from tremang.areas.health.views.people import _ticks
from tremang.kernel.problems import Problem


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("120/80", (120, 80)), ("120-80", (120, 80)), ("120 80", (120, 80)), ("12/8", (120, 80)), ("12,5/8", (125, 80)),
        (" 120 / 80 mmHg ", (120, 80)), ("120 trên 80", (120, 80)), ("9/6", (90, 60)), ("187/113", (187, 113)),
    ],
)  # fmt: skip
def test_blood_pressure_is_read_as_it_is_written(text, read):
    assert figures.read_pressure(text) == read


@pytest.mark.parametrize(
    "text", ["1200/80", "120", "120/8", "12/80", "12080", "abc", "²/8", "1e2/80", "-120/80", "500/80"]
)
def test_what_is_no_blood_pressure_is_refused_with_an_example(text):
    with pytest.raises(Problem) as refusal:
        figures.read_pressure(text)
    assert "120/80" in refusal.value.sentence


def test_the_upper_number_must_be_the_greater():
    with pytest.raises(Problem) as refusal:
        figures.read_pressure("80/120")
    assert refusal.value.code == "pressure_order"


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("52", 52_000), ("52,5", 52_500), ("52.5 kg", 52_500), ("52kg5", 52_500), ("52500", 52_500), ("52.500", 52_500),
        ("61234 g", 61_234), ("120", 120_000),
    ],
)  # fmt: skip
def test_weight_is_read_in_kilos_or_grams(text, grams):
    assert figures.read_weight(text) == grams


@pytest.mark.parametrize("text", ["525", "5", "0", "", "NaN", "9" * 30, "52 tạ", "-52"])
def test_what_is_no_weight_is_refused(text):
    with pytest.raises(Problem):
        figures.read_weight(text)


def test_waist_and_glucose_keep_their_units():
    assert (figures.read_waist("82"), figures.read_waist("82,5 cm"), figures.read_waist("820")) == (820, 825, 820)
    assert (figures.read_glucose("5,6"), figures.read_glucose("126"), figures.read_glucose("126 mg/dl")) == (56, 70, 70)


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (0, "12/8", "12/8 là 120/80"), (0, "120-80", "120-80 là 120/80"), (0, "120/80", ""),
        (1, "52500", "52500 là 52,5 kg"), (1, "52,5", ""), (1, "52.5 kg", ""), (3, "126", "126 là 7,0 mmol/l"),
    ],
)  # fmt: skip
def test_what_was_understood_otherwise_is_read_back(kind, text, told):
    assert KINDS[kind].understood(text, KINDS[kind].values(text)) == told


def test_what_is_read_back_is_read_the_same():
    for kind in KINDS:
        for text in ("120/80", "52,55", "82,5", "5,6"):
            try:
                values = kind.values(text)
            except Problem:
                continue
            assert kind.values(kind.written(*values.values())) == values


def test_the_days_under_a_chart_do_not_run_into_one_another():
    def under(*days):
        return [words for _x, words in _ticks([Reading(on=day) for day in days])]

    assert under(date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 20)) == ["9/2026", "9/2026"]
    assert under(date(2026, 1, 5), date(2026, 2, 1), date(2026, 2, 20), date(2026, 12, 20)) == ["1/2026", "12/2026"]
    spread = (date(2026, 1, 5), date(2026, 2, 1), date(2026, 6, 20), date(2026, 12, 20))
    assert under(*spread) == ["1/2026", "6/2026", "12/2026"]
