"""Every indicator says what it is, and says its reasons in words."""

import string

import pytest

from tremang.indicators.registry import indicators

CODES = [
    "new_clubs", "quality_kept", "staff_trained", "people_reached", "older_joiners", "older_women_share",
    "communes_with_standard_clubs", "hamlet_coverage", "areas_integrated", "full_and_monthly", "digital_green_jobs",
    "boards_trained", "fund_over_50m", "needs_supported",
]  # fmt: skip


def test_the_plan_has_fourteen_indicators_in_its_own_order():
    assert list(indicators()) == CODES
    assert [indicator.number for indicator in indicators().values()] == list(range(1, 15))


@pytest.mark.parametrize("code", CODES)
def test_each_tells_its_clause_what_counts_and_what_was_assumed(code):
    indicator = indicators()[code]
    for words in (indicator.title, indicator.short, indicator.plan_ref, indicator.quote, indicator.counted_as):
        assert len(str(words)) >= 5
    assert str(indicator.not_counted).endswith(".") and str(indicator.convention).endswith(".")
    assert bool(indicator.denominator_is) == indicator.percent


@pytest.mark.parametrize("code", CODES)
def test_each_reason_is_a_sentence(code):
    for sentence in indicators()[code].reasons.values():
        plain = string.Formatter().vformat(sentence.replace("%(", "{").replace(")s", "}"), (), _Anything())
        assert plain[0].isupper() or plain[0].isdigit() or plain[0] == "x"
        assert plain.endswith(".")


class _Anything(dict):
    def __missing__(self, key):
        return "x"
