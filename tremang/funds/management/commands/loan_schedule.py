"""`tremang loan-schedule`: the repayments of a loan as CSV. It only computes; ceilings belong to where a loan is kept."""

import csv
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.kernel.periods import month_of

LONGEST = 15  # digits of a number that can be meant


class Command(BaseCommand):
    help = "Tính lịch trả nợ của một khoản vay, in ra CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--principal", type=_whole("--principal", "5000000"), required=True, help="số tiền vay, đồng"
        )
        parser.add_argument("--months", type=_whole("--months", "12"), required=True, help="số kỳ, kể cả ân hạn")
        parser.add_argument("--rate-month", required=True, help="lãi một tháng, phần trăm, ví dụ 0.5")
        parser.add_argument(
            "--method", type=_one_of("--method", Method), required=True, metavar="{flat,declining}",
            help="lãi trên vốn ban đầu hay dư nợ",
        )  # fmt: skip
        parser.add_argument(
            "--repay", type=_one_of("--repay", Repay), required=True, metavar="{equal-principal,equal-instalment,end}",
            help="cách trả gốc",
        )  # fmt: skip
        parser.add_argument("--grace", type=_whole("--grace", "2"), default=0, help="số kỳ đầu chỉ trả lãi")
        parser.add_argument(
            "--round", type=_whole("--round", "1000"), default=1, dest="multiple",
            help="làm tròn đến bội của số đồng này",
        )  # fmt: skip
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
        if (most := months_up_to_the_last_year(first_due)) < terms.months:
            raise CommandError(f"Lịch trả vượt quá năm 9999. Ghi --months từ {most} trở xuống, ví dụ --months 12.")
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(["period", "due_on", "principal", "interest", "total", "balance"])
        for line in schedule(terms):
            out.writerow([line.number, line.due_on, line.principal, line.interest, line.total, line.balance])


def months_up_to_the_last_year(first_due: date) -> int:
    """How many periods end no later than the last month that a day can be in."""
    return month_of(date.max) - month_of(first_due) + 1


def _whole(option: str, example: str) -> Callable[[str], int]:
    """Reads the whole number of an option; what is none is one sentence with an example, before anything is worked out."""

    def read(text: str) -> int:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
            sentence = f"Chưa hiểu {option} “{text[:30]}”. Ghi số nguyên chỉ gồm chữ số, ví dụ {option} {example}."
            raise CommandError(sentence, returncode=2)
        return int(text)

    return read


def _one_of(option: str, words: type[StrEnum]) -> Callable[[str], str]:
    """Reads one of a few words; another is one sentence with those there are."""

    def read(text: str) -> str:
        if text not in list(words):
            raise CommandError(f"Chưa hiểu {option} “{text[:30]}”. Ghi một trong: {', '.join(words)}.", returncode=2)
        return text

    return read
