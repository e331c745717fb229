"""A code that any Vietnamese banking app reads: whom to pay, how much, for what (VietQR of NAPAS over EMVCo).

Made here and drawn by `ui.qr`: a picture service on the network would learn names and accounts. A bank is given by its
BIN of six digits. The text names no payee, the app asks the bank for it.
"""

import re
from enum import StrEnum

from tremang.kernel.text import fold

NAPAS = "A000000727"
DONG, VIETNAM = "704", "VN"  # ISO 4217, ISO 3166
LONGEST_TEXT = 25  # EMVCo, fields of 62
MOST = 10**13 - 1  # đồng: field 54 has thirteen places

_BIN = re.compile(r"\d{6}")
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}")


class Service(StrEnum):
    """What the number belongs to."""

    ACCOUNT = "QRIBFTTA"
    CARD = "QRIBFTTC"


def purpose_text(words: str) -> str:
    """What may stand as a purpose: letters without marks, figures and spaces, cut after a whole word to fit the field."""
    plain = " ".join(re.findall(r"[a-z0-9]+", fold(words)))
    if len(plain) <= LONGEST_TEXT:
        return plain
    return plain[: LONGEST_TEXT + 1].rpartition(" ")[0] or plain[:LONGEST_TEXT]


def payload(
    bank: str, account: str, amount: int | None = None, purpose: str = "",
    *, reference: str = "", service: Service = Service.ACCOUNT,
) -> str:  # fmt: skip
    """The text of the code. `amount` in whole đồng, or None where the payer writes it.

    `purpose` is written by `purpose_text`; `reference` is a voucher's number, kept as it is. Raises ValueError where a
    part cannot stand in a code.
    """
    if not (bank.isascii() and _BIN.fullmatch(bank) and account.isascii() and _ACCOUNT.fullmatch(account)):
        raise ValueError("a bank has six digits, an account up to nineteen letters and digits")
    if amount is not None and not 0 < amount <= MOST:
        raise ValueError("an amount is above 0 and has at most thirteen digits")
    if len(reference) > LONGEST_TEXT or not reference.isascii() or not reference.isprintable():
        raise ValueError("a reference is plain text of at most 25 letters")
    payee = _field("00", NAPAS) + _field("01", _field("00", bank) + _field("01", account)) + _field("02", service)
    more = _field("01", reference) + _field("08", purpose_text(purpose))
    text = "".join(
        [
            _field("00", "01"),
            _field("01", "11" if amount is None else "12"),
            _field("38", payee),
            _field("53", DONG),
            _field("54", "" if amount is None else str(amount)),
            _field("58", VIETNAM),
            _field("62", more),
            "6304",
        ]
    )
    return text + checksum(text)


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) of plain text as four capital hexadecimal digits."""
    code = 0xFFFF
    for byte in text.encode("ascii"):
        code ^= byte << 8
        for _ in range(8):
            code = (code << 1) ^ 0x1021 if code & 0x8000 else code << 1
            code &= 0xFFFF
    return f"{code:04X}"


def _field(tag: str, value: str) -> str:
    """Tag, length in two figures, value; nothing where there is no value."""
    return f"{tag}{len(value):02d}{value}" if value else ""
