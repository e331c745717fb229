"""`tremang loan-schedule`: the repayments of a loan as CSV. It only computes; ceilings belong to where a loan is kept."""

import csv
import sys
from argparse import ArgumentParser
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.funds.schedules import Method, Repay, Terms, schedule


class Command(BaseCommand):
    help = "Tính lịch trả nợ của một khoản vay, in ra CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--principal", type=int, required=True, help="số tiền vay, đồng")
        parser.add_argument("--months", type=int, required=True, help="số kỳ, kể cả ân hạn")
        parser.add_argument("--rate-month", required=True, help="lãi một tháng, phần trăm, ví dụ 0.5")
        parser.add_argument("--method", choices=list(Method), required=True, help="lãi trên vốn ban đầu hay dư nợ")
        parser.add_argument("--repay", choices=list(Repay), required=True, help="cách trả gốc")
        parser.add_argument("--grace", type=int, default=0, help="số kỳ đầu chỉ trả lãi")
        parser.add_argument("--round", type=int, default=1, dest="multiple", help="làm tròn đến bội của số đồng này")
        parser.add_argument("--paid-out", required=True, help="ngày giải ngân, NNNN-TT-NN")
        parser.add_argument("--first-due", required=True, help="ngày đến hạn đầu tiên, NNNN-TT-NN")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paid_out = date.fromisoformat(options["paid_out"])
            first_due = date.fromisoformat(options["first_due"])
            rate = Fraction(options["rate_month"]) / 100
        except (ValueError, ZeroDivisionError):
            raise CommandError("Ghi ngày như 2026-11-23 và lãi như 0.5.") from None
        if first_due <= paid_out:
            raise CommandError("Ngày đến hạn đầu tiên phải sau ngày giải ngân.")
        try:
            terms = Terms(
                options["principal"], options["months"], rate, Method(options["method"]), Repay(options["repay"]),
                first_due, options["multiple"], options["grace"],
            )  # fmt: skip
        except ValueError:
            raise CommandError(
                "Số tiền, số kỳ và bội làm tròn từ 1 trở lên, lãi không âm, ân hạn ít hơn số kỳ."
            ) from None
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["period", "due_on", "principal", "interest", "total", "balance"])
        try:
            for line in schedule(terms):
                out.writerow([line.number, line.due_on, line.principal, line.interest, line.total, line.balance])
        except (ValueError, OverflowError):
            raise CommandError("Lịch trả vượt quá năm 9999; ghi ít kỳ hơn.") from None
