"""Cards that bind a phone to a post of a club, the phones bound, and the codes that open one whose PIN is forgotten.

A club is named by its node in the tree of places, as roles name it. A card is used when a device stands behind it; what
a device may do follows from the roles its user holds today, not from what is written here.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from tremang.accounts.devices.sealing import opened
from tremang.kernel.events import plain
from tremang.kernel.ids import new_id
from tremang.places.models import Place

if TYPE_CHECKING:
    from tremang.accounts.models import User

USER = "accounts.User"
UNDO = timedelta(days=30)


class DeviceCard(models.Model):
    """A card on paper, good once: `digest` is the SHA-256 of the token in its picture, which is kept nowhere."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(USER, models.PROTECT, related_name="device_cards")
    place = models.ForeignKey(Place, models.PROTECT, related_name="device_cards")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="device_card_period")
        ]
        indexes = [models.Index(fields=["place", "expires_at"], name="device_card_waiting")]

    @property
    def used_by(self) -> "Device | None":
        """The phone that this card bound."""
        return getattr(self, "device", None)

    @classmethod
    def waiting(cls, place: Place, now: datetime) -> models.QuerySet["DeviceCard"]:
        """Cards of the club of `place` that a phone can still be bound with."""
        return cls.objects.filter(place=place, revoked_at=None, device=None, expires_at__gt=now)

    def waits_at(self, now: datetime) -> bool:
        """Whether a phone can still be bound with it at `now`."""
        return self.used_by is None and self.revoked_at is None and now < self.expires_at


class Device(models.Model):
    """A phone in the hands of one post of one club.

    `uid` and the secret behind `key` (SHA-256, hex) are made by the phone; `rescue` is the key that opens its data when
    the PIN is forgotten, encrypted with FIELD_KEY. `posts` are the duties of the day it was bound, for the list.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    uid = models.CharField(max_length=36, unique=True)
    card = models.OneToOneField(DeviceCard, models.PROTECT, null=True, blank=True, related_name="device")
    user = models.ForeignKey(USER, models.PROTECT, related_name="devices")
    place = models.ForeignKey(Place, models.PROTECT, related_name="devices")
    posts = models.JSONField(default=list)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=60, blank=True)
    rescue = models.CharField(max_length=200, blank=True)
    bound_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    app = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_why = models.CharField(max_length=200, blank=True)
    lets_in = models.BooleanField(default=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    # What the phone says of itself at each call is no act, so no event vouches for it.
    UNTOLD = ("seen_at", "app")
    # The user with his roles at this club alone: set by `queries.of_header`.
    acting: "User"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, wiped_at__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="device_revoked_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["place", "bound_at"], name="device_of_club")]

    @classmethod
    def recorded_rows(cls, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Devices as their events remember them."""
        return {row.pk: row.told() for row in cls.objects.filter(pk__in=list(ids))}

    def told(self) -> dict[str, Any]:
        """The row as an event remembers it."""
        return {name: value for name, value in plain(self).items() if name not in self.UNTOLD}

    @property
    def club_id(self) -> int:
        """The id of the club, which is that of its node."""
        return self.place_id

    @property
    def club(self) -> Any:
        """The club of the phone, a row of a room above this one."""
        return self.place.club

    @property
    def revoked(self) -> bool:
        """Whether the phone was given up as lost and is not found again."""
        return self.revoked_at is not None

    @property
    def rescue_key(self) -> str:
        """32 bytes as base64url; "" where FIELD_KEY is another than when it was stored."""
        return opened(self.rescue)

    def undo_until(self) -> datetime | None:
        """Until when a revocation can be undone; None where there is none, or where the phone has been told to wipe."""
        return self.revoked_at + UNDO if self.revoked_at and not self.wiped_at else None


class DeviceCode(models.Model):
    """Eight digits, read out over the telephone, that open one phone whose PIN is forgotten; good once."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)


class WrongCode(models.Model):
    """That a wrong code was tried at a device: only ever inserted, and counted over the last hour."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, models.CASCADE, related_name="wrong_codes")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["device", "at"], name="device_wrong_codes")]
