"""Every write of cards and phones. Moments come from the clock; what a phone itself does gets its moment passed in."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, Q
from django.utils import timezone

from tremang.accounts.actions import create_phone_user
from tremang.accounts.devices import problems, sealing
from tremang.accounts.devices.models import UNDO, Device, DeviceCard, DeviceCode, WrongCode
from tremang.accounts.devices.queries import post_words, posts_of
from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import made, update
from tremang.kernel.text import clean
from tremang.places.models import Place

CARD_DAYS = 7
CODE_MINUTES, WRONG_PER_HOUR = 15, 5
SEEN_EVERY = timedelta(minutes=1)
_HEX = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[0-9]{8}")


@dataclass(frozen=True)
class Bound:
    """A phone that was bound, its duties of today, and the key it keeps for a forgotten PIN (base64url, 32 bytes)."""

    device: Device
    posts: list[str]
    rescue: str


def make_card(user: User, place: Place, *, by: User, today: date) -> tuple[DeviceCard, str]:
    """A card for `user` at the club of `place`, with its token, which is kept nowhere. It replaces one that waits."""
    require(by, Verb.PRINT_CARDS, place, today)
    posts = posts_of(user, place, today)
    if not posts:
        raise Problem("no_post", problems.NO_POST, field="user", person=user.full_name, place=place.name)
    if not user.is_active:
        raise Problem("locked", problems.LOCKED, field="user", person=user.full_name)
    _require_open(place)
    now, token = clock.now(), sealing.new_token()
    with writing(place.pk):
        replaced = list(DeviceCard.waiting(place, now).filter(user=user))
        for old in replaced:
            _give_up(old, by, now)
        card = DeviceCard(
            user=user, place=place, digest=sealing.digest(token), made_by=by, made_at=now,
            expires_at=_end_of(today + timedelta(days=CARD_DAYS)),
        )  # fmt: skip
        card.save(force_insert=True)
        body = {"person": user.full_name, "posts": post_words(posts), "until": today + timedelta(days=CARD_DAYS)}
        rows = {key(row): plain(row) for row in (*replaced, card)}
        record(place.pk, "device_card_printed", key(card), by_id=by.pk, body=body, rows=rows)
    return card, token


def _end_of(day: date) -> datetime:
    """The last moment of a day in Hanoi, so that a card holds on the whole day that is printed on it."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), timezone.get_default_timezone())


def _give_up(card: DeviceCard, by: User, now: datetime) -> None:
    card.revoked_at, card.revoked_by = now, by
    card.save(update_fields=["revoked_at", "revoked_by"])


def _require_open(place: Place) -> None:
    club = getattr(place, "club", None)
    if club is None or club.is_closed:
        raise Conflict("club_closed", problems.CLUB_CLOSED, place=place.name)


def cancel_card(card: DeviceCard, *, by: User, today: date) -> DeviceCard:
    """A card that waits is good no longer; a second time it changes nothing."""
    require(by, Verb.KEEP_DEVICES, card.place, today)
    with writing(card.place_id):
        card = DeviceCard.objects.select_related("user", "place", "device").get(pk=card.pk)
        if card.used_by is not None:
            raise Conflict("card_used", problems.CARD_IN_USE)
        if card.revoked_at is None:
            _give_up(card, by, clock.now())
            body, rows = {"person": card.user.full_name}, {key(card): plain(card)}
            record(card.place_id, "device_card_cancelled", key(card), by_id=by.pk, body=body, rows=rows)
    return card


def bind(token: str, uid: str, key_digest: str, label: str, today: date, now: datetime) -> Bound:
    """Bind the phone `uid` by a card. The same card, phone and key again get the same answer, so a cut loses nothing.

    `key_digest` is the SHA-256, in hex, of the secret that the phone made and keeps.
    """
    uid, key_digest = _uid(uid), key_digest.lower()
    if not uid or not _HEX.fullmatch(key_digest):
        raise Problem("not_understood", problems.NOT_UNDERSTOOD, field="device" if not uid else "key")
    card = DeviceCard.objects.filter(digest=sealing.digest(token)).only("place_id").first()
    if card is None:
        raise problems.Unknown("card_unknown", problems.CARD_UNKNOWN, field="card")
    with writing(card.place_id):
        card = DeviceCard.objects.select_related("user", "place__club", "device").get(pk=card.pk)
        device, posts = card.used_by, posts_of(card.user, card.place, today)
        if device is not None and (device.uid, device.key) != (uid, key_digest):
            raise Conflict("card_used", problems.CARD_USED, field="card")
        _require_good(card, posts, now, bound=device is not None)
        if device is None:
            device = _bound(card, uid, key_digest, clean(label)[:60], posts, now)
    return Bound(device, posts, device.rescue_key)


def _uid(text: str) -> str:
    """A UUID in its one form; "" for anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _require_good(card: DeviceCard, posts: list[str], now: datetime, *, bound: bool) -> None:
    """Refuse a card that was given up or is past its day, of a club that is closed, of somebody without a post."""
    if card.revoked_at is not None or (card.used_by is not None and card.used_by.revoked):
        raise problems.Over("card_revoked", problems.CARD_REVOKED, field="card")
    if not bound and now >= card.expires_at:
        last = timezone.localtime(card.expires_at - timedelta(seconds=1)).date()
        raise problems.Over("card_expired", problems.CARD_EXPIRED, field="card", day=written(last))
    if not posts or not card.user.is_active:
        words = {"person": card.user.full_name, "place": card.place.name}
        raise problems.Over("card_revoked", problems.NO_POST_ANY_MORE, field="card", **words)
    _require_open(card.place)


def _bound(card: DeviceCard, uid: str, key_digest: str, label: str, posts: list[str], now: datetime) -> Device:
    device = Device(
        uid=uid, card=card, user=card.user, place=card.place, posts=posts, key=key_digest, label=label,
        rescue=sealing.sealed(sealing.new_rescue()), bound_at=now, seen_at=now,
    )  # fmt: skip
    try:  # the lock is the club's, and the same phone may be at the card of another club this moment
        with transaction.atomic():
            device.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict("device_taken", problems.DEVICE_TAKEN, field="device") from taken
    body = {"person": card.user.full_name, "label": label, "posts": post_words(posts)}
    _record(device, "device_bound", card.user, body)
    return device


def _record(device: Device, verb: str, by: User, body: dict | None = None) -> None:
    words = {"person": device.user.full_name, "label": device.label}
    record(
        device.place_id, verb, key(device), by_id=by.pk, body=words | (body or {}), rows={key(device): device.told()}
    )


def _again(row: Model) -> Device:
    """The device as it stands under the lock."""
    return Device.objects.select_related("user", "place").get(pk=row.pk)


def revoke(device: Device, why: str = "", lets_in: bool = True, *, by: User, today: date) -> Device:
    """Give a phone up as lost. `lets_in`: what it has not sent yet waits for review, else it is refused."""
    require(by, Verb.KEEP_DEVICES, device.place, today)
    with writing(device.place_id):
        device = _again(device)
        if device.revoked:
            return device
        device.revoked_at, device.revoked_by = clock.now(), by
        device.revoked_why, device.lets_in = clean(why)[:200], lets_in
        device.save(update_fields=["revoked_at", "revoked_by", "revoked_why", "lets_in"])
        _record(device, "device_revoked", by, {"reason": device.revoked_why, "lets_in": lets_in})
    return device


def undo_revoke(device: Device, *, by: User, today: date) -> Device:
    """The phone was found: within 30 days, and unless it has been told to wipe itself."""
    require(by, Verb.KEEP_DEVICES, device.place, today)
    with writing(device.place_id):
        device = _again(device)
        if not device.revoked:
            raise Conflict("not_revoked", problems.NOT_REVOKED)
        if device.wiped_at:
            raise Conflict("wiped", problems.WIPED)
        if clock.now() > device.revoked_at + UNDO:
            raise Conflict("undo_over", problems.UNDO_OVER)
        device.revoked_at, device.revoked_by, device.revoked_why, device.lets_in = None, None, "", True
        device.save(update_fields=["revoked_at", "revoked_by", "revoked_why", "lets_in"])
        _record(device, "device_found", by)
    return device


def wiped(device: Device, now: datetime) -> None:
    """The revoked phone has been answered that it must wipe itself: from now on nothing brings it back."""
    if not device.revoked or device.wiped_at:
        return
    with writing(device.place_id):
        row = _again(device)
        if row.revoked and not row.wiped_at:
            row.wiped_at = now
            row.save(update_fields=["wiped_at"])
            _record(row, "device_wiped", row.user)
    device.wiped_at = row.wiped_at


def make_code(device: Device, *, by: User, today: date) -> tuple[DeviceCode, str]:
    """Eight digits for a phone whose PIN is forgotten: 15 minutes, once. They replace those that are still good."""
    require(by, Verb.KEEP_DEVICES, device.place, today)
    now, code = clock.now(), sealing.new_code()
    with writing(device.place_id):
        device = _again(device)
        if device.revoked:
            raise Conflict("device_revoked", problems.REVOKED_ALREADY)
        replaced = list(DeviceCode.objects.filter(device=device, spent_at=None, expires_at__gt=now))
        for old in replaced:
            old.expires_at = now
            old.save(update_fields=["expires_at"])
        row = DeviceCode(
            device=device, digest=sealing.keyed(f"{device.pk}:{code}"), made_by=by, made_at=now,
            expires_at=now + timedelta(minutes=CODE_MINUTES),
        )  # fmt: skip
        row.save(force_insert=True)
        body = {"person": device.user.full_name, "label": device.label}
        rows = {key(each): plain(each) for each in (*replaced, row)}
        record(device.place_id, "device_code_made", key(row), by_id=by.pk, body=body, rows=rows)
    return row, code


def spend_code(uid: str, code: str, now: datetime) -> str:
    """The rescue key of the phone `uid` for a code that is good; five wrong ones in an hour and it must wait."""
    code = "".join(code.split())
    if not _CODE.fullmatch(code):
        raise Problem("code_form", problems.CODE_FORM, field="code")
    device = Device.objects.select_related("user", "place").filter(uid=_uid(uid) or "-").first()
    if device is None:
        raise problems.device_unknown()
    if device.revoked or not device.user.is_active:
        raise problems.Over("device_revoked", problems.DEVICE_REVOKED)
    with writing(device.place_id):
        if WrongCode.objects.filter(device=device, at__gt=now - timedelta(hours=1)).count() >= WRONG_PER_HOUR:
            raise problems.TooOften("code_wait", problems.CODE_WAIT)
        good = Q(device=device, spent_at=None, expires_at__gt=now, digest=sealing.keyed(f"{device.pk}:{code}"))
        row = DeviceCode.objects.filter(good).first()
        if row is None:
            WrongCode(device=device, at=now).save(force_insert=True)
        else:
            row.spent_at = now
            row.save(update_fields=["spent_at"])
            body, rows = {"label": device.label}, {key(row): plain(row)}
            record(device.place_id, "device_opened", key(row), by_id=device.user_id, body=body, rows=rows)
    if row is None:  # said after the try was written down for good
        raise Problem("code_wrong", problems.CODE_WRONG, field="code")
    return device.rescue_key


def seen(device: Device, now: datetime, app: int = 0) -> None:
    """That the phone called, and which version it runs; written at most once a minute."""
    app = app or device.app
    if not _is_due(device, now) and app == device.app:
        return
    with writing():
        Device.objects.filter(pk=device.pk).update(seen_at=now, app=app)
    device.seen_at, device.app = now, app


def seen_within(device: Device, now: datetime) -> None:
    """The same within an act that the phone sends: a transaction of its own would wait for the disk once more.

    The row in hand stays as it is, for the act may come to nothing.
    """
    if _is_due(device, now):
        update(made(Device, {"id": device.pk, "seen_at": now}), ["seen_at"])


def _is_due(device: Device, now: datetime) -> bool:
    return device.seen_at is None or now - device.seen_at >= SEEN_EVERY


def open_and_print(full_name: str, kind: str, place: Place, *, by: User, today: date) -> tuple[DeviceCard, str]:
    """An account without a password, its duty at the club and its card, in one act: all of it or nothing."""
    with writing(place.pk):
        user = create_phone_user(full_name, kind, place, by=by, today=today)
        return make_card(user, place, by=by, today=today)
