"""SMS (norms 9.5): unaccented GSM-7 in parts of 160/153, or UCS-2 with diacritics in parts of 70/67."""

import unicodedata
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage
from tremang.reports.reminders.senders.base import Sender
from tremang.reports.reminders.senders.endpoints import hand_over
from tremang.reports.reminders.senders.phones import phone_of

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")  # behind an escape: they take the room of two
ONE_PART = {"GSM-7": 160, "UCS-2": 70}
MORE_PARTS = {"GSM-7": 153, "UCS-2": 67}


def unaccented(text: str) -> str:
    """The text without Vietnamese marks, letters and capitals otherwise as they were."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    plain = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    return "".join(
        char
        if char in GSM or char in GSM_TWICE
        else {"\u00a0": " ", "–": "-", "“": '"', "”": '"', "…": "..."}.get(char, "?")
        for char in plain
    )


def encoding_of(text: str) -> str:
    """GSM-7 where every letter is in its alphabet, else UCS-2."""
    return "GSM-7" if all(char in GSM or char in GSM_TWICE for char in text) else "UCS-2"


def parts_of(text: str) -> int:
    """In how many parts a text goes out."""
    encoding = encoding_of(text)
    if encoding == "GSM-7":
        length = sum(2 if char in GSM_TWICE else 1 for char in text)
    else:
        length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= ONE_PART[encoding] else -(-length // MORE_PARTS[encoding])


def address(user: User) -> str:
    """The user's mobile number as 84…"""
    return phone_of(user.username)


def request(message: OutboxMessage) -> dict[str, Any]:
    """The request as a brandname gateway takes it."""
    words = message.short
    text = unicodedata.normalize("NFC", words) if settings.SMS_ACCENTS else unaccented(words)
    return {
        "phone": message.address, "brandname": settings.SMS_BRANDNAME, "text": text, "encoding": encoding_of(text),
        "parts": parts_of(text), "tracking_id": str(message.pk),
    }  # fmt: skip


def send(message: OutboxMessage) -> str:
    """Hand the message to the gateway of SMS_ENDPOINT."""
    headers = {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
    return hand_over(message, "sms", request(message), settings.SMS_ENDPOINT, headers)


SENDER = Sender("sms", gettext_lazy("Tin nhắn SMS"), address, send)
