"""The file of unsent work that a phone gave away: unsealed with the key that the server knows of that phone."""

import json
from base64 import urlsafe_b64decode
from datetime import date
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, limited, require
from tremang.clubs.models import Club
from tremang.inbox import problems as say
from tremang.inbox.actions.taking import take_in
from tremang.inbox.models import Outcome
from tremang.kernel import clock
from tremang.kernel.problems import Problem

LARGEST = 5_000_000  # bytes
MOST = 2_000  # submissions


def take_file(data: bytes, *, by: User, today: date, club: Club | None = None) -> list[Outcome]:
    """Take in what a phone's file holds, as that phone would have sent it. `club`: of no other.

    Raises Problem for what is no such file, for an unknown phone, for a file that was damaged; Refused for whoever does
    not keep the club's phones.
    """
    told = _parts(data)
    device = Device.objects.filter(uid=told["device"]).select_related("place__club__place", "user").first()
    if device is None or (club is not None and device.place_id != club.pk):
        raise Problem("file_device", say.FILE_DEVICE, field="file")
    require(by, Verb.KEEP_DEVICES, device.place, today)
    texts = _unsealed(device, told)
    user = limited(device.user, device.place)
    return take_in(texts, device=device, by=user, club=device.club, today=today, now=clock.now())


def _parts(data: bytes) -> dict[str, Any]:
    problem = Problem("not_a_file", say.NOT_A_FILE, field="file")
    if len(data) > LARGEST:
        raise problem
    try:
        told = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise problem from None
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("device", "iv", "data")):
        raise problem
    if "\0" in told["device"] or not told["device"].isprintable():
        raise problem
    return told


def _unsealed(device: Device, told: dict[str, Any]) -> list[str]:
    key = sha256(f"file{device.key}".encode("ascii")).digest()
    try:
        plain = AESGCM(key).decrypt(_bytes(told["iv"]), _bytes(told["data"]), None)
        found = json.loads(plain.decode())
    except (InvalidTag, ValueError, RecursionError):
        raise Problem("file_sealed", say.FILE_SEALED, field="file") from None
    texts = found.get("send") if isinstance(found, dict) else found
    if not isinstance(texts, list) or len(texts) > MOST or not all(isinstance(text, str) for text in texts):
        raise Problem("not_a_file", say.NOT_A_FILE, field="file")
    return texts


def _bytes(text: str) -> bytes:
    """base64url without padding; raises ValueError."""
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
