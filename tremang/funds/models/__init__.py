"""The money of a club: its two funds as one-row transfers, its rules, its loans, and what was counted in its box."""

from tremang.funds.models.box import BookSeal, CashCount, MonthClosing
from tremang.funds.models.gifts import Gift, KindCapital
from tremang.funds.models.ledger import (
    ASSETS,
    CAPITAL,
    EXPENSES,
    INCOMES,
    Account,
    Fund,
    Kind,
    Series,
    Transfer,
    Voucher,
)
from tremang.funds.models.loans import Loan, LoanState, LoanStep
from tremang.funds.models.rules import Approver, BankAccount, DuesExemption, DuesOwed, DuesRule, Regulation

__all__ = [
    "ASSETS", "CAPITAL", "EXPENSES", "INCOMES", "Account", "Approver", "BankAccount", "BookSeal", "CashCount",
    "DuesExemption", "DuesOwed", "DuesRule", "Fund", "Gift", "Kind", "KindCapital", "Loan", "LoanState", "LoanStep",
    "MonthClosing", "Regulation", "Series", "Transfer", "Voucher",
]  # fmt: skip
