"""Telephone numbers for reminders: VAR_DIR/phones.csv with the columns username and phone, kept by the operator.

Accounts hold no telephone numbers: not everybody who signs in wishes to be called, so the list is short and apart.
"""

import csv
import re

from django.conf import settings

FILE = "phones.csv"
_MOBILE = re.compile(r"84[35789]\d{8}")


def international(number: str) -> str:
    """A Vietnamese mobile number as gateways want it: 84 and nine digits; "" for anything else."""
    digits = re.sub(r"[\s.\-()+]", "", number)
    if digits.startswith("0"):
        digits = "84" + digits[1:]
    return digits if _MOBILE.fullmatch(digits) else ""


def phone_of(username: str) -> str:
    """The number of a user, as 84…; "" where the list has none."""
    path = settings.VAR_DIR / FILE
    if not path.exists():
        return ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if (row.get("username") or "").strip().lower() == username:
                return international(row.get("phone") or "")
    return ""
