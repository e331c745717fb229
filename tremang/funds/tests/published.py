"""Repayment schedules as big microfinance systems publish them. Only figures, in hundredths, each with its source.

All are from Apache Fineract (formerly Mifos X), github.com/apache/fineract: figures that its own tests expect, read in
November 2026. Taken are those in which a period is a month of 1/12 year, as here; schedules by days differ by nature.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tremang.funds.schedules import Method, Repay, Terms


@dataclass(frozen=True)
class Table:
    """What a loan is, and its published (principal, interest) of each period with the due days of the first and the last."""

    source: str
    terms: Terms
    lines: tuple[tuple[int, int], ...]
    last_due: date


FLAT, DECLINING = Method.FLAT, Method.DECLINING
INSTALMENT, PRINCIPAL, END = Repay.EQUAL_INSTALMENT, Repay.EQUAL_PRINCIPAL, Repay.END
FEATURES = "fineract-e2e-tests-runner/src/test/resources/features"

TABLES = (
    # 5,000 at 12 % a year flat over 18 months, instalments rounded to whole units: here in whole units.
    Table(
        f"{FEATURES}/Loan.feature, RS01",
        Terms(5_000, 18, Fraction(1, 100), FLAT, INSTALMENT, date(2022, 12, 1)),
        ((278, 50),) * 17 + ((274, 50),),
        date(2024, 5, 1),
    ),
    # 5,000 at 12 % a year on the balance over 18 months, equal principal, rounded to hundredths.
    Table(
        f"{FEATURES}/Loan.feature, RS04",
        Terms(500_000, 18, Fraction(1, 100), DECLINING, PRINCIPAL, date(2022, 12, 1)),
        (
            *(
                (27_778, interest)
                for interest in (
                    5_000, 4_722, 4_444, 4_167, 3_889, 3_611, 3_333, 3_056, 2_778, 2_500, 2_222, 1_944, 1_667, 1_389,
                    1_111, 833, 556,
                )
            ),
            (27_774, 278),
        ),
        date(2024, 5, 1),
    ),
    # 242.46 at 29.99 % a year on the balance over 12 months of 30 days, equal instalments of 23.64, the last 23.59.
    Table(
        f"{FEATURES}/Loan.feature, LP2_ADV_PYMNT_INTEREST_DAILY_EMI_360_30 of 242.46",
        Terms(24_246, 12, Fraction(2999, 120_000), DECLINING, INSTALMENT, date(2025, 4, 21)),
        (
            (1_758, 606), (1_802, 562), (1_847, 517), (1_893, 471), (1_940, 424), (1_989, 375), (2_039, 325), (2_090, 274),
            (2_142, 222), (2_195, 169), (2_250, 114), (2_301, 58),
        ),
        date(2026, 3, 21),
    ),
    # 100 at 7 % a year on the balance over 6 months of 30 days, equal instalments of 17.01, the last 17.00.
    Table(
        f"{FEATURES}, LP2_ADV_PYMNT_INTEREST_DAILY_EMI_360_30 of 100 at 7 %",
        Terms(10_000, 6, Fraction(7, 1_200), DECLINING, INSTALMENT, date(2024, 2, 1)),
        ((1_643, 58), (1_652, 49), (1_662, 39), (1_672, 29), (1_681, 20), (1_690, 10)),
        date(2024, 7, 1),
    ),
    # 100 at 30 % a year over 8 months of 30 days, principal at the end (grace on principal of 7).
    Table(
        f"{FEATURES}/LoanBulletBalloon.feature, BL01",
        Terms(10_000, 8, Fraction(25, 1_000), DECLINING, END, date(2024, 2, 1)),
        ((0, 250),) * 7 + ((10_000, 250),),
        date(2024, 9, 1),
    ),
    # 1,250 at 12 % a year flat over 3 months, instalments of whole units: 429.00 of which 12.50 interest; here in halves
    # of a unit, the coarsest that all published figures are multiples of.
    Table(
        "integration-tests/.../LoanInstallmentMultiplesOfTest.java, FLAT with interest",
        Terms(2_500, 3, Fraction(1, 100), FLAT, INSTALMENT, date(2023, 2, 1)),
        ((833, 25), (833, 25), (834, 25)),
        date(2023, 4, 1),
    ),
)  # fmt: skip
