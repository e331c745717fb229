"""Schedules: exact sums, the rounding of the rules, and figures that are known from elsewhere."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.cli import main
from tremang.funds.schedules import Method, Repay, Terms, nearest, schedule

FIRST = date(2026, 1, 31)


def lines(**changes):
    terms = {
        "principal": 10_000_000, "months": 12, "rate_month": Fraction(1, 200), "method": Method.FLAT,
        "repay": Repay.EQUAL_PRINCIPAL, "first_due": FIRST, "multiple": 1,
    } | changes  # fmt: skip
    return list(schedule(Terms(**terms)))


@given(
    st.integers(1, 50_000_000), st.integers(1, 60), st.fractions(0, Fraction(5, 100), max_denominator=10_000),
    st.sampled_from(Method), st.sampled_from(Repay), st.sampled_from([1, 100, 500, 1000]), st.data(),
)  # fmt: skip
def test_the_principal_sums_exactly_and_no_line_is_negative(principal, months, rate, method, repay, multiple, data):
    grace = data.draw(st.integers(0, months - 1))
    found = list(schedule(Terms(principal, months, rate, method, repay, FIRST, multiple, grace)))
    assert sum(line.principal for line in found) == principal
    assert found[-1].balance == 0 and len(found) == months
    assert all(line.principal >= 0 and line.interest >= 0 and line.balance >= 0 for line in found)
    assert all(line.interest % multiple == 0 for line in found)
    assert all(line.principal == 0 for line in found[:grace])


def test_due_days_keep_to_the_first_and_are_clamped_to_the_months_end():
    assert [line.due_on for line in lines(months=4)] == [
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30),
    ]  # fmt: skip


def test_the_annuity_of_ten_thousand_at_one_percent_is_the_one_of_the_tables():
    # 888.49 a month in every table of annuities; here in hundredths, so that rounding does not hide it.
    found = lines(
        principal=1_000_000, rate_month=Fraction(1, 100), method=Method.DECLINING, repay=Repay.EQUAL_INSTALMENT
    )
    assert {line.total for line in found[:-1]} == {88_849}
    assert found[-1].total == 88_847


def test_half_is_rounded_up():
    assert [nearest(Fraction(value), 1000) for value in (499, 500, 1499, 1500)] == [0, 1000, 1000, 2000]
    assert lines(principal=100_000, rate_month=Fraction(5, 1000), multiple=1000)[0].interest == 1000


def test_principal_at_the_end_pays_interest_until_then():
    found = lines(repay=Repay.END, months=3)
    assert [(line.principal, line.interest) for line in found] == [(0, 50_000), (0, 50_000), (10_000_000, 50_000)]


def test_grace_comes_before_and_leaves_fewer_periods_for_the_principal():
    found = lines(months=12, grace=2, method=Method.DECLINING)
    assert [line.principal for line in found[:3]] == [0, 0, 1_000_000]
    assert found[2].interest == 50_000 and found[3].interest == 45_000


def test_the_command_writes_the_fixed_columns(capsys):
    words = "--principal 6000000 --months 2 --rate-month 0.5 --method flat --repay equal-principal --round 1000"
    assert main(["loan-schedule", *words.split(), "--paid-out", "2026-01-15", "--first-due", "2026-02-15"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "period,due_on,principal,interest,total,balance",
        "1,2026-02-15,3000000,30000,3030000,3000000",
        "2,2026-03-15,3000000,30000,3030000,0",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        ("--principal", "0"),
        ("--grace", "2"),
        ("--rate-month", "nửa"),
        ("--first-due", "2026-01-15"),
        ("--paid-out", "hôm nay"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence(changed, capsys):
    words = {
        "--principal": "6000000", "--months": "2", "--rate-month": "0.5", "--method": "flat", "--repay": "end",
        "--paid-out": "2026-01-15", "--first-due": "2026-02-15",
    } | dict([changed])  # fmt: skip
    assert main(["loan-schedule", *[part for pair in words.items() for part in pair]]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("option", "text", "example"),
    [
        ("--principal", "abc", "--principal 5000000"), ("--principal", "1.5tr", "--principal 5000000"),
        ("--months", "một năm", "--months 12"), ("--grace", "", "--grace 2"), ("--round", "9" * 5000, "--round 1000"),
        ("--method", "phẳng", "flat, declining"), ("--repay", "cuối", "equal-instalment"),
    ],
)  # fmt: skip
def test_an_option_that_is_not_understood_is_one_sentence_with_an_example(option, text, example, capsys):
    words = {
        "--principal": "6000000", "--months": "2", "--rate-month": "0.5", "--method": "flat", "--repay": "end",
        "--paid-out": "2026-01-15", "--first-due": "2026-02-15",
    } | {option: text}  # fmt: skip
    assert main(["loan-schedule", *[part for pair in words.items() for part in pair]]) == 2
    told = capsys.readouterr()
    assert not told.out and len(told.err.strip().splitlines()) == 1
    assert told.err.startswith(f"Chưa hiểu {option} “{text[:30]}”.") and example in told.err


def test_more_periods_than_the_calendar_has_are_refused_before_a_row_is_printed(capsys):
    words = "--principal 6000000 --rate-month 0.5 --method declining --repay equal-instalment --paid-out 2026-01-15"
    given = ["loan-schedule", *words.split(), "--first-due", "9999-11-15", "--months"]
    assert main([*given, "100000"]) == 1
    told = capsys.readouterr()
    assert not told.out and "từ 2 trở xuống" in told.err
    assert main([*given, "2"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2,9999-12-15,")
